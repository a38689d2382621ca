"""Diacritics put back after the pairs of syllables that a library says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language import fold, tokens, without_marks
from indexer.query.accents import Accents, compiled, keeps_marks, pairs_in

SAID = (
    "đăng ký khai sinh cho con",
    "đăng ký khai tử cho ông",
    "tư vấn pháp luật cho dân",
    "nộp hồ sơ ở đâu",
    "cần những giấy tờ gì",
    "chuẩn bị hồ sơ",
    "đau bụng",
)


def accents(*texts: str) -> Accents:
    syllables = Counter(syllable for text in texts for syllable in tokens(text))
    pairs: Counter[str] = Counter()
    for text in texts:
        pairs.update(pairs_in(tokens(text)))
    known = dict(sorted(syllables.items()))
    return Accents(known, *compiled(pairs, known))


ACCENTS = accents(*SAID)


@pytest.mark.parametrize("text", SAID)
def test_what_the_library_says_is_restored(text: str) -> None:
    assert ACCENTS.restored([without_marks(syllable) for syllable in tokens(text)]) == tokens(text)


def test_one_bare_syllable_is_read_by_its_neighbours() -> None:
    assert ACCENTS.restored(["khai", "tu"]) == ["khai", "tử"]
    assert ACCENTS.restored(["tu", "van"]) == ["tư", "vấn"]
    assert ACCENTS.restored(["chuan", "bi", "ho", "so"])[1:3] == ["bị", "hồ"]


def test_a_mark_that_was_typed_stays_and_may_get_another_beside_it() -> None:
    assert ACCENTS.restored(["sơ", "o", "đau"]) == ["sơ", "ở", "đâu"]
    assert ACCENTS.restored(["đau", "bung"]) == ["đau", "bụng"]
    assert ACCENTS.restored(["khai", "tử"]) == ["khai", "tử"]
    assert keeps_marks("đau", "đâu")
    assert not keeps_marks("đấu", "đâu")
    assert not keeps_marks("tu", "từa")


def test_what_is_not_known_stays_and_parts_what_is() -> None:
    assert ACCENTS.restored(["khai", "tu", "xyz", "khai", "sinh"]) == ["khai", "tử", "xyz", "khai", "sinh"]
    assert ACCENTS.restored(["xyz", "q"]) == ["xyz", "q"]
    assert ACCENTS.restored([]) == []


def test_without_pairs_the_commonest_is_meant() -> None:
    alone = Accents.alone({"tử": 5, "tư": 9})
    assert alone.restored(["tu", "tu"]) == ["tư", "tư"]
    assert Accents.alone({}).restored(["tu"]) == ["tu"]


def test_pairs_of_what_is_no_syllable_are_left_out() -> None:
    keys, counts = compiled({"a b": 3, "a c": 2}, {"a": 1, "b": 1})
    assert keys.tolist() == [1]
    assert counts.tolist() == [3]


@given(st.lists(st.sampled_from([*(syllable for text in SAID for syllable in tokens(text)), "ho", "tu", "dau", "xyz", "12"]), max_size=12))
def test_no_letter_changes_and_no_mark_is_lost(typed: list[str]) -> None:
    restored = ACCENTS.restored(typed)
    assert [fold(syllable) for syllable in restored] == [fold(syllable) for syllable in typed]
    assert all(keeps_marks(before, after) for before, after in zip(typed, restored, strict=True))
    assert ACCENTS.restored(typed) == restored
