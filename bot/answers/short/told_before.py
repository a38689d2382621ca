"""What was told earlier in a talk: a short answer that says what is asked now is told again, and nothing else is said instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.short.quick import QuickAnswers
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, shown
from indexer.language import folded
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Procedure, QuickAnswer


class ToldBefore:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, quick_answers: QuickAnswers) -> None:
        self._index = index
        self._quick_answers = quick_answers

    def again(self, question: str, context: Sequence[str], topic: str, answer: Answer) -> Answer:
        """`answer` to `question`, after those of `context` about `topic`; where it decides nothing of what is asked with yes or no, with
        the short answer told to one of them that says every word that names something ("phải ra tòa không" after "thì hỏi Tòa án")."""
        first = shown(answer)
        if first is None or first.record.record_id != topic or not isinstance(first.record, Procedure) or not _is_open(first):
            return answer
        quick = self._told(question, context, first.record)
        if quick is None:
            return answer
        told = replace(first, quick=quick, near=None, beside=None)
        match answer:
            case Answered():
                return told
            case Ambiguous():
                return replace(answer, shown=told)
            case _:
                return answer

    def _told(self, question: str, context: Sequence[str], record: Procedure) -> QuickAnswer | None:
        named = set(folded(record.name))
        asked = {word for word in self._index.parse(question).content if word not in named}
        for earlier in reversed(context) if asked else ():
            near = self._quick_answers.nearest(record, earlier)
            is_told = near is not None and (near.tells(fact := self._index.parse(earlier).fact) or near.is_near(fact))
            if near and is_told and asked <= set(folded(near.answer.answer)):
                return near.answer
        return None


def _is_open(answer: Answered) -> bool:
    """Whether it decides nothing of what is asked with yes or no."""
    decides = answer.quick or answer.near or answer.halves or answer.applied or answer.last_day or answer.earliest or answer.by_when
    return answer.fact is Fact.YES_NO and not decides and not answer.is_given
