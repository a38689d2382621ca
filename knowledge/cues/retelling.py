"""RetellingCues: how people speak of what was just said: shorter, clearer, its source, whether it is sure, its form, that it is wrong."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from knowledge.records.procedure import Line, Record


class Retelling(StrEnum):
    """What is wanted of the answer that was just given."""

    SHORTER = "shorter"
    CLEARER = "clearer"
    SOURCE = "source"
    SURE = "sure"
    FORM = "form"
    AGAIN = "again"
    WRONG = "wrong"


class RetellingCues(Record):
    """What `retelling.yaml` holds.

    `cues` of each wish; `around`: what may stand beside them; with any other word the message is a question. `accented`: phrases whose
    bare spelling usually means something else.
    """

    cues: dict[Retelling, tuple[Line, ...]] = Field(default_factory=dict)
    around: tuple[Line, ...] = ()
    accented: tuple[Line, ...] = ()
