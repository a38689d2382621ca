"""The answer just given, as it is wanted once more; where it was wrong, what else may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.decisions.offers import MOST_CHOICES, NEAREST, choices_of
from bot.answers.decisions.thread import Thread
from bot.answers.rules.retelling import retold_part
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import CARRIED
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Choice, Unanswered, UnansweredReason, shown
from indexer.passages import Kind
from indexer.ranking.search import Index
from knowledge.cues.retelling import Retelling
from knowledge.records.procedure import Part, Procedure


class LastAnswer:
    """Reads one index; `answered`: what was answered to a question after others."""

    def __init__(self, index: Index, thread: Thread, province: str, answered: Callable[[str, tuple[str, ...]], Answer]) -> None:
        self._index = index
        self._thread = thread
        self._province = province
        self._answered = answered

    def told(self, wish: Retelling, context: tuple[str, ...], topic: str, part: str) -> Answer:
        """It as it is wanted, given to the last question of `context` about the procedure `topic` and its `part`; where none was, it is
        asked back which is meant."""
        if wish is Retelling.WRONG and (context or topic):
            return Unanswered(UnansweredReason.MISUNDERSTOOD, nearest=tuple(self._others(context, topic)))
        last = self._last(context, topic, part)
        if last is None:
            return Unanswered(UnansweredReason.NO_TOPIC)
        told = retold_part(wish, last.part) if isinstance(last.record, Procedure) else last.part
        rests_on = last.rests_on if told is last.part else None
        return replace(last, part=told, rests_on=rests_on, retelling=wish, rule=Rule.RETELLING)

    def _last(self, context: tuple[str, ...], topic: str, part: str) -> Answered | None:
        asked = (self._index.parse(context[-1]).aspect if context else None) or Part.SUMMARY
        last = self._thread.procedure(topic, Part(part) if part in set(Part) else asked) if topic else None
        said = shown(self._answered(context[-1], context[:-1])) if context else None
        is_same = said is not None and last is not None and said.record == last.record and said.told_part == last.part
        return said if last is None or is_same else last  # a short answer is told again as one

    def _others(self, context: tuple[str, ...], topic: str) -> Sequence[Choice]:
        """What the last question may have meant besides `topic`: what stood beside its answer, else what carries its words."""
        if not context:
            return ()
        before = self._answered(context[-1], context[:-1])
        offered = [choice for choice in before.choices if choice.record_id != topic] if isinstance(before, Ambiguous) else []
        if offered:
            return offered[:NEAREST]
        parsed = self._index.parse(context[-1], context[:-1])
        hits = self._index.rank(self._index.score(parsed, self._province), MOST_CHOICES, (Kind.PROCEDURE,), explained=0)
        alike = [hit for hit in hits if hit.record_id != topic and self._index.carried(hit.record_id, parsed.content) >= CARRIED]
        return choices_of(alike[:NEAREST])
