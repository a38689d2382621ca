"""By when the citizen must act, counted from the day that they give: never later than the sentence of the record allows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.deadline_days import CitizenDeadline, day_in, deadlines_in
from knowledge.loading.library import Library
from knowledge.records.procedure import Deadlines, Procedure

BIRTH, STAY = "1.001193", "1.002755"
MONDAY = date(2026, 11, 30)


def read(*lines: str) -> tuple[CitizenDeadline, ...]:
    return deadlines_in(Procedure(code="9.000001", name="Nuôi chó", deadlines=Deadlines(lines=lines, basis="Trình tự thực hiện")))


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("line", "mark", "last"),
    [
        ("60 ngày kể từ ngày sinh con: cha hoặc mẹ đi đăng ký khai sinh cho con.", MONDAY, date(2027, 1, 29)),
        ("trong 15 ngày kể từ ngày được lấy ý kiến", MONDAY, date(2026, 12, 15)),
        ("Tối đa 01 tháng kể từ ngày nhận thông báo", date(2027, 1, 31), date(2027, 2, 28)),
        ("05 năm kể từ ngày bản án có hiệu lực", date(2024, 2, 29), date(2029, 2, 28)),
        ("hai tuần kể từ ngày nhận giấy", MONDAY, date(2026, 12, 14)),
        ("10 ngày làm việc kể từ ngày mở quán", MONDAY, date(2026, 12, 14)),
        ("ít nhất 30 ngày trước ngày tổ chức cuộc thi", MONDAY, date(2026, 10, 31)),
        ("Chậm nhất 3 ngày làm việc trước ngày nghỉ bán", MONDAY, date(2026, 11, 25)),
    ],
)
def test_the_last_day_is_counted_as_the_sentence_says(line: str, mark: date, last: date) -> None:
    (deadline,) = read(line)
    assert deadline.last_day(mark, weekdays) == last
    assert deadline.first_day(mark, weekdays) is None


def test_a_time_before_a_day_opens_and_closes() -> None:
    (deadline,) = read("Trong 15 ngày trước ngày hết thời hạn tạm trú đã đăng ký.")
    assert deadline.first_day(MONDAY, weekdays) == date(2026, 11, 15)
    assert deadline.last_day(MONDAY, weekdays) == date(2026, 11, 29), "the day before it ends, not the day itself"


@pytest.mark.parametrize(
    "line",
    [
        "ít nhất 02 giờ trước khi tàu rời cảng",
        "Nộp qua mạng: trong một ngày kể từ khi nhận mẫu giấy khai sinh gửi về, xem lại và xác nhận",
        "trong 30 ngày kể từ ngày ký thỏa thuận hoặc trước thời điểm thực hiện",
        "trong 30 ngày kể từ ngày thư bảo lãnh được ký và trước khi rút vốn",
        "Từng năm học: hộ nghèo nộp bổ sung giấy chứng nhận.",
        "30 ngày kể từ ngày mua, 60 ngày kể từ ngày bán",
    ],
)
def test_what_does_not_count_from_one_day_is_not_counted(line: str) -> None:
    assert read(line) == ()


def test_the_sentences_keep_their_numbers() -> None:
    assert [found.number for found in read("Nộp lệ phí ngay.", "60 ngày kể từ ngày sinh con")] == [1]


def test_the_mark_is_told_without_the_duty() -> None:
    (deadline,) = read("tối đa 60 ngày kể từ ngày được đăng ký khai sinh phải làm thủ tục đăng ký cư trú")
    assert deadline.mark == "ngày được đăng ký khai sinh"


def test_the_deadlines_that_people_meet_most_can_be_counted(starter: Library) -> None:
    assert [found.amount for found in deadlines_in(starter.procedures[BIRTH])] == [60]
    assert [found.is_window for found in deadlines_in(starter.procedures[STAY])] == [True]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-05", date(2026, 11, 5)),
        (" 5/11/2026 ", date(2026, 11, 5)),
        ("05.11.2026", date(2026, 11, 5)),
        ("31/02/2026", None),
        ("hôm qua", None),
        ("٢٠٢٦-١١-٠٥", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_browsers_send_it_and_as_people_type_it(typed: str, day: date | None) -> None:
    assert day_in(typed) == day


@given(st.integers(1, 999), st.sampled_from(["ngày", "tuần", "tháng", "năm", "ngày làm việc"]), st.booleans(), st.dates())
def test_every_day_that_can_be_given_is_counted_or_refused(amount: int, unit: str, is_before: bool, mark: date) -> None:
    deadline = CitizenDeadline(0, "…", "…", amount, unit, is_before)
    try:
        last = deadline.last_day(mark, weekdays)
    except OverflowError:
        return
    assert last <= mark - timedelta(days=1) if is_before else last > mark
