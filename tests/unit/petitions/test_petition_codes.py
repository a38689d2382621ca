"""bot.petitions.rules.code: codes that survive a telephone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.petitions.rules import code
from tests.support.strategies import anything

codes = st.integers(0, code.POSSIBLE - 1).map(lambda number: code.make(lambda _: number))
LETTERS = [at for at in range(11) if at not in (3, 7)]


@given(codes)
def test_what_is_made_is_read(made: str) -> None:
    assert code.read(made) == made
    assert not set(made) & set("01ILO")


@given(codes, st.sampled_from(["", " ", "-", ". "]), st.booleans(), st.booleans())
def test_the_reader_forgives_spaces_hyphens_small_letters_and_a_missing_prefix(made: str, gap: str, small: bool, bare: bool) -> None:
    letters = made.replace("-", "")[2 if bare else 0 :]
    typed = gap.join(letters.lower() if small else letters)
    assert code.read(f"  {typed} ") == made


@given(codes, st.sampled_from(LETTERS), st.characters(min_codepoint=33, max_codepoint=0x2FF))
def test_one_wrong_character_is_always_noticed(made: str, at: int, wrong: str) -> None:
    typed = made[:at] + wrong + made[at + 1 :]
    if typed.upper() != made and wrong not in "-.,:;#_/()\xa0":
        assert code.read(typed) is None


@given(codes)
def test_two_neighbours_that_changed_places_are_always_noticed(made: str) -> None:
    letters = made.replace("-", "")
    for at in range(len(letters) - 1):
        swapped = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        if swapped != letters:
            assert code.read(swapped) is None, swapped


def test_every_single_error_of_a_hundred_codes_is_noticed() -> None:
    pick = random.Random(1)
    for _ in range(100):
        letters = code.make(pick.randrange).replace("-", "")
        for at in range(2, len(letters)):
            for wrong in code.ALPHABET.replace(letters[at], ""):
                assert code.read(letters[:at] + wrong + letters[at + 1 :]) is None


@given(anything)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert code.read(text) in (None, code.read(text))


@pytest.mark.parametrize("text", ["", "KN", "KN0-000-000", "KN7-4XQ-M3", "xin chào bà con"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert code.read(text) is None
