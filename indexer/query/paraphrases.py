"""Which words say the same: counted over the wordings of the library's own short questions ("nhờ người khác" beside "biểu đứa em").

The several wordings of one short question are a corpus of paraphrases. Two terms that stand in different wordings of one question more
often than chance are alike, by normalised pointwise mutual information (Bouma, 2009). Nothing is trained; counted while the index is built.
A term is a folded syllable or a pair of them (joined by "_").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from indexer.language import bare_features, tokens

SEEN = 2  # times that two terms paraphrase each other at least; once is chance
LIFT = 3.0  # how much oftener than chance they do
MOST = 40  # terms that are kept as alike to one; what comes after is hardly so
KEPT = 65_536  # terms whose likes are kept ready

Ints = npt.NDArray[np.int32]
Likes = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """`terms` in order; what is alike to the one at place n stands in `targets` (places) and `likeness` (0 to 1) from `starts[n]` to
    `starts[n + 1]`, most alike first."""

    terms: Sequence[str]
    starts: Ints
    targets: Ints
    likeness: Likes


def terms_of(wording: str) -> set[str]:
    """The terms of one wording."""
    return set(bare_features(tokens(wording)))


def compiled(questions: Iterable[Sequence[str]]) -> Table:
    """What is alike, by the wordings of each short question."""
    worded = [[terms_of(wording) for wording in wordings] for wordings in questions]
    said = Counter(term for wordings in worded for terms in wordings for term in terms)
    asked = Counter(term for wordings in worded for term in set().union(*wordings))
    kept = sorted(term for term, times in asked.items() if times >= SEEN)
    places = {term: place for place, term in enumerate(kept)}
    keys, counts = _pairs([[[places[term] for term in terms if term in places] for terms in wordings] for wordings in worded], len(kept))
    firsts, seconds = np.divmod(keys, max(1, len(kept)))
    times = np.array([said[term] for term in kept], np.float64)
    n = sum(map(len, worded))
    is_seen = (counts >= SEEN) & (counts * n > LIFT * times[firsts] * times[seconds])
    firsts, seconds, counts = firsts[is_seen], seconds[is_seen], counts[is_seen]
    share = counts / max(1, n)
    likeness = np.round(np.log(counts * n / (times[firsts] * times[seconds])) / -np.log(share), 4)
    firsts, seconds, likeness = np.concatenate([firsts, seconds]), np.concatenate([seconds, firsts]), np.concatenate([likeness, likeness])
    order = np.lexsort((seconds, -likeness, firsts))
    firsts, seconds, likeness = firsts[order], seconds[order], likeness[order]
    rank = np.arange(len(firsts)) - np.searchsorted(firsts, firsts)
    firsts, seconds, likeness = firsts[rank < MOST], seconds[rank < MOST], likeness[rank < MOST]
    starts = np.searchsorted(firsts, np.arange(len(kept) + 1)).astype(np.int32)
    return Table(kept, starts, seconds.astype(np.int32), likeness.astype(np.float32))


def _pairs(questions: Sequence[Sequence[Sequence[int]]], n_terms: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Each pair of places (first × number of terms + second, first < second) with how often it paraphrases: once for each wording of a
    question whose other wordings have it, by their share."""
    keys: list[npt.NDArray[np.int64]] = []
    counts: list[npt.NDArray[np.float64]] = []
    for wordings in questions:
        row = np.array(sorted(set().union(*wordings)), np.int64)
        if len(wordings) < 2 or not len(row):
            continue
        held = np.zeros((len(wordings), len(row)))
        for number, places in enumerate(wordings):
            held[number, np.searchsorted(row, places)] = 1.0
        said = held.sum(axis=0)
        firsts, seconds = _upper(len(row))
        apart = said[firsts] * said[seconds] - (held.T @ held)[firsts, seconds]
        found = apart != 0
        keys.append(row[firsts[found]] * n_terms + row[seconds[found]])
        counts.append(apart[found] / (len(wordings) - 1))
    if not sum(map(len, keys)):
        return np.zeros(0, np.int64), np.zeros(0)
    every, worth = np.concatenate(keys), np.concatenate(counts)
    order = np.argsort(every, kind="stable")
    every, worth = every[order], worth[order]
    begins = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
    return every[begins], np.add.reduceat(worth, begins)


@lru_cache(maxsize=512)
def _upper(n: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places (row, column) above the diagonal of a square of `n`, row by row."""
    firsts, seconds = np.triu_indices(n, 1)
    return firsts, seconds


class Paraphrases:
    """Reads a table; made once when an index is opened, then only read."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._places = {term: place for place, term in enumerate(table.terms)}
        self.alike = lru_cache(KEPT)(self._alike)

    def _alike(self, term: str) -> Mapping[str, float]:
        """The terms that say the same as `term`, with how much (0 to 1)."""
        place = self._places.get(term)
        if place is None:
            return {}
        begin, end = self._table.starts[place : place + 2]
        targets, likeness = self._table.targets[begin:end].tolist(), self._table.likeness[begin:end].tolist()
        return {self._table.terms[target]: alike for target, alike in zip(targets, likeness, strict=True)}
