"""Units and hotlines: today's names, the names they had, and whom to call."""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from knowledge.records.plan import PartialDate
from knowledge.records.procedure import Line, Record


class Province(Record):
    """One of the provinces and cities since 1 July 2025 (Resolution 202/2025/QH15) and what merged into it."""

    name: Line
    kind: str
    former: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Agency(Record):
    """An agency with its former names; `abolished` is the day from which these are out of use."""

    name: Line
    level: str = ""
    former: tuple[str, ...] = ()
    abolished: date | None = None
    also: tuple[str, ...] = ()


class AbolishedLevel(Record):
    """A level of government that is no more, and the words that show a text still speaks of it."""

    name: Line
    words: tuple[str, ...] = Field(min_length=1)
    since: date
    now: str


class OldWording(Record):
    """A term of art that today's law has replaced."""

    old: Line
    now: Line


class Repealed(Record):
    """A legal document that another has replaced, since a day (None: the records do not say); `name`: what both are called."""

    number: Line
    by: Line
    since: date | None = None
    name: str = ""


class Units(Record):
    """Everything that `units.yaml` says."""

    provinces: tuple[Province, ...] = ()
    agencies: tuple[Agency, ...] = ()
    abolished_levels: tuple[AbolishedLevel, ...] = ()
    wording: tuple[OldWording, ...] = ()
    repealed: tuple[Repealed, ...] = ()


class Hotline(Record):
    """A telephone number with its owner, its scope ("toàn quốc" or a province) and the day it was verified."""

    name: Line
    number: Line
    purpose: str = ""
    hours: str = ""
    scope: str = "toàn quốc"
    source: str = Field(min_length=1)
    verified: PartialDate = ""

    @field_validator("verified", "number", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> str:
        return "" if value is None else str(value)
