"""Which matter a message means that comes after another: of all that it may mean, the one for which most speaks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers.decisions.weights import WEIGHTS
from bot.answers.short.quick import QuickAnswers
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import NAMED, FollowUps
from indexer.passages import Kind
from indexer.query.parsed_query import ParsedQuery
from indexer.query.query_parser import FEW
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

LOOKED_AT = 3  # of the best by a message's own words, and of the best with those said before: the right one is seldom farther down
EARLIER = 6  # of the matters before the one at hand, newest first, that a message may go back to
MUCH = 2.0  # words as rare as can be from which a message tells much
TERSE = 8  # words of a message up to which it is not long …
LONG = 24  # … and from which it is as long as counts: people who dictate tell how it came about, and name much that they do not mean


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """A message after another: the question, what it asks for, what its own words score, and with those said before; the code of the
    procedure talked about, and of those `before` it, newest first; the code of what the rules answer ("": nothing of ours), and which.
    `twin`: of two procedures that were answered the other, where nobody has chosen yet; "" where there is none."""

    question: str
    parsed: ParsedQuery
    own: Scored
    scored: Scored
    topic: str
    before: Sequence[str]
    ruled: str
    rule: Rule
    twin: str = ""

    @property
    def length(self) -> float:
        """0 where it is terse, 1 where it is long."""
        return min(1.0, max(0.0, (len(self.question.split()) - TERSE) / (LONG - TERSE)))


@dataclass(frozen=True, slots=True)
class MeantMatter:
    """A procedure that a message may mean ("": none): what speaks for it, each between 0 and 1, by the names of WEIGHTS; and its share of
    all that may be meant."""

    code: str
    speaks: Mapping[str, float]
    share: float


def weighed(speaking: Mapping[str, Mapping[str, float]]) -> list[MeantMatter]:
    """What may be meant, by code with what speaks for it, the likeliest first: as much as speaks for one more than for another, so many
    times (as a power of e) is it likelier (a conditional logit: McFadden, 1974)."""
    weights = {code: sum(WEIGHTS[name] * value for name, value in speaks.items()) for code, speaks in speaking.items()}
    total = sum(math.exp(weight) for weight in weights.values())
    ordered = sorted(speaking, key=lambda code: -weights[code])
    return [MeantMatter(code, speaking[code], math.exp(weights[code]) / total) for code in ordered]


class Matters:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, quick_answers: QuickAnswers, follow_ups: FollowUps) -> None:
        self._index = index
        self._quick_answers = quick_answers
        self._follow_ups = follow_ups

    def weighed(self, turn: ChatTurn) -> list[MeantMatter]:
        """What `turn` may mean, that for which most speaks first; among it nothing of ours ("")."""
        return weighed({**{code: self._for(code, turn) for code in self._candidates(turn)}, "": self._for_none(turn)})

    def named(self, turn: ChatTurn) -> str:
        """The code of the procedure that `turn` plainly names by its own words; "" where it names none so."""
        naming = self._follow_ups.named(turn.parsed, turn.own)
        return naming.code if naming.told >= NAMED else ""

    def told_of(self, code: str, turn: ChatTurn) -> float:
        """How much `turn` names the procedure `code` by its own words; 0 where it names another more."""
        naming = self._follow_ups.named(turn.parsed, turn.own)
        return naming.told if naming.code == code else 0.0

    def told_of_others(self, turn: ChatTurn) -> float:
        """How much `turn` names a procedure that is not at hand by its own words; 0 where it names what is at hand more."""
        naming = self._follow_ups.named(turn.parsed, turn.own)
        return 0.0 if naming.code in (turn.topic, turn.twin) else naming.told

    def is_stranger(self, code: str, turn: ChatTurn) -> bool:
        """Whether the procedure `code` was not talked about before `turn`, and is of another field than what is talked about."""
        at_hand = [each for each in (turn.topic, turn.twin) if each]
        return bool(code) and code not in (*at_hand, *turn.before) and self._field(code) not in map(self._field, at_hand)

    def is_akin(self, code: str, other: str) -> bool:
        """Whether two procedures are of one field: who is told of the one may have meant the other, whatever was talked about before."""
        return bool(code and other) and self._field(code) == self._field(other)

    def _candidates(self, turn: ChatTurn) -> list[str]:
        """The procedures that `turn` may mean: what the rules answer, the one talked about, those before it; where it names anything, the
        best by its words."""
        best = []
        if turn.parsed.content or turn.parsed.cues:
            best += self._index.rank(turn.own, LOOKED_AT, (Kind.PROCEDURE,), explained=0)
            best += self._index.rank(turn.scored, LOOKED_AT, (Kind.PROCEDURE,), explained=0)
        codes = dict.fromkeys([turn.ruled, turn.topic, *turn.before[:EARLIER], *(hit.record_id for hit in best)])
        return [code for code in codes if isinstance(self._index.record(code), Procedure)]

    def _for(self, code: str, turn: ChatTurn) -> dict[str, float]:
        """What speaks for and against that `turn` means the procedure `code`."""
        parsed, own, after = turn.parsed, self._index.shares_of(code, turn.own), self._index.shares_of(code, turn.scored)
        naming, short = self._follow_ups.named(parsed, turn.own), self._alike(code, turn.question)
        tells, at_hand = self._tells(parsed), {turn.topic, turn.twin}
        speaks = {
            "after_names": after.said,
            "own": own.whole * tells,
            "own_text": own.text * tells,
            "named": naming.told if naming.code == code else 0.0,
            "own_lead": (1.0 - self._next(turn) / naming.score) if naming.code == code and naming.score else 0.0,
            "carried": self._index.carried(code, parsed.content),
            "short": short,
            "short_long": short * turn.length,
            "guided": float(self._index.is_guided(code)),
            "denied": self._index.carried(code, parsed.denied),
        }
        if code in at_hand:
            return speaks | {
                "talked_about_short": short,
                "at_hand_few": float(len(parsed.content) <= FEW),
                "at_hand_long": turn.length,
                "at_hand_goes_on": float(parsed.goes_on),
                "at_hand_fact": float(parsed.fact is not None),
                "at_hand_ruled": float(turn.rule is Rule.THREAD_PART and turn.ruled in at_hand),
            }
        if code in turn.before:
            return speaks | {
                "talked_about_short": short,
                "before_own": own.whole * (1.0 - self._index.shares_of(turn.topic, turn.own).whole),
                "before_returns": float(parsed.returns),
            }
        return speaks | {
            "other_kin": float(self._field(code) == self._field(turn.topic)),
            "other_ruled": float(code == turn.ruled),
        }

    def _for_none(self, turn: ChatTurn) -> dict[str, float]:
        """What speaks for and against that `turn` means no procedure at all."""
        parsed, at_hand = turn.parsed, self._index.shares_of(turn.topic, turn.own)
        tells = self._tells(parsed)
        return {
            "none": 1.0,
            "none_ruled": float(not turn.ruled),
            "none_untold": tells * (1.0 - max(at_hand.whole, at_hand.text)),
            "none_tells": tells,
            "none_long": turn.length,
            "none_named": self._follow_ups.named(parsed, turn.own).told,
            "none_asks": float(parsed.asks),
        }

    def _next(self, turn: ChatTurn) -> float:
        hits = self._index.rank(turn.own, 2, (Kind.PROCEDURE,), explained=0)
        return hits[1].score if len(hits) > 1 else 0.0

    def _field(self, code: str) -> str:
        record = self._index.record(code)
        return record.field if isinstance(record, Procedure) else ""

    def _tells(self, parsed: ParsedQuery) -> float:
        """How much its own words tell: 1 where that is MUCH."""
        return min(1.0, self._index.rarity.told(parsed.content) / MUCH)

    def _alike(self, code: str, question: str) -> float:
        """How much the nearest short question of a procedure is like `question`; more than alike is alike."""
        record = self._index.record(code)
        near = self._quick_answers.nearest(record, question) if isinstance(record, Procedure) else None
        return min(1.0, near.share) if near else 0.0
