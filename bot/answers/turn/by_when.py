"""Asked by when the citizen must act: what tells of no such day gives way to a procedure near it that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.lines.deadlines import are_within, certain_deadlines_of
from bot.answers.turn.outcome import Ambiguous, Answer, Answered
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure
from knowledge.records.reference import Reference

_TIME = re.compile(r"\d\s*(?:ngày|tuần|tháng|năm|giờ|tiếng)\b|\d{1,2}/\d{1,2}|\bngày \d", re.IGNORECASE)

_REPLACES = re.compile(r"\b(?:cấp lại|mất|hỏng)\b", re.IGNORECASE)
_LOST = frozenset(
    {"lại", "mất", "hỏng", "hư", "rách", "nát", "rơi", "rớt", "lạc", "cháy", "lai", "mat", "hong", "hu", "rach", "roi", "rot"}
)
"""Words of who has lost or spoilt a paper; without one of them the day by which that must be told answers nothing asked."""

NEARLY = 0.8  # of the first one's score that one which tells the day must have: of 14 told the wrong day five were, none was made wrong


def by_when_asked(index: Index, hits: Sequence[Hit], scored: Scored, parsed: ParsedQuery) -> Sequence[Hit]:
    """`hits` as `telling_first` orders them where `parsed` asks by when; else as they are."""
    return telling_first(index, hits, scored, parsed.syllables) if parsed.asks_deadline else hits


def telling_first(index: Index, hits: Sequence[Hit], scored: Scored, said: Iterable[str] = ()) -> Sequence[Hit]:
    """`hits` of `scored`, best first, but first the best that tells by when, where the first does not and leads it by little; what
    replaces a lost paper only where the syllables `said` tell of one."""
    if not hits or tells(index, hits[0]):
        return hits
    is_lost = not _LOST.isdisjoint(said) or _replaces(index, hits[0])
    for hit in hits[1:]:
        if hit.score >= NEARLY * hits[0].score and tells(index, hit) and (is_lost or not _replaces(index, hit)):
            return [index.explain(hit, scored), *(other for other in hits if other is not hit)]
    return hits


def _replaces(index: Index, hit: Hit) -> bool:
    record = index.record(hit.record_id)
    return isinstance(record, Procedure) and _REPLACES.search(record.name) is not None


def gives_way(index: Index, entry: Procedure | FaqEntry | Plan | Reference, parsed: ParsedQuery, hits: Sequence[Hit]) -> bool:
    """Whether an FAQ entry without any time in it gives way to the first of the procedures `hits`, which tells by when; who asks with
    yes or no ("trễ có bị phạt không") asks for more than a day."""
    is_asked = parsed.asks_deadline and parsed.fact is None
    return is_asked and isinstance(entry, FaqEntry) and not _TIME.search(entry.answer) and bool(hits) and tells(index, hits[0])


def heard_when(answer: Answer, parsed: ParsedQuery) -> Answer:
    """`answer`, which tells of a procedure how long its office takes, told as by when one must act where that is asked, whatever rule
    chose it."""
    match answer:
        case Answered(record=Procedure(), part=Part.TIME_LIMIT, by_when=False, or_by_when=False, quick=None, halves=()):
            return replace(answer, by_when=parsed.asks_deadline, or_by_when=parsed.may_ask_deadline)
        case Ambiguous(shown=Answered() as first):
            heard = heard_when(first, parsed)
            return replace(answer, shown=heard) if isinstance(heard, Answered) and heard != first else answer
        case _:
            return answer


def tells(index: Index, hit: Hit) -> bool:
    """Whether a procedure tells by when the citizen must act."""
    record = index.record(hit.record_id)
    lines = certain_deadlines_of(record) if isinstance(record, Procedure) else []
    return bool(lines) and not are_within(lines)
