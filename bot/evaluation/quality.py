"""How good the answers are: each labelled question or turn is given a mark, and marks are counted by set, group and spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.answers.composing.compose import Composer
from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answer, shown
from bot.evaluation.holding import Venue, held
from bot.evaluation.judging import judged, says
from bot.evaluation.labels import OR, LabelledConversation
from bot.evaluation.verdicts import OFFERED, RIGHT, SILENT, WRONG, verdict_of, verdict_of_turn
from indexer.measuring.evaluate import Question
from knowledge.records.procedure import Procedure

WHOLE = ""
"""The group that every question of a set belongs to."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Of one question or turn. `verdict`: RIGHT, OFFERED, WRONG or SILENT; `fits`: the part shown is one asked for; `said`: all facts are
    in what was shown; None where the label asks for neither."""

    verdict: str
    fits: bool | None = None
    said: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Right, about the part that was asked for, and with its facts."""
        return self.verdict == RIGHT and self.fits is not False and self.said is not False


@dataclass(frozen=True, slots=True)
class OutcomeShares:
    """Shares of `n` marks; `fits` and `said` of those that ask for them, None where none does."""

    n: int
    right: float
    complete: float
    offered: float
    wrong: float
    refused: float
    fits: float | None
    said: float | None


def tallied(marks: Iterable[Mark]) -> OutcomeShares:
    """Count; all zeros for no marks."""
    kept = list(marks)

    def share(holds: Callable[[Mark], bool | None]) -> float | None:
        found = [value for mark in kept if (value := holds(mark)) is not None]
        return sum(found) / len(found) if found else None

    def of_all(holds: Callable[[Mark], bool]) -> float:
        return share(holds) or 0.0

    return OutcomeShares(
        len(kept),
        right=of_all(lambda mark: mark.verdict == RIGHT),
        complete=of_all(lambda mark: mark.is_complete),
        offered=of_all(lambda mark: mark.verdict == OFFERED),
        wrong=of_all(lambda mark: mark.verdict == WRONG),
        refused=of_all(lambda mark: mark.verdict == SILENT),
        fits=share(lambda mark: mark.fits),
        said=share(lambda mark: mark.said),
    )


def by_group(pairs: Iterable[tuple[str, Mark]]) -> Mapping[str, OutcomeShares]:
    """The shares of all, under WHOLE, then of each group by its name; no groups where there is one."""
    marks: dict[str, list[Mark]] = {WHOLE: []}
    for group, mark in pairs:
        marks[WHOLE].append(mark)
        marks.setdefault(group, []).append(mark)
    names = sorted(marks) if len(marks) > 2 else [WHOLE]
    return {name: tallied(marks[name]) for name in names}


@dataclass(frozen=True, slots=True)
class Examiner:
    """Asks single questions, all at one moment: what is said depends on nothing but the content and the question.

    `is_known`: whether a code was before the eyes of who labelled: that nothing may answer was said without knowing the others, and where
    one of them answers there is no mark.
    """

    answerer: Answerer
    composer: Composer
    at: datetime
    is_known: Callable[[str], bool] = lambda _: True

    def questions(self, questions: Iterable[Question]) -> Iterator[tuple[str, Mark]]:
        """The group and the mark of each."""
        for question in questions:
            answer, text = self._asked(question)
            if not question.codes and (code := _code(answer)) and not self.is_known(code):
                continue
            facts = tuple((question.model_extra or {}).get("must_say", ()))
            yield question.group, Mark(verdict_of(answer, question.codes), _fits(answer, question), _says_all(text, facts))

    def deadlines(self, questions: Iterable[Question]) -> Iterator[tuple[str, Mark]]:
        """The same of questions whose label is what must be said ("truth"): right is who says it."""
        for question in questions:
            answer, text = self._asked(question)
            said = bool(_says_all(text, (unpadded(str((question.model_extra or {}).get("truth", ""))),)))
            yield question.group, Mark(RIGHT if said else WRONG if shown(answer) else SILENT, said=said)

    def _asked(self, question: Question) -> tuple[Answer, str]:
        answer = self.answerer.answer(question.question, question.context, at=self.at)
        return answer, self.composer.compose(answer).text


def unpadded(fact: str) -> str:
    """ "07 ngày" in both of its spellings."""
    return f"{fact}{OR}{fact.lstrip('0')}" if fact.startswith("0") else fact


def _fits(answer: Answer, question: Question) -> bool | None:
    first = shown(answer)
    return question.aspect in (first.part, *first.also) if first and question.aspect and question.codes else None


def _code(answer: Answer) -> str:
    first = shown(answer)
    return first.record.code if first and isinstance(first.record, Procedure) else ""


def _says_all(text: str, facts: tuple[str, ...]) -> bool | None:
    return all(says(text, fact) for fact in facts) if facts else None


def conversed(
    venue: Venue, conversations: Iterable[LabelledConversation], is_known: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, Mark]]:
    """The style and the mark of each turn; the facts of what was offered are looked for behind its button. `is_known`: as of Examiner."""
    for conversation in conversations:
        for heard in held(venue, conversation):
            verdict = judged(heard)
            if verdict.silent is False and heard.answered and not is_known(heard.answered.code):
                continue
            yield conversation.style, Mark(verdict_of_turn(verdict), verdict.fits, verdict.said)
