"""OfficeCues: how people ask about the office itself, its door, hours, telephone and days."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from knowledge.cues.slots import check_slots
from knowledge.records.procedure import Line, Record


class OfficeMatter(StrEnum):
    """What of the office is asked for, in the order in which it is told."""

    OPEN = "open"
    HOURS = "hours"
    ADDRESS = "address"
    PHONE = "phone"
    PERSON = "person"


class DayNamed(StrEnum):
    """A day that a question names; which date it is depends on today."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    OVERMORROW = "overmorrow"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    WEEKEND = "weekend"
    TET = "tet"
    HOLIDAY = "holiday"


class OfficeCues(Record):
    """What `office.yaml` holds.

    `matters`: the cues of each; OPEN counts only beside a day. `days`: how each day is said; `next_week`: what moves a weekday on.
    `around`: what may stand around them; with any other word the question is about something else. `slots`: what `<name>` stands for.
    """

    slots: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    matters: dict[OfficeMatter, tuple[Line, ...]] = Field(default_factory=dict)
    days: dict[DayNamed, tuple[Line, ...]] = Field(default_factory=dict)
    next_week: tuple[Line, ...] = ()
    around: tuple[Line, ...] = ()
    accented: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _slots_are_known(self) -> Self:
        check_slots(self.slots, (cue for phrases in (*self.matters.values(), *self.days.values(), self.around) for cue in phrases))
        return self
