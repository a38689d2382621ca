"""What names a place, and what a button sends, is no cry by its letters alone; a cue in it still is."""

from __future__ import annotations

import pytest

from bot.channels.web.listening import Listening
from bot.wiring import AnswerParts


@pytest.mark.parametrize(
    "text", ["ngã ba Liên Hồng", "ngã tư Vinh", "đập Khe Lang", "xóm 3 Liên Hồng", "t", "Em lỡ nói nhầm bé 4 tuổi thôi"]
)
def test_a_place_or_a_slip_of_the_tongue_raises_no_alarm(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("xóm Liên Hồng cháy rồi", "114"),
        ("cầu sập có người rơi xuống sông", "114"),
        ("đường nhà tui ngập cứu với", "114"),
        ("tôi thấy mình sống không còn ý nghĩa gì nữa", "115"),
    ],
)
def test_a_cry_that_begins_with_a_place_is_heard(parts: AnswerParts, text: str, number: str) -> None:
    alarm = parts.answerer.danger(text)
    assert alarm is not None
    assert number in alarm.danger.numbers


@pytest.mark.parametrize("action", ["t:list", "t:see:163~aB3xQ", "p:1.001193:phi"])
def test_what_a_button_sends_is_listened_to_by_nobody(parts: AnswerParts, action: str) -> None:
    listening = Listening(lambda *_: None, lambda text: "!" if parts.answerer.danger(text) or text else "", str)  # type: ignore[arg-type]
    assert listening._first_alarm([action]) == ""
    assert listening._first_alarm(["cháy nhà"]) == "!"
