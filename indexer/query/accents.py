"""Diacritics put back: of all ways to accent a bare question, the one whose pairs of syllables the library says most (Viterbi, 1967).

A bigram model counted while the index is built; nothing is trained. A mark that was typed is never changed; where marks were left out
all over a text, a syllable that has one may lack another ("đau" for "đâu").
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from indexer.language import fold, has_marks

PAIR_SHARE = 0.8  # of a syllable's likelihood that comes from the one before it; the rest from how common it is by itself

Keys = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]


def pairs_in(syllables: Sequence[str]) -> Counter[str]:
    """How often each pair of neighbours stands in a text, as "first second"."""
    return Counter(f"{first} {second}" for first, second in itertools.pairwise(syllables))


def compiled(pairs: Mapping[str, int], syllables: Mapping[str, int]) -> tuple[Keys, Counts]:
    """The pairs of known `syllables` as ascending keys (place of the first × their number + place of the second) with their counts."""
    places = {syllable: place for place, syllable in enumerate(syllables)}
    found: dict[int, int] = {}
    for pair, count in pairs.items():
        first, _, second = pair.partition(" ")
        if first in places and second in places:
            found[places[first] * len(places) + places[second]] = count
    keys = np.fromiter(sorted(found), np.int64, len(found))
    return keys, np.fromiter((found[key] for key in sorted(found)), np.int32, len(found))


@lru_cache(maxsize=8_192)
def keeps_marks(typed: str, meant: str) -> bool:
    """Whether `meant` has every mark of `typed` in its place, and perhaps more."""
    first, second = _marks(typed), _marks(meant)
    return len(first) == len(second) and all(
        letter == other and marks <= more for (letter, marks), (other, more) in zip(first, second, strict=True)
    )


def _marks(syllable: str) -> list[tuple[str, frozenset[str]]]:
    """The letters of a syllable, each with its marks; the bar of đ is one."""
    made: list[tuple[str, frozenset[str]]] = []
    for char in unicodedata.normalize("NFD", syllable.replace("đ", "d\u0335")):
        if unicodedata.combining(char) and made:
            made[-1] = (made[-1][0], made[-1][1] | {char})
        else:
            made.append((char, frozenset()))
    return made


class Accents:
    """Reads a library's pairs; made once when an index is opened, then only read. Same input, same output."""

    def __init__(self, syllables: Mapping[str, int], keys: Keys, counts: Counts) -> None:
        """`syllables` in the order in which the pairs were compiled."""
        self._syllables = list(syllables)
        self._n = len(self._syllables)
        self._keys, self._counts = keys, counts
        said = np.fromiter(syllables.values(), np.float64, self._n)
        firsts, seconds = (np.bincount(places, counts, self._n) for places in divmod(keys, max(1, self._n)))
        found = seconds + np.minimum(1.0, said) if len(keys) else said  # what stands in pairs is weighted as they are
        self._alone = found / max(1.0, found.sum())
        self._followed = np.maximum(firsts, 1.0)
        readings: defaultdict[str, list[int]] = defaultdict(list)
        for place in sorted(range(self._n), key=lambda place: -found[place]):
            readings[fold(self._syllables[place])].append(place)
        self._readings = {bare: np.array(places, np.int64) for bare, places in readings.items()}

    @classmethod
    def alone(cls, syllables: Mapping[str, int]) -> Accents:
        """Of a library whose pairs were not counted: each bare syllable is the commonest that looks like it."""
        return cls(syllables, *compiled({}, syllables))

    def restored(self, syllables: Sequence[str]) -> list[str]:
        """`syllables` as they were most likely meant, with the marks that were left out; what is not known stays."""
        made = list(syllables)
        read = [self._read(syllable) for syllable in made]
        begin = 0
        for is_known, run in itertools.groupby(read, key=lambda places: places is not None):
            known = [places for places in run if places is not None]
            if is_known:
                made[begin : begin + len(known)] = self._likeliest(known)
                begin += len(known)
            else:
                begin = next((place for place in range(begin, len(read)) if read[place] is not None), len(read))
        return made

    def _read(self, syllable: str) -> Places | None:
        """Which accented syllables `syllable` may stand for, by their places in the list; None where it is unknown."""
        if (places := self._readings.get(fold(syllable))) is None or not has_marks(syllable):
            return places
        kept = [place for place in places.tolist() if keeps_marks(syllable, self._syllables[place])]
        return np.array(kept, np.int64) if kept else None

    def _likeliest(self, read: Sequence[Places]) -> list[str]:
        """The likeliest row of readings."""
        best, back = np.log(self._alone[read[0]]), []
        for before, now, likely in zip(read, read[1:], self._transitions(read), strict=False):
            ways = best[:, None] + likely.reshape(len(before), len(now))
            chosen = ways.argmax(axis=0)
            back.append(chosen)
            best = ways[chosen, np.arange(len(now))]
        place = int(best.argmax())
        row = [int(read[-1][place])]
        for step in range(len(back) - 1, -1, -1):
            place = int(back[step][place])
            row.append(int(read[step][place]))
        return [self._syllables[place] for place in reversed(row)]

    def _transitions(self, read: Sequence[Places]) -> list[npt.NDArray[np.float64]]:
        """For each two neighbours the logarithm of how likely each reading follows each; looked up in one go."""
        steps = list(itertools.pairwise(read))
        if not steps:
            return []
        firsts = np.concatenate([np.repeat(before, len(now)) for before, now in steps])
        seconds = np.concatenate([np.tile(now, len(before)) for before, now in steps])
        likely = (1 - PAIR_SHARE) * self._alone[seconds]
        if len(self._keys):
            wanted = firsts * self._n + seconds
            places = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            found = np.where(self._keys[places] == wanted, self._counts[places], 0)
            likely = likely + PAIR_SHARE * found / self._followed[firsts]
        return np.split(np.log(likely), np.cumsum([len(before) * len(now) for before, now in steps])[:-1])
