"""What only another province gives is not told to who says where they are."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.answers.decisions.offers import code_of
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Unanswered
from indexer.ranking.search import Index


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
