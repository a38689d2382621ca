"""What of a message is the question: thanks, agreement, exclamations are taken off; who only thanks or goes is bid farewell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.answers.rules.courtesies import Courtesies
from bot.answers.turn.followup import FAINT, NAMED, FollowUps
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from indexer.query.query_parser import FEW
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index

KEPT = 512  # messages whose question is known: each is read up to three times in a turn, and again as the context of the next


class SpokenQuestions:
    """Reads one index; `own`: what the words of a question score by themselves."""

    def __init__(self, index: Index, follow_ups: FollowUps, own: Callable[[str], Scored]) -> None:
        self._index = index
        self._follow_ups = follow_ups
        self._own = own
        self._courtesies = Courtesies(index.lexicon.thread, index.lexicon.retelling)
        self._around = lru_cache(KEPT)(self._courtesies.around)
        self._thanked = next((intent.reply for intent in index.lexicon.intents if intent.is_courtesy and "cảm ơn" in intent.cues), "")

    def rest(self, text: str) -> str:
        """`text` without the courtesies around its question."""
        return self._around(text).rest

    def all(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Each of `texts` so."""
        return tuple(map(self.rest, texts))

    def asks(self, text: str) -> bool:
        """Whether a word of `text` asks for something."""
        return "?" in text or self._courtesies.asks(self._index.spelled(text))

    def courtesy(self, text: str, context: Sequence[str]) -> Unanswered | None:
        """What is said to who asks nothing, after the questions of `context`; None where what is left asks or names anything."""
        spoken = self._around(text)
        if not (spoken.is_leave or spoken.is_courteous) or self.asks(spoken.rest):
            return None
        parsed = self._index.parse(spoken.rest, context)
        if parsed.aspect or parsed.fact or parsed.returns:
            return None
        if spoken.is_leave:
            return Unanswered(UnansweredReason.SMALL_TALK, self._index.lexicon.thread.farewell, is_aside=True)
        told = self._follow_ups.named(parsed, self._own(spoken.rest)).told
        is_faint = told < (NAMED if len(parsed.content) <= FEW else FAINT)  # "tôi ghi lại rồi": a word that many names hold
        return Unanswered(UnansweredReason.SMALL_TALK, self._thanked, is_aside=True) if is_faint and self._thanked else None
