"""A change that was seen here, and which of them somebody wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.publications.changes import Change, ChangeKind


@dataclass(frozen=True, slots=True)
class SeenChange:
    """One change with its number and the moment at which it was seen here."""

    id: int
    seen: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """Which changes; what is empty leaves nothing out. `first`, `last`: months, both included; `place`: the nation's and that province's
    own alone; `is_served`: only what the office handles."""

    first: int = 0
    last: int = 0
    field: str = ""
    kinds: frozenset[ChangeKind] = frozenset()
    place: str = ""
    is_served: bool = False
