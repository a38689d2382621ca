"""Whether an officer should look if two open petitions are one matter: by the words that both tell it with, not those of every letter.

For whoever may read both, so it may look at every word; what a stranger is told is decided by bot.petitions.rules.texts.alike alone.
"""

from __future__ import annotations

import itertools
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.petitions.rules.texts.alike import LIKE_ENOUGH, ToldMatter, likeness
from bot.petitions.rules.texts.places import are_apart, are_together, marks_of
from bot.petitions.rules.texts.topics import matter_pairs
from bot.petitions.rules.texts.triage import MARKED_SHARE
from bot.petitions.rules.texts.words import words_of
from indexer.language import fold, has_marks, tokens

FILE = Path(__file__).with_name("fillers.toml")
FILLER = 0.5  # what a word counts that stands in every petition; any other, and each pair of neighbours, counts 1
ENOUGH = 1.5
"""Of words that both have, those of the place left out: a telling one and a filler. With 1.3 as many are found and no fewer are wrong, with
2.0 a fifth less is found (60 pairs of one matter, 180 of two at one place: docs/quality.md)."""
ENOUGH_ANYWHERE = 3.0  # where the places say nothing: of two matters at two places 0.3 % are shown then, with 2.5 twice as many
MOST_WHY = 4  # words that are told of why two are alike: a line of a telephone
ENOUGH_OF_ONE = 1.0  # where topic or thing and place are one already, one word
SET_SHARE = 0.08
"""Of an office's newest petitions: a pair of words that stands in so many is how people write there ("hẹn gặp lại"). With a formula in one
of three, .05 to .12 find the same; at .16 the rarer of six are taken for a matter again."""
SET_TOPICS = 3  # so many different topics at least: what thirty people write of one broken pump is no way of writing


def without_courtesies(matter: ToldMatter, set_phrases: Collection[str] = ()) -> ToldMatter:
    """The matter alone: without the courtesies of any letter, and without the office's own `set_phrases` (pairs, folded: "hen_gap")."""
    written = tokens(matter.content)
    folded = [fold(token) for token in written]
    said, phrases = (written, _courtesies()) if _has_accents(written) else (folded, _plain_courtesies())
    dropped: set[int] = set()
    for at in range(len(said)):
        for phrase in phrases.get(said[at], ()):
            if tuple(said[at : at + len(phrase)]) == phrase:
                dropped.update(range(at, at + len(phrase)))
        if "_".join(folded[at : at + 2]) in set_phrases:
            dropped.update((at, at + 1))
    return replace(matter, content=" ".join(word for at, word in enumerate(written) if at not in dropped))


def is_way_of_writing(pair: str, holding: int, topics: int, petitions: int) -> bool:
    """Whether a pair of words says nothing of a matter: it stands in `holding` of an office's `petitions` newest, of `topics` different
    topics, and no vocabulary of matters has it."""
    return topics >= SET_TOPICS and holding >= SET_SHARE * petitions and pair not in matter_pairs()


def telling_words(matter: ToldMatter) -> tuple[str, ...]:
    """The words and pairs of what was written, those of its place left out; of fillers only pairs."""
    place = set(map(fold, tokens(matter.place)))
    return tuple(word for word in words_of(matter.content) if not set(word.split("_")) & place and word not in _fillers())


def shared(first: ToldMatter, second: ToldMatter) -> float:
    """The weight of the words that both tell it with; the same both ways."""
    return sum(FILLER if word in _fillers() else 1.0 for word in _both(first, second))


def why_alike(first: ToldMatter, second: ToldMatter) -> tuple[str, ...]:
    """The words that both tell it with, as they stand in `second`, pairs of neighbours first and fillers last; at most MOST_WHY."""
    written = {fold(word): word for word in reversed(tokens(second.content))}
    both = _both(first, second)
    here, there = _as_written(first.content), _as_written(second.content)
    both.sort(key=lambda word: (word in _fillers(), "_" not in word))
    shown: list[str] = []
    for word in both:
        said = " ".join(min(here.get(part, set()) & there.get(part, set()), default=written.get(part, part)) for part in word.split("_"))
        if not any(set(said.split()) & set(each.split()) for each in shown):
            shown.append(said)
    return tuple(shown[:MOST_WHY])


def _both(first: ToldMatter, second: ToldMatter) -> list[str]:
    """The words and pairs, folded, that both hold, those with a word of the places left out; where both write with
    accents, the same with them: "bão" is not "báo"."""
    place = set(map(fold, [*tokens(first.place), *tokens(second.place)]))
    theirs = set(words_of(first.content))
    both = [word for word in dict.fromkeys(words_of(second.content)) if word in theirs and not set(word.split("_")) & place]
    here, there = _as_written(first.content), _as_written(second.content)
    return [word for word in both if not (here and there) or here.get(word, set()) & there.get(word, set())]


def _as_written(text: str) -> Mapping[str, set[str]]:
    """Each word and pair, folded, with how it is written there; nothing where the text is written without accents."""
    syllables = tokens(text)
    found: defaultdict[str, set[str]] = defaultdict(set)
    if _has_accents(syllables):
        for written in (*syllables, *(f"{one}_{other}" for one, other in itertools.pairwise(syllables))):
            found["_".join(map(fold, written.split("_")))].add(written)
    return found


def _has_accents(syllables: Collection[str]) -> bool:
    return sum(map(has_marks, syllables)) >= MARKED_SHARE * len(syllables)


def are_at_one_place(first: ToldMatter, second: ToldMatter) -> bool:
    """Whether both name one hamlet, street, market or landmark."""
    return are_together(marks_of(first.place, first.content), marks_of(second.place, second.content))


def may_be_one(first: ToldMatter, second: ToldMatter) -> bool:
    """Never of two that name places apart; of two whose places have no word of their own in common only where nearly all is the same."""
    here, there = marks_of(first.place, first.content), marks_of(second.place, second.content)
    if are_apart(here, there):
        return False
    weight = shared(first, second)
    if not are_together(here, there) and not _own(first.place) & _own(second.place):
        return weight >= ENOUGH_ANYWHERE
    return weight >= ENOUGH or (weight >= ENOUGH_OF_ONE and likeness(first, second) >= LIKE_ENOUGH)


def _own(place: str) -> frozenset[str]:
    """The words by which a place is called, without what it is; all of them, where it is called by that alone ("chợ Cầu")."""
    words = frozenset(map(fold, tokens(place)))
    return words - _read("kinds_of_places") or words


def _fillers() -> frozenset[str]:
    return _read("words")


@lru_cache(maxsize=1)
def _courtesies() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """By their first words."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in _read("courtesies"):
        words = tuple(tokens(phrase))
        found[words[0]].append(words)
    return {first: tuple(phrases) for first, phrases in found.items()}


@lru_cache(maxsize=1)
def _plain_courtesies() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """As they are typed without accents; of one word none: "dạ" is "da" then, which is skin and stone."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrases in _courtesies().values():
        for phrase in phrases:
            if len(phrase) > 1:
                found[fold(phrase[0])].append(tuple(map(fold, phrase)))
    return {first: tuple(phrases) for first, phrases in found.items()}


@lru_cache(maxsize=3)
def _read(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(FILE.read_text(encoding="utf-8"))[name])
