"""Plan: a government plan, with its sections and its tasks (who does what, with whom, when)."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.procedure import Line, Record

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
_QUARTER = re.compile(r"quý\s+(iv|iii|ii|i|[1-4])(?:\s*[/\s]\s*(?:năm\s+)?(\d{4}))?", re.IGNORECASE)
_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})|(\d{4})-(\d{2})-(\d{2})", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(\d{1,2})(?:\s*[/\s]\s*(?:năm\s+)?(\d{4}))?", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)


def understood(when: str) -> When:
    """Read a task's time. Words that name no time are continuous ("thường xuyên")."""
    text = when.lower()
    if match := _DATE.search(text):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return When(months=(int(month),), year=int(year), day=int(day))
    if "6 tháng" in text or "06 tháng" in text:
        return When(months=(6, 12), year=_year(text))
    if "hàng tháng" in text or "hằng tháng" in text:
        return When(months=tuple(range(1, 13)), year=_year(text))
    if "hàng quý" in text or "hằng quý" in text:
        return When(months=(3, 6, 9, 12), year=_year(text))
    if match := _QUARTER.search(text):
        quarter = _ROMAN.get(match[1], 0) or int(match[1])
        return When(months=(quarter * 3 - 2, quarter * 3 - 1, quarter * 3), year=int(match[2]) if match[2] else _year(text))
    if (match := _MONTH.search(text)) and 1 <= int(match[1]) <= 12:
        return When(months=(int(match[1]),), year=int(match[2]) if match[2] else _year(text))
    return When(year=_year(text), is_continuous="thường xuyên" in text or not _YEAR.search(text))


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None
