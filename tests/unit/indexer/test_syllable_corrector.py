"""indexer.query.syllable_corrector: what was typed in a hurry is put right, what is right is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language import tokens
from indexer.query.syllable_corrector import SyllableCorrector, undo_telex
from tests.support.strategies import anything

KNOWN = {
    "đăng": 90,
    "ký": 80,
    "khai": 50,
    "sinh": 60,
    "giấy": 70,
    "đường": 20,
    "hôn": 40,
    "kết": 40,
    "nuôi": 9,
    "chó": 5,
    "bé": 3,
    "bẻ": 1,
    "nghiêng": 3,
}


@pytest.fixture(scope="module")
def corrector() -> SyllableCorrector:
    return SyllableCorrector(KNOWN)


@pytest.mark.parametrize("token", [*KNOWN, "dang", "duong", "giay", "ky", "ki", "2024", "1.001193", "a4"])
def test_leaves_alone_what_it_knows(corrector: SyllableCorrector, token: str) -> None:
    assert corrector.is_known(token)
    assert corrector.mend(token) == [token]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kếttt", ["kết"]),
        ("sinhhhh", ["sinh"]),
        ("giaays", ["giấy"]),
        ("ddawng", ["đăng"]),
        ("ddăng", ["đăng"]),
        ("dduwowngf", ["đường"]),
        ("ketshon", ["ketshon"]),
        ("khaisinh", ["khai", "sinh"]),
        ("đăngkýkếthôn", ["đăng", "ký", "kết", "hôn"]),
        ("dangkykhaisinh", ["dang", "ky", "khai", "sinh"]),
        ("sihn", ["sinh"]),
        ("khia", ["khai"]),
        ("nghiếng", ["nghiêng"]),
        ("giấyy", ["giấy"]),
        ("đườg", ["đường"]),
    ],
)
def test_puts_typing_right(corrector: SyllableCorrector, typed: str, meant: list[str]) -> None:
    assert corrector.mend(typed) == meant


def test_what_it_cannot_mend_stays_as_it_is(corrector: SyllableCorrector) -> None:
    assert corrector.mend("xyzwq") == ["xyzwq"]
    assert SyllableCorrector({}).mend("khai") == ["khai"]


def test_a_bare_spelling_usually_means_the_commonest_word(corrector: SyllableCorrector) -> None:
    assert corrector.is_usual("bé")
    assert not corrector.is_usual("bẻ")
    assert not corrector.is_usual("lạ")


@pytest.mark.parametrize(
    ("keys", "letters"),
    [
        ("giaays", "giấy"),
        ("hooj", "hộ"),
        ("tichs", "tích"),
        ("ddaats", "đất"),
        ("nuwowcs", "nước"),
        ("quyets", "quyét"),
        ("quaf", "quà"),
        ("muar", "mủa"),
        ("gif", "gì"),
        ("bcds", "bcds"),
        ("", ""),
        ("s", "s"),
    ],
)
def test_undoes_telex(keys: str, letters: str) -> None:
    assert undo_telex(keys) == letters


@given(st.lists(st.sampled_from(["khai", "sinh", "đăng", "giấy", "đường"]), min_size=2, max_size=4))
def test_words_run_together_are_cut_where_they_join(words: list[str]) -> None:
    assert SyllableCorrector(KNOWN).mend("".join(words)) == words


@given(anything)
def test_any_token_becomes_one_or_more_tokens_the_same_each_time(text: str) -> None:
    corrector = SyllableCorrector(KNOWN)
    for token in [*tokens(text), text]:
        mended = corrector.mend(token)
        assert mended
        assert mended == corrector.mend(token)


def test_a_hundred_thousand_letters_are_no_trouble(corrector: SyllableCorrector) -> None:
    assert corrector.mend("ab" * 2_000)
