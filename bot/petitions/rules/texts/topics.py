"""Which common nuisances a petition is about, by a vocabulary that anybody may read. Pure.

Whether two petitions are alike is told to strangers before an officer has looked at either. It is told by these phrases alone: with free
words a stranger would guess a hidden petition word by word. The phrases are content: topics.toml, things.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from bot.petitions.rules.texts.triage import MARKED_SHARE
from indexer.language import fold, has_marks, tokens

ONLY_MARKED = "only_marked"
FILE, THINGS = (Path(__file__).with_name(name) for name in ("topics.toml", "things.toml"))


def topics_of(text: str) -> frozenset[str]:
    """The topics that `text` names in whole words; without accents where it was written so, but then by no word of one syllable."""
    words = tokens(text)
    is_plain = _is_plain(words)
    said = f" {' '.join(map(fold, words) if is_plain else words)} "
    return frozenset(
        topic
        for topic, phrases in _phrases().items()
        if any(_shown(phrase, is_plain=is_plain) in said for phrase in phrases if len(phrase) > 1 or not is_plain)
    )


def topic_of(text: str) -> str:
    """The one topic that `text` is mostly about: the one that it names first, of two there the one that it names more; "" none."""
    words = tokens(text)
    is_plain = _is_plain(words)
    said = f" {' '.join(map(fold, words) if is_plain else words)} "
    found = []
    for topic, phrases in _phrases().items():
        shown = [_shown(phrase, is_plain=is_plain) for phrase in phrases if len(phrase) > 1 or not is_plain]
        places = [place for phrase in shown if (place := said.find(phrase)) >= 0]
        if places:
            found.append((min(places), -len(places), topic))
    return min(found)[2] if found else ""


def topics() -> tuple[str, ...]:
    """Every topic that there is, in the order of the content."""
    return tuple(_phrases())


def things_of(text: str) -> frozenset[str]:
    """The things in the open that `text` names in whole words: more than its topics, and less sure. Where two texts tell of one place, that
    is enough. Without accents where it was written so, but then by no word that is another one without them."""
    words = tokens(text)
    is_plain = _is_plain(words)
    said = f" {' '.join(map(fold, words) if is_plain else words)} "
    return frozenset(
        thing
        for thing, phrases in _things().items()
        if any(_shown(phrase, is_plain=is_plain) in said for phrase in phrases if not (is_plain and phrase in _only_marked()))
    )


def words_for(topics: Collection[str], things: Collection[str]) -> tuple[str, ...]:
    """Words and pairs of words as petitions are found by; each petition of one of `topics`, or that names one of `things`, holds one."""
    phrases = (*(phrase for topic in topics for phrase in _phrases()[topic]), *(phrase for thing in things for phrase in _things()[thing]))
    return tuple(dict.fromkeys("_".join(map(fold, phrase[:2])) for phrase in phrases))


@lru_cache(maxsize=1)
def matter_pairs() -> frozenset[str]:
    """The phrases of two words that name a topic or a thing, folded: however often people write them, they say what it is about."""
    phrases = (phrase for listed in (*_phrases().values(), *_things().values()) for phrase in listed)
    return frozenset("_".join(map(fold, phrase)) for phrase in phrases if len(phrase) == 2)


def _shown(phrase: tuple[str, ...], *, is_plain: bool) -> str:
    return f" {' '.join(map(fold, phrase) if is_plain else phrase)} "


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    return _read(FILE)


@lru_cache(maxsize=1)
def _things() -> dict[str, tuple[tuple[str, ...], ...]]:
    return _read(THINGS)


@lru_cache(maxsize=1)
def _only_marked() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens(word)) for word in tomllib.loads(THINGS.read_text(encoding="utf-8"))[ONLY_MARKED])


def _is_plain(words: Sequence[str]) -> bool:
    return sum(map(has_marks, words)) < MARKED_SHARE * len(words)


def _read(file: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    read = {name: listed for name, listed in tomllib.loads(file.read_text(encoding="utf-8")).items() if name != ONLY_MARKED}
    return {topic: tuple(tuple(tokens(phrase)) for phrase in phrases) for topic, phrases in read.items()}
