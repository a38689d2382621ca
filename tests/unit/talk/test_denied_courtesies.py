"""Agreement that is denied is no thanks, and a "không" that asks is no leave: the matter goes on."""

from __future__ import annotations

import pytest

from bot.wiring import AnswerParts


@pytest.mark.parametrize(
    "text",
    [
        "vợ không đồng ý",
        "chị ấy chưa đồng ý",
        "mẹ em không đồng ý",
        "ông bà chẳng đồng ý",
        "không xin bị gì không",
        "không làm có bị gì không",
    ],
)
def test_what_is_denied_or_asked_is_no_courtesy(parts: AnswerParts, text: str) -> None:
    assert parts.index.parse(text, ("sang tên sổ đỏ cần gì",)).intent is None


@pytest.mark.parametrize(
    "text", ["đồng ý", "dạ em đồng ý", "cảm ơn em", "không", "dạ không", "không cần nữa", "thôi không hỏi nữa", "không ạ"]
)
def test_what_is_one_stays_one(parts: AnswerParts, text: str) -> None:
    intent = parts.index.parse(text, ("sang tên sổ đỏ cần gì",)).intent
    assert intent is not None
    assert intent.is_courtesy
