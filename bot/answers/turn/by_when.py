"""Asked by when the citizen must act: a procedure that tells of no such day gives way to one near it that does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.lines.deadlines import certain_deadlines_of
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

NEARLY = 0.8  # of the first one's score that one which tells the day must have: of 14 told the wrong day five were, none was made wrong


def telling_first(index: Index, hits: Sequence[Hit], scored: Scored) -> Sequence[Hit]:
    """`hits` of `scored`, best first, but first the best that tells by when, where the first does not and leads it by little."""
    if not hits or tells(index, hits[0]):
        return hits
    for hit in hits[1:]:
        if hit.score >= NEARLY * hits[0].score and tells(index, hit):
            return [index.explain(hit, scored), *(other for other in hits if other is not hit)]
    return hits


def tells(index: Index, hit: Hit) -> bool:
    """Whether a procedure tells by when the citizen must act."""
    record = index.record(hit.record_id)
    return isinstance(record, Procedure) and bool(certain_deadlines_of(record))
