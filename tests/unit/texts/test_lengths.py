"""knowledge.texts: how long a text is as channels count it, its beginning, and figures as Vietnamese writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.texts.figures import with_points
from knowledge.texts.lengths import beginning, units


@given(st.text())
def test_a_text_is_as_long_as_it_has_units_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_an_emoji_is_two_units_and_a_letter_with_its_tone_one() -> None:
    assert (units("😀"), units("ệ"), units("Sổ đỏ 😀")) == (2, 1, 8)


@given(st.text(), st.integers(2, 40))
def test_a_beginning_is_never_longer_than_its_room(text: str, room: int) -> None:
    assert len(beginning(text, room)) <= room


def test_a_beginning_ends_after_a_word_and_says_that_it_goes_on() -> None:
    assert beginning("Cấp lại giấy chứng nhận", 12) == "Cấp lại…"
    assert beginning("Cấp lại", 7) == "Cấp lại"


@pytest.mark.parametrize(("number", "written"), [(0, "0"), (999, "999"), (50_000, "50.000"), (1_500_000, "1.500.000")])
def test_thousands_have_a_point(number: int, written: str) -> None:
    assert with_points(number) == written
