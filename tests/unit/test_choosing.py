"""A choice typed instead of pressed."""

from __future__ import annotations

import pytest

from bot import wording
from bot.frontdesk.choosing import ChoiceReader

READER = ChoiceReader(wording.load().choosing)


@pytest.mark.parametrize(
    ("text", "place"),
    [("1", 0), ("3.", 2), ("số 2", 1), ("cai thu ba", 2), ("cái đầu tiên", 0), ("cái cuối", 4), ("chọn số bốn nhé", 3), ("(5)", 4)],
)
def test_a_number_among_those_offered_is_its_place(text: str, place: int) -> None:
    assert READER.chosen(text, 5) == place


@pytest.mark.parametrize("text", ["", "0", "6", "12345", "hai vợ chồng", "số 2 Lê Lợi", "2 3", "đăng ký kết hôn", "1.001193"])
def test_anything_else_is_no_choice(text: str) -> None:
    assert READER.chosen(text, 5) is None


def test_nothing_is_chosen_where_nothing_was_offered() -> None:
    assert READER.chosen("1", 0) is None
    assert READER.chosen("cuối", 0) is None
