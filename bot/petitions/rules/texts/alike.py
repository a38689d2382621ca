"""Whether two petitions tell of the same matter: of one kind, about the same common nuisance, at the same place. Pure.

It decides what a stranger is told, so it reads nothing but vocabularies that anybody may read (topics, things, places): see ADR 26.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts.places import are_apart, are_together, marks_of
from bot.petitions.rules.texts.topics import things_of, topics_of

LIKE_ENOUGH = 0.6
"""Likeness from which a petition is offered to be followed: at one place a common topic, or more than half of the things that whichever
names fewer of them names. At 0.5 a place that cannot be compared would do, and 0.30 of the pairs of two matters be offered."""
SOMEWHERE = 0.5
"""How sure a place is that cannot be compared: below LIKE_ENOUGH, so that nothing is offered on a topic alone (docs/quality.md)."""


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """What a petition tells, as far as it is compared."""

    kind: PetitionKind
    content: str
    place: str


def likeness(first: ToldMatter, second: ToldMatter) -> float:
    """From 0 to 1; the same both ways."""
    if first.kind is not second.kind:
        return 0.0
    if topics_of(first.content) & topics_of(second.content):
        return _sureness(first, second)
    here, there = things_of(first.content), things_of(second.content)
    return len(here & there) / min(len(here), len(there)) * _sureness(first, second) if here & there else 0.0


def _sureness(first: ToldMatter, second: ToldMatter) -> float:
    here, there = marks_of(first.place, first.content), marks_of(second.place, second.content)
    if are_apart(here, there):
        return 0.0
    return 1.0 if are_together(here, there) else SOMEWHERE
