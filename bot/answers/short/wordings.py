"""The wordings of one procedure's short questions, ready to be compared with what is asked in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.case.quantities import AgeBand
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, QuickAnswer

PARAPHRASE = 1.6  # times the likeness (seldom over .5) of two words that say the same: what one counts beside the other, at most all
ANSWERED = 0.25  # what a share of the asked words counts that stands in the answer itself

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class QuickWording:
    """One way to ask a short question: its terms, what they are worth together, the parts that the question asks for plainly, whether it is
    no yes-or-no question, the terms of its answer, the fact that its wordings ask for ("online?"), what it turns on, whether the short
    question itself asks how much one is given, the ages that it is asked about (None: any), and whose case the short question itself tells
    of: what it turns on besides a part."""

    answer: QuickAnswer
    terms: frozenset[str]
    worth: float
    parts: frozenset[Part]
    is_open: bool
    said: frozenset[str]
    facts: frozenset[Fact]
    circumstances: frozenset[str]
    is_given: bool = False
    ages: AgeBand | None = None
    case: frozenset[str] = frozenset()


class WordingMatrix:
    """Made once of a procedure's wordings, then only read."""

    def __init__(self, wordings: Sequence[QuickWording]) -> None:
        self.wordings = wordings
        self._columns = {term: place for place, term in enumerate(sorted({term for wording in wordings for term in wording.terms}))}
        self._holds = np.zeros((len(self._columns), len(wordings)))
        for number, wording in enumerate(wordings):
            self._holds[[self._columns[term] for term in wording.terms], number] = 1.0
        self._worth = np.array([wording.worth for wording in wordings])
        self._answers = list(dict.fromkeys(wording.said for wording in wordings))
        self._answer_of = [self._answers.index(wording.said) for wording in wordings]

    def likeness(self, asked: Mapping[str, float], alike: Callable[[str], Mapping[str, float]]) -> Floats:
        """Of each wording, the harmonic mean of the share of it that is said and the share of what is said that stands in it, as it is or
        in words that say the same (`alike`); a little for what stands in its answer. `asked`: terms with what each is worth."""
        total = sum(asked.values())
        if not total or not self.wordings:
            return np.zeros(len(self.wordings))
        both = np.zeros(len(self.wordings))
        for term, worth in asked.items():
            likes = alike(term)
            held = {self._columns[other]: PARAPHRASE * likes[other] for other in self._columns.keys() & likes.keys()}
            if (place := self._columns.get(term)) is not None:
                held[place] = 1.0
            if held:
                shares = np.minimum(1.0, np.fromiter(held.values(), np.float64, len(held)))
                both += worth * (self._holds[list(held)] * shares[:, None]).max(axis=0)
        answered = np.array([sum(asked[term] for term in asked.keys() & said) for said in self._answers])[self._answer_of]
        return 2 * both / (self._worth + total) + ANSWERED * answered / total
