"""Everyday headings: the fields of law, some hundreds, gathered under twelve names that people use. Pure; the names are content."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.answers.decisions.catalogue import Field

FILE = Path(__file__).with_name("headings.toml")


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """A heading as it is written: `words` are looked for in the names of fields."""

    key: str
    name: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.key and self.key.isascii() and self.name and self.words):
            raise ValueError(f"heading without a plain key, a name or words: {self.key or self.name}")

    def takes(self, field: str) -> bool:
        """Whether one of the words stands in the name of a field."""
        return any(word in field.lower() for word in self.words)


@dataclass(frozen=True, slots=True)
class Heading:
    """Everyday name over some fields, the most asked first."""

    key: str
    name: str
    fields: tuple[Field, ...]

    @property
    def count(self) -> int:
        """How many procedures stand under it."""
        return sum(len(field.procedures) for field in self.fields)


def headings_of(fields: Sequence[Field]) -> tuple[Heading, ...]:
    """The headings that hold any of `fields`, each field under exactly one, in the order of the fields: what is most asked comes first,
    the rest last.

    For every page that lists them: the chat, the home of the web.
    """
    taken: dict[str, list[Field]] = {}
    for field in fields:
        taken.setdefault(heading_of(field.name), []).append(field)
    names, rest = {each.key: each.name for each in headings()}, _read()["rest"]
    ordered = sorted(taken.items(), key=lambda item: item[0] == rest)
    return tuple(Heading(key, names[key], tuple(held)) for key, held in ordered)


def heading_of(field: str) -> str:
    """The key of the first heading that takes a field of that name; of the one for the rest where none does."""
    return next((each.key for each in headings() if each.takes(field)), _read()["rest"])


@lru_cache(maxsize=1)
def headings() -> tuple[HeadingWords, ...]:
    """The headings as they are written, the narrow before the wide. Raises ValueError where one lacks something."""
    return tuple(HeadingWords(each["key"], each["name"], tuple(each["words"])) for each in _read()["heading"])


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
