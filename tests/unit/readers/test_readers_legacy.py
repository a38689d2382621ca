"""Text in TCVN3 and VNI letters: recognised by font or by statistics, and turned into Unicode without loss."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.opening import legacy
from knowledge.readers.opening.legacy import Encoding

SENTENCE = (
    "Người dân nộp đơn tại xã, phường nơi thường trú; cán bộ kiểm tra giấy tờ rồi hẹn ngày trả kết quả. "
    "Được miễn phí với trẻ nhỏ ở vùng khó khăn."
)
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOF = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_TO_TCVN3 = {
    chr(byte): letter
    for letter, byte in zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        bytes.fromhex(
            "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbaeccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfe"
        ),
        strict=True,
    )
}
_FROM_UNICODE = {letter: char for char, letter in _TO_TCVN3.items()}


def tcvn3(text: str) -> str:
    """Small letters as an old Word file holds them."""
    return "".join(_FROM_UNICODE.get(char, char) for char in text)


def vni(text: str) -> str:
    """Letters as VNI-Times holds them."""
    return "".join(_vni(char) for char in text)


def _vni(char: str) -> str:
    small = char.lower()
    if small in _SINGLE:
        old = _SINGLE[small]
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((mark for mark in marks if mark in _TONES), "")
        if "\u0302" in marks:
            old = base + _ROOF[tone]
        elif "\u0306" in marks:
            old = base + _BREVE[tone]
        elif "\u031b" in marks:
            old = _SINGLE[unicodedata.normalize("NFC", base + "\u031b")] + _TONES.get(tone, "")
        else:
            old = base + _TONES.get(tone, "")
    return old.upper() if char != small else old


def test_converts_by_the_name_of_the_font() -> None:
    assert legacy.encoding_of_font(".VnTime") is Encoding.TCVN3
    assert legacy.encoding_of_font(".VnTimeH") is Encoding.TCVN3_CAPITALS
    assert legacy.encoding_of_font("VNI-Times") is Encoding.VNI
    assert legacy.encoding_of_font("Times New Roman") is None


def test_a_capital_font_writes_capitals() -> None:
    assert legacy.converted(tcvn3("quyết định"), Encoding.TCVN3_CAPITALS) == "QUYẾT ĐỊNH"


def test_recognises_old_text_without_a_font() -> None:
    small = SENTENCE.lower()
    assert legacy.repaired(tcvn3(small)) == small
    assert legacy.repaired(vni(SENTENCE)) == SENTENCE


def test_repairs_one_pasted_line_in_a_unicode_text() -> None:
    small = SENTENCE.lower()
    assert legacy.repaired(f"Bộ phận Một cửa\n{tcvn3(small)}\nCảm ơn") == f"Bộ phận Một cửa\n{small}\nCảm ơn"


@pytest.mark.parametrize("text", [SENTENCE, "Hà Nội", "Ông là ai", "café à la crème, déjà vu", "± 5 °C · © 2024", ""])
def test_leaves_unicode_and_foreign_text_alone(text: str) -> None:
    assert legacy.repaired(text) == text


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ ,."


@given(st.text(_LETTERS))
def test_tcvn3_there_and_back(text: str) -> None:
    assert legacy.converted(tcvn3(text), Encoding.TCVN3) == text


@given(st.lists(st.sampled_from(SENTENCE.split())).map(" ".join))
def test_vni_there_and_back(text: str) -> None:
    assert legacy.converted(vni(text), Encoding.VNI) == text


@given(st.text())
def test_never_fails(text: str) -> None:
    legacy.repaired(text)
    for encoding in Encoding:
        legacy.converted(text, encoding)


def test_half_decomposed_letters_are_put_together_and_not_taken_for_vni() -> None:
    """Windows' keyboard writes Ô and then a dot below: apart they look like VNI's Ơ with a dot."""
    heading = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    apart = heading.replace("Ộ", "Ô\u0323").replace("Ệ", "Ê\u0323").replace("Ủ", "U\u0309")
    assert legacy.repaired(apart) == heading
    assert legacy.joined([(None, apart)]) == heading
