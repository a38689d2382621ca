"""How rare words are in the names and phrases of an index, by idf: what is rare tells much."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from indexer.storage.bm25 import Postings


class Rarity:
    """Reads one field's postings; words are folded syllables."""

    def __init__(self, said: Postings) -> None:
        self._said = said
        self._rarest = float(np.log(said.n_documents + 1))  # of what none holds

    def share(self, held: Collection[str], words: Sequence[str]) -> float:
        """The share of `words` that are `held`, by their rarity; 0 to 1."""
        worth = self._of_each(words)
        return sum(value for word, value in worth.items() if word in held) / sum(worth.values())

    def told(self, words: Sequence[str]) -> float:
        """How much `words` tell together, in words that no name or phrase holds: "giải quyết" 0.1, "tạm trú" 0.8."""
        return sum(self._of_each(words).values()) / self._rarest

    def rarest(self, words: Sequence[str]) -> str:
        """The one of `words` that the fewest names and phrases hold, of those that one holds at all; "" where none does."""
        worth = {word: idf for word in words if (idf := self._idf(word)) is not None}
        return max(worth, key=lambda word: worth[word], default="")

    def _of_each(self, words: Sequence[str]) -> dict[str, float]:
        return {word: self._rarest if (idf := self._idf(word)) is None else idf for word in words}

    def _idf(self, word: str) -> float | None:
        terms, _ = self._said.vocabulary.look_up({word: 1.0})
        return float(self._said.idf[terms[0]]) if len(terms) else None
