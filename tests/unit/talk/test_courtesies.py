"""Thanks, agreement, exclamations, complaints about the answer: what is left of a message is its question; who only goes is bid farewell."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.answers.decisions.answer import Answerer
from bot.answers.rules.courtesies import Courtesies
from bot.answers.rules.duties import DutyRule
from bot.answers.turn.outcome import Ambiguous, Answered, Unanswered, UnansweredReason
from indexer.language import tokens
from indexer.ranking.search import Index
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure
from tests.paths import TESTS
from tests.support.strategies import anything

SET = TESTS / "rules" / "courtesies.tsv"
HOUSEHOLD, ASKED = "1.004222", "nhập hộ khẩu cho con cần giấy tờ gì"


@pytest.fixture(scope="module")
def courtesies(starter: Library) -> Courtesies:
    return Courtesies(starter.thread, starter.retelling)


@pytest.fixture(scope="module")
def answerer(starter_index: Index) -> Answerer:
    return Answerer(starter_index)


@pytest.mark.parametrize("line", SET.read_text(encoding="utf-8").splitlines())
def test_what_is_left_of_a_message_is_its_question(courtesies: Courtesies, line: str) -> None:
    text, question = line.split("\t")
    assert courtesies.around(text).rest == question


@pytest.mark.parametrize(
    "text",
    [
        "thôi để tôi ra xã hỏi ban chỉ huy quân sự cảm ơn cô nhé",
        "thoi de toi ra cong an hoi. cam on nhe",
        "vâng thôi em lên xã hỏi em cảm ơn ạ",
        "Thôi, cảm ơn. Tôi ra công an phường hỏi cho nhanh.",
        "ok để mai chú ra chi nhánh văn phòng đất đai hỏi luôn",
    ],
)
def test_who_takes_their_leave_is_bid_farewell_whatever_they_name(answerer: Answerer, starter_index: Index, text: str) -> None:
    answer = answerer.answer(text, (ASKED,), HOUSEHOLD)
    assert isinstance(answer, Unanswered)
    assert answer.reply == starter_index.lexicon.thread.farewell


@pytest.mark.parametrize("text", ["cảm ơn, tôi ghi lại rồi", "dạ cảm ơn, tui rơm rớm nước mắt đây", "ok cam on chi nha"])
def test_who_thanks_and_asks_nothing_is_answered_with_a_courtesy(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text, (ASKED,), HOUSEHOLD)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.SMALL_TALK


@pytest.mark.parametrize(
    "text", ["ok cảm ơn. thế mất bao nhiêu tiền", "chà rắc rối quá, bao nhiêu tiền vậy", "nói vòng vo quá, phí bao nhiêu"]
)
def test_the_question_behind_a_courtesy_is_answered(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text, (ASKED,), HOUSEHOLD)
    first = answer.shown if isinstance(answer, Ambiguous) else answer
    assert isinstance(first, Answered)
    assert isinstance(first.record, Procedure)
    assert (first.record.code, first.part) == (HOUSEHOLD, Part.FEES)


@pytest.mark.parametrize("text", ["nói lòng vòng quá", "trả lời gì kỳ vậy", "trật lất rồi", "hỏi gà trả lời vịt", "tra loi dau dau"])
def test_who_is_annoyed_and_asks_nothing_gets_an_apology_and_no_other_procedure(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text, (ASKED,), HOUSEHOLD)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.MISUNDERSTOOD
    assert HOUSEHOLD not in [choice.record_id for choice in answer.nearest]


@pytest.mark.parametrize(
    ("text", "is_duty"),
    [
        ("chuồng tui nước thải xả ra kinh, có phải xin giấy môi trường gì không", True),
        ("quán tui hát karaoke ồn quá, muốn mở quán thì cần giấy phép gì", True),
        ("giấy chứng sinh có cần dịch ra tiếng Việt không", True),
        ("hàng xóm nuôi heo hôi thối, không xin phép ai, có phải xin giấy không", False),
        ("nước thải xả ra kinh hôi thối quá", False),
    ],
)
def test_what_one_must_do_is_a_question_and_what_another_does_a_complaint(starter: Library, text: str, is_duty: bool) -> None:
    assert DutyRule(starter.thread).heard(tokens(text)) is is_duty


def test_a_courtesy_of_one_syllable_is_taken_off_only_before_a_mark(courtesies: Courtesies) -> None:
    assert courtesies.around("dạ, nộp ở đâu").rest == "nộp ở đâu"
    assert courtesies.around("dạ nộp ở đâu").rest == "dạ nộp ở đâu"
    assert courtesies.around("dạ vâng nộp ở đâu").rest == "nộp ở đâu"


def test_a_leave_of_twenty_syllables_is_one_and_a_longer_tells_what_is_to_be_done(courtesies: Courtesies) -> None:
    begun = "thôi để tôi ra xã "
    assert courtesies.around(begun + "hỏi " * 13).is_leave
    assert courtesies.around(begun + "hỏi " * 15).is_leave
    assert not courtesies.around(begun + "hỏi " * 16).is_leave


@given(anything)
def test_what_is_left_is_never_nothing_of_what_was_something(text: str) -> None:
    rest = Courtesies(Library().thread, Library().retelling).around(text).rest
    assert bool(rest.strip()) == bool(text.strip())
