"""The days of somebody's own case: by when they must act, and from when they are old enough, beside the answer from a procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.case.earliest import EarliestAge, earliest_age
from bot.answers.case.last_day import LastDay, last_day
from bot.answers.case.quantities import CountedUnit
from bot.answers.short.quick import QuickAnswers
from bot.answers.turn.outcome import Answered
from indexer.language import tokens
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.search import Index
from knowledge.records.procedure import Part, Procedure, QuickAnswer


class CaseDays:
    """Reads one index; holds no state. The only place that sets the days of an answer."""

    def __init__(self, index: Index, quick_answers: QuickAnswers) -> None:
        self._index = index
        self._quick_answers = quick_answers

    def added(self, question: str, parsed: ParsedQuery, answered: Answered, *, is_told: bool = False) -> Answered:
        """`answered`, from a procedure, with the days that `question` asks for; `is_told`: a day is told by itself, whether or not it is
        asked by when somebody must act."""
        record = answered.record
        if not isinstance(record, Procedure):
            return answered
        asks_when = parsed.fact is not None or self.asks_when_over(question, parsed)
        asks_whether = parsed.fact is not None or parsed.aspect is Part.CONDITIONS
        return replace(
            answered,
            last_day=self._last_day(record, question) if is_told or asks_when else None,
            earliest=self._earliest(record, question) if is_told or asks_whether else None,
        )

    def recounted(self, question: str, earlier: Sequence[str], answered: Answered) -> Answered:
        """`answered` with the last day counted from the day that `question` tells, else from the one told latest in the questions `earlier`
        (oldest first); as it is where none of them tells one."""
        record = answered.record
        if not isinstance(record, Procedure):
            return answered
        told = (last_day(record, self._spelled(text)) for text in (question, *reversed(earlier)))
        return replace(answered, last_day=next((day for day in told if day), answered.last_day))

    def asks_when_over(self, question: str, parsed: ParsedQuery) -> bool:
        """Whether it is asked by when somebody must act, or whether it is too late."""
        return parsed.asks_deadline or self._quick_answers.asks_whether_late(question)

    def _last_day(self, record: Procedure, question: str) -> LastDay | None:
        """By when who tells a day must act: the day as it is written, else as it was most likely meant."""
        return next((found for text in (question, self._spelled(question)) if (found := last_day(record, text))), None)

    def _earliest(self, record: Procedure, question: str) -> EarliestAge | None:
        """From when who tells when they were born is old enough; None where they tell no birth, or the record no single age."""
        return earliest_age(record, questions_of_age(record), self._spelled(question))

    def _spelled(self, text: str) -> str:
        return " ".join(self._index.spelled(text))


def questions_of_age(record: Procedure) -> list[QuickAnswer]:
    """The short questions of `record` that ask for an age; [] where its guide no longer stands."""
    return [each for each in record.quick if CountedUnit.AGE in tokens(each.question)] if record.guide_stands else []
