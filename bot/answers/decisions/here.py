"""What only another province gives is not told to who says where they are; what another office does is said to be its own."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.answers.decisions.offers import NEAREST, choices_of, code_of
from bot.answers.turn.judging import WEAKEST
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Unanswered, UnansweredReason
from indexer.passages import Kind
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

ELSEWHERE_WIN = 1.05  # how far a procedure that the office does not serve must lead those that it does


class Here:
    """Reads one index; `province`: the office's own."""

    def __init__(self, index: Index, province: str) -> None:
        self._index = index
        self._province = province

    def is_elsewhere(self, code: str, places: AbstractSet[str]) -> bool:
        """Whether the procedure `code` is another province's own than those of `places`, which the person named; never where none was."""
        return bool(places) and self._index.is_elsewhere(code, places, self._province)

    def kept(self, code: str, places: AbstractSet[str]) -> str:
        """`code`; "" where it is another province's."""
        return "" if self.is_elsewhere(code, places) else code

    def told(self, answer: Answer, places: AbstractSet[str]) -> Answer | None:
        """`answer` without what is another province's; None where that is all it tells."""
        if not places:
            return answer
        match answer:
            case Ambiguous(choices=choices):
                here = tuple(choice for choice in choices if not self.is_elsewhere(choice.record_id, places))
                if self.is_elsewhere(code_of(answer.shown), places):
                    return None
                second = answer.second if answer.second and not self.is_elsewhere(code_of(answer.second), places) else None
                return replace(answer, choices=here, second=second) if len(here) > 1 else answer.shown
            case Unanswered(nearest=nearest):
                return replace(answer, nearest=tuple(choice for choice in nearest if not self.is_elsewhere(choice.record_id, places)))
            case Answered():
                return None if self.is_elsewhere(code_of(answer), places) else answer
            case _:
                return answer

    def elsewhere(self, scored: Scored, hits: Sequence[Hit]) -> Unanswered | None:
        """That another office does what is asked for, where its procedure is `scored` ahead of our `hits`; None where none leads."""
        away = [] if self._index.serves_all else self._index.rank(scored, 1, (Kind.PROCEDURE,), elsewhere=True, explained=0)
        if not away or away[0].score < max(ELSEWHERE_WIN * hits[0].score, WEAKEST):
            return None
        record = self._index.record(away[0].record_id)
        return Unanswered(
            UnansweredReason.ELSEWHERE, nearest=choices_of(hits[:NEAREST]), elsewhere=record if isinstance(record, Procedure) else None
        )
