"""Plan: a government plan, with its sections and its tasks (who does what, with whom, when)."""

from __future__ import annotations

import re
from datetime import date
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
    """A task's time, understood: `months` it falls due in (1–12, empty: all year), `year` or None, `day` or None."""

    months: tuple[int, ...] = ()
    year: int | None = None
    day: int | None = Field(default=None, ge=1, le=31)
    is_continuous: bool = False


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_HALF = re.compile(r"0?6 tháng\s+(đầu|cuối)")
_EVERY_HALF = re.compile(r"0?6 tháng")
_QUARTERS = re.compile(r"quý\s+((?:iv|iii|ii|i|[1-4])(?:\s*(?:,|và|-)\s*(?:quý\s+)?(?:iv|iii|ii|i|[1-4])\b)*)")
_MONTHS = re.compile(r"tháng\s+(\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2}\b(?![/\d]))*)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_YEARLY = {"hàng tháng": range(1, 13), "hằng tháng": range(1, 13), "hàng quý": range(3, 13, 3), "hằng quý": range(3, 13, 3)}


def understood(when: str) -> When:
    """Read a task's time. Words that name no time are continuous ("thường xuyên")."""
    text = when.lower()
    year = int(match[1]) if (match := _YEAR.search(text)) else None
    if dated := _dated(text):
        return dated
    if months := _months(text):
        return When(months=tuple(months), year=year)
    return When(year=year, is_continuous="thường xuyên" in text or year is None)


def _dated(text: str) -> When | None:
    if match := _DATE.search(text):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return When(months=(int(month),), year=int(year), day=int(day))
    return None


def _months(text: str) -> list[int]:
    """The months a text without a date speaks of, ascending; empty where it names none."""
    for words, months in _YEARLY.items():
        if words in text:
            return list(months)
    if match := _HALF.search(text):
        return list(range(1, 7) if match[1] == "đầu" else range(7, 13))
    if _EVERY_HALF.search(text):
        return [6, 12]
    if match := _QUARTERS.search(text):
        quarters = {_ROMAN.get(name) or int(name) for name in re.findall(r"iv|iii|ii|i|[1-4]", match[1])}
        return [month for quarter in sorted(quarters) for month in range(quarter * 3 - 2, quarter * 3 + 1)]
    if match := _MONTHS.search(text):
        return sorted({int(number) for number in re.findall(r"\d+", match[1]) if 1 <= int(number) <= 12})
    return []
