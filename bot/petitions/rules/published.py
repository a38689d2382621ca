"""What the public register shows: a question to it, and its rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.petitions.rules.petition import PetitionKind

PAGE = 20  # entries: a phone scrolls through them


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """What to list; every field narrows, the empty ones do not. `procedures`: of one of these; `after`: the cursor of the page before."""

    text: str = ""
    kind: PetitionKind | None = None
    unit: int | None = None
    procedures: frozenset[str] | None = None
    after: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class PublishedPetition:
    """A row of the register."""

    id: int
    kind: PetitionKind
    question: str
    answer: str
    unit: int | None
    procedure: str
    received: datetime
    counted_from: datetime
    answered: datetime
    published: datetime
    is_reopened: bool
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
