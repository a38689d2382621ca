"""Life events: what a family has to do, in order, when something happens to it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from knowledge.cues.slots import check_names, check_slots
from knowledge.records.procedure import Code, Line, Record


class EventStep(Record):
    """One thing to do: in plain words, by when ("": at any time), and which procedure it is (None: none, the words say all)."""

    what: Line
    by: str = ""
    code: Code | None = None


class LifeEvent(Record):
    """`cues` tell that it has happened, and open the list beside words that ask what to do; `whole` open it by themselves.

    `unless`: words beside which it has not happened ("mẹ tôi mất hôm qua cái ví": a purse was lost). `feeling`: what is said first to who
    tells by one of `just`, beside none of `unless_just`, that it has just happened, whatever is asked ("": nothing).
    """

    name: str = Field(pattern=r"^[a-z_]{2,40}$")
    title: Line
    intro: Line
    cues: tuple[Line, ...] = Field(min_length=1)
    whole: tuple[Line, ...] = ()
    unless: tuple[Line, ...] = ()
    feeling: str = ""
    just: tuple[Line, ...] = ()
    unless_just: tuple[Line, ...] = ()
    steps: tuple[EventStep, ...] = Field(min_length=2, max_length=8)
    bring: tuple[Line, ...] = ()


class LifeEvents(Record):
    """What `events.yaml` holds. `asking`: words that ask what to do; `slots`: what `<name>` in a cue stands for."""

    slots: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    asking: tuple[Line, ...] = ()
    events: tuple[LifeEvent, ...] = ()

    @model_validator(mode="after")
    def _are_named_once(self) -> Self:
        check_names([event.name for event in self.events])
        check_slots(
            self.slots, (*self.asking, *(cue for event in self.events for cue in (*event.cues, *event.whole, *event.unless, *event.just)))
        )
        return self
