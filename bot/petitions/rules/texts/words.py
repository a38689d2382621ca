"""The words by which petitions are found: single ones and pairs, folded, so that marks do not matter. Pure."""

from __future__ import annotations

import itertools

from indexer.language import fold, tokens

MOST = 400  # words and pairs of one petition; a longer story is found by its beginning
LONGEST = 96
PLACE = "@"  # before a word of the place; no word of a text has it


def words_of(text: str) -> tuple[str, ...]:
    """What `text` is found by: each word and each pair of neighbours ("rac thai" → "rac", "thai", "rac_thai"), each once, in order."""
    folded = [fold(token) for token in tokens(text)]
    pairs = (f"{first}_{second}" for first, second in itertools.pairwise(folded))
    return tuple(word for word in dict.fromkeys(itertools.chain(folded, pairs)) if len(word) <= LONGEST)[:MOST]


def singles(text: str) -> tuple[str, ...]:
    """The words of `text`, folded, each once: for a search that forgives in which order they stand."""
    words = dict.fromkeys(fold(token) for token in tokens(text))
    return tuple(word for word in words if len(word) <= LONGEST)[:MOST]


def sought(text: str) -> tuple[str, ...]:
    """What must all be in a petition that `text` looks for: its pairs, or its one word."""
    words = words_of(text)
    pairs = tuple(word for word in words if "_" in word)
    return pairs or words


def words_of_place(place: str) -> tuple[str, ...]:
    """What the filter by place finds it by: the words and pairs of the place, marked."""
    return tuple(f"{PLACE}{word}" for word in words_of(place) if len(word) < LONGEST)


def sought_place(place: str) -> tuple[str, ...]:
    """What must all be in the place of a petition that the filter `place` looks for."""
    return tuple(f"{PLACE}{word}" for word in sought(place) if len(word) < LONGEST)


def all_words(content: str, place: str) -> tuple[str, ...]:
    """Everything that a petition is found by."""
    return (*words_of(f"{content}\n{place}"), *words_of_place(place))
