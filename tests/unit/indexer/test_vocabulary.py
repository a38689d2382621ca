"""indexer.storage.vocabulary: terms found again by their hash."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.storage.vocabulary import Vocabulary, hash_of, hashes_of
from tests.support.strategies import anything


def vocabulary(terms: set[str]) -> Vocabulary:
    return Vocabulary(np.unique(hashes_of(terms)))


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hash_of("khai_sinh") == 17216153740473599271
    assert hash_of("") != hash_of(" ")


@given(st.sets(anything), st.sets(anything))
def test_finds_the_terms_it_holds_and_no_others(held: set[str], asked: set[str]) -> None:
    known = vocabulary(held)
    assert len(known) == len(held)
    weights = {term: float(place + 1) for place, term in enumerate(sorted(held | asked))}
    ids, factors = known.look_up(weights)
    assert factors.tolist() == [weight for term, weight in weights.items() if term in held]
    assert [int(known.hashes[number]) for number in ids] == [hash_of(term) for term in weights if term in held]
    assert all((term in known) == (term in held) for term in held | asked)


def test_an_empty_vocabulary_knows_nothing() -> None:
    ids, factors = vocabulary(set()).look_up({"chó": 1.0})
    assert (len(ids), len(factors), len(vocabulary(set()))) == (0, 0, 0)
    assert "chó" not in vocabulary(set())


def test_asking_for_nothing_finds_nothing() -> None:
    ids, factors = vocabulary({"chó"}).look_up({})
    assert (len(ids), len(factors)) == (0, 0)
