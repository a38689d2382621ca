"""The log of questions, as those who mine it read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ANSWERED = "answered"
OWED = "unanswered"  # a local matter: something general was said, and the office could say more
NOISE = "noise"  # "asdfgh", "lô lô": nothing that somebody could answer
UNANSWERED = (OWED, "not_found")
"""Outcomes in which we owe an answer; small talk and what another office handles are none of them."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A question, personal numbers masked, what came of it ("answered", …), and whether the citizen found it right (None: not said)."""

    id: int
    question: str
    outcome: str
    code: str
    part: str
    at: datetime
    is_right: bool | None = None
