"""Vocabulary: terms as sorted 64-bit hashes, so that a million of them are mapped from disk and found by bisection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]


@lru_cache(maxsize=1 << 17)
def hash_of(term: str) -> int:
    """64-bit BLAKE2b of `term`; the same on every machine. Two of a million terms meet once in 30 million libraries."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def hashes_of(terms: Iterable[str]) -> Hashes:
    """The hash of each term, in order."""
    return np.fromiter(map(hash_of, terms), np.uint64)


def hashed(weights: Mapping[str, float]) -> tuple[Hashes, npt.NDArray[np.float64]]:
    """The hash of each term and its weight, in order."""
    return hashes_of(weights), np.fromiter(weights.values(), np.float64, len(weights))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`hashes` ascending, each once; a term's id is its place in it."""

    hashes: Hashes

    def __len__(self) -> int:
        return len(self.hashes)

    def __contains__(self, term: str) -> bool:
        return len(self.look_up({term: 1.0})[0]) == 1

    def look_up(self, weights: Mapping[str, float]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Ids and weights of the terms that are known here, in the order given."""
        return self.find(*hashed(weights))

    def find(self, wanted: Hashes, factors: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """As `look_up`, for terms hashed before."""
        if not len(self.hashes):
            return np.zeros(0, np.int64), np.zeros(0)
        places = np.searchsorted(self.hashes, wanted)
        places[places == len(self.hashes)] = 0
        known = self.hashes[places] == wanted
        return places[known], factors[known]
