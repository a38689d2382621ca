"""Plan: a government plan, with its sections and its tasks (who does what, with whom, when)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

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
