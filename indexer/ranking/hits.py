"""What is found: a record with its score, its passage and the reason; and what every record scores for one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from indexer.passages import Kind, Passage
from indexer.ranking.explaining import Asked, Why
from indexer.storage.bm25 import Floats


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its score (comparable within one question), its best passage for the question, and why;
    `level` and `place` (the province whose own it is) tell apart what has one name."""

    kind: Kind
    record_id: str
    name: str
    score: float
    passage: Passage | None
    why: Why
    level: str = ""
    place: str = ""


class Shares(NamedTuple):
    """Of what the best record scores for one question, the share that one record scores: in all, by its names and phrases, by its text."""

    whole: float
    said: float
    text: float


NO_SHARES = Shares(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What every record and every phrase scores for one question, and the question's words, to say why; `said` and `text`: what every
    record's names and phrases score, and its official text, each by itself."""

    scores: Floats
    phrases: Floats
    asked: Asked
    said: Floats
    text: Floats

    def shares(self, number: int) -> Shares:
        """Of what the best record scores, what the record `number` scores: in all, and in each field by itself."""
        if not len(self.scores):
            return NO_SHARES
        return Shares(*(_share(field, number) for field in (self.scores, self.said, self.text)))


def _share(field: Floats, number: int) -> float:
    best = float(field.max())
    return float(field[number]) / best if best else 0.0
