"""Listed: one procedure that the office serves, as it stands in a list to be browsed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """`level`: the nearest level that handles it; `n_phrases`: how many ways of asking for it are known;
    `is_guided`: people wrote a guide to it; `is_special`: it is a variant of an ordinary case."""

    code: str
    name: str
    field: str
    level: str
    n_phrases: int
    is_guided: bool
    is_special: bool
