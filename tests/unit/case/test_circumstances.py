"""What a question turns on: a short question is told to who asks about the same, however it is worded."""

from __future__ import annotations

import pytest

from bot.answers.short.circumstances import CircumstanceReader
from bot.answers.short.quick import QuickAnswers, QuickMatch
from bot.wiring import AnswerParts
from indexer.language import tokens
from knowledge.cues.circumstance import Circumstance
from knowledge.records.procedure import Procedure, QuickAnswer
from tests.presence import as_a

SOMEBODY_ELSE = Circumstance(name="somebody_else", cues=("nhờ", "đi thay", "hàng xóm"))
LATE = Circumstance(name="late", cues=("quá hạn",))
PAPERS = Circumstance(name="papers", cues=("giấy gì",), asks_for_a_part=True)
READER = CircumstanceReader((SOMEBODY_ELSE, LATE, PAPERS))


def heard(text: str) -> frozenset[str]:
    return READER.heard(tokens(text))


def test_every_cue_is_heard_wherever_it_stands() -> None:
    assert heard("Quá hạn rồi, hàng xóm đi thay cần giấy gì?") == {"=late", "=somebody_else", "=papers"}
    assert heard("nuôi con chó") == frozenset()


def test_half_a_cue_is_none() -> None:
    assert heard("hạn quá") == heard("hàng") == frozenset()


@pytest.mark.parametrize(
    ("question", "procedure", "asked"),
    [
        ("bao nhiêu tiền", "Hưởng trợ cấp thất nghiệp", {"=benefit"}),
        ("mất bao nhiêu tiền", "Hưởng trợ cấp thất nghiệp", {"=cost"}),  # it says that it costs
        ("bao nhiêu tiền", "Cấp hộ chiếu", {"=cost"}),
        ("quá hạn rồi", "Hưởng trợ cấp thất nghiệp", {"=late"}),
    ],
)
def test_how_much_is_asked_of_a_benefit_for_what_one_is_given(question: str, procedure: str, asked: set[str]) -> None:
    cost = Circumstance(name="cost", cues=("bao nhiêu tiền",), asks_for_a_part=True)
    benefit = Circumstance(name="benefit", cues=("được bao nhiêu",), instead_of="cost", where_named=("trợ cấp",), unless=("mất", "phí"))
    assert CircumstanceReader((cost, benefit, LATE)).asked(tokens(question), tokens(procedure)) == asked


@pytest.mark.parametrize("code", ["1.014028", "1.001731", "1.014027", "1.014748"])
def test_whoever_asks_on_how_much_of_a_benefit_is_told_of_the_benefit(parts: AnswerParts, code: str) -> None:
    near = QuickAnswers(parts.index).nearest(as_a(Procedure, parts.index.record(code)), "bao nhieu tien")
    assert near is not None
    assert near.is_meant_instead
    assert near.is_nearly_word_for_word
    assert any(cue in near.answer.question for cue in ("được bao nhiêu", "lĩnh bao nhiêu", "là bao nhiêu"))


@pytest.mark.parametrize(
    ("asked", "told", "agree"),
    [
        ("nhờ bà nội", "hàng xóm đi thay được không", True),
        ("quá hạn rồi", "hàng xóm đi thay được không", False),
        ("cần giấy gì", "nhờ hàng xóm thì cần giấy gì", False),  # who asks says nothing of a neighbour
        ("nhờ chồng thì cần giấy gì", "cần giấy gì", True),
        ("nuôi chó", "nhờ hàng xóm", False),
        ("nuôi chó", "chó đẹp", None),
    ],
)
def test_two_questions_agree_where_they_turn_on_the_same(asked: str, told: str, agree: bool | None) -> None:
    assert READER.agree(heard(asked), heard(told)) is agree


def test_where_neither_turns_on_anything_they_must_be_nearly_alike() -> None:
    quick = QuickAnswer(question="Có mất tiền không?", answer="Không.", basis="Phí, lệ phí")
    assert QuickMatch(quick, 0.95, 1.0, turns_on_the_same=True).is_it
    assert not QuickMatch(quick, 0.95, 1.0, turns_on_the_same=None).is_it
    assert QuickMatch(quick, 1.05, 1.0, turns_on_the_same=None).is_it


def test_where_they_turn_on_different_things_they_must_be_nearly_one_or_lead_by_far() -> None:
    quick = QuickAnswer(question="Có mất tiền không?", answer="Không.", basis="Phí, lệ phí")
    assert not QuickMatch(quick, 0.9, 1.2, turns_on_the_same=False).is_it
    assert QuickMatch(quick, 0.7, 1.5, turns_on_the_same=False).is_it


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("1.001193", "Vợ tôi mới sinh được 10 ngày, làm giấy khai sinh cho con cần mang những gì?"),  # nobody else goes
        ("1.014064", "làm lại căn cước qua bưu điện được không"),
    ],
)
def test_no_short_question_answers_what_turns_on_something_else(parts: AnswerParts, code: str, question: str) -> None:
    near = QuickAnswers(parts.index).nearest(as_a(Procedure, parts.index.record(code)), question)
    told = parts.index.lexicon.circumstances
    reader = CircumstanceReader(told)
    if near is not None and near.is_it:
        asked = reader.heard(parts.index.affirmed(question))
        assert any(not asked.isdisjoint(reader.heard(tokens(wording))) for wording in near.answer.wordings)
    assert near is None or "Nhờ người ngoài" not in near.answer.question or not near.is_it


def test_the_content_names_each_circumstance_once_and_each_cue_reads_as_it_is_written(parts: AnswerParts) -> None:
    circumstances = parts.index.lexicon.circumstances
    assert len({each.name for each in circumstances}) == len(circumstances) > 20
    reader = CircumstanceReader(circumstances)
    assert [cue for each in circumstances for cue in each.cues if f"={each.name}" not in reader.heard(tokens(cue))] == []
