"""What may come of something that a citizen does with a dialogue. Pure."""

from __future__ import annotations

from enum import StrEnum


class HallOutcome(StrEnum):
    """What came of something that a citizen did; each has a sentence in the wording."""

    SEATED = "seated"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"
    LEFT = "left"
    NONE = "none"
    TAKEN = "taken"
    VOTED = "voted"
    TOO_MANY = "too_many"
    CROWDED = "crowded"
    BAD_NAME = "bad_name"
    SHORT_QUESTION = "short_question"
    LONG_QUESTION = "long_question"


AGAIN = frozenset({HallOutcome.BAD_NAME, HallOutcome.SHORT_QUESTION, HallOutcome.LONG_QUESTION})
"""What is typed once more."""
