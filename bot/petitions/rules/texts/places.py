"""Where something happens, as marks that anybody may know: a hamlet by its number or name, a street, a market, a school. Pure.

Like the topics, marks are looked for by a vocabulary that anybody may read, and no mark names a person's house: what two petitions are
compared by must not let a stranger find out what somebody wrote, or in which of a few houses they live. The words are content: places.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexer.language import folded

FILE = Path(__file__).with_name("places.toml")
LONGEST_NAME = 2
"""Syllables of a name behind the word for a place that are compared: "Hai Bà" of "đường Hai Bà Trưng"."""
_BREAK = re.compile(r"[,;.\n(]")

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class PlaceMarks:
    """`hamlets`: kind → its number or name, the first of each kind; `marks`: named places and landmarks."""

    hamlets: Mapping[str, str]
    marks: frozenset[str]


def marks_of(place: str, content: str = "") -> PlaceMarks:
    """The marks that a petition names, accents or none: those of its `place`, and of its `content` what cannot be misread: numbered hamlets
    and landmarks."""
    hamlets: dict[str, str] = {}
    marks: set[str] = set()
    for part in _BREAK.split(place):
        marks.update(_landmarks(part))
        marks.update(_named(part))
        for kind, number in _hamlets(part):
            hamlets.setdefault(kind, number)
    marks.update(_landmarks(content))
    for kind, number in _hamlets(content):
        if number.isdecimal():
            hamlets.setdefault(kind, number)
    return PlaceMarks(hamlets, frozenset(marks))


def are_apart(first: PlaceMarks, second: PlaceMarks) -> bool:
    """Whether both name a hamlet of one kind and not the same."""
    return any(second.hamlets.get(kind, number) != number for kind, number in first.hamlets.items())


def are_together(first: PlaceMarks, second: PlaceMarks) -> bool:
    """Whether they share a hamlet, a named place or a landmark."""
    is_hamlet = any(second.hamlets.get(kind) == number for kind, number in first.hamlets.items())
    return is_hamlet or bool(first.marks & second.marks)


def _hamlets(text: str) -> Iterator[tuple[str, str]]:
    said = folded(text)
    taken = {place for _, begin, end in _found(said, "landmark") for place in range(begin, end)}
    besides = {begin for _, begin, _ in _found(said, "unless")}
    for kind, begin, end in _found(said, "hamlet"):
        if end < len(said) and not taken & {*range(begin, end)} and begin - 1 not in besides:
            yield kind, _numbers().get(said[end], said[end])


def _named(text: str) -> Iterator[str]:
    said = folded(text)
    for kind, _, end in _found(said, "named"):
        if name := said[end : end + LONGEST_NAME]:
            yield f"{kind} {' '.join(name)}"


def _landmarks(text: str) -> Iterator[str]:
    yield from (kind for kind, _, _ in _found(folded(text), "landmark"))


def _found(said: list[str], group: str) -> Iterator[tuple[str, int, int]]:
    """Where words of a group stand in `said`: their kind, where they begin and where they end."""
    for kind, phrases in _words()[group].items():
        for phrase in phrases:
            for begin in range(len(said) - len(phrase) + 1):
                if tuple(said[begin : begin + len(phrase)]) == phrase:
                    yield kind, begin, begin + len(phrase)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Phrases]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups = ("hamlet", "named", "landmark", "unless")
    return {group: {kind: tuple(tuple(folded(phrase)) for phrase in phrases) for kind, phrases in read[group].items()} for group in groups}


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, str]:
    return dict(tomllib.loads(FILE.read_text(encoding="utf-8"))["numbers"])
