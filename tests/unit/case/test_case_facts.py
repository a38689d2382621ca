"""A bare fact of a case is taken into the thread: what was asked last is answered again under it."""

from __future__ import annotations

from datetime import date

import pytest

from bot import wording
from bot.answers.case.case_facts import CaseFact, case_facts_in, is_abroad, is_bare, put_right
from bot.answers.composing.compose import Composer
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.answers.turn.outcome import Ambiguous, Answered, shown
from bot.wiring import AnswerParts
from indexer.language import tokens
from knowledge.checks.freshness import Freshness
from knowledge.records.procedure import Part, Procedure
from knowledge.records.units import Units
from tests.presence import found

DAY, NUMBER, PLACE, STATE = CaseFact


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("e nghỉ 20/10 rồi", {DAY}),
        ("mẹ tôi 72 tuổi rồi", {NUMBER}),
        ("à 2 cháu lận", {NUMBER}),
        ("hai đứa sinh đôi", {NUMBER}),
        ("nó sinh ở Lào", {PLACE}),
        ("quê tôi ở Nghệ An", {PLACE}),
        ("giấy hết hạn tháng trước", {DAY, STATE}),
        ("chị ly hôn 2019", {DAY, STATE}),
        ("vợ chồng em ly thân rồi", {STATE}),
        ("nhà em thuộc hộ nghèo", {STATE}),
        ("quán rộng 60 m2", {NUMBER}),
        ("nhà tôi đang ở trọ", {PLACE}),
        ("xe mua ngày 5 tháng 9 năm 2024", {DAY}),
        ("tôi thương binh hạng 3/4", {NUMBER, STATE}),  # a grade is no day
        # what asks, wishes, supposes or denies is no bare fact
        ("mẹ tôi 72 tuổi được không", set()),
        ("con 12 tuổi cần giấy gì", set()),
        ("nghỉ 20/10 thì sao", set()),
        ("em muốn nghỉ ngày 20/10", set()),
        ("nếu 16 tuổi", set()),
        ("không, em đi 5 tháng", set()),
        ("gấp lắm rồi", set()),
        ("cái thứ 2", set()),
        ("câu thứ hai", set()),
        ("cảm ơn em nhiều", set()),
        ("", set()),
    ],
)
def test_a_fact_of_a_case_is_heard_and_a_question_is_none(text: str, facts: set[CaseFact]) -> None:
    assert case_facts_in(text, tokens(text)) == facts


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("Bé mới có 3 tuổi thôi", True),
        ("Tôi nói sai, 64 tuổi.", True),
        ("bố em sinh ở Quảng Trị", True),
        ("e mất khai sinh gốc hôm 20/10", False),  # a paper of its own is named
        ("cửa hàng tạp hóa của em mở 3 năm", False),
    ],
)
def test_a_message_is_bare_that_tells_next_to_nothing_beside_the_fact(text: str, is_alone: bool) -> None:
    assert is_bare(text, tokens(text)) is is_alone


@pytest.mark.parametrize(
    ("question", "fact", "merged"),
    [
        ("tôi 74 tuổi có được đổi không", "nói sai 64 tuổi", "nói sai 64 tuổi, tôi có được đổi không"),
        ("nghỉ ngày 20/10 còn kịp không", "nghỉ 5/11", "nghỉ 5/11, nghỉ còn kịp không"),
        ("tôi 74 tuổi đóng 3 năm", "đóng 5 năm", "đóng 5 năm, tôi 74 tuổi đóng"),
    ],
)
def test_a_number_told_anew_stands_for_the_old_one_of_its_unit(question: str, fact: str, merged: str) -> None:
    assert put_right(question, fact) == merged


def test_a_foreign_country_is_told_from_a_place_at_home() -> None:
    assert is_abroad("nó sinh ở lào")
    assert is_abroad("chồng cũ ở nước ngoài")
    assert not is_abroad("nó sinh ở quê")


BIRTH, DEATH, PENSION, JOBLESS = "1.001193", "1.000656", "1.014027", "1.014748"


@pytest.mark.parametrize(
    ("code", "asked", "fact", "said"),
    [
        (BIRTH, "làm khai sinh cho con có mất tiền không", "bé sinh ngày 20/10/2026", "19/12/2026"),
        (DEATH, "đăng ký khai tử cần giấy gì", "ông mất 20/11/2026", "05/12/2026"),
        (PENSION, "trợ cấp hưu trí xã hội nộp ở đâu", "mẹ tôi 76 tuổi rồi", "76 tuổi là đủ mức"),
        (PENSION, "bà 71 tuổi có được trợ cấp hưu trí xã hội không", "à quên, 68 tuổi", "68 tuổi là chưa đủ mức"),
        (JOBLESS, "trợ cấp thất nghiệp cần giấy gì", "em nghỉ việc hôm 15/9/2026", "15/12/2026"),
    ],
)
def test_what_was_asked_is_answered_again_under_the_fact(parts: AnswerParts, code: str, asked: str, fact: str, said: str) -> None:
    answer = parts.answerer.answer(fact, [asked], code)
    assert found(shown(answer)).record.record_id == code
    assert said in parts.composer.compose(answer).text


def test_a_day_that_was_told_is_counted_from_when_the_deadline_is_asked_later(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("hạn nộp tới ngày nào", ["trợ cấp thất nghiệp cần giấy gì", "em nghỉ việc hôm 15/9/2026"], JOBLESS)
    assert "15/12/2026" in parts.composer.compose(answer).text


@pytest.mark.parametrize("fact", ["à 2 cháu lận", "bé nhà em 3 tuổi rồi", "nhà em ở Nghệ An"])
def test_on_what_nothing_depends_is_noted_with_what_stays_and_how_to_go_on(parts: AnswerParts, fact: str) -> None:
    answer = parts.answerer.answer(fact, ["làm khai sinh cho con có mất tiền không"], BIRTH)
    composed = parts.composer.compose(answer)
    assert (answer.rule, composed.kind) == (Rule.CASE_FACT, AnswerKind.NOTED)
    assert f"Đã ghi nhận: “{fact}”" in composed.text.split("\n")[1]
    assert parts.wording.case_fact.go_on in composed.text


def test_a_foreign_country_offers_what_is_done_where_one_has_to_do_with_it(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("nó sinh ở Lào", ["làm khai sinh cho con có mất tiền không"], BIRTH)
    assert isinstance(answer, Ambiguous)
    assert answer.choices[0].record_id == BIRTH
    assert any("nước ngoài" in choice.name for choice in answer.choices[1:])
    assert parts.wording.case_fact.may_change.split("“")[0] in parts.composer.compose(answer).text


@pytest.mark.parametrize("text", ["đăng ký kết hôn", "xe máy của tôi bị mất đăng ký", "gấp lắm", "cảm ơn em"])
def test_what_names_a_matter_or_tells_nothing_is_not_taken_for_a_fact(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.answer(text, ["làm khai sinh cho con có mất tiền không"], BIRTH).rule is not Rule.CASE_FACT


def test_without_a_matter_at_hand_a_fact_is_no_answer(parts: AnswerParts) -> None:
    assert parts.answerer.answer("mẹ tôi 72 tuổi rồi").rule is not Rule.CASE_FACT


def test_whom_to_ask_is_said_where_the_record_tells_it() -> None:
    words = wording.load()
    composer = Composer(words, Freshness(Units()), today=lambda: date(2026, 11, 30))
    told = Answered(Procedure(code="9.000001", name="Khai"), Part.SUMMARY, noted="em 30 tuổi", rule=Rule.CASE_FACT)
    assert words.case_fact.same.format(said="em 30 tuổi") in composer.compose(told).text
