"""Which of a procedure's short questions a citizen asks: the one most of whose words are said, and that says most of what was."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.language import fold
from knowledge.procedure import Procedure, QuickAnswer

KEPT = 512  # procedures whose short questions are kept ready; 50 KB each
NEAR = 0.5  # likeness from which a question is that question
PAIR = 0.5  # what two syllables in a row count beside each alone: "qua mạng" is more than "qua" and "mạng"

Read = Callable[[str], Sequence[str]]
"""A question → its syllables, put right."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """The short questions of one procedure: the terms of each wording, whose it is, and what each term is worth among them."""

    wordings: tuple[tuple[QuickAnswer, frozenset[str]], ...]
    worth: Mapping[str, float]
    unknown: float


class QuickAnswers:
    """Reads short questions as the index reads a citizen's; what it keeps saves work and changes no answer."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._ready = lru_cache(KEPT)(self._made_ready)

    def nearest(self, record: Procedure, syllables: Sequence[str]) -> tuple[QuickAnswer, float] | None:
        """The short question most like `syllables`, and how much, 0 to 1; None where the procedure has none."""
        if not record.quick or not syllables:
            return None
        ready = self._ready(record.quick)
        asked = _terms(syllables)
        likeness = ((answer, _likeness(asked, terms, ready)) for answer, terms in ready.wordings)
        return max(likeness, key=lambda pair: pair[1])

    def _made_ready(self, quick: tuple[QuickAnswer, ...]) -> _Ready:
        wordings = tuple((answer, _terms(self._read(wording))) for answer in quick for wording in answer.wordings)
        spoken: dict[str, set[str]] = {}
        for answer, terms in wordings:
            for term in terms:
                spoken.setdefault(term, set()).add(answer.question)
        worth = {term: _rarity(len(by), len(quick)) * (PAIR if "_" in term else 1.0) for term, by in spoken.items()}
        return _Ready(wordings, worth, _rarity(1, len(quick)))


def _rarity(n_with: int, n: int) -> float:
    return math.log(1 + n / n_with)


def _terms(syllables: Iterable[str]) -> frozenset[str]:
    folded = [fold(syllable) for syllable in syllables]
    return frozenset([*folded, *(f"{first}_{second}" for first, second in itertools.pairwise(folded))])


def _likeness(asked: frozenset[str], terms: frozenset[str], ready: _Ready) -> float:
    """The harmonic mean of the share of the wording that is said, and the share of what is said and known that stands in it."""
    both = sum(ready.worth[term] for term in asked & terms)
    if not both:
        return 0.0
    wording = sum(ready.worth[term] for term in terms)
    said = sum(ready.worth.get(term, 0.0) for term in asked)
    return 2 * both / (wording + said)
