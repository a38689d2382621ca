"""indexer.storage.bm25: the postings score as rank-bm25 does."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rank_bm25
from hypothesis import given
from hypothesis import strategies as st

from indexer.storage.bm25 import Bag, Counts, Floats, Model, Postings, compile_corpus, compile_counts, top

PEERS = {Model.OKAPI: rank_bm25.BM25Okapi, Model.PLUS: rank_bm25.BM25Plus}
WORDS = ("đăng", "ký", "chó", "cây", "~giấy", "giấy_phép", "thuyền")

words = st.sampled_from(WORDS)
corpora = st.lists(st.lists(words, max_size=12), min_size=1, max_size=24).filter(any)
queries = st.dictionaries(st.one_of(words, st.just("lạ")), st.floats(0.01, 10), max_size=6)
models = st.sampled_from(sorted(PEERS))


def peer_scores(model: Model, corpus: list[list[str]], weights: dict[str, float], **constants: float) -> Floats:
    """rank-bm25's scores for a weighted query: a word of weight 2 is a word asked twice."""
    peer = PEERS[model](corpus, **constants)
    return sum((weight * peer.get_scores([word]) for word, weight in weights.items()), np.zeros(len(corpus)))


def assert_equal(found: Floats, wanted: Floats) -> None:
    assert found.shape == wanted.shape
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9 * max(1.0, float(np.abs(wanted).max(initial=0))))


@given(corpora, queries, models)
def test_scores_equal_rank_bm25(corpus: list[list[str]], weights: dict[str, float], model: Model) -> None:
    assert_equal(compile_corpus(corpus, model).full_scores(weights), peer_scores(model, corpus, weights))


@given(corpora, queries, models, st.floats(0.5, 3), st.floats(0, 0.95))
def test_scores_equal_rank_bm25_for_other_constants(
    corpus: list[list[str]], weights: dict[str, float], model: Model, k1: float, b: float
) -> None:
    postings = compile_counts(Counts.of([Bag.of(document) for document in corpus]), model, k1=k1, b=b)
    assert_equal(postings.full_scores(weights), peer_scores(model, corpus, weights, k1=k1, b=b))


@given(corpora, st.lists(st.one_of(words, st.just("lạ")), max_size=8), models)
def test_a_word_asked_twice_counts_twice(corpus: list[list[str]], query: list[str], model: Model) -> None:
    weights = {word: float(query.count(word)) for word in query}
    assert_equal(compile_corpus(corpus, model).full_scores(weights), PEERS[model](corpus).get_scores(query))


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize(
    "corpus",
    [
        [["chó"]],
        [["chó", "cây", "chó"]],
        [["chó", "cây"], ["chó"], ["chó", "chó", "chó"]],
        [["chó"], ["cây"]],
        [["chó"], ["chó", "cây"], ["cây", "ký"], ["ký"]],
        [["chó"], [], ["cây"], []],
        [["chó", "cây"]] * 40,
        [["chó"]] * 20 + [["cây", "chó"]] * 20,
    ],
    ids=["one document", "one long document", "in every document", "in half of two", "in half of four", "empty ones", "all alike", "dense"],
)
def test_small_and_strange_corpora_score_as_rank_bm25(model: Model, corpus: list[list[str]]) -> None:
    weights = {"chó": 1.0, "cây": 2.5, "lạ": 4.0}
    assert_equal(compile_corpus(corpus, model).full_scores(weights), peer_scores(model, corpus, weights))


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_words_scores_nothing(model: Model, corpus: list[list[str]]) -> None:
    postings = compile_corpus(corpus, model)
    for scores in (postings.scores({"chó": 1.0}), postings.full_scores({"chó": 1.0})):
        assert scores.tolist() == [0.0] * len(corpus)
    assert top(postings.scores({"chó": 1.0}), 5) == []


@given(corpora, models)
def test_an_unknown_word_adds_nothing(corpus: list[list[str]], model: Model) -> None:
    postings = compile_corpus(corpus, model)
    assert not postings.full_scores({"lạ": 3.0}).any()
    assert not postings.scores({}).any()


@given(corpora, queries)
def test_matched_means_a_shared_word(corpus: list[list[str]], weights: dict[str, float]) -> None:
    scores = compile_corpus(corpus).scores(weights)
    assert [score > 0 for score in scores] == [bool(set(document) & set(weights)) for document in corpus]


@given(corpora, queries)
def test_what_the_word_adds_everywhere_is_told_apart(corpus: list[list[str]], weights: dict[str, float]) -> None:
    postings = compile_corpus(corpus)
    everywhere = sum(weight * postings.base[postings.vocabulary.look_up({word: 1.0})[0]].sum() for word, weight in weights.items())
    assert_equal(postings.full_scores(weights) - everywhere, postings.scores(weights))


def spread(postings: Postings) -> int:
    return int((postings.rows >= 0).sum())


def test_common_words_are_kept_as_rows_and_rare_ones_as_lists() -> None:
    corpus = [["chung"] for _ in range(100)]
    corpus[3].append("hiếm")
    postings = compile_corpus(corpus)
    assert spread(postings) == 1
    assert len(postings.documents) == 1
    assert_equal(postings.full_scores({"chung": 2.0, "hiếm": 1.0}), peer_scores(Model.PLUS, corpus, {"chung": 2.0, "hiếm": 1.0}))


@given(corpora)
def test_a_document_scores_itself_as_if_all_its_words_were_asked(corpus: list[list[str]]) -> None:
    postings = compile_corpus(corpus)
    for number, own in enumerate(postings.self_scores()):
        asked = postings.scores(dict.fromkeys(corpus[number], 1.0))[number]
        assert math.isclose(own, asked if corpus[number] else 1.0, rel_tol=1e-9)


@given(st.lists(st.sampled_from([0.0, 1.0, 1.5, 2.0, 7.25]), max_size=30), st.integers(-1, 35))
def test_the_best_come_first_and_ties_in_order(scores: list[float], limit: int) -> None:
    ranked = sorted((number for number, score in enumerate(scores) if score > 0), key=lambda number: (-scores[number], number))
    assert top(np.array(scores), limit) == ranked[: max(0, limit)]


def test_a_bag_counts_each_term_once() -> None:
    bag = Bag.of(["chó", "cây", "chó"])
    assert (len(bag.hashes), sorted(bag.frequencies.tolist())) == (2, [1, 2])
