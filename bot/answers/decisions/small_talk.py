"""What is said to small talk, whatever is talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.rules.duties import DutyRule
from bot.answers.turn.followup import HINTED, NAMED, FollowUps, NamedProcedure
from bot.answers.turn.judging import is_named
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from indexer.passages import Kind
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index


class SmallTalk:
    """Reads one index."""

    def __init__(self, index: Index, follow_ups: FollowUps) -> None:
        self._index = index
        self._follow_ups = follow_ups
        self._duties = DutyRule(index.lexicon.thread)

    def meaning(self, question: str, context: Sequence[str]) -> ParsedQuery:
        """What is understood of a question, that no complaint or small talk is which asks what one must do or have."""
        parsed = self._index.parse(question, context)
        gives_way = parsed.intent is not None and parsed.intent.gives_way and self._duties.heard(self._index.spelled(question))
        return replace(parsed, intent=None) if gives_way else parsed

    def told(self, parsed: ParsedQuery, own: Scored) -> Unanswered | None:
        """The reply to small talk, whatever was talked about before: only its `own` words can make it a question about a procedure."""
        if parsed.intent is None:
            return None
        if parsed.intent.yields and self._names_one_of_ours(self._follow_ups.named(parsed, own)):
            return None
        named = () if parsed.intent.alone else self._index.rank(own, 1, (Kind.PROCEDURE,))
        if named and is_named(named[0], parsed):
            return None
        reason = UnansweredReason.PETITION if parsed.intent.is_petition else UnansweredReason.SMALL_TALK
        return Unanswered(reason, parsed.intent.reply, is_owed=parsed.intent.is_local)

    def _names_one_of_ours(self, naming: NamedProcedure) -> bool:
        """Whether something is plainly named, or by the way one that people wrote a guide to."""
        return naming.told >= (HINTED if self._index.is_guided(naming.code) else NAMED)
