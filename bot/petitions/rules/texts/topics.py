"""Which common nuisances a petition is about, by a vocabulary that anybody may read. Pure.

Whether two petitions are alike is told to strangers before an officer has looked at either. It is told by these phrases alone: with free
words a stranger would guess a hidden petition word by word. The phrases are content: topics.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from bot.petitions.rules.texts.triage import MARKED_SHARE
from indexer.language import fold, has_marks, tokens

FILE = Path(__file__).with_name("topics.toml")


def topics_of(text: str) -> frozenset[str]:
    """The topics that `text` names in whole words; without accents where it was written so."""
    words = tokens(text)
    is_plain = sum(map(has_marks, words)) < MARKED_SHARE * len(words)
    said = f" {' '.join(map(fold, words) if is_plain else words)} "
    return frozenset(topic for topic, phrases in _phrases().items() if any(_shown(phrase, is_plain) in said for phrase in phrases))


def pairs_of(topics: Collection[str]) -> tuple[str, ...]:
    """Pairs of words as petitions are found by; each petition of one of `topics` holds one of them."""
    pairs = ("_".join(map(fold, phrase[:2])) for topic in topics for phrase in _phrases()[topic])
    return tuple(dict.fromkeys(pairs))


def _shown(phrase: tuple[str, ...], is_plain: bool) -> str:
    return f" {' '.join(map(fold, phrase) if is_plain else phrase)} "


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {topic: tuple(tuple(tokens(phrase)) for phrase in phrases) for topic, phrases in read.items()}
