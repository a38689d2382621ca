"""indexer.query.lexicon: the words that questions are read with."""

from __future__ import annotations

from collections import Counter

from indexer.query.lexicon import RARELY, Lexicon
from knowledge.loading.library import Library
from tests import library

NOTHING: Counter[str] = Counter()


def test_a_syllable_seen_often_is_known_and_one_seen_rarely_may_be_an_error() -> None:
    lexicon = Lexicon.of(Library(), Counter({"giấy": RARELY, "giâý": RARELY - 1, "2024": 99}), NOTHING)
    assert lexicon.syllables == {"giấy": RARELY}


def test_words_that_people_chose_are_known_however_rare(small_library: Library) -> None:
    known = Lexicon.of(small_library, NOTHING, NOTHING).syllables
    assert {"thúng", "ngõ"} <= set(known)  # names of procedures
    assert {"kiều", "khơi"} <= set(known)  # phrases
    assert {"rách"} <= set(known)  # cues
    assert {"nghệ", "nam", "định"} <= set(known)  # provinces, today's and former
    assert {"thứ", "tuần"} <= set(known)  # approved questions
    assert {"rọ", "mõm", "cưới"} <= set(known)  # cards
    assert {"quy", "chế", "truyền"} <= set(known)  # titles of plans and references
    assert {"cún", "ghe"} <= set(known)  # terms
    assert "dk" not in known  # a typing habit is no word


def test_compounds_said_more_than_once_are_words() -> None:
    assert Lexicon.of(Library(), NOTHING, Counter({"khai sinh": 2, "sinh cho": 1})).compounds == ("khai sinh",)


def test_a_lexicon_is_saved_and_read_back(small_library: Library) -> None:
    lexicon = Lexicon.of(small_library, Counter({"giấy": 5}), Counter({"khai sinh": 2}))
    assert Lexicon.model_validate_json(lexicon.model_dump_json()) == lexicon
    assert len(lexicon.units.provinces) == len(small_library.units.provinces)
    assert library.DOG not in lexicon.syllables
