"""Plan: a government plan, with its sections and its tasks (who does what, with whom, when)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.records.procedure import Line, Record

PartialDate = Annotated[str, StringConstraints(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$")]
"""A date of which the text may leave the day or the month blank: 2024-02-21, 2021-03, 2021 or ""."""


class Task(Record):
    """One task: `when` as written ("thường xuyên", "quý II/2024", "định kỳ 6 tháng", a month, a date)."""

    content: Line
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    when: str = ""
    section: str = ""
    no: str = ""


class Section(Record):
    """One titled section of a document; `text` may hold paragraphs and lists."""

    title: str
    text: str = ""


class Plan(Record):
    """One plan. `number` is "" where the text leaves it blank; `record_id` stays unique all the same."""

    record_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,120}$")]
    number: str = ""
    title: Line
    issuer: str = ""
    issued: PartialDate = ""
    place: str = ""
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    note: str = ""
    url: str = ""
    as_of: date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.sections or self.tasks):
            raise ValueError("kế hoạch không có mục nào và không có nhiệm vụ nào")
        return self


class When(Record):
    """A task's time, understood: `months` it falls due in (1–12, empty: all year), `year` or None, `day` or None; `more`: further days that
    are named beside that one."""

    months: tuple[int, ...] = ()
    year: int | None = None
    day: int | None = Field(default=None, ge=1, le=31)
    is_continuous: bool = False
    more: tuple[When, ...] = ()


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TIMES = r"(?!\s*(?:lần|đợt|kỳ|buổi))"  # "6 tháng 1 lần" is no day of January
_DATE = re.compile(
    r"(?P<y0>\d{4})-(?P<m0>\d{2})-(?P<d0>\d{2})"
    r"|(?<![\d/.-])(?P<d1>\d{1,2})(?P<sign>[/.-])(?P<m1>\d{1,2})(?P=sign)(?P<y1>\d{4}|\d{2})(?![\d/])"
    r"|(?<![\d/.-])(?<!quý )(?<!tháng )(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?![\d/]|\s*(?:số|tổng))"
    r"|(?:ngày|mùng|mồng)\s+(?P<d3>\d{1,2})[.-](?P<m3>\d{1,2})(?![\d/.-])"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})\s+tháng\s+(?P<m4>\d{{1,2}})(?!\d){_TIMES}(?:(?:\s*năm\s*|[/,]\s*)(?P<y4>\d{{4}}))?"
)
"""A day as it is written in Vietnamese, the month after it: "5/12", "05/12/2026", "5.12.2026", "ngày 5 tháng 12"; or 2026-12-05."""
_UNTIL = re.compile(r"\s*(?:-|–|đến|tới)(?:\s+(?:hết|trước))?(?:\s+ngày)?\s*")
"""Between the two days of a stretch of time, which is over with the second."""
_SPACED = re.compile(r"\s*/\s*")
_CONTINUOUS = ("thường xuyên", "liên tục", "quanh năm", "cả năm", "trong năm", "hằng năm", "hàng năm")
_HALF = re.compile(r"0?6 tháng\s+(đầu|cuối)")
_EVERY_HALF = re.compile(r"0?6 tháng")
_EVERY_QUARTER = re.compile(r"(?:mỗi|định kỳ)\s+0?3 tháng|0?3 tháng\s*/?\s*(?:0?1|một)\s+lần")
_QUARTERS = re.compile(r"quý\s+((?:iv|iii|ii|i|[1-4])(?:\s*(?:,|và|-)\s*(?:quý\s+)?(?:iv|iii|ii|i|[1-4])\b)*)")
_MONTHS = re.compile(r"(?:tháng\s+|(?<![\w/.-])(?=\d{1,2}/20\d\d(?!\d)))(\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2}\b(?![/\d]))*)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_YEARLY = {"hàng tháng": range(1, 13), "hằng tháng": range(1, 13), "hàng quý": range(3, 13, 3), "hằng quý": range(3, 13, 3)}


def understood(when: str) -> When:
    """Read a task's time. Words that name no time are continuous ("thường xuyên")."""
    text = _SPACED.sub("/", when.lower())
    year = int(match[1]) if (match := _YEAR.search(text)) else None
    if dated := [each for each in _dated(text, year) if isinstance(each, When)]:
        return dated[0].model_copy(update={"more": tuple(dated[1:])})
    if months := _months(text):
        return When(months=tuple(months), year=year)
    return When(year=year, is_continuous="thường xuyên" in text or year is None)


def is_understood(when: str) -> bool:
    """Whether `when` names a time, and no day that is in no calendar: of what somebody types now, nothing is guessed."""
    text = _SPACED.sub("/", when.lower())
    if found := list(_dated(text, None)):
        return all(isinstance(each, When) and _exists(each) for each in found)
    return not text.strip() or bool(_months(text)) or bool(_YEAR.search(text)) or any(words in text for words in _CONTINUOUS)


def _dated(text: str, year: int | None) -> Iterator[When | None]:
    """The days that `text` names, in `year` where they name none themselves; of a stretch of time its last; None for what is no day."""
    found = list(_DATE.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        if following and _UNTIL.fullmatch(text[match.end() : following.start()]):
            continue
        day, month, named = (next(filter(None, map(match.groupdict().get, (f"{piece}{way}" for way in range(5)))), "") for piece in "dmy")
        whole = int(named) + 2000 * (len(named) == 2) if named else year
        is_day = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
        yield When(months=(int(month),), year=whole, day=int(day)) if is_day else None


def _exists(when: When) -> bool:
    """Whether some year has that day: of no year, a leap year does."""
    try:
        return bool(date(when.year or 2024, when.months[0], when.day or 1))
    except ValueError:
        return False


def _months(text: str) -> list[int]:
    """The months a text without a date speaks of, ascending; empty where it names none."""
    for words, months in _YEARLY.items():
        if words in text:
            return list(months)
    if match := _HALF.search(text):
        return list(range(1, 7) if match[1] == "đầu" else range(7, 13))
    if _EVERY_HALF.search(text):
        return [6, 12]
    if _EVERY_QUARTER.search(text):
        return [3, 6, 9, 12]
    if match := _QUARTERS.search(text):
        quarters = {_ROMAN.get(name) or int(name) for name in re.findall(r"iv|iii|ii|i|[1-4]", match[1])}
        return [month for quarter in sorted(quarters) for month in range(quarter * 3 - 2, quarter * 3 + 1)]
    if match := _MONTHS.search(text):
        return sorted({int(number) for number in re.findall(r"\d+", match[1]) if 1 <= int(number) <= 12})
    return []
