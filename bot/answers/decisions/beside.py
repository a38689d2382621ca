"""What stands beside an answer: the question back where it would be a guess, what was talked about, a short answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.decisions.case import CaseThread
from bot.answers.decisions.offers import NEAREST, choices_by_code, code_of
from bot.answers.decisions.thread import Thread
from bot.answers.short.halves import Halves
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.shortly import ShortAnswers
from bot.answers.short.told_before import ToldBefore
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import UNMISTAKABLE
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Unanswered, UnansweredReason, shown
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

KEYED = 5  # words of its own that a question has at most which is not told of what does not hold the rarest of them ("bán lẻ rượu": petrol)
GUESSED = 0.12  # how much a procedure without a guide must be named to be shown: of 364 right ones four are named less, of 30 wrong five


class Beside:
    """Reads one index; `own`: what the words of a question score by themselves."""

    def __init__(self, index: Index, thread: Thread, quick_answers: QuickAnswers, own: Callable[[str], Scored]) -> None:
        self._index = index
        self._thread = thread
        self._short = ShortAnswers(index, quick_answers)
        self._case = CaseThread(index, thread, self._short, quick_answers, own)
        self._halves = Halves(index, quick_answers)
        self._told_before = ToldBefore(index, quick_answers)
        self._own = own

    def asked_back(self, question: str, answer: Answer, topic: str = "") -> Answer:
        """`answer`; where it would be a guess, the question which of the procedures is meant. What puts right what was asked about `topic`
        is no guess within its field."""
        first = shown(answer)
        if first is None or not self._is_a_guess(question, first) or self._puts_right(question, code_of(first), topic):
            return answer
        choices = answer.choices if isinstance(answer, Ambiguous) else choices_by_code(self._index, [code_of(first)], self._own(question))
        return Unanswered(UnansweredReason.UNSURE, nearest=choices[:NEAREST])

    def _puts_right(self, question: str, code: str, topic: str) -> bool:
        """Whether `question` takes back or puts right what was asked about `topic`, and the procedure `code` is of the same field."""
        parsed = self._index.parse(question)
        records = [self._index.record(each) for each in (code, topic) if topic]
        fields = {record.field for record in records if isinstance(record, Procedure) and record.field}
        return (parsed.corrects or parsed.denies) and len(records) == 2 and len(fields) == 1

    def _is_a_guess(self, question: str, first: Answered) -> bool:
        """Whether what would be shown is a procedure that nobody wrote a guide for, and that the question hardly names."""
        code, naming = code_of(first), self._thread.naming(question)
        if not code or code in question or self._index.is_guided(code):
            return False
        content = self._index.parse(question).content
        is_short = len(content) <= KEYED and naming.told < UNMISTAKABLE
        return naming.told < GUESSED or (is_short and not self._index.carried(code, [self._index.rarity.rarest(content)]))

    def helping_on(self, answer: Answer, topic: str) -> Answer:
        """`answer`; where nothing was found, with `topic` before what is nearest: what was not understood may be about it."""
        if not topic or not isinstance(answer, Unanswered) or answer.why is not UnansweredReason.NOT_FOUND:
            return answer
        others = [choice for choice in answer.nearest if choice.record_id != topic]
        return replace(answer, nearest=(*choices_by_code(self._index, [topic], self._own(topic)), *others)[:NEAREST])

    def is_of_the_case(self, question: str, context: Sequence[str], topic: str, told: Answer) -> bool:
        """Whether `question` tells a fact of what is talked about, and not of the life event that `told` lists."""
        return self._case.goes_on(question, context, topic, told)

    def answering(self, question: str, answer: Answer, context: Sequence[str] = (), topic: str = "") -> Answer:
        """`answer` with what answers `question` in one sentence, or each thing that it asks; to a bare fact, told after the questions of
        `context` about `topic`, what that makes of what was asked last."""
        told = self._told_before.again(question, context, topic, self._answering(question, answer, topic))
        return self._case.taken_in(question, context, topic, told)

    def _answering(self, question: str, answer: Answer, topic: str) -> Answer:
        first = shown(answer)
        if first is None or not isinstance(first.record, Procedure):
            return answer
        told = self._told(question, first)
        if not isinstance(answer, Ambiguous):
            return self._of_a_part(told, topic)
        # it says several things, or what was asked of this very case
        is_sure = bool(told.halves or told.applied or told.last_day or told.earliest)
        second = self._told(question, answer.second) if answer.second and not is_sure else None
        return replace(answer, shown=told if second else self._of_a_part(told, topic), second=second)

    def _of_a_part(self, told: Answered, topic: str) -> Answered:
        """`told`; asked on about `topic` it tells the part that its short answer is of: who begins a matter is told of it as a whole."""
        return replace(told, rests_on=self._short.rests_on(told)) if code_of(told) == topic else told

    def _told(self, question: str, answered: Answered) -> Answered:
        """`answered`, from a procedure, with what answers `question` of it."""
        is_chosen = answered.rule in (Rule.SHORT_QUESTION, Rule.LACKING)  # with its short question
        told = self._short.counted(question, answered) if is_chosen else self._short.added(question, answered)
        return replace(told, halves=self._halves.of(question, told))
