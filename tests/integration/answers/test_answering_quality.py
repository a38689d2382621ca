"""How often the right procedure is answered or offered, how often a wrong one, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Ambiguous, Answered, Unanswered, UnansweredReason, shown
from bot.wiring import AnswerParts
from indexer.measuring.evaluate import Question, read_questions
from knowledge.records.procedure import Part, Procedure
from tests.paths import TESTS
from tests.presence import as_a, found

QUESTIONS = TESTS / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    question: Question
    code: str
    choices: tuple[str, ...]
    refused: bool


@pytest.fixture(scope="module")
def answerer(parts: AnswerParts) -> Answerer:
    return parts.answerer


@pytest.fixture(scope="module")
def outcomes(answerer: Answerer) -> list[Outcome]:
    found = []
    for question in read_questions(QUESTIONS):
        answer = answerer.answer(question.question, question.context)
        code = answer.record.code if isinstance(answer, Answered) and isinstance(answer.record, Procedure) else ""
        is_asked_back = isinstance(answer, Unanswered) and answer.why is UnansweredReason.UNSURE
        offered = answer.choices if isinstance(answer, Ambiguous) else answer.nearest if isinstance(answer, Unanswered) else ()
        choices = tuple(choice.record_id for choice in offered) if isinstance(answer, Ambiguous) or is_asked_back else ()
        found.append(Outcome(question, code, choices, isinstance(answer, Unanswered) and not (is_asked_back and question.codes)))
    return found


def _share(outcomes: list[Outcome], *, answerable: bool, right: Callable[[Outcome], object]) -> float:
    chosen = [outcome for outcome in outcomes if bool(outcome.question.codes) == answerable]
    return sum(1 for outcome in chosen if right(outcome)) / len(chosen)


def test_the_right_procedure_is_answered_or_among_the_buttons(outcomes: list[Outcome]) -> None:
    right = _share(outcomes, answerable=True, right=lambda item: bool({item.code, *item.choices} & set(item.question.codes)))
    assert right >= 0.84


def test_a_wrong_procedure_is_seldom_answered_outright(outcomes: list[Outcome]) -> None:
    assert _share(outcomes, answerable=True, right=lambda item: item.code and item.code not in item.question.codes) <= 0.13


def test_what_is_no_question_about_a_procedure_is_refused(outcomes: list[Outcome]) -> None:
    assert _share(outcomes, answerable=False, right=lambda item: item.refused) >= 0.95


def test_answerable_questions_are_seldom_refused(outcomes: list[Outcome]) -> None:
    assert _share(outcomes, answerable=True, right=lambda item: item.refused) <= 0.03


def test_a_question_means_the_same_after_another_matter(answerer: Answerer) -> None:
    """Of what is shown right by itself, nearly all is after a question about something else, or after its button was pressed; where the
    talk is thought to go on, it stands beside."""
    asked = [question for question in read_questions(QUESTIONS) if question.codes and not question.context]
    right = [(question, answer.record) for question in asked if (answer := shown(answerer.answer(question.question)))]
    known = [(question, record) for question, record in right if isinstance(record, Procedure) and record.code in question.codes]
    n = same = beside = 0
    for (question, record), (before, other) in zip(known, [*known[7:], *known[:7]], strict=True):
        for context in ((before.question,), (other.name,)):
            if other.code not in question.codes:
                after = answerer.answer(question.question, context, other.code)
                n += 1
                same += (first := shown(after)) is not None and first.record == record
                beside += isinstance(after, Ambiguous) and record.code in [choice.record_id for choice in after.choices[1:]]
    assert n >= 100
    assert same / n >= 0.9
    assert (same + beside) / n >= 0.98


def test_what_is_refused_is_refused_after_a_procedure_was_shown(answerer: Answerer) -> None:
    name = as_a(Procedure, found(answerer.procedure("2.000815", Part.SUMMARY)).record).name  # sixty words
    asked = [question.question for question in read_questions(QUESTIONS) if not question.codes and not question.context]
    refused = [question for question in asked if isinstance(answerer.answer(question), Unanswered)]
    still = [question for question in refused if isinstance(answerer.answer(question, (name,), "2.000815"), Unanswered)]
    assert len(refused) >= 50
    assert len(still) / len(refused) >= 0.9
