"""An index whose scores are given: what decides above the ranking is tried at its very edges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from indexer.passages import Kind
from indexer.query.lexicon import Lexicon
from indexer.query.parsed_query import Asking, ParsedQuery
from indexer.query.query_parser import QueryParser
from indexer.ranking.explaining import Why
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure

NOTHING = cast("Scored", None)


def hit(code: str, score: float = 0.0, share: float = 0.0, words: Sequence[str] = ()) -> Hit:
    return Hit(Kind.PROCEDURE, code, code, score, None, Why("", share, tuple(words)))


def asked(*syllables: str, **told: Any) -> ParsedQuery:
    """A question of these syllables, all of which name something."""
    return ParsedQuery({}, syllables, frozenset(), frozenset(), frozenset(), content=syllables, **told)


def words(n: int) -> tuple[str, ...]:
    return tuple(f"tiếng{number}" for number in range(n))


@dataclass
class GivenHits:
    """Gives the hits, the scores and the shares that it was given; what is scored with context is another question."""

    hits: Sequence[Hit]
    shares: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    meant: Sequence[Hit] | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    records: Mapping[str, Procedure] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        return cast("Index", self)

    def record(self, record_id: str) -> Procedure | None:
        return self.records.get(record_id)

    def explain(self, found: Hit, _: object) -> Hit:
        return found

    def rank(self, scored: object, limit: int = 10, kinds: Collection[Kind] = (), **_: object) -> list[Hit]:
        return list(self.hits if scored is NOTHING or self.meant is None else self.meant)[:limit]

    def carried(self, record_id: str, _: Sequence[str]) -> float:
        return self.shares.get(record_id, 1.0)

    def is_guided(self, _: str) -> bool:
        return False

    def score_of(self, record_id: str, _: object) -> float:
        return self.scores.get(record_id, 0.0)


@dataclass
class OneRecord:
    """As much of an index as short questions need: one procedure, and questions read with `lexicon`."""

    only: Procedure
    lexicon: Lexicon
    likes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parser = QueryParser(self.lexicon)

    @property
    def index(self) -> Index:
        return cast("Index", self)

    def record(self, _: str) -> Procedure:
        return self.only

    def spelled(self, question: str) -> list[str]:
        return self._parser.spelled(question)

    def asking(self, question: str) -> Asking:
        return self._parser.asking(question)

    def affirmed(self, question: str) -> list[str]:
        return self._parser.affirmed(question)

    def parse(self, question: str) -> ParsedQuery:
        return self._parser.read(question)

    def alike(self, term: str) -> Mapping[str, float]:
        return self.likes.get(term, {})

    def carried(self, _: str, __: Sequence[str]) -> float:
        return 0.0

    def asks_plainly(self, syllables: Sequence[str]) -> tuple[Part | None, Fact | None]:
        return self._parser.asks_plainly(syllables)
