"""A choice typed instead of pressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wording
from bot.frontdesk import choosing
from bot.frontdesk.choosing import ChoiceReader
from bot.text.numerals import small

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


KINDS = ["Quy định, thủ tục chưa hợp lý", "Thái độ, việc làm của cán bộ", "Việc khác", "Quay lại", "Bỏ"]
DOOR = ["Hỏi trợ lý", "Đây là phản ánh, viết tiếp", "Thôi, không gửi"]


@pytest.mark.parametrize(
    ("text", "labels", "place"),
    [
        ("Thái độ", KINDS, 1),
        ("thai do", KINDS, 1),
        ("viec khac nhé", KINDS, 2),
        ("bỏ", KINDS, 4),
        ("việc", KINDS, None),
        ("thái độ của cán bộ xã", KINDS, None),
        ("viết tiếp đi ạ", DOOR, 1),
        ("thôi", DOOR, 2),
        ("không gửi", DOOR, 2),
        ("gửi", DOOR, None),
        ("góp ý", ["Ghi tên tôi", "Góp ý, không để tên"], 1),
        ("để tên", ["Ghi tên tôi", "Góp ý, không để tên"], None),
        ("", KINDS, None),
        ("nhé", KINDS, None),
    ],
)
def test_a_label_may_be_typed_whole_or_by_a_part_that_is_its_alone(text: str, labels: list[str], place: int | None) -> None:
    assert READER.named(text, labels) == place


def test_where_words_are_asked_for_a_part_of_a_label_is_words() -> None:
    contact = ["Dùng lại", "Nhập lại", "Gửi như góp ý"]
    assert [READER.named(name, contact, is_whole=True) for name in ("Dung", "Như", "Ý")] == [None] * 3
    assert READER.named("dung lai", contact, is_whole=True) == 0


NO_NUMBERS = ["²", "①", "Ⅷ", "⑴", "3²", "½", "⒈", "🄁", " ¹ ", "๓", "٣", "câu ²", "số ①", "9" * 30, "9" * 5_000]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_sign_that_is_no_number_of_ours_is_none_and_harms_nothing(text: str) -> None:
    assert READER.chosen(text, 9) is None
    assert small(text) is None


def test_a_small_number_is_read() -> None:
    assert [small(text) for text in ("0", "7", "012", "202611", "1234567", "", "-1", "1.0")] == [0, 7, 12, 202611, None, None, None, None]


def test_no_window_asks_isdigit_before_int() -> None:
    """`str.isdigit` says yes to signs that `int` refuses: `small` and `is_row` read numbers."""
    folder = Path(choosing.__file__).parents[1]
    asking = [
        path for name in ("frontdesk", "channels") for path in (folder / name).rglob("*.py") if ".isdigit()" in path.read_text("utf-8")
    ]
    assert asking == []
