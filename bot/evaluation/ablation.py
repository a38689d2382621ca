"""What a number is worth: the labelled questions asked again while it has another value, and what came out otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answer, Answered, shown
from bot.evaluation.holding import Venue, held
from bot.evaluation.judging import VERDICTS, judged
from bot.evaluation.labels import LabelledConversation
from bot.evaluation.verdicts import RIGHT, SILENT, WRONG, verdict_of, verdict_of_turn
from indexer.language import without_marks
from indexer.measuring.evaluate import Question

TOLD = (RIGHT, WRONG, SILENT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question or turn. `verdict`: RIGHT (the right procedure stands in the reply, or none does where none may), OFFERED (it is on a
    button), WRONG or SILENT; `said`: what else may come out otherwise, told apart by equality alone."""

    verdict: str
    said: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class AblationEffect:
    """What another value changes: how many more or fewer are right, wrong, silent; how many have another verdict, and how many another
    answer."""

    right: int
    wrong: int
    silent: int
    flipped: int
    changed: int


def spellings(questions: Iterable[Question]) -> Iterator[Question]:
    """Each question as it is written and without its diacritics; once where it has none."""
    for question in questions:
        yield question
        bare = without_marks(question.question.lower())
        if bare != question.question.lower():
            before = tuple(without_marks(earlier.lower()) for earlier in question.context)
            yield question.model_copy(update={"question": bare, "context": before})


def asked(answerer: Answerer, questions: Iterable[Question]) -> Iterator[Verdict]:
    """The verdict on each question."""
    for question in questions:
        answer = answerer.answer(question.question, question.context)
        yield Verdict(verdict_of(answer, question.codes), _said(answer))


def talked(venue: Venue, conversations: Iterable[LabelledConversation]) -> Iterator[Verdict]:
    """The verdict on each turn."""
    for conversation in conversations:
        for heard in held(venue, conversation):
            verdict = judged(heard)
            yield Verdict(verdict_of_turn(verdict), (*(getattr(verdict, name) for name in VERDICTS), heard.text))


def _said(answer: Answer) -> tuple[object, ...]:
    first = shown(answer)
    choices = tuple(choice.record_id for choice in getattr(answer, "choices", ()))
    nearest = tuple(choice.record_id for choice in getattr(answer, "nearest", ()))
    told = (first.record.record_id, first.part, first.quick and first.quick.question, first.by_when) if isinstance(first, Answered) else ()
    return (answer.rule, choices, nearest, *told)


def compared(before: Sequence[Verdict], after: Sequence[Verdict]) -> AblationEffect:
    """What came out otherwise; both of the same questions in the same order."""
    pairs = list(zip(before, after, strict=True))
    more = {told: sum((late.verdict == told) - (early.verdict == told) for early, late in pairs) for told in TOLD}
    return AblationEffect(
        more[RIGHT],
        more[WRONG],
        more[SILENT],
        sum(early.verdict != late.verdict for early, late in pairs),
        sum(early != late for early, late in pairs),
    )
