"""A "không" in the midst of a message is no refusal; by itself it is one."""

from __future__ import annotations

import pytest

from bot.answers.case.limits import Met
from bot.answers.short.shortly import denies
from bot.wiring import AnswerParts

AFTER = ("làm giấy khai sinh",)


@pytest.mark.parametrize("text", ["tôi không biết chữ", "toi khong biet chu", "không, em hỏi về trường", "không có tiền thì sao"])
def test_what_is_not_or_cannot_be_is_no_refusal(parts: AnswerParts, text: str) -> None:
    parsed = parts.index.parse(text, AFTER)
    assert [each.name for each in (parsed.intent, parsed.courtesy) if each] == []


@pytest.mark.parametrize("text", ["không", "không ạ", "thôi không cần nữa"])
def test_a_no_by_itself_is_one(parts: AnswerParts, text: str) -> None:
    intent = parts.index.parse(text, AFTER).intent
    assert intent is not None
    assert intent.name == "khong_hoi_nua"


@pytest.mark.parametrize(
    ("answer", "met", "is_denied"),
    [
        ("Chưa được. Phải là hộ nghèo.", Met.ENOUGH, True),
        ("Được. Nộp ở xã.", Met.ENOUGH, False),
        ("Vẫn được khai.", Met.LATE, True),
        ("Không đổi được nữa.", Met.LATE, False),
        ("Không, phải làm lại.", Met.IN_TIME, True),
    ],
)
def test_a_number_that_is_enough_is_not_told_over_a_no(answer: str, met: Met, is_denied: bool) -> None:
    assert denies(answer, met) is is_denied
