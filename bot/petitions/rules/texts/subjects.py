"""Whom a petition is about: officers and units it names, so that it is never handed to them by default. Pure.

A wrong guess costs little: somebody else has it first, and who coordinates may still give it to the one named. The words by which
officers are called are content: cues.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import NewPetition, PetitionKind
from bot.petitions.rules.texts.triage import CUES, MARKED_SHARE
from indexer.language import has_marks, tokens, without_marks

FEWEST = 2  # syllables of a name that is recognised by itself; "Hoa" alone is also a flower


def subjects(filing: NewPetition, staff: Iterable[Staff], units: Iterable[Unit]) -> str:
    """Whom `filing` names, as `Petition.about` holds it: ",s3,u1,"; "" nobody.

    An officer by the full name or, where it is about behaviour, by "ông", "chị", "cán bộ" … and the given name. A unit only where it is
    about behaviour (others write to it, not about it): by its name, or where one of its leaders is named.
    """
    told = _SearchedText(f"{filing.content}\n{filing.place.name}")
    is_behaviour = filing.kind is PetitionKind.BEHAVIOUR
    named = [person for person in staff if person.is_active and _is_named(told, person, is_behaviour)]
    led = {person.unit for person in named if person.role is not Role.OFFICER} if is_behaviour else set()
    about = [unit for unit in units if is_behaviour and (unit.id in led or told.says(unit.name, FEWEST))]
    marks = [*(f"s{person.id}" for person in named), *(f"u{unit.id}" for unit in about)]
    return f",{','.join(marks)}," if marks else ""


def _is_named(told: _SearchedText, person: Staff, is_behaviour: bool) -> bool:
    given = tokens(person.name)[-1:]
    return told.says(person.name, FEWEST) or (is_behaviour and any(told.says(" ".join((word, *given)), FEWEST) for word in _called()))


class _SearchedText:
    """A text in which names are looked for as whole words, in any case; without accents where it was written so."""

    def __init__(self, text: str) -> None:
        words = [word.lower() for word in tokens(text)]
        self._is_plain = sum(map(has_marks, words)) < MARKED_SHARE * len(words)
        self._text = self._joined(words)

    def says(self, name: str, fewest: int) -> bool:
        words = [word.lower() for word in tokens(name)]
        return len(words) >= fewest and self._joined(words) in self._text

    def _joined(self, words: list[str]) -> str:
        return f" {' '.join(without_marks(word) if self._is_plain else word for word in words)} "


@lru_cache(maxsize=1)
def _called() -> tuple[str, ...]:
    return tuple(tomllib.loads(CUES.read_text(encoding="utf-8"))["officer"]["goi"])
