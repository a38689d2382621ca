"""A reply as Telegram takes it: pieces that a reader would cut so, entities that fit, buttons within the limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.channels.telegram.pieces import LONGEST, cut
from bot.channels.telegram.render import LONGEST_LABEL, keyboard, label, pieces, rendered
from bot.messages import Button, Reply
from knowledge.texts.lengths import units
from tests.telegram import refusals

WORDS = st.sampled_from(
    ["giấy", "tờ", "a", "😀", "👨‍👩‍👧‍👦", "nộp", "trực-tuyến", "x" * 30, "1.001193", "mã 1.001193", "https://dichvucong.gov.vn/a?b=c"]
)
LINES = st.builds(
    lambda mark, words: mark + " ".join(words), st.sampled_from(["", "- ", "1. ", "### ", "  "]), st.lists(WORDS, min_size=1, max_size=12)
)
TEXTS = st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=40).map("\n".join)


def told(text: str, entity: MessageEntity) -> str:
    raw = text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@given(TEXTS, st.integers(40, 400))
def test_every_piece_fits_and_no_word_is_lost_or_torn(text: str, longest: int) -> None:
    found = cut(text, longest)
    assert all(0 < units(piece) <= longest for piece in found)
    assert " ".join(found).split() == text.split()


@given(TEXTS, st.integers(200, 400))
def test_no_list_item_is_torn_that_fits_into_a_piece(text: str, longest: int) -> None:
    lines = {line.rstrip() for line in text.split("\n")}
    for line in (line for piece in cut(text, longest) for line in piece.split("\n")):
        is_whole = line.rstrip() in lines
        assert is_whole or any(units(whole) > longest and line.strip() in whole for whole in lines)


@given(st.text(max_size=3_000), st.integers(2, 60))
def test_any_text_at_all_is_cut_into_pieces_that_fit(text: str, longest: int) -> None:
    found = cut("".join(letter for letter in text if not "\ud800" <= letter <= "\udfff"), longest)
    assert all(0 < units(piece) <= longest for piece in found)


def test_a_text_is_cut_between_paragraphs_where_that_is_not_too_early() -> None:
    assert cut("một hai ba\n\nbốn\nnăm sáu", 18) == ["một hai ba", "bốn\nnăm sáu"]
    assert cut("một\n\nhai ba bốn năm\nsáu bảy", 20) == ["một\n\nhai ba bốn năm", "sáu bảy"]


def test_the_first_piece_may_have_less_room() -> None:
    assert cut("một hai ba bốn năm", 100, 8) == ["một hai", "ba bốn năm"]


def test_a_word_longer_than_a_piece_is_cut_but_no_letter_loses_its_accent() -> None:
    word = "e\u0302\u0301" * 40
    found = cut(word, 50)
    assert "".join(found) == word
    assert all(piece[0] == "e" for piece in found)


@pytest.mark.parametrize("text", ["", " \n ", "a" * 100_000, "😀" * 5_000, "\ud800", "- x\n" * 3_000, "\n\n".join(["đoạn " * 100] * 30)])
def test_whatever_the_desk_says_telegram_takes(text: str) -> None:
    for piece in rendered(Reply(text, ((Button("a", "b"),),), topic="x"), "✕ {name}"):
        refusals.check_text({"text": piece.text, "entities": [entity.to_dict() for entity in piece.entities]})


@given(TEXTS)
def test_entities_lie_within_the_text_and_begin_and_end_with_a_letter(text: str) -> None:
    for piece in pieces(text):
        refusals.check_entities(piece.text, [entity.to_dict() for entity in piece.entities])


def test_title_and_headings_are_bold_and_codes_can_be_copied() -> None:
    [piece] = pieces("Đăng ký khai sinh 😀\nGiấy tờ cần nộp:\n- Tờ khai\n### Lưu ý\nNguồn: mã 1.001193, ngày 1/7.\nhttps://a.vn/x")
    assert [(entity.type, told(piece.text, entity)) for entity in piece.entities] == [
        ("bold", "Đăng ký khai sinh 😀"),
        ("bold", "Giấy tờ cần nộp:"),
        ("bold", "Lưu ý"),
        ("code", "1.001193"),
    ]
    assert "#" not in piece.text


def test_a_single_sentence_is_not_shouted() -> None:
    assert pieces("Đã bỏ việc đang hỏi. Bà con muốn hỏi việc gì?")[0].entities == ()


def test_only_the_first_piece_has_a_title() -> None:
    found = pieces("Tên\n" + "dòng chữ\n" * 800)
    assert len(found) > 1
    assert [len(piece.entities) for piece in found] == [1] + [0] * (len(found) - 1)


def test_buttons_stand_at_the_last_piece_only() -> None:
    found = pieces("chữ " * 3_000, ((Button("Đúng", "r:1:1"),),))
    assert [piece.keyboard is not None for piece in found] == [False] * (len(found) - 1) + [True]
    assert len(found) == -(-11_999 // LONGEST)


def test_the_topic_is_a_button_that_drops_it() -> None:
    [piece] = rendered(Reply("Trả lời", ((Button("Phí", "p:1:phi"),),), topic="Đăng ký kết hôn"), "✕ Đang hỏi: {name}")
    assert piece.keyboard is not None
    assert [[(button.text, button.callback_data) for button in row] for row in piece.keyboard.inline_keyboard] == [
        [("Phí", "p:1:phi")],
        [("✕ Đang hỏi: Đăng ký kết hôn", "x")],
    ]


def test_a_label_is_one_line_that_a_phone_can_show() -> None:
    assert label("Đăng ký\n kết hôn") == "Đăng ký kết hôn"
    shown = label("Thủ tục đăng ký kết hôn có yếu tố nước ngoài tại cơ quan đại diện ngoại giao")
    assert len(shown) <= LONGEST_LABEL
    assert shown.endswith("…")
    assert label("") == "…"


@given(st.lists(st.integers(0, 20), max_size=30))
def test_any_number_of_buttons_is_within_telegrams_limits(widths: list[int]) -> None:
    markup = keyboard([[Button("a", "b")] * width for width in widths])
    rows = markup.inline_keyboard if markup else ()
    assert sum(map(len, rows)) == min(sum(widths), 100)
    assert all(1 <= len(row) <= 8 for row in rows)
