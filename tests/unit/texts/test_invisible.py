"""What nobody sees is taken out of what somebody typed, and hides no number and no name; what people see and need stays."""

from __future__ import annotations

import unicodedata

import pytest

from bot import wording
from bot.channels.cleaning import cleaned
from bot.console.request import Fields
from bot.people.masking import MASK, masked
from bot.petitions.rules.petition import Contact
from bot.petitions.rules.texts.redaction import redacted
from bot.text.invisible import in_xml, seen

OVER = wording.load().petitions.redaction.over
SENDER = Contact("Nguyễn Văn An", "Thôn 3, xã Ví Dụ", "0912345678")
UNSEEN = [
    *("\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b5", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060"),
    *("\u2062", "\u2066", "\u206a", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffe", "\U000e0041", "\U000e0100", "\x00", "\x85"),
]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_it_hides_no_number_and_no_name(unseen: str) -> None:
    number, card = unseen.join("0912345678"), unseen.join("001203004567")
    assert masked(cleaned(f"gọi {number}, căn cước {card} nhé")) == f"gọi {MASK}, căn cước {MASK} nhé"
    told = redacted(cleaned(f"Tôi là Nguyễn{unseen} Văn{unseen} An, Thôn{unseen} 3, số {number}"), OVER, SENDER)
    assert "Văn" not in told
    assert "0912" not in told


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_the_console_keeps_none_of_it_either(unseen: str) -> None:
    assert Fields.of([("name", f"{unseen}Phòng{unseen} Kinh tế{unseen}")]).text("name") == "Phòng Kinh tế"


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt có dấu: ẵm, quỵt, Đắk Lắk, 3 m², 50 %, “ngoặc”, tab\tvà\nxuống dòng",
        unicodedata.normalize("NFD", "Nguyễn Thị Hường"),
        "👨‍👩‍👧 cả nhà",
        "שלום عليكم",
        "ស្រុក ប៉ូលីស",
        "क्‍ष",
    ],
)
def test_what_people_see_stays(text: str) -> None:
    assert seen(text) == text


def test_every_kind_of_line_end_is_one() -> None:
    assert seen("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_what_no_document_holds_is_replaced() -> None:
    assert in_xml("a\x0bb\ufffec\ud800d\te") == "a\ufffdb\ufffdc\ufffdd\te"
