"""What a question has to do with what was said before: nothing, or it goes on about the same procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.turn.judging import is_clear, is_named, is_sound
from indexer.language import fold
from indexer.passages import Kind
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index

NAMINGS_KEPT = 8  # of what was just asked: one answer asks up to four times what its question names
KEPT = 512  # conversations whose last turn is still known; a follow-up comes within minutes
BARE = 80.0  # score that a follow-up's own words reach where they name no procedure; those that do score 85 and more
SAME_TOPIC = 1.2  # how much more likely such a follow-up goes on about the procedure that is being talked about
LEAVING = 140.0  # score from which a question names a procedure well enough to leave what was talked about; up to 160 does nearly as well
LEADING = 1.1  # how far what a question names must lead the next for it to leave what was talked about
ALIEN = 0.5  # share of what its own best scores below which another has little to do with a question; 0.35 to 0.7 do as well
HINTED = 0.12  # share of a phrase said × share of its own words carried, from which a follow-up may name another procedure …
NAMED = 0.3  # … and where it plainly asks for a part: "nộp đơn ở đâu" says much of a short name, and means the one talked about
UNMISTAKABLE = 0.5  # … and from which nothing else is meant
FEWEST = 2  # syllables of its own that a question has at least which is understood by itself, or names an FAQ entry or a document
SHORT = 7  # syllables of its own that a question has at most which goes on about what was said before; a longer one tells its own story
STORY = 9  # syllables of its own from which a question is understood by itself, whatever it asks for
CARRIED = 0.5  # share of its words, by rarity, that the procedure talked about carries: then a follow-up that names no part is about it
HALF_NAMED = 0.45  # … from which one half of a message names a procedure of its own, where that carries it WHOLLY
WHOLLY = 0.85  # share of its words that a procedure carries which is what a half names; a whole that carries both halves so is one matter
OUTSCORED = 0.6  # share of the score of what is unmistakably named below which the procedure talked about is not meant
NEARLY = 0.7  # share of the score of what was just answered from which another is meant by whoever puts right what was said
MOSTLY = 0.6  # share of its words that an earlier matter carries which a question goes back to without saying so
FAINT = 0.15  # share of a phrase said × share of the question carried, below which a follow-up that asks for nothing is no question


@dataclass(frozen=True, slots=True)
class NamedProcedure:
    """The procedure that a question's own words say most of ("": none), what it scores, the share of these words that it carries, and how
    much they name it: the share of its phrase that they say, times that."""

    code: str = ""
    score: float = 0.0
    carried: float = 0.0
    told: float = 0.0


def is_named_apart(naming: NamedProcedure, *, is_told: bool = False) -> bool:
    """Whether one half of a message names a procedure of its own; where the message says that it asks about two (`is_told`), by less."""
    return naming.told >= HALF_NAMED and (is_told or naming.carried >= WHOLLY)


class FollowUps:
    """Reads one index. `own` is what a question's own words score, `scored` what they score with those said before."""

    def __init__(self, index: Index, province: str) -> None:
        self._index = index
        self._province = province
        self._heads = frozenset(map(fold, index.lexicon.thread.heads))
        self._topic = lru_cache(KEPT)(self._talked_about)
        self._naming = lru_cache(NAMINGS_KEPT)(self._named)

    def stands_alone(self, parsed: ParsedQuery, own: Scored) -> bool:
        """Whether what was said before says nothing of this: it tells a story of its own; or it asks for no part and no special case, does
        not go on ("còn xe ô tô?"), and names something that is known, or nothing at all."""
        named = self._best(own, explained=1)
        if named and len(parsed.content) < FEWEST:  # "mỗi tháng được bao nhiêu"; what no procedure says ("SIPAS là gì") stands alone
            return False
        if len(parsed.content) >= STORY:
            return bool(named) and is_sound(named[0])
        if parsed.asks or parsed.cues or not parsed.syllables or parsed.goes_on:
            return False
        return not named or is_sound(named[0]) or named[0].score < BARE

    def turns_away(self, parsed: ParsedQuery, own: Scored, scored: Scored, context: Sequence[str], topic: str) -> bool:
        """Whether it names something of its own, with which what it would mean after what was said has little to do; where both are the
        same procedure, whether `topic` has little to do with it, and nothing need be asked back.

        Who reads about one procedure, by a button or a question, and then asks about another must not be told of the first.
        """
        named = self._best(own, 2, explained=1) if parsed.names_anything else ()
        if (
            not named
            or (named[0].score < LEAVING and (parsed.inherited or self._naming(parsed.content, own).told < WHOLLY))
            or self._is_vague(parsed, own)
            or (parsed.goes_on and not is_named(named[0], parsed))
        ):
            return False
        meant = self._best(scored)[0].record_id
        if meant != named[0].record_id:
            return self._is_alien(meant, named[0], own) or self._gives_way(meant, self._naming(parsed.content, own))
        return is_clear(named, LEADING) and self._is_alien(topic or self._topic(tuple(context)), named[0], own)

    def _gives_way(self, code: str, naming: NamedProcedure) -> bool:
        """Whether `code`, to which nobody wrote a guide, gives way to what is plainly named and has one: it is rarely meant."""
        return naming.told >= UNMISTAKABLE and self._index.is_guided(naming.code) and not self._index.is_guided(code)

    def _is_vague(self, parsed: ParsedQuery, own: Scored) -> bool:
        """Whether it is short and its own words name hardly anything, however much they score: "… kể từ ngày nghỉ" stands in many texts."""
        return len(parsed.content) <= SHORT and self._naming(parsed.content, own).told < HINTED

    def same(self, parsed: ParsedQuery, topic: str) -> bool:
        """Whether it asks for a part, perhaps with a word of thanks, and names nothing: `topic` is meant, whatever else is like it."""
        is_matter = parsed.intent is None or parsed.intent.alone
        return is_matter and bool(topic) and parsed.aspect is not None and not parsed.names_anything and not parsed.cues

    def returned(self, parsed: ParsedQuery, own: Scored, matters: Sequence[str]) -> str:
        """Which of `matters`, newest first, a question goes back to: the one its own words say most of; the one before the newest where
        they name nothing; "" where they name something else."""
        if not parsed.content:
            return next(iter(matters[1:] or matters), "")
        named = self._best(own)
        found = max(matters, key=lambda code: self._index.score_of(code, own), default="")
        return found if found and named and not self._is_alien(found, named[0], own) else ""

    def earlier(self, parsed: ParsedQuery, own: Scored, topic: str, matters: Sequence[str]) -> str:
        """Which of `matters`, newest first, a short question means that names it in a word ("còn cái xe thì mấy ngày"), one that `topic`
        does not carry; "" where there is none, or where its own words name something else."""
        named = [syllable for syllable in parsed.content if syllable not in self._heads]
        if not named or len(named) > SHORT or parsed.points or parsed.intent:
            return ""
        others = [code for code in matters if code and code != topic]
        scores = {code: self._index.score_of(code, own) for code in (*others, topic)}
        found = max(others, key=lambda code: scores[code], default="")
        if not found or scores[topic] >= ALIEN * scores[found] or self._index.carried(found, named) < MOSTLY:
            return ""
        naming = self._naming(parsed.content, own)
        return found if naming.code == found or naming.told < UNMISTAKABLE else ""

    def stays(self, parsed: ParsedQuery, own: Scored, topic: str) -> bool:
        """Whether it asks on about `topic`: for a part of it, in words that name no other procedure; or in words that `topic` carries."""
        if topic and parsed.points:
            return True
        if len(parsed.content) > SHORT or parsed.cues or not topic or (parsed.intent and not parsed.intent.alone):
            return False
        carried = self._index.carried(topic, parsed.content)
        naming = self._naming(parsed.content, own)
        if naming.code != topic and (naming.told >= WHOLLY or self._gives_way(topic, naming)):
            return False
        if naming.told >= (NAMED if parsed.asks and naming.score < LEAVING else HINTED):
            least = OUTSCORED if naming.told >= UNMISTAKABLE else ALIEN
            is_apart = naming.told >= NAMED and self._index.score_of(topic, own) < least * naming.score
            return carried >= naming.carried and not is_apart
        return parsed.asks or (carried >= CARRIED and not self._is_outdone(naming, topic, own))

    def _is_outdone(self, naming: NamedProcedure, topic: str, own: Scored) -> bool:
        """Whether the words that `topic` carries say much more of something else: "cái xe máy của ảnh tôi muốn bán", of a death."""
        return naming.code != topic and naming.score >= BARE and self._index.score_of(topic, own) < ALIEN * naming.score

    def named(self, parsed: ParsedQuery, own: Scored) -> NamedProcedure:
        """What a question's own words name."""
        return self._naming(parsed.content, own)

    def _named(self, content: tuple[str, ...], own: Scored) -> NamedProcedure:
        hits = self._best(own, explained=1)
        if not hits:
            return NamedProcedure()
        carried = self._index.carried(hits[0].record_id, content)
        return NamedProcedure(hits[0].record_id, hits[0].score, carried, hits[0].why.share * carried)

    def is_faint(self, parsed: ParsedQuery, own: Scored) -> bool:
        """Whether it asks for nothing and says next to nothing of any procedure: it is said by the way."""
        if parsed.aspect is not None or (not parsed.courtesy and (parsed.cues or parsed.goes_on)):
            return False
        return self._naming(parsed.content, own).told < FAINT

    def talked_about(self, context: Sequence[str]) -> str:
        """The procedure that the questions of `context` were about; "" where none was."""
        return self._topic(tuple(context))

    def of_talk(self, hits: Sequence[Hit], parsed: ParsedQuery, own: Scored, context: Sequence[str], topic: str) -> Sequence[Hit]:
        """`hits` of a follow-up in the order of what it means."""
        ordered = hits if parsed.cues else self.weighed(hits, own, context, topic)
        return self.put_right(ordered, parsed, own, topic) if parsed.denies or parsed.corrects else ordered

    def weighed(self, hits: Sequence[Hit], own: Scored, context: Sequence[str], topic: str) -> Sequence[Hit]:
        """`hits` of a follow-up: one whose `own` words name no procedure goes on about `topic`."""
        named = self._best(own)
        if named and named[0].score >= BARE:
            return hits
        topic = topic or self._topic(tuple(context))
        weighed = [replace(hit, score=hit.score * SAME_TOPIC) if hit.record_id == topic else hit for hit in hits]
        return sorted(weighed, key=lambda hit: -hit.score)

    def put_right(self, hits: Sequence[Hit], parsed: ParsedQuery, own: Scored, topic: str) -> Sequence[Hit]:
        """`hits` of what puts right or takes back something that was said: not about `topic`, which was answered, where another is nearly
        as like it and its own words do not name `topic`."""
        if len(hits) < 2 or hits[0].record_id != topic or hits[1].score < NEARLY * hits[0].score:
            return hits
        return hits if self._naming(parsed.content, own).code == topic else [hits[1], hits[0], *hits[2:]]

    def _talked_about(self, context: tuple[str, ...]) -> str:
        """The procedure that the questions before were about; "" where none was."""
        hits = self._index.search(context[-1], context[:-1], 2, (Kind.PROCEDURE,), self._province)
        return hits[0].record_id if hits and is_clear(hits, LEADING) else ""

    def _best(self, scored: Scored, limit: int = 1, explained: int = 0) -> Sequence[Hit]:
        return self._index.rank(scored, limit, (Kind.PROCEDURE,), explained=explained)

    def _is_alien(self, record_id: str, named: Hit, own: Scored) -> bool:
        return self._index.score_of(record_id, own) < ALIEN * named.score
