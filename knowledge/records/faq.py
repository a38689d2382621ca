"""FaqEntry: an approved question with its answer and its source."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.records.procedure import Code, Line, Record


class FaqEntry(Record):
    """`asked_as`: other wordings; `expires`: the day from which it must be looked at again."""

    record_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,160}$")]
    question: Line
    answer: str = Field(min_length=1, max_length=20_000)
    asked_as: tuple[str, ...] = ()
    topic: str = ""
    source: str = Field(min_length=1)
    codes: tuple[Code, ...] = ()
    as_of: date | None = None
    expires: date | None = None
