"""knowledge.texts.text: whatever is pasted becomes one clean spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from knowledge.texts.text import normalise, one_line, place_tones
from tests.support.strategies import anything, vietnamese


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hoà giải", "hòa giải"),
        ("HOÀ GIẢI", "HÒA GIẢI"),
        ("Thuỷ lợi", "Thủy lợi"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("quý vị", "quý vị"),
        ("QUỲ Hợp", "QUỲ Hợp"),
        ("hoàn thuế", "hoàn thuế"),
        ("khoá_sổ", "khóa_sổ"),
        ("ngoại hối", "ngoại hối"),
    ],
)
def test_puts_the_tone_where_most_official_texts_put_it(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize("bullet", ["\uf0b7", "•", "➢", "\uf0a7 ", "●\t"])
def test_words_bullets_become_plain_dashes(bullet: str) -> None:
    assert normalise(f"Hồ sơ:\n{bullet} Tờ khai") == "Hồ sơ:\n- Tờ khai"


def test_a_bullet_behind_an_invisible_sign_is_a_bullet_all_the_same() -> None:
    assert normalise("\u200b• Tờ khai") == "- Tờ khai"


def test_drops_what_nobody_can_see() -> None:
    assert normalise("Đăng\u200b ký\x00 khai\u00ad sinh\ufeff\u202e") == "Đăng ký khai sinh"


def test_letters_of_old_fonts_become_vietnamese_letters() -> None:
    assert normalise("Ðăng ký, ðất ðai") == "Đăng ký, đất đai"


def test_keeps_lines_but_no_more_than_one_empty_line() -> None:
    assert normalise("một\r\nhai  \r\r\n\n\n ba\u00a0bốn ") == "một\nhai\n\n ba bốn"


def test_one_line_joins_everything() -> None:
    assert one_line(" một\n\n  hai\tba ") == "một hai ba"


@given(anything)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(anything)
def test_what_is_kept_is_composed_and_can_be_written_to_a_file(text: str) -> None:
    kept = normalise(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not any(unicodedata.category(char) in {"Cs", "Co"} and char < "\U000f0000" for char in kept)
    assert "\x00" not in kept


@given(vietnamese)
def test_composed_and_decomposed_spellings_are_the_same_text(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_moving_tones_keeps_every_letter_and_every_tone(text: str) -> None:
    assert sorted(unicodedata.normalize("NFD", place_tones(text))) == sorted(unicodedata.normalize("NFD", text))
