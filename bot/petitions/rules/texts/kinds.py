"""Which kind a petition seems to be by its words, so that nobody is asked who has told it already. Pure.

It is shown before anything is sent, and changed with two taps. What seems to be about an officer comes first: taken for one in error, a
petition is read by fewer. Who serves the public and a wrong that is done, in one text, are enough. The words are content: cues.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts.triage import CUES, MARKED_SHARE
from indexer.language import has_marks, tokens, without_marks

_ORDER = (PetitionKind.BEHAVIOUR, PetitionKind.ONLINE_SERVICE, PetitionKind.REGULATION)


def kind_of(text: str) -> PetitionKind:
    """The first kind whose words `text` holds, without accents where it was written so; OTHER where it holds none."""
    words = tokens(text)
    is_plain = sum(map(has_marks, words)) < MARKED_SHARE * len(words)
    said = _joined(words, is_plain=is_plain)

    def holds(phrases: Sequence[Sequence[str]]) -> bool:
        return any(_joined(each, is_plain=is_plain) in said for each in phrases)

    known, (who, wrong) = _phrases(), _behaviour()
    if holds(who) and holds(wrong):
        return PetitionKind.BEHAVIOUR
    return next((kind for kind in _ORDER if holds(known[kind])), PetitionKind.OTHER)


def _joined(words: Sequence[str], *, is_plain: bool) -> str:
    return f" {' '.join(map(without_marks, words) if is_plain else words)} "


@lru_cache(maxsize=1)
def _phrases() -> dict[PetitionKind, tuple[tuple[str, ...], ...]]:
    read = tomllib.loads(CUES.read_text(encoding="utf-8"))["kinds"]
    return {kind: tuple(tuple(tokens(phrase)) for phrase in read[kind]) for kind in _ORDER}


@lru_cache(maxsize=1)
def _behaviour() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Who serves the public, and what they may do wrong."""
    read = tomllib.loads(CUES.read_text(encoding="utf-8"))["behaviour"]
    who, wrong = (tuple(tuple(tokens(phrase)) for phrase in read[name]) for name in ("who", "wrong"))
    return who, wrong
