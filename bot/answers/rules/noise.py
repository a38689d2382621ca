"""Speaks when a message that nothing answers says nothing either: staff need not look through it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from indexer.language import fold, tokens

FEWEST_WORDS = 2  # different known words that a question needs to ask for something: "xe rác" does, "chán", "lô lô", "asdfgh" do not
SHORTEST_WORD = 2  # letters; "k", "x" are typed while thinking


class NoiseRule:
    """Made once of the words that the library knows, and of those that ask for nothing by themselves."""

    def __init__(self, known: Iterable[str], *idle: Iterable[str]) -> None:
        self._known = frozenset(map(fold, known)) - frozenset(fold(syllable) for word in chain(*idle) for syllable in tokens(word))

    def heard(self, text: str) -> bool:
        """Whether `text` holds no two different words that could ask for something."""
        return len(self._words(tokens(text))) < FEWEST_WORDS

    def _words(self, said: Collection[str]) -> set[str]:
        return {folded for word in said if len(word) >= SHORTEST_WORD and word.isalpha() and (folded := fold(word)) in self._known}
