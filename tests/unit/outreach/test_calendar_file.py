"""A day to remember as calendars read it: RFC 5545 to the letter, whatever stands in a title."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.features.calendar_file import LINE_OCTETS, CalendarEvent, calendar_file, uid_of

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
FAR, NEAR = date(2027, 1, 29), date(2026, 12, 4)


def lines(title: str = "Hạn chót: khai sinh", about: str = "…", day: date = FAR) -> list[str]:
    """The file's lines, put together again where they were folded."""
    file = calendar_file(CalendarEvent("a1", day, title, about, "https://hoi.example.gov.vn/thu-tuc/1.001193"), NOW)
    assert file.endswith(b"END:VCALENDAR\r\n")
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_whole_day_with_its_title_and_where_more_stands() -> None:
    told = lines()
    for line in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "UID:a1@mot-cua",
        "DTSTAMP:20261130T020000Z",
        "DTSTART;VALUE=DATE:20270129",
        "DTEND;VALUE=DATE:20270130",
        "SUMMARY:Hạn chót: khai sinh",
        "URL:https://hoi.example.gov.vn/thu-tuc/1.001193",
    ):
        assert told.count(line) == 1


def test_who_has_weeks_is_told_a_week_before_and_the_morning_before() -> None:
    assert [line for line in lines() if line.startswith("TRIGGER")] == ["TRIGGER:-PT16H", "TRIGGER:-P6DT16H"]
    assert [line for line in lines(day=NEAR) if line.startswith("TRIGGER")] == ["TRIGGER:-PT16H"]


def test_commas_semicolons_backslashes_and_line_ends_are_escaped() -> None:
    assert "DESCRIPTION:một\\, hai\\; ba\\\\ bốn\\nnăm" in lines(about="một, hai; ba\\ bốn\nnăm")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_no_text_breaks_out_of_its_line_and_no_line_is_too_long(text: str) -> None:
    file = calendar_file(CalendarEvent("a1", FAR, text, text, ""), NOW)
    assert all(len(line) <= LINE_OCTETS for line in file.split(b"\r\n"))
    whole = re.sub(rb"\r\n ", b"", file).decode()
    assert whole.count("\r\n") == len(lines()) - 2  # without the address, and without what split leaves at the end
    assert whole.count("BEGIN:VEVENT") >= 1


def test_the_same_day_of_the_same_matter_is_one_event() -> None:
    assert uid_of("1.001193", "60 ngày", FAR) == uid_of("1.001193", "60 ngày", FAR) != uid_of("1.001193", "60 ngày", NEAR)
