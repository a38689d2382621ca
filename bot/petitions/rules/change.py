"""A change of a petition that was decided and is to be kept: the petition as it will be, and the line of its time line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.petitions.rules.petition import Petition
from bot.petitions.rules.transitions import Transition


@dataclass(frozen=True, slots=True)
class PetitionChange:
    """`petition`: as it will be, its version still the old one. `who`: "citizen", "staff:3", "system". `why`: the words that go with it.

    `pauses`: the clock stops; `resumes`: it goes again. `is_public`: the citizen sees the line. `is_told`: letters go out about it.
    `shared`: what who sent the petitions merged into it is told, as somebody read it.
    `is_sure`: somebody confirmed that whom it is about gets it; the audit trail says so.
    """

    petition: Petition
    move: Transition
    who: str
    why: str = ""
    is_public: bool = False
    pauses: bool = False
    resumes: bool = False
    is_told: bool = True
    is_sure: bool = False
    shared: str = ""


@dataclass(frozen=True, slots=True)
class FilingTerms:
    """What the office owes from the moment of filing."""

    counted_from: datetime
    days: int
    due: datetime
    forward_by: datetime
    warn_at: datetime
