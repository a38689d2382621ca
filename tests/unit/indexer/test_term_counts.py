"""indexer.building.term_counts: an entry's terms, counted once and kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.building.term_counts import NAME_COUNTS, abbreviations_of, count, fingers, key_of, way_of_counting
from indexer.language import features, tokens
from indexer.passages import Entry, Kind, Passage
from indexer.storage.vocabulary import hash_of
from knowledge.cues.vocabulary import Term, TermKind
from tests.support.strategies import anything


def entry(name: str = "đăng ký chó", phrases: tuple[str, ...] = ("nuôi chó", "chó nhà"), *texts: str) -> Entry:
    return Entry(Kind.PROCEDURE, "9.000001", name, phrases, tuple(Passage("ho_so", "Hồ sơ", text) for text in texts), "xa", "")


def held(hashes: object, frequencies: object) -> dict[int, int]:
    return dict(zip(np.asarray(hashes).tolist(), np.asarray(frequencies).tolist(), strict=True))


def counts(*texts: str) -> dict[int, int]:
    terms = [feature for text in texts for feature in features(tokens(text))]
    return {hash_of(term): terms.count(term) for term in terms}


def test_counts_each_field() -> None:
    counted = count(entry("đăng ký chó", ("nuôi chó", "chó nhà"), "tờ khai", "chó chó"), {})
    names = ["đăng ký chó"] * NAME_COUNTS
    assert held(counted.said_bag.hashes, counted.said_bag.frequencies) == counts(*names, "nuôi chó", "chó nhà")
    assert held(counted.text_bag.hashes, counted.text_bag.frequencies) == counts("tờ khai\nchó chó")


def test_the_name_is_the_first_phrase() -> None:
    bags = count(entry(), {}).phrase_bags
    assert [held(bag.hashes, bag.frequencies) for bag in bags] == [counts("đăng ký chó"), counts("nuôi chó"), counts("chó nhà")]


def test_each_passage_keeps_the_fingers_of_its_words() -> None:
    counted = count(entry("a", (), "tờ khai", "", "chó Chó cho"), {})
    assert counted.passage_sizes.tolist() == [2, 0, 1]
    assert counted.passages.tolist() == [*fingers(["tờ", "khai"]).tolist(), *fingers(["cho"]).tolist()]


def test_counts_the_syllables_of_name_and_text_and_the_words_of_the_name() -> None:
    counted = count(entry("đăng ký khai sinh", (), "khai báo"), {})
    assert counted.syllable_counts() == {"đăng": 1, "ký": 1, "khai": 2, "sinh": 1, "báo": 1}
    assert counted.compound_counts()["khai sinh"] == 1


def test_abbreviations_are_written_out_as_in_questions() -> None:
    abbreviations = abbreviations_of(
        [
            Term(everyday="GPLX", official="giấy phép lái xe", kind=TermKind.ABBREVIATION),
            Term(everyday="sổ đỏ", official="giấy chứng nhận"),
            Term(everyday="đk xe", official="đăng ký xe", kind=TermKind.ABBREVIATION),
        ]
    )
    assert abbreviations == {"gplx": ("giấy", "phép", "lái", "xe")}
    (name,) = count(entry("cấp GPLX", ()), abbreviations).phrase_bags
    assert held(name.hashes, name.frequencies) == counts("cấp giấy phép lái xe")


@given(anything, st.lists(anything, max_size=3), st.lists(anything, max_size=3))
def test_any_entry_can_be_counted_the_same_each_time(name: str, phrases: list[str], texts: list[str]) -> None:
    subject = entry(name, tuple(phrases), *texts)
    first, second = count(subject, {}), count(subject, {})
    assert all(np.array_equal(one, other) for one, other in zip(first.arrays(), second.arrays(), strict=True))
    assert len(first.phrase_sizes) == 1 + len(phrases)
    assert len(first.passage_sizes) == len(texts)
    assert len(key_of(subject)) == 64


@pytest.mark.parametrize(
    "other",
    [
        entry("đăng ký mèo"),
        entry(phrases=("nuôi chó",)),
        entry(phrases=("nuôi chóchó nhà",)),
        entry("đăng ký chó", ("nuôi chó", "chó nhà"), "thêm"),
    ],
)
def test_every_change_of_an_entry_changes_its_key(other: Entry) -> None:
    assert key_of(entry()) == key_of(entry())
    assert key_of(other) != key_of(entry())


def test_another_abbreviation_is_another_way_of_counting() -> None:
    assert way_of_counting({"gplx": ("giấy",)}) != way_of_counting({})
    assert way_of_counting({}) == way_of_counting({})


def test_fingers_are_folded_sorted_and_said_once() -> None:
    assert fingers(["chó", "cho", "cây"]).tolist() == sorted({hash_of("cho") & 0xFFFFFFFF, hash_of("cay") & 0xFFFFFFFF})
    assert fingers([]).tolist() == []
