"""Runs of syllables, as they were typed and as they were meant, and the phrases that are found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.language import fold
from indexer.query.phrases import Phrases

WHETHER = "không"  # ends a question that is answered with yes or no


class Syllable(NamedTuple):
    """As it was typed, put right, and as it was most likely meant: with the accents that were left out."""

    typed: str
    meant: str


Run = Sequence[Syllable]


def typed(run: Run) -> list[str]:
    """A run as it was typed."""
    return [syllable.typed for syllable in run]


def without_denied(syllables: Run, denied: Iterable[Run]) -> Run:
    """`syllables` without the first place where all of one that is `denied` stand in a row, whatever their accents; of each."""
    for taken_back in denied:
        wanted, said = list(map(fold, typed(taken_back))), list(map(fold, typed(syllables)))
        places = (begin for begin in range(len(said) - len(wanted) + 1) if wanted and said[begin : begin + len(wanted)] == wanted)
        if (begin := next(places, None)) is not None:
            syllables = [*syllables[:begin], *syllables[begin + len(wanted) :]]
    return list(syllables)


def outside(runs: Iterable[Run], phrases: Phrases) -> list[Run]:
    """What is left of `runs` where `phrases` are taken out of them."""
    return [piece for run in runs for piece in between(run, phrases)]


def spans(run: Run, phrases: Phrases) -> list[tuple[int, int, str]]:
    """The phrases found in what was typed, and beside them those found in what was meant by it; left to right, without overlap."""
    found = list(phrases.spans(typed(run)))
    meant = [] if all(syllable.typed == syllable.meant for syllable in run) else phrases.spans([syllable.meant for syllable in run])
    return sorted([*found, *(span for span in meant if all(span[1] <= begin or end <= span[0] for begin, end, _ in found))])


def stands_behind(run: Run, first: Phrases, second: Phrases) -> bool:
    """Whether a phrase of `second` stands behind one of `first`."""
    begins = [end for _, end, _ in spans(run, first)]
    return bool(begins) and any(begin >= begins[0] for begin, _, _ in spans(run, second))


def between(run: Run, phrases: Phrases) -> Iterable[Run]:
    """The runs before, between and after the phrases found."""
    last = 0
    for begin, end, _ in spans(run, phrases):
        if last < begin:
            yield run[last:begin]
        last = end
    if last < len(run):
        yield run[last:]
