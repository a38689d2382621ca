"""knowledge.facts.quantities: what the portal writes about time, money, ways and levels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.quantities import NO_INFORMATION, by_way, fees_of, levels_of, submissions_of, time_limit_of, way_of
from knowledge.records.procedure import Fee, Level, Submission, TimeLimit, TimeUnit, Way
from tests.support.strategies import anything


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Trực tiếp", Way.DIRECT),
        (" trực tuyến ", Way.ONLINE),
        ("Dịch vụ bưu chính", Way.POST),
        ("ONLINE", Way.ONLINE),
        ("Bồ câu", None),
        ("", None),
    ],
)
def test_knows_the_ways_by_every_name(text: str, way: Way | None) -> None:
    assert way_of(text) is way


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("5 ngày làm việc", TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY)),
        ("30 Ngày.", TimeLimit(amount=30, unit=TimeUnit.DAY)),
        ("1,5 ngày", TimeLimit(amount=1.5, unit=TimeUnit.DAY)),
        ("8 giờ làm việc", TimeLimit(amount=8, unit=TimeUnit.HOUR)),
        ("2 MONTH", TimeLimit(amount=2, unit=TimeUnit.MONTH)),
        ("20 (đơn vị khác)", TimeLimit(amount=20, unit=TimeUnit.UNKNOWN)),
        ("20 OTHER", TimeLimit(amount=20, unit=TimeUnit.UNKNOWN)),
        ("trong ngày", TimeLimit(note="trong ngày")),
        ("5 ngày kể từ khi nhận đủ hồ sơ", TimeLimit(note="5 ngày kể từ khi nhận đủ hồ sơ")),
    ],
)
def test_reads_time_limits(text: str, limit: TimeLimit) -> None:
    assert time_limit_of(text) == limit


@pytest.mark.parametrize("text", sorted(NO_INFORMATION))
def test_no_information_is_no_time_limit(text: str) -> None:
    assert time_limit_of(text.upper()) is None


@pytest.mark.parametrize(
    ("text", "fees"),
    [
        ("5000 VNĐ (mỗi bản) | 0 VNĐ ()", (Fee(amount=5_000, note="mỗi bản"), Fee(amount=0))),
        ("50.000 đồng", (Fee(amount=50_000),)),
        ("50000.00 VND", (Fee(amount=50_000),)),
        ("1.250.000đ/trường hợp", (Fee(amount=1_250_000, note="/trường hợp"),)),
        ("20,000 VNĐ ((đã giảm))", (Fee(amount=20_000, note="đã giảm"),)),
        ("Theo nghị quyết của tỉnh", (Fee(note="Theo nghị quyết của tỉnh"),)),
        ("Không có thông tin", ()),
        ("", ()),
    ],
)
def test_reads_fees(text: str, fees: tuple[Fee, ...]) -> None:
    assert fees_of(text) == fees


@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}"]), st.sampled_from([" đồng", " VNĐ", "đ", " VND."]))
def test_every_amount_is_read_back_in_full(amount: int, form: str, currency: str) -> None:
    assert fees_of(form.format(amount).replace(",", ".") + currency) == (Fee(amount=amount),)


@given(
    st.integers(0, 9_999),
    st.sampled_from([("ngày", TimeUnit.DAY), ("tháng", TimeUnit.MONTH), ("giờ", TimeUnit.HOUR), ("năm", TimeUnit.YEAR)]),
)
def test_every_limit_is_read_back(amount: int, unit: tuple[str, TimeUnit]) -> None:
    assert time_limit_of(f"{amount} {unit[0]}") == TimeLimit(amount=amount, unit=unit[1])


def test_cuts_a_text_at_the_ways_it_names() -> None:
    text = "Chung cho mọi cách\nTrực tiếp: tại quầy\nmang theo giấy tờ\nTrực tuyến: trên cổng"
    assert list(by_way(text)) == [(None, "Chung cho mọi cách"), (Way.DIRECT, "tại quầy\nmang theo giấy tờ"), (Way.ONLINE, "trên cổng")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Cấp Xã", (Level.COMMUNE,)),
        ("Cấp Bộ, Cấp Tỉnh", (Level.MINISTRY, Level.PROVINCE)),
        ("Cấp Trung ương; cấp tỉnh; Cấp Tỉnh", (Level.MINISTRY, Level.PROVINCE)),
        ("Cơ quan khác", (Level.OTHER,)),
        ("", ()),
    ],
)
def test_reads_levels_in_order_each_once(text: str, levels: tuple[Level, ...]) -> None:
    assert levels_of(text) == levels


def test_joins_ways_limits_and_fees_into_one_submission_a_way() -> None:
    made = submissions_of(
        "Trực tiếp: tại quầy\nTrực tuyến: trên cổng",
        "Trực tiếp: 5 ngày làm việc; 10 ngày\nTrực tuyến: 3 ngày làm việc",
        "Trực tiếp: 50.000 đồng | 20.000 đồng (trẻ em)\nDịch vụ bưu chính: 60.000 đồng",
    )
    assert made == (
        Submission(
            way=Way.DIRECT,
            time_limits=(TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY), TimeLimit(amount=10, unit=TimeUnit.DAY)),
            fees=(Fee(amount=50_000), Fee(amount=20_000, note="trẻ em")),
            note="tại quầy",
        ),
        Submission(way=Way.ONLINE, time_limits=(TimeLimit(amount=3, unit=TimeUnit.WORKING_DAY),), note="trên cổng"),
        Submission(way=Way.POST, fees=(Fee(amount=60_000),)),
    )


def test_a_limit_without_a_way_holds_for_every_way_that_is_named() -> None:
    made = submissions_of("Trực tiếp: tại quầy\nTrực tuyến: trên cổng", "5 ngày", "")
    assert [(item.way, item.time_limits) for item in made] == [
        (way, (TimeLimit(amount=5, unit=TimeUnit.DAY),)) for way in (Way.DIRECT, Way.ONLINE)
    ]


@given(anything, anything, anything)
def test_any_words_make_submissions_each_way_once(methods: str, limits: str, fees: str) -> None:
    made = submissions_of(methods, limits, fees)
    assert len({item.way for item in made}) == len(made)
