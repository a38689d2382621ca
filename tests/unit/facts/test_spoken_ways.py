"""Ways, time limits and fees told in sentences: each way gets its own, and none is made up."""

from __future__ import annotations

import pytest

from knowledge.facts.quantities import submissions_of
from knowledge.loading.layers import overlay
from knowledge.readers.contents.spoken_ways import submissions_in, ways_in
from knowledge.records.procedure import Fee, Origin, Procedure, Source, Submission, TimeLimit, TimeUnit, Way, stamped

FIVE = TimeLimit(amount=5, unit=TimeUnit.DAY)


def test_no_way_is_made_up_where_none_is_named() -> None:
    assert submissions_in((), ["5 ngày"], ["50.000 đồng"]) == (
        Submission(way=Way.UNKNOWN, time_limits=(FIVE,), fees=(Fee(amount=50_000),)),
    )
    assert [item.way for item in submissions_of("", "5 ngày", "50.000 đồng")] == [Way.UNKNOWN]


def test_what_is_said_of_no_way_holds_for_every_way_that_is_named() -> None:
    made = submissions_in(["- Nộp trực tiếp tại quầy.", "- Nộp trực tuyến qua Cổng dịch vụ công quốc gia."], ["5 ngày"], [])
    assert [(item.way, item.time_limits) for item in made] == [(Way.DIRECT, (FIVE,)), (Way.ONLINE, (FIVE,))]


def test_each_way_has_the_fee_that_its_sentence_says() -> None:
    made = submissions_in(
        ["Nộp trực tiếp.", "Nộp trực tuyến."],
        [],
        [
            "- Trường hợp công dân nộp hồ sơ trực tiếp thu 20.000 đồng/lần;",
            "- Trường hợp nộp qua cổng dịch vụ công trực tuyến thu 10.000 đồng/lần.",
        ],
    )
    assert [(item.way, item.fees) for item in made] == [
        (Way.DIRECT, (Fee(amount=20_000, note="/lần"),)),
        (Way.ONLINE, (Fee(amount=10_000, note="/lần"),)),
    ]


def test_a_heading_with_ways_is_for_the_fees_under_it_and_a_label_goes_with_its_amounts() -> None:
    made = submissions_in((), (), ["Nộp Trực Tiếp / Bưu Chính", "Phí thẩm định:", "- Chỉ có đất: 1.260.000đ", "Nộp Trực Tuyến", "Miễn phí"])
    assert [(item.way, item.fees) for item in made] == [
        (Way.DIRECT, (Fee(amount=1_260_000, note="Phí thẩm định: Chỉ có đất"),)),
        (Way.POST, (Fee(amount=1_260_000, note="Phí thẩm định: Chỉ có đất"),)),
        (Way.ONLINE, (Fee(note="Phí thẩm định: Miễn phí"),)),
    ]


@pytest.mark.parametrize(
    "line", ["Từ 120.000đ đến 600.000đ", "Không quá 5.000.000 đồng", "Giảm 5.000 đồng khi nộp qua mạng", "Theo nghị quyết của tỉnh"]
)
def test_a_sentence_that_is_no_single_amount_stays_in_its_words(line: str) -> None:
    (item,) = submissions_in((), (), [line])
    assert item.fees == (Fee(note=line),)


def test_free_is_free() -> None:
    (item,) = submissions_in((), (), ["Không thu lệ phí."])
    assert item.fees[0].is_free


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("Nộp trực tiếp hoặc qua dịch vụ bưu chính công ích", (Way.DIRECT, Way.POST)),
        ("Không tiếp nhận hồ sơ trực tuyến", ()),
        ("Nộp tại nhà văn hóa", ()),
        ("Qua ứng dụng VNeID", (Way.ONLINE,)),
    ],
)
def test_knows_the_ways_that_a_sentence_opens(line: str, ways: tuple[Way, ...]) -> None:
    assert ways_in(line) == ways


def test_the_counter_of_an_office_is_handing_in_directly_but_an_office_alone_is_not() -> None:
    counter, office = (submissions_in([line], (), ())[0] for line in ("Trung tâm Phục vụ hành chính công", "Ủy ban nhân dân cấp xã"))
    assert (counter.way, office.way) == (Way.DIRECT, Way.UNKNOWN)


def _record(origin: Origin, *submissions: Submission) -> Procedure:
    return stamped(Procedure(code="1.000101", name="Cấp thẻ", submissions=submissions), Source(origin=origin))


def test_a_limit_of_no_way_is_laid_over_the_ways_that_another_record_knows() -> None:
    known = _record(
        Origin.FACTS, Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=9, unit=TimeUnit.DAY),)), Submission(way=Way.ONLINE)
    )
    told = overlay([known, _record(Origin.OFFICIAL, Submission(way=Way.UNKNOWN, time_limits=(FIVE,)))])
    assert [(item.way, item.time_limits) for item in told.submissions] == [(Way.DIRECT, (FIVE,)), (Way.ONLINE, (FIVE,))]
