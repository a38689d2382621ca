"""What stands beside an answer: what a follow-up may mean as well, the question back where it would be a guess, a short answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.decisions.offers import MOST_CHOICES, NEAREST, choices_by_code, code_of
from bot.answers.decisions.thread import Thread
from bot.answers.short.shortly import ShortAnswers
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import UNMISTAKABLE, FollowUps
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Unanswered, UnansweredReason, shown
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

KEYED = 5  # words of its own that a question has at most which is not told of what does not hold the rarest of them ("bán lẻ rượu": petrol)
GUESSED = 0.12  # how much a procedure without a guide must be named to be shown: of 364 right ones four are named less, of 30 wrong five


class Beside:
    """Reads one index; `own`: what the words of a question score by themselves."""

    def __init__(self, index: Index, thread: Thread, follow_ups: FollowUps, short: ShortAnswers, own: Callable[[str], Scored]) -> None:
        self._index = index
        self._thread = thread
        self._follow_ups = follow_ups
        self._short = short
        self._own = own

    def asked_back(self, question: str, answer: Answer) -> Answer:
        """`answer`; where it would be a guess, the question which of the procedures is meant."""
        first = shown(answer)
        if first is None or not self._is_a_guess(question, first):
            return answer
        choices = answer.choices if isinstance(answer, Ambiguous) else choices_by_code(self._index, [code_of(first)], self._own(question))
        return Unanswered(UnansweredReason.UNSURE, nearest=choices[:NEAREST])

    def with_what_else(
        self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...], answer: Answer, first: Answered
    ) -> Answer:
        """`answer`, which shows `first`, with what a follow-up may mean as well beside it: `topic`, or what its own words name. A part that
        is asked for in few words is of `topic` rather than of a procedure without a guide."""
        understood, own = self._index.understand(question, context), self._own(question)
        code = code_of(first)
        other = self._follow_ups.other(understood, own, code, topic)
        choices = answer.choices if isinstance(answer, Ambiguous) else choices_by_code(self._index, [code], own)
        if not other:
            return answer
        rest = [choice for choice in choices[1:] if choice.record_id != other]
        is_short = len(understood.content) <= KEYED and not understood.cues  # a special case ("mất thì cấp lại") is a sibling
        is_weak = is_short and other == topic and code not in matters and not self._index.is_guided(code)
        if is_weak and (understood.asks_plainly or understood.fact) and (part := self._thread.part_of(topic, understood, Rule.THREAD_PART)):
            first_of_topic = (*choices_by_code(self._index, [other], own), choices[0], *rest)[:MOST_CHOICES]
            return Ambiguous(first_of_topic, shown(self.answering(question, part)) or part)
        if len(rest) < len(choices) - 1:  # it stands beside already
            return answer
        beside = (choices[0], *choices_by_code(self._index, [other], own), *rest)[:MOST_CHOICES]
        return Ambiguous(beside, first)

    def _is_a_guess(self, question: str, first: Answered) -> bool:
        """Whether what would be shown is a procedure that nobody wrote a guide for, and that the question hardly names."""
        code, naming = code_of(first), self._thread.naming(question)
        if not code or code in question or self._index.is_guided(code):
            return False
        content = self._index.understand(question).content
        is_short = len(content) <= KEYED and naming.told < UNMISTAKABLE
        return naming.told < GUESSED or (is_short and not self._index.carried(code, [self._index.rarest(content)]))

    def helping_on(self, answer: Answer, topic: str) -> Answer:
        """`answer`; where nothing was found, with `topic` before what is nearest: what was not understood may be about it."""
        if not topic or not isinstance(answer, Unanswered) or answer.why is not UnansweredReason.NOT_FOUND:
            return answer
        others = [choice for choice in answer.nearest if choice.record_id != topic]
        return replace(answer, nearest=(*choices_by_code(self._index, [topic], self._own(topic)), *others)[:NEAREST])

    def counted(self, question: str, answer: Answered) -> Answered:
        """`answer` with the number that `question` tells against the record's own."""
        return self._short.counted(question, answer)

    def answering(self, question: str, answer: Answer) -> Answer:
        """`answer` with what answers `question` in one sentence."""
        first = shown(answer)
        if first is None or not isinstance(first.record, Procedure):
            return answer
        told = self._short.added(question, first)
        return replace(answer, shown=told) if isinstance(answer, Ambiguous) else told
