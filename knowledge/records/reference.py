"""Reference: an official text that is neither procedure nor plan (a circular, a directive, a guide of the office)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.records.plan import PartialDate, Section
from knowledge.records.procedure import Line, Record


class Reference(Record):
    """One official text, cut at its own headings."""

    record_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,120}$")]
    title: Line
    kind: str = ""
    number: str = ""
    issuer: str = ""
    issued: PartialDate = ""
    sections: tuple[Section, ...] = Field(min_length=1)
    url: str = ""
    as_of: date | None = None
