"""BM25: rank-bm25's statistics, compiled to an inverted index; the only importer of rank_bm25.

Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); BM25+ after Lv & Zhai (2011).
BM25+ is the model in use because its idf never turns negative: BM25Okapi gives a word in half of the documents 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import rank_bm25

from indexer.storage.vocabulary import Hashes, Vocabulary, hashes_of

Ids = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

DENSE_SHARE = 0.125  # a term in more than an eighth of the documents is kept as a whole row: adding a row is cheaper than scattering
FEW = 10  # documents up to which the best are looked for one by one
SMALLEST_DENSE = 8  # documents; below, everything is sparse


class Model(StrEnum):
    OKAPI = "okapi"
    PLUS = "plus"


@dataclass(frozen=True, slots=True)
class Bag:
    """One document's terms: each hash once, and how often it occurs."""

    hashes: Hashes
    frequencies: Ints

    @classmethod
    def of(cls, terms: Iterable[str]) -> Bag:
        counted = Counter(terms)
        return cls(hashes_of(counted), np.fromiter(counted.values(), np.int32, len(counted)))


@dataclass(frozen=True, slots=True)
class Counts:
    """A corpus counted: `terms[i]` occurs `frequencies[i]` times in `documents[i]`; `lengths` by document."""

    vocabulary: Vocabulary
    lengths: Ids
    documents: Ints
    terms: Ids
    frequencies: Ints

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> Counts:
        hashes = np.concatenate([bag.hashes for bag in bags] or [np.zeros(0, np.uint64)])
        unique, terms = np.unique(hashes, return_inverse=True)
        sizes = [len(bag.hashes) for bag in bags]
        return cls(
            vocabulary=Vocabulary(unique),
            lengths=np.array([int(bag.frequencies.sum()) for bag in bags], np.int64),
            documents=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            terms=terms.astype(np.int64),
            frequencies=np.concatenate([bag.frequencies for bag in bags] or [np.zeros(0, np.int32)]),
        )


class _Okapi(rank_bm25.BM25Okapi):  # type: ignore[misc]
    """rank-bm25's model over documents that are counted already."""

    def _initialize(self, corpus: Counts) -> dict[int, int]:
        return _statistics(self, corpus)


class _Plus(rank_bm25.BM25Plus):  # type: ignore[misc]
    def _initialize(self, corpus: Counts) -> dict[int, int]:
        return _statistics(self, corpus)


def _statistics(model: Any, counts: Counts) -> dict[int, int]:
    model.corpus_size = len(counts.lengths)
    model.doc_len = counts.lengths
    model.avgdl = float(counts.lengths.sum()) / len(counts.lengths)
    return dict(enumerate(np.bincount(counts.terms, minlength=len(counts.vocabulary)).tolist()))


@dataclass(frozen=True, slots=True)
class Postings:
    """An inverted index with the score that each term adds to each document computed beforehand.

    Term t's documents are `documents[starts[t]:starts[t+1]]` (ascending), their scores `impacts[…]` alike; where
    `rows[t] >= 0` the scores of all documents stand in `dense[rows[t]]` instead. `base[t]` is what t adds to every
    document (0 but for BM25+), `idf[t]` its inverse document frequency.
    """

    vocabulary: Vocabulary
    n_documents: int
    starts: Ids
    documents: Ints
    impacts: Floats
    rows: Ints
    dense: Floats
    base: Floats
    idf: Floats

    def scores(self, weights: Mapping[str, float]) -> Floats:
        """Score of every document for weighted terms; a term unknown here adds nothing. Shape (n_documents,)."""
        return self.scores_of(*self.vocabulary.look_up(weights))

    def scores_of_hashes(self, hashes: Hashes, weights: Floats) -> Floats:
        """As `scores`, for terms hashed before: several fields are asked for the same ones."""
        return self.scores_of(*self.vocabulary.find(hashes, weights))

    def scores_of(self, terms: Ids, factors: Floats) -> Floats:
        """As `scores`, for term ids looked up before."""
        total = np.zeros(self.n_documents)
        rows = self.rows[terms]
        for row, factor in zip(rows[rows >= 0].tolist(), factors[rows >= 0].tolist(), strict=True):
            total += self.dense[row] if factor == 1.0 else factor * self.dense[row]
        is_sparse = rows < 0
        begins = self.starts[terms[is_sparse]]
        sizes = self.starts[terms[is_sparse] + 1] - begins
        if n_found := int(sizes.sum()):  # every term's stretch of the arrays, end to end
            found = np.arange(n_found) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
            total += np.bincount(self.documents[found], self.impacts[found] * np.repeat(factors[is_sparse], sizes), self.n_documents)
        return total

    def self_scores(self) -> Floats:
        """What each document would score if the question held all its terms once; 1 where it has none."""
        total = np.bincount(self.documents, self.impacts, self.n_documents) + self.dense.sum(axis=0)
        return np.where(total > 0, total, 1.0)

    def full_scores(self, weights: Mapping[str, float]) -> Floats:
        """`scores` plus what rank-bm25 gives to documents without the word: equal to its `get_scores` to 1e-9."""
        terms, factors = self.vocabulary.look_up(weights)
        return self.scores_of(terms, factors) + float(self.base[terms] @ factors)


def top(scores: Floats, limit: int) -> list[int]:
    """Indices of the best `limit` documents that share a term with the question, best first, ties by index."""
    limit = min(limit, len(scores))
    if limit <= FEW:
        return _first(scores, limit)
    worst = np.partition(scores, -limit)[-limit]
    within = np.flatnonzero(scores >= worst if worst > 0 else scores > 0)
    ranked: list[int] = within[np.argsort(-scores[within], kind="stable")][:limit].tolist()
    return ranked


def _first(scores: Floats, limit: int) -> list[int]:
    """As `top`, for a few: looking for the best again and again is twenty times as fast as setting all in order."""
    left, found = scores.copy(), []
    for _ in range(limit):
        best = int(left.argmax())
        if left[best] <= 0:
            break
        found.append(best)
        left[best] = 0.0
    return found


def compile_counts(counts: Counts, model: Model = Model.PLUS, k1: float = 1.5, b: float = 0.75, delta: float = 1.0) -> Postings:
    """A counted corpus → postings that score as rank-bm25's `model` does. An empty corpus gives empty postings."""
    n_documents, n_terms = len(counts.lengths), len(counts.vocabulary)
    if not n_terms:
        return _empty(n_documents)
    statistics = _Okapi(counts, k1=k1, b=b) if model is Model.OKAPI else _Plus(counts, k1=k1, b=b, delta=delta)
    idf = np.fromiter((statistics.idf[term] for term in range(n_terms)), np.float64, n_terms)
    by_term = np.lexsort((counts.documents, counts.terms))
    term, document = counts.terms[by_term], counts.documents[by_term]
    frequency = counts.frequencies[by_term].astype(np.float64)
    length_norm = k1 * (1 - b + b * counts.lengths[document] / statistics.avgdl)
    impact = idf[term] * (frequency * (k1 + 1) / (frequency + length_norm))
    base = delta * idf if model is Model.PLUS else np.zeros(n_terms)
    return _laid_out(counts.vocabulary, n_documents, term, document, impact, idf, base)


def compile_corpus(corpus: Iterable[Iterable[str]], model: Model = Model.PLUS) -> Postings:
    """Tokenised documents → postings."""
    return compile_counts(Counts.of([Bag.of(document) for document in corpus]), model)


def _laid_out(vocabulary: Vocabulary, n_documents: int, term: Ids, document: Ints, impact: Floats, idf: Floats, base: Floats) -> Postings:
    per_term = np.bincount(term, minlength=len(vocabulary))
    common = np.flatnonzero(per_term > max(DENSE_SHARE * n_documents, SMALLEST_DENSE))
    rows = np.full(len(vocabulary), -1, np.int32)
    rows[common] = np.arange(len(common), dtype=np.int32)
    in_row = rows[term] >= 0
    dense = np.zeros((len(common), n_documents))
    dense[rows[term[in_row]], document[in_row]] = impact[in_row]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.where(rows >= 0, 0, per_term), dtype=np.int64)])
    return Postings(vocabulary, n_documents, starts, document[~in_row], impact[~in_row], rows, dense, base, idf)


def _empty(n_documents: int) -> Postings:
    none = np.zeros(0)
    return Postings(
        Vocabulary(np.zeros(0, np.uint64)),
        n_documents,
        np.zeros(1, np.int64),
        np.zeros(0, np.int32),
        none,
        np.zeros(0, np.int32),
        np.zeros((0, n_documents)),
        none,
        none,
    )
