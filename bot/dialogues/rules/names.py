"""Whether what is typed where a name is asked for is one: an officer reads it on the list of guests. Pure."""

from __future__ import annotations

import re

from bot.dialogues.rules.numbers import MOST_SYLLABLES
from bot.text.invisible import in_one_line
from indexer.language import tokens

_LEAD = re.compile(
    r"^(?:dạ |vâng )?(?:(?:tôi|tui|em|con|cháu|mình|chị|anh|cô|bác) (?:tên )?là"
    r"|(?:họ )?tên (?:của )?(?:(?:tôi|tui|em|con|cháu|mình) )?là|tên) ",
    re.IGNORECASE,
)
"""Before a name: "em tên là Lan"."""
_NO_NAME = frozenset(
    [
        *("không", "gì", "sao", "đâu", "nào", "ai", "là", "muốn", "cần", "hỏi", "làm", "xin", "giấy", "cho"),
        *("để", "được", "thôi", "hủy", "huỷ", "bỏ", "bị", "của", "này", "đó", "kia", "phải", "có", "và"),
        *("mà", "thì", "lại", "tố", "cáo", "kiện", "bạn", "mày", "số", "rồi", "chưa", "vậy", "hả", "nhé"),
        *("nha", "ơi", "à", "nữa", "hay", "với", "lừa", "đảo", "khong"),
    ]
)
"""Syllables, with their accents, of what is said and is nobody's name in small letters."""


def guest_name(text: str) -> str:
    """The name that `text` gives, in one line, without "em tên là"; "" where it gives none: a question, an order, a number, a story. A word
    that is also a name counts as one with a capital ("Thôi", "Cần" behind another name)."""
    name = _LEAD.sub("", in_one_line(text)).strip(" .,;:!")
    said = tokens(name)
    words = name.split()
    if not said or len(said) > MOST_SYLLABLES or "?" in text or any(sign.isdecimal() for sign in name):
        return ""
    is_written = len(words) > 1 and all(word[:1].isupper() for word in words)
    return name if is_written or _NO_NAME.isdisjoint(said) else ""
