"""What is found: a record with its score, its passage and the reason; and what every record scores for one question."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What every record and every phrase scores for one question, and the question's words, to say why."""

    scores: Floats
    phrases: Floats
    asked: Asked
