"""What is said to small talk, whatever is talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.rules.duties import DutyRule
from bot.answers.turn.followup import HINTED, NAMED, FollowUps, NamedProcedure
from bot.answers.turn.judging import is_named
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from indexer.passages import Kind
from indexer.query.understood import Understood
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index


class SmallTalk:
    """Reads one index."""

    def __init__(self, index: Index, follow_ups: FollowUps) -> None:
        self._index = index
        self._follow_ups = follow_ups
        self._duties = DutyRule(index.lexicon.thread)

    def meaning(self, question: str, context: Sequence[str]) -> Understood:
        """What is understood of a question, that no complaint or small talk is which asks what one must do or have."""
        understood = self._index.understand(question, context)
        gives_way = understood.intent is not None and understood.intent.gives_way and self._duties.heard(self._index.spelled(question))
        return replace(understood, intent=None) if gives_way else understood

    def told(self, understood: Understood, own: Scored) -> Unanswered | None:
        """The reply to small talk, whatever was talked about before: only its `own` words can make it a question about a procedure."""
        if understood.intent is None:
            return None
        if understood.intent.yields and self._names_one_of_ours(self._follow_ups.named(understood, own)):
            return None
        named = () if understood.intent.alone else self._index.rank(own, 1, (Kind.PROCEDURE,))
        if named and is_named(named[0], understood):
            return None
        reason = UnansweredReason.PETITION if understood.intent.is_petition else UnansweredReason.SMALL_TALK
        return Unanswered(reason, understood.intent.reply, is_owed=understood.intent.is_local)

    def _names_one_of_ours(self, naming: NamedProcedure) -> bool:
        """Whether something is plainly named, or by the way one that people wrote a guide to."""
        return naming.told >= (HINTED if self._index.is_guided(naming.code) else NAMED)
