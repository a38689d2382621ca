"""What a question has to do with what was said before: nothing, or it goes on about the same procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answers.judging import is_clear, is_named, is_sound
from indexer.passages import Kind
from indexer.question import Understood
from indexer.search import Hit, Index, Scored
from knowledge.procedure import Part

KEPT = 512  # conversations whose last turn is still known; a follow-up comes within minutes
BARE = 80.0  # score that a follow-up's own words reach where they name no procedure; those that do score 85 and more
SAME_TOPIC = 1.2  # how much more likely such a follow-up goes on about the procedure that is being talked about
LEAVING = 140.0  # score from which a question names a procedure well enough to leave what was talked about; up to 160 does nearly as well
ALIEN = 0.5  # share of what its own best procedure scores below which another has little to do with a question; 0.35 to 0.7 do as well
GOING_ON = frozenset({"còn", "thế", "vậy", "nếu", "rồi", "mà", "hay", "ý"})
"""Words that begin a follow-up."""


class FollowUps:
    """Reads one index. `own` is what a question's own words score, `scored` what they score with those said before."""

    def __init__(self, index: Index, province: str) -> None:
        self._index = index
        self._province = province
        self._topic = lru_cache(KEPT)(self._talked_about)

    def stands_alone(self, question: str, understood: Understood, own: Scored) -> bool:
        """Whether what was said before says nothing of this: it asks for no part and no special case, does not go on
        ("còn xe ô tô?"), and names something that is known, or nothing at all."""
        if understood.aspect not in (None, Part.SUMMARY) or understood.cues or not understood.syllables or _goes_on(question):
            return False
        named = self._best(own, explained=1)
        return not named or is_sound(named[0]) or named[0].score < BARE

    def turns_away(self, question: str, understood: Understood, own: Scored, scored: Scored, context: Sequence[str], topic: str) -> bool:
        """Whether it names something of its own, with which what it would mean after what was said has little to do; where both are the
        same procedure, whether `topic` has little to do with it, and nothing need be asked back.

        Who reads about one procedure, by a button or a question, and then asks about another must not be told of the first.
        """
        named = self._best(own, 2, explained=1) if understood.names_anything else ()
        if not named or named[0].score < LEAVING or (_goes_on(question) and not is_named(named[0], understood)):
            return False
        meant = self._best(scored)[0].record_id
        if meant != named[0].record_id:
            return self._is_alien(meant, named[0], own)
        return is_clear(named) and self._is_alien(topic or self._topic(tuple(context)), named[0], own)

    def same(self, understood: Understood, topic: str) -> bool:
        """Whether it asks for a part, perhaps with a word of thanks, and names nothing: `topic` is meant, whatever else is like it."""
        is_matter = understood.intent is None or understood.intent.alone
        return is_matter and bool(topic) and understood.aspect is not None and not understood.names_anything and not understood.cues

    def weighed(self, hits: Sequence[Hit], own: Scored, context: Sequence[str], topic: str) -> Sequence[Hit]:
        """`hits` of a follow-up: one whose `own` words name no procedure goes on about `topic`."""
        named = self._best(own)
        if named and named[0].score >= BARE:
            return hits
        topic = topic or self._topic(tuple(context))
        weighed = [replace(hit, score=hit.score * SAME_TOPIC) if hit.record_id == topic else hit for hit in hits]
        return sorted(weighed, key=lambda hit: -hit.score)

    def _talked_about(self, context: tuple[str, ...]) -> str:
        """The procedure that the questions before were about; "" where none was."""
        hits = self._index.search(context[-1], context[:-1], 2, (Kind.PROCEDURE,), self._province)
        return hits[0].record_id if hits and is_clear(hits) else ""

    def _best(self, scored: Scored, limit: int = 1, explained: int = 0) -> Sequence[Hit]:
        return self._index.rank(scored, limit, (Kind.PROCEDURE,), explained=explained)

    def _is_alien(self, record_id: str, named: Hit, own: Scored) -> bool:
        return self._index.score_of(record_id, own) < ALIEN * named.score


def _goes_on(question: str) -> bool:
    return question.split(maxsplit=1)[0].lower().strip(",") in GOING_ON if question.strip() else False
