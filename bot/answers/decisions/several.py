"""What asks for several things at once: the list of a life event, and two questions in one message."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.answers.decisions.offers import choices_by_code
from bot.answers.decisions.thread import Thread
from bot.answers.rules.life_event import LifeEventRule
from bot.answers.rules.two_questions import SplitQuestion, halves
from bot.answers.turn.followup import NAMED, UNMISTAKABLE, WHOLLY, is_named_apart
from bot.answers.turn.outcome import Answer, Both, Choice, Planned, shown
from bot.answers.turn.who_may import WhoMay
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Part, Procedure


class SeveralThings:
    """Reads one index; `own`: what the words of a question score by themselves, `alone`: what it is answered by itself."""

    def __init__(self, index: Index, thread: Thread, who_may: WhoMay, own: Callable[[str], Scored], alone: Callable[[str], Answer]) -> None:
        self._index = index
        self._events = LifeEventRule(index.lexicon.events)
        self._thread = thread
        self._who_may = who_may
        self._own = own
        self._alone = alone

    def planned(self, question: str) -> Planned | None:
        """The list for a life event that `question` asks about in general, and not for one thing of one procedure."""
        happening = self._events.heard(question)
        if happening is None:
            return None
        event = happening.event
        steps = [step for step in event.steps if step.code and self._index.is_served(step.code)]
        if not self._asks_in_general(question, {step.code or "" for step in steps}, is_whole=happening.is_whole):
            return None
        return Planned(event, tuple(Choice(step.code or "", step.what) for step in steps))

    def _asks_in_general(self, question: str, codes: Collection[str], *, is_whole: bool) -> bool:
        """Whether it asks for no part but papers and steps, or for the whole list whatever it adds, and names no procedure, least of all
        one that is not of the list's `codes`."""
        parsed = self._index.parse(question)
        is_general = is_whole or not parsed.asks_plainly or parsed.aspect in (Part.SUMMARY, Part.DOCUMENTS, Part.STEPS)
        naming = self._thread.naming(question)
        is_apart = naming.code not in codes and naming.told >= NAMED and not is_whole
        return is_general and not parsed.returns and naming.told < UNMISTAKABLE and not is_apart

    def both(self, question: str) -> Both | None:
        """The answers to the two questions that `question` holds: each half names its own procedure, and no one procedure is both."""
        for cut in halves(question):
            first, second = self._thread.naming(cut.first), self._thread.naming(cut.second)
            if not self._who_may.lets(question, (first.code, second.code)):
                continue
            is_apart = is_named_apart(first, is_told=cut.is_told) and is_named_apart(second, is_told=cut.is_told)
            if first.code != second.code and is_apart and (cut.is_told or not self._is_one(question, cut)):
                return self._of_halves(cut)
        return None

    def _is_one(self, question: str, cut: SplitQuestion) -> bool:
        """Whether what the whole message names carries the words of both halves ("khai sinh và nhận cha con"); not where each half
        asks for a part of its own."""
        code = self._thread.naming(question).code
        read = [self._index.parse(half) for half in (cut.first, cut.second)]
        if all(half.asks_plainly for half in read):
            return False
        return all(self._index.carried(code, half.content) >= WHOLLY for half in read)

    def _of_halves(self, cut: SplitQuestion) -> Both | None:
        asked = (cut.first, cut.second)
        first, second = (shown(self._alone(half)) for half in asked)
        if not (first and second and isinstance(first.record, Procedure) and isinstance(second.record, Procedure)):
            return None
        codes = (first.record.code, second.record.code)
        one, other = (choices_by_code(self._index, [code], self._own(half))[0] for code, half in zip(codes, asked, strict=True))
        return Both(first, second, (one, other)) if one.record_id != other.record_id else None
