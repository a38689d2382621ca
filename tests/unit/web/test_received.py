"""What one is given is not what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.lines.received import received
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.outcome import Answered, told_once
from bot.wiring import AnswerParts
from knowledge.checks.freshness import Freshness
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from knowledge.records.units import Units

WORDS = wording.load()
COMPOSER = Composer(WORDS, Freshness(Units()))
QUICK = QuickAnswer(question="Nhà có chó dữ thì sao?", answer="Phải đeo rọ mõm.", basis="Điều kiện")


def record(**fields: object) -> Procedure:
    return Procedure.model_validate({"code": "9.000001", "name": "Hỗ trợ nuôi chó", **fields})


def body(answered: Answered) -> str:
    return COMPOSER.compose(answered).text.split("\n", 1)[1]


def test_amounts_that_are_given_are_found_and_fees_are_not() -> None:
    told = received(record(steps="Nộp lệ phí 20.000 đồng. Nhà nuôi được hỗ trợ 500.000 đồng một tháng. Chờ 5 ngày."))
    assert told == ["Nhà nuôi được hỗ trợ 500.000 đồng một tháng."]
    assert received(record(steps="Chờ 5 ngày.")) == []


def test_who_asks_how_much_is_given_reads_the_amount_first_else_that_none_is_written() -> None:
    known = Answered(record(steps="Nhà nuôi được hỗ trợ 500.000 đồng một tháng."), Part.SUMMARY, is_given=True)
    assert body(known).startswith("Nhà nuôi được hỗ trợ 500.000 đồng")
    unknown = Answered(record(agency="Ủy ban nhân dân xã", steps="Chờ."), Part.SUMMARY, is_given=True)
    assert body(unknown).startswith(WORDS.verdicts.not_received_at.format(agency="Ủy ban nhân dân xã"))
    assert COMPOSER.compose(unknown).kind is AnswerKind.RECEIVED


def test_of_a_record_whose_text_is_not_at_hand_it_is_not_said_that_nothing_is_written() -> None:
    told = body(Answered(record(agency="Ủy ban nhân dân xã"), Part.SUMMARY, is_given=True))
    assert told.startswith(WORDS.verdicts.amount_unread_at.format(agency="Ủy ban nhân dân xã"))
    assert body(Answered(record(), Part.SUMMARY, is_given=True)).startswith(WORDS.verdicts.amount_unread)


def near_words(quick: QuickAnswer) -> str:
    return WORDS.verdicts.nearest_question.format(question=quick.question, answer=quick.answer)


def test_the_nearest_short_question_stands_over_its_answer_and_a_less_near_one_first_and_said_to_be_that() -> None:
    told = COMPOSER.compose(Answered(record(steps="Chờ."), Part.STEPS, fact=Fact.YES_NO, near=QUICK)).text.split("\n")
    assert told[0].startswith(QUICK.question)
    assert told[1] == QUICK.answer
    assert WORDS.parts[Part.STEPS] + ":" in told
    first = body(Answered(record(steps="Chờ."), Part.STEPS, fact=Fact.YES_NO, beside=QUICK))
    assert first.startswith(near_words(QUICK))
    assert first.count(QUICK.answer) == 1
    assert "Chờ." in first
    assert WORDS.verdicts.undecided not in first, "the next sentence often says it"


def test_a_summary_that_was_just_shown_is_not_shown_again_to_who_asks_with_yes_or_no() -> None:
    about = record(agency="Sở A", guide={Part.SUMMARY: "Báo cho xã biết nhà có nuôi chó."})
    again = Answered(about, Part.SUMMARY, fact=Fact.YES_NO, told_before=True)
    assert body(again).split("\n\n")[0] == WORDS.verdicts.undecided_at.format(agency="Sở A")
    assert "Báo cho xã" not in body(again)
    assert "Báo cho xã" in body(replace(again, told_before=False))
    beside = body(replace(again, beside=QUICK)).split("\n\n")
    assert beside[:2] == [WORDS.verdicts.undecided_at.format(agency="Sở A"), near_words(QUICK)], "first that nothing decides"
    assert WORDS.verdicts.else_ask_at.format(agency="Sở A") not in beside


def test_a_part_that_nobody_asked_for_does_not_stand_under_what_answers_yes_or_no() -> None:
    about = record(guide={Part.STEPS: "Viết đơn rồi chờ."})
    guessed = Answered(about, Part.STEPS, fact=Fact.YES_NO, rule=Rule.THREAD_NEAREST)
    assert body(guessed).startswith(WORDS.verdicts.undecided)
    assert "Viết đơn" not in body(guessed)
    assert body(replace(guessed, rule=Rule.THREAD_PART)).startswith("Viết đơn")
    assert COMPOSER.compose(guessed).text.startswith(WORDS.verdicts.asked)


def test_only_a_summary_of_what_was_talked_about_counts_as_told() -> None:
    away = told_once(Answered(record(), Part.SUMMARY, fact=Fact.YES_NO), "9.000002", Part.SUMMARY)
    assert isinstance(away, Answered)
    assert not away.told_before, "it was not about that"
    once = told_once(Answered(record(), Part.SUMMARY, fact=Fact.YES_NO), "9.000001", Part.SUMMARY)
    assert isinstance(once, Answered)
    assert once.told_before
    part = told_once(Answered(record(), Part.STEPS, fact=Fact.YES_NO), "9.000001", Part.SUMMARY)
    assert isinstance(part, Answered)
    assert not part.told_before, "a part that is asked for is told as often as it is"
    another = told_once(Answered(record(), Part.SUMMARY, fact=Fact.YES_NO), "9.000001", Part.STEPS)
    assert isinstance(another, Answered)
    assert not another.told_before, "the summary was not shown"


def test_an_office_that_is_named_twice_is_read_once() -> None:
    told = body(Answered(record(agency="Sở A; Sở A", steps="Chờ."), Part.SUMMARY, fact=Fact.YES_NO))
    assert told.startswith(WORDS.verdicts.undecided_at.format(agency="Sở A"))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("nghệ nhân ưu tú mỗi tháng nhà nước cho mấy đồng", "1.014310"),
        ("được mấy đồng một tháng vậy con", "1.014027"),
        ("nghỉ ốm được hưởng bao nhiêu phần trăm lương", "1.014163"),
        ("học bổng mỗi tháng mấy đồng", "1.001714"),
    ],
)
def test_no_fee_is_told_to_who_asks_what_is_given(parts: AnswerParts, question: str, topic: str) -> None:
    about = parts.index.record(topic)
    assert isinstance(about, Procedure)
    text = parts.composer.compose(parts.answerer.answer(question, (about.name,), topic)).text
    assert WORDS.parts[Part.FEES] not in text
    assert "0 đồng" not in text


def test_the_fee_is_still_told_to_who_asks_for_it(parts: AnswerParts) -> None:
    about = parts.index.record("1.014027")
    assert isinstance(about, Procedure)
    assert "phí" in parts.composer.compose(parts.answerer.answer("làm đơn này có mất phí không", (about.name,), "1.014027")).text


def test_two_parts_of_one_question_are_both_told(parts: AnswerParts) -> None:
    text = parts.composer.compose(parts.answerer.answer("tách thửa đất cho con, thủ tục thế nào, mất bao lâu?")).text
    assert WORDS.parts[Part.STEPS] + ":" in text
    assert "ngày làm việc" in text


def test_how_much_is_never_told_to_who_asks_whether(parts: AnswerParts) -> None:
    about = parts.index.record("2.002770")
    assert isinstance(about, Procedure)
    told = parts.answerer.answer("con nghỉ học một tháng có bị cắt tiền không", (about.name,), "2.002770")
    assert "bao nhiêu" not in parts.composer.compose(told).text.split("\n")[0]


def test_the_order_of_what_is_talked_about_is_its_steps(parts: AnswerParts) -> None:
    told = parts.composer.compose(parts.answerer.answer("tóm lại tôi phải làm theo thứ tự nào", ("đăng ký kết hôn",), "1.000894")).text
    first = told.split("\n")[0]
    assert first.startswith(WORDS.parts[Part.STEPS]) or "phải làm gì trước" in first
