"""On the list of an event's guests stand names, and nothing else that was typed there."""

from __future__ import annotations

import pytest

from bot.dialogues.rules.names import guest_name
from bot.dialogues.rules.numbers import MOST_SYLLABLES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("nguyen thi hoa", "nguyen thi hoa"),
        ("Em tên là Lan", "Lan"),
        ("dạ con là Trần Văn Bảy ạ", "Trần Văn Bảy ạ"),
        ("họ tên: H' Bia Niê", "họ tên: H' Bia Niê"),
        ("Ông Lò Văn Ún, bản Mường", "Ông Lò Văn Ún, bản Mường"),
        ("Bùi Thị Thôi", "Bùi Thị Thôi"),
        ("Hoa\u202e\u200b Lê", "Hoa Lê"),
    ],
)
def test_a_name_is_kept(text: str, name: str) -> None:
    assert guest_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "thôi",
        "không",
        "hủy",
        "lừa đảo",
        "bạn là ai",
        "CCCD 012345678901",
        "làm giấy khai sinh cho con cần giấy tờ gì",
        "tôi muốn tố cáo ông Tám nhận tiền",
        "sắp vào rồi",
        "bác sĩ ở đâu",
        "vẫn chưa thấy ai tới",
        "Mấy giờ bắt đầu?",
        "em là",
        "",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert guest_name(text) == ""


def test_a_name_has_eight_syllables() -> None:
    assert MOST_SYLLABLES == 8
    assert guest_name("Nguyễn Phúc " + "Vĩnh " * 6)
    assert not guest_name("Nguyễn Phúc " + "Vĩnh " * 7)
