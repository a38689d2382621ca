"""knowledge.records.plan: a plan's tasks and the times they fall due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.records.plan import Plan, Section, Task
from knowledge.records.task_time import When, is_understood, parsed
from tests.support.strategies import anything

EVERY_MONTH = tuple(range(1, 13))


@pytest.mark.parametrize(
    ("when", "meant"),
    [
        ("thường xuyên", When(is_continuous=True)),
        ("", When(is_continuous=True)),
        ("khi có văn bản mới", When(is_continuous=True)),
        ("Thường xuyên trong năm 2026", When(year=2026, is_continuous=True)),
        ("Năm 2026", When(year=2026)),
        ("quý II/2024", When(months=(4, 5, 6), year=2024)),
        ("Quý IV năm 2026", When(months=(10, 11, 12), year=2026)),
        ("quý iii", When(months=(7, 8, 9))),
        ("quý 1/2025", When(months=(1, 2, 3), year=2025)),
        ("định kỳ 6 tháng", When(months=(6, 12))),
        ("06 tháng, năm 2026", When(months=(6, 12), year=2026)),
        ("hằng tháng", When(months=EVERY_MONTH)),
        ("Hàng tháng năm 2025", When(months=EVERY_MONTH, year=2025)),
        ("hàng quý", When(months=(3, 6, 9, 12))),
        ("tháng 11/2026", When(months=(11,), year=2026)),
        ("Tháng 02 năm 2026", When(months=(2,), year=2026)),
        ("tháng 13", When(is_continuous=True)),
        ("5/12", When(months=(12,), day=5)),
        ("ngày 5/12", When(months=(12,), day=5)),
        ("trước ngày 05 / 12", When(months=(12,), day=5)),
        ("05/12/2026", When(months=(12,), day=5, year=2026)),
        ("5.12.2026", When(months=(12,), day=5, year=2026)),
        ("5/12/26", When(months=(12,), day=5, year=2026)),
        ("ngày 5 tháng 12", When(months=(12,), day=5)),
        ("ngày 5 tháng 12 năm 2026", When(months=(12,), day=5, year=2026)),
        ("trước 5/12, năm 2026", When(months=(12,), day=5, year=2026)),
        ("từ 1/3 đến hết ngày 30/4", When(months=(4,), day=30)),
        ("10/6 và 10/12", When(months=(6,), day=10, more=(When(months=(12,), day=10),))),
        ("6 tháng 1 lần", When(months=(6, 12))),
        ("03 tháng 01 lần", When(months=(3, 6, 9, 12))),
        ("12/2026", When(months=(12,), year=2026)),
        ("2/3 số đơn vị", When(is_continuous=True)),
        ("trước ngày 15/12/2026", When(months=(12,), year=2026, day=15)),
        ("2026-02-21", When(months=(2,), year=2026, day=21)),
        ("ngày 45/13/2026", When(year=2026)),
        ("20.12", When(months=(12,), day=20)),
        ("chậm nhất 20.12", When(months=(12,), day=20)),
        ("từ 1 đến 5/12", When(months=(12,), day=5)),
        ("từ 1-5/12/2026", When(months=(12,), day=5, year=2026)),
        ("từ ngày 10 đến hết ngày 12 tháng 12", When(months=(12,), day=12)),
        ("3/12 nội dung", When(is_continuous=True)),
        ("hoàn thành 3/12 nội dung trước 20/12", When(months=(12,), day=20)),
        ("cuối tháng 11", When(months=(11,))),
        ("tuần cuối tháng 11", When(months=(11,))),
        ("thượng tuần tháng 12", When(months=(12,), day=10)),
        ("nửa đầu tháng 12", When(months=(12,), day=15)),
        ("quí 4", When(months=(10, 11, 12))),
        ("Q4/2026", When(months=(10, 11, 12), year=2026)),
        ("quý bốn", When(months=(10, 11, 12))),
        ("quý I đến quý III", When(months=(7, 8, 9))),
        ("T12", When(months=(12,))),
        ("t3/2026", When(months=(3,), year=2026)),
        ("tháng mười hai", When(months=(12,))),
        ("tháng 10 - 12", When(months=(12,))),
        ("từ tháng 10 đến tháng 12 năm 2026", When(months=(12,), year=2026)),
        ("cuối năm", When(months=(12,))),
        ("9 tháng đầu năm", When(months=(9,))),
        ("nửa cuối năm", When(months=(7, 8, 9, 10, 11, 12))),
        ("cuối mỗi quý", When(months=(3, 6, 9, 12))),
    ],
)
def test_understands_the_times_that_plans_write(when: str, meant: When) -> None:
    assert parsed(when) == meant


@given(st.integers(1, 12), st.integers(2000, 2099), st.sampled_from(["tháng {} năm {}", "Tháng {}/{}", "tháng {} {}"]))
def test_every_month_of_every_year_is_read_back(month: int, year: int, form: str) -> None:
    assert parsed(form.format(month, year)) == When(months=(month,), year=year)


@given(st.one_of(anything, st.from_regex(r"(ngày |quý |tháng |năm )*[\dIVXivx]{1,4}([/-]\d{1,2}){0,2}([/-]\d{4})?", fullmatch=True)))
def test_any_words_are_some_time_of_the_year(when: str) -> None:
    meant = parsed(when)
    assert set(meant.months) <= set(EVERY_MONTH)
    assert not (meant.is_continuous and meant.months)


TYPED = (
    "; 5/12; 29/2; tháng 5; quý II; hằng tháng; thường xuyên; trong năm; năm 2026; 6 tháng cuối năm; 20.12; trước 15/12; trước 20.12.2026"
    "; từ 1 đến 5/12; từ 1-5/12; cuối tháng 11; quý IV; quí 4; Q4; T12; tháng mười hai; tháng 10-12; cuối năm; hết năm 2026; trung tuần tháng 12"
    "; tuần 2 tháng 12; tháng 12 tuần 2; tuần thứ 2 của tháng 12; ngày 20 hằng tháng; 10/6 và 10/12; gửi báo cáo trước 5/12; hoàn thành 3/12 nội dung trước 20/12; đến hết 31/12; 20/12 hằng năm; mỗi quý"
)
NOT_CERTAIN = (
    "hôm nào rảnh; 30/2; 29/2/2026; 32/12; 5/13; 5/12 và 40/2; tháng 13; chủ nhật; sau Tết; tuần 9 tháng 12; tuần 2 tháng 13; tuần đầu tháng 12"
    "; 3/12 nội dung; 3/12 gì đó; đầu tháng 12; giữa quý II; đầu năm 2026; t3; tháng chạp năm 2026; sau 15/12; từ 5/12; từ 5 đến 1/12"
    "; từ 15/12 đến 5/12; từ tháng 12 đến tháng 10; quý III đến quý I; 5-12; khoảng 15/12; 15/12 tuần sau; ngày 32 hằng tháng; năm 2026 tuần 50"
)


@pytest.mark.parametrize("when", TYPED.split("; "))
def test_a_time_that_somebody_types_is_understood(when: str) -> None:
    assert is_understood(when)


@pytest.mark.parametrize("when", NOT_CERTAIN.split("; "))
def test_what_names_no_time_and_no_day_is_not_guessed(when: str) -> None:
    assert not is_understood(when)


def test_a_day_of_every_month_is_twelve_days() -> None:
    meant = parsed("trước ngày 20 hằng tháng")
    assert [(when.months, when.day) for when in (meant, *meant.more)] == [((month,), 20) for month in EVERY_MONTH]


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["{0}/{1}", "ngày {0:02}/{1:02}/2026", "{0} tháng {1}", "hạn {0}.{1}.2026"]),
)
def test_every_day_is_read_as_it_was_typed_the_day_before_the_month(day: date, form: str) -> None:
    meant = parsed(form.format(day.day, day.month))
    assert (meant.day, meant.months) == (day.day, (day.month,))


def test_a_plan_that_says_nothing_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="không có mục nào"):
        Plan(record_id="ke-hoach", title="Kế hoạch")


@pytest.mark.parametrize("day", ["", "2026", "2026-02", "2026-02-21"])
def test_a_plan_may_leave_its_day_or_month_blank(day: str) -> None:
    assert Plan(record_id="ke-hoach", title="Kế hoạch", issued=day, tasks=(Task(content="Làm"),)).issued == day


@pytest.mark.parametrize("broken", [{"issued": "21/02/2026"}, {"record_id": "Kế hoạch"}, {"title": ""}, {"tasks": [{"content": " "}]}])
def test_a_plan_that_breaks_a_rule_cannot_be_made(broken: dict[str, object]) -> None:
    whole = {"record_id": "ke-hoach", "title": "Kế hoạch", "sections": [Section(title="I")]}
    with pytest.raises(ValidationError):
        Plan.model_validate({**whole, **broken})
