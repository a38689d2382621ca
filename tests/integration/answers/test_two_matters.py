"""Where either of two procedures may be meant, both answer, and nobody is held to the first until they choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.answers.composing.compose import Composer
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Ambiguous, Answered, Choice
from bot.frontdesk import FrontDesk
from bot.frontdesk.two_matters import twin_of
from bot.messages import ChatId, Incoming, Reply
from bot.people.chats import Conversation
from bot.settings import Settings
from bot.wiring import AnswerParts
from bot.wording import load
from knowledge.checks.freshness import Freshness
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure
from knowledge.records.units import Units
from tests.support import databases

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
AN = ChatId("web", "an")

BIRTH = Procedure(code="9.000001", name="Đăng ký khai sinh", guide={Part.FEES: "Miễn phí."})
COPY = Procedure(code="9.000002", name="Cấp bản sao trích lục", guide={Part.FEES: "8.000 đồng một bản.\n" + "Nộp ở quầy thu phí. " * 60})
BOTH = Ambiguous(
    (Choice(BIRTH.code, BIRTH.name), Choice(COPY.code, COPY.name)), Answered(BIRTH, Part.FEES), second=Answered(COPY, Part.FEES)
)


def test_both_answers_stand_in_the_reply_each_under_its_name_and_a_long_one_is_cut() -> None:
    composed = Composer(load(), Freshness(Units())).compose(BOTH)
    assert composed.kind is AnswerKind.TWO_MATTERS
    first, second = composed.text.index("1. Phí, lệ phí – Đăng ký khai sinh"), composed.text.index("2. Phí, lệ phí – Cấp bản sao trích lục")
    assert first < composed.text.index("Miễn phí.") < second < composed.text.index("8.000 đồng một bản.")
    assert "…" in composed.text
    assert len(composed.text) < 1_000
    assert [choice.record_id for choice in composed.choices] == [BIRTH.code, COPY.code]
    assert [cited.code for cited in composed.sources] == [BIRTH.code, COPY.code]


def test_the_second_is_at_hand_as_long_as_both_stand_among_what_was_offered() -> None:
    offered = (f"p:{BIRTH.code}:phi", f"p:{COPY.code}:phi")
    assert twin_of(Conversation(("lệ phí",), BIRTH.code, "phi", offered, (COPY.code,))) == COPY.code
    assert twin_of(Conversation(("lệ phí",), BIRTH.code, "phi", offered[1:], (COPY.code,))) == ""
    assert twin_of(Conversation()) == ""


def test_a_second_that_says_nothing_to_the_question_is_a_button_and_no_more() -> None:
    silent = replace(BOTH, second=Answered(COPY, Part.SUMMARY, fact=Fact.YES_NO, asked=("mua", "xe")))
    composed = Composer(load(), Freshness(Units())).compose(silent)
    assert composed.kind is AnswerKind.PART
    assert COPY.name not in composed.text
    assert [choice.record_id for choice in composed.choices] == [BIRTH.code, COPY.code]


@pytest.fixture
def desk(parts: AnswerParts, tmp_path: Path) -> Iterator[FrontDesk]:
    engine = databases.sqlite_at(tmp_path / "desk.db")
    yield wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    engine.dispose()


def test_who_chooses_neither_is_answered_by_both_again_and_who_chooses_by_that_alone(desk: FrontDesk) -> None:
    say(desk, "toi co hai cong ruong muon len liep trong buoi co phai xin phep khong")
    asked = say(desk, "còn muốn cất nhà trên đất ruộng thì phải chuyển thổ cư hả")
    assert asked.kind == AnswerKind.TWO_MATTERS
    assert "mục đích sử dụng đất" in asked.text
    again = say(desk, "bao lâu")
    assert again.kind == AnswerKind.TWO_MATTERS
    chosen = next(button for row in again.rows for button in row if "mục đích" in button.label)
    pressed = desk.handle(Incoming(AN, NOON, action=chosen.action))[-1]
    assert "mục đích" in pressed.topic
    after = say(desk, "bao nhiêu tiền")
    assert after.kind != AnswerKind.TWO_MATTERS
    assert "mục đích" in after.topic


def say(desk: FrontDesk, text: str) -> Reply:
    return next(reply for reply in reversed(desk.handle(Incoming(AN, NOON, text))) if reply.text != load().desk.notice)
