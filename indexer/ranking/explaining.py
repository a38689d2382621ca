"""Why a record was found: the question's words in what it is called, and the passage that says most about the question."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.building.term_counts import Fingers, fingers
from indexer.language import fold
from indexer.passages import Passage
from indexer.storage.artifact import Reader

LOW = np.uint32(0xFFFF)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a hit was found: the citizens' phrase nearest to the question ("" where that is the name), how much of it the
    question says (0 to 1, by weight of its words), and the question's words in name and phrase."""

    phrase: str
    share: float
    words: tuple[str, ...]


UNEXPLAINED = Why("", 0.0, ())


class Asked:
    """The question's syllables and words, to be found again in what was found; worked out when first asked for.

    `words`: makes words of syllables, compounds joined by a space.
    """

    def __init__(self, syllables: Sequence[str], words: Callable[[Sequence[str]], list[str]]) -> None:
        self._syllables = syllables
        self._cut = words

    def said_in(self, spoken: AbstractSet[str]) -> tuple[str, ...]:
        """The words, each once, whose syllables without accents are all among `spoken`."""
        return tuple(dict.fromkeys(word for word, folded in self._words if folded <= spoken))

    def among(self, terms: Fingers) -> npt.NDArray[np.int64]:
        """The places of `terms` that hold a syllable of the question, ascending."""
        likely = np.flatnonzero(self._low[terms & LOW])
        near = np.searchsorted(self._fingers, terms[likely])
        near[near == len(self._fingers)] = 0
        return likely[self._fingers[near] == terms[likely]] if len(likely) else likely

    @cached_property
    def _words(self) -> list[tuple[str, frozenset[str]]]:
        return [(word, frozenset(map(fold, word.split()))) for word in self._cut(self._syllables)]

    @cached_property
    def _fingers(self) -> Fingers:
        return fingers(list(self._syllables))

    @cached_property
    def _low(self) -> npt.NDArray[np.bool_]:
        """By the lower half of a hash: one look-up clears nearly all that were not asked."""
        low = np.zeros(1 << 16, bool)
        low[self._fingers & LOW] = True
        return low


class Passages:
    """The passages of every record, and which of a record's own says most about a question."""

    def __init__(self, reader: Reader) -> None:
        self._of_entry = np.asarray(reader.array("passages.starts_of_entries"))
        self._starts = np.asarray(reader.array("passages.starts"))
        self._terms = reader.array("passages.terms")
        self._texts = reader.texts("passages.text")
        self._parts = reader.texts("passages.part")
        self._headings = reader.texts("passages.heading")

    def texts(self) -> Iterator[str]:
        """All passages of each record, joined by line ends."""
        for first, last in itertools.pairwise(self._of_entry.tolist()):
            yield "\n".join(self._texts[number] for number in range(first, last))

    def best(self, number: int, asked: Asked) -> Passage | None:
        """The passage with the most of the asked words; the earlier of equals. None where the record has none."""
        first, last = int(self._of_entry[number]), int(self._of_entry[number + 1])
        if first == last:
            return None
        begin, end = int(self._starts[first]), int(self._starts[last])
        found = asked.among(self._terms[begin:end])
        best = first + int(np.argmax(np.diff(np.searchsorted(found, self._starts[first : last + 1] - begin))))
        return Passage(self._parts[best], self._headings[best], self._texts[best])
