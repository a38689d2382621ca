"""What a hit is worth: an answer, one of several, or none."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Hit

CLEAR_WIN = 1.25  # how far the best must lead to be shown without others beside it; held by the labelled questions
SURE = 0.45  # share of a citizens' phrase said in the question above which small talk is not suspected …
MEANT = 0.75  # … where so much of the question is in the procedure's name or phrase, …
PLAIN = 380.0  # … or whose score is this high: no small talk of the labelled questions scores more than 375
WEAKEST = 110.0  # score below which a best hit is no answer; a question that names its procedure scores 200 and more


def is_clear(hits: Sequence[Hit], win: float | None = None) -> bool:
    """Whether the best leads so far (`win`, else CLEAR_WIN) that no other need stand beside it."""
    return len(hits) < 2 or hits[0].score >= (CLEAR_WIN if win is None else win) * hits[1].score


def is_sound(hit: Hit, weakest: float | None = None) -> bool:
    """Whether a best hit is an answer at all: many words of the question (`weakest`: WEAKEST), or most of one phrase, however short."""
    return hit.score >= (WEAKEST if weakest is None else weakest) or hit.why.share >= SURE


def is_named(hit: Hit, parsed: ParsedQuery) -> bool:
    """Whether the question names this procedure so plainly that it is meant, whatever else is said around it."""
    found = {syllable for word in hit.why.words for syllable in word.split()}
    said = sum(syllable in found for syllable in parsed.syllables)
    return hit.score >= PLAIN or (hit.why.share >= SURE and said >= MEANT * len(parsed.syllables))


def says_all(hit: Hit, parsed: ParsedQuery) -> bool:
    """Whether every word of the question stands in the hit's name or phrase."""
    found = {syllable for word in hit.why.words for syllable in word.split()}
    return bool(parsed.syllables) and set(parsed.syllables) <= found
