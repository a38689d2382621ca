"""bot.answers.composing.retold and its rule: what is said about the answer just given; with any other word it is a question."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.composing.retold import FEWEST_LINES, SHORTEST, beginning
from bot.answers.decisions.answer import Answerer
from bot.answers.rules.retelling import RetellingRule, retold_part
from bot.answers.turn.outcome import Ambiguous, Answered, Unanswered, UnansweredReason, shown
from indexer.language import without_marks
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.cues.retelling import Retelling
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure
from tests.paths import TESTS
from tests.support.strategies import anything

SET = TESTS / "rules" / "retelling.tsv"
BIRTH = "1.001193"
FIRST = "làm giấy khai sinh cho con cần giấy tờ gì"
WORDS = wording.load()


@pytest.fixture(scope="module")
def rule(starter: Library) -> RetellingRule:
    return RetellingRule(starter.retelling)


@pytest.fixture(scope="module")
def answerer(starter_index: Index) -> Answerer:
    return Answerer(starter_index)


@pytest.fixture(scope="module")
def composer(starter_index: Index) -> Composer:
    return Composer(WORDS, Freshness(starter_index.lexicon.units))


def lines() -> list[tuple[str, str]]:
    """The wish ("-": it is a question) and the sentence."""
    pairs = (line.split("\t") for line in SET.read_text(encoding="utf-8").splitlines())
    return [(wish, text) for wish, text in pairs]


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_each_wish_is_heard_and_no_question(rule: RetellingRule, spelt: type[str]) -> None:
    assert [(rule.asked(spelt(text)) or "-", text) for _, text in lines()] == lines()


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_no_phrase_for_a_procedure_is_taken_for_one(starter: Library, rule: RetellingRule, spelt: type[str]) -> None:
    phrases = (phrase for phrases in starter.aliases.values() for phrase in phrases)
    assert [phrase for phrase in phrases if rule.asked(spelt(phrase))] == []


def told(answerer: Answerer, composer: Composer, question: str, part: Part = Part.DOCUMENTS) -> tuple[Answered, str]:
    answer = answerer.answer(question, (FIRST,), BIRTH, part=part)
    assert isinstance(answer, Answered)
    assert isinstance(answer.record, Procedure)
    assert answer.record.code == BIRTH
    return answer, composer.compose(answer).text


def test_shorter_are_the_first_lines_of_the_summary_with_the_source(answerer: Answerer, composer: Composer) -> None:
    answer, text = told(answerer, composer, "nói ngắn thôi")
    whole = answerer.procedure(BIRTH, Part.SUMMARY)
    assert whole
    assert answer.part is Part.SUMMARY
    assert len(text) < len(composer.compose(whole).text)
    assert WORDS.retelling.more in text
    assert f"mã {BIRTH}" in text


def test_the_source_is_told_alone_with_its_address(answerer: Answerer, composer: Composer) -> None:
    _, text = told(answerer, composer, "nguồn đâu")
    assert f"mã {BIRTH}" in text
    assert "https://" in text
    assert "Giấy chứng sinh" not in text


def test_how_sure_it_is_names_source_day_and_where_to_ask(answerer: Answerer, composer: Composer) -> None:
    _, text = told(answerer, composer, "có chắc không")
    assert WORDS.retelling.sure in text
    assert "đối chiếu ngày" in text
    assert "bộ phận một cửa" in text


def test_the_form_is_its_part(answerer: Answerer, composer: Composer) -> None:
    answer, text = told(answerer, composer, "gửi mẫu đơn")
    assert answer.part is Part.FORMS
    assert "Tờ khai" in text


def test_again_is_the_same_answer(answerer: Answerer, composer: Composer) -> None:
    _, text = told(answerer, composer, "đọc lại", Part.FEES)
    fees = answerer.procedure(BIRTH, Part.FEES)
    assert fees
    assert text == composer.compose(fees).text


def test_clearer_goes_on_to_what_was_not_told(answerer: Answerer, composer: Composer) -> None:
    summary, _ = told(answerer, composer, "ý là sao", Part.SUMMARY)
    papers, text = told(answerer, composer, "nói rõ hơn", Part.DOCUMENTS)
    assert (summary.part, papers.part) == (Part.STEPS, Part.SUMMARY)
    assert WORDS.retelling.unclear in text


def test_without_anything_before_it_asks_which_is_meant(answerer: Answerer, composer: Composer) -> None:
    answer = answerer.answer("nguồn đâu")
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.NO_TOPIC
    assert composer.compose(answer).text == WORDS.retelling.which


def test_what_was_no_procedure_is_told_again_as_well(answerer: Answerer, starter: Library) -> None:
    entry = next(iter(starter.faq.values()))
    before = shown(answerer.answer(entry.question))
    again = answerer.answer("đọc lại", (entry.question,))
    assert before
    assert isinstance(again, Answered)
    assert again.record == before.record


def test_thanks_with_a_name_are_thanks(answerer: Answerer) -> None:
    for text in ("cảm ơn cháu nhé", "cam on chau nhieu", "cám ơn cô"):
        answer = answerer.answer(text, (FIRST,), BIRTH)
        assert isinstance(answer, Unanswered)
        assert answer.why is UnansweredReason.SMALL_TALK


def test_a_question_about_a_part_stays_one(answerer: Answerer) -> None:
    answer = answerer.answer("nói rõ hơn về lệ phí", (FIRST,), BIRTH)
    first = answer.shown if isinstance(answer, Ambiguous) else answer
    assert isinstance(first, Answered)
    assert first.part is Part.FEES
    assert first.retelling is None


@pytest.mark.parametrize("wish", list(Retelling))
@pytest.mark.parametrize("part", list(Part))
def test_every_wish_has_a_part(wish: Retelling, part: Part) -> None:
    assert retold_part(wish, part) in Part


@given(anything)
def test_a_beginning_is_short_and_stands_in_the_text(text: str) -> None:
    begun = beginning(text).split("\n")
    assert len(begun) <= FEWEST_LINES
    assert sum(map(len, begun[1:])) <= SHORTEST
    assert all(line in text for line in begun)
