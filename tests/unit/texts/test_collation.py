"""Names stand in the order of the Vietnamese alphabet."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.texts.collation import in_order

IN_ORDER = [
    ["An", "Ăn", "Ân"],
    ["Dương Thị Hoa", "Đặng Văn Ba", "Đỗ Thị Lan", "Lê Văn Cư", "Ngô Văn Tư", "Nguyễn Thị An", "Vũ Thị Giang"],
    ["Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Văn Ba"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
    ["Oanh", "Ôn", "Ơn", "Phú"],
    ["Ung", "Ưng", "Vân"],
    ["Phòng 2", "Phòng Kinh tế", "Phòng Văn hóa"],
]


@pytest.mark.parametrize("names", IN_ORDER)
def test_the_alphabet_has_its_own_order(names: list[str]) -> None:
    mixed = names[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=in_order) == names


@given(st.text(max_size=30))
def test_any_text_has_a_place_and_both_ways_of_writing_it_stand_together(text: str) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert in_order(composed)[:2] == in_order(taken_apart)[:2]
