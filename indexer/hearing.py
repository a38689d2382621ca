"""How much a message sounds like a cry for help: learnt weights of its syllables and pairs, and of the numbers that may be called.

Where no cue of dangers.yaml stands in a message, its words may still weigh like those of people who cried for help. The weights
are learnt once (`python -m indexer hear`), kept as content, and say which words decided.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.language import tokens, without_marks
from knowledge.danger import HEARD_NUMBERS, Weight

ROUNDS = 6  # times that everything is gone through
STEP = 0.15  # of AdaGrad
SHRINK = 5e-4  # of a weight at each step: what is seldom seen weighs little
CRY_COUNTS = 8  # a cry among forty questions counts as eight
SEEN_IN_CRIES = 3  # times that a piece of a cry must have been seen
SEEN_IN_QUESTIONS = 20  # times, of a piece that stands in no cry
TOLD = 3  # pieces that are named as what decided


@dataclass(frozen=True, slots=True)
class Sound:
    """What the weights made of a message: above 0 it is rather a cry than a question; the number most like it; what weighed most;
    how much each number weighs."""

    weight: float
    number: str
    because: str
    votes: Mapping[str, float] = field(default_factory=dict)


class Ear:
    """Made once of the learnt weights; holds no state."""

    def __init__(self, weights: Iterable[Weight]) -> None:
        self._weights: Mapping[str, Weight] = {weight.piece: weight for weight in weights}

    def sound(self, said: Sequence[str]) -> Sound | None:
        """How a row of syllables sounds; None where nothing was learnt."""
        if not self._weights:
            return None
        found = [self._weights[piece] for piece in ("", *sorted(pieces(said))) if piece in self._weights]
        told = sorted(found, key=lambda each: -each.cry)[:TOLD]
        votes = [sum(each.numbers[place] for each in found) for place in range(len(HEARD_NUMBERS))]
        number = HEARD_NUMBERS[votes.index(max(votes))]
        because = " + ".join(each.piece for each in told if each.piece)
        return Sound(sum(each.cry for each in found), number, because, dict(zip(HEARD_NUMBERS, votes, strict=True)))


def pieces(said: Sequence[str]) -> set[str]:
    """The syllables of a message, its pairs, and the pairs around one syllable; figures are alike."""
    row = ["#" if syllable.isdigit() else syllable.lower() for syllable in said]
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(row))
    around = (f"{first} _ {second}" for first, second in zip(row, row[2:], strict=False))
    return {*row, *pairs, *around}


def learnt(cries: Iterable[tuple[str, str]], questions: Iterable[str]) -> Iterator[Weight]:
    """The weights learnt of cries (number, text) and of questions that are none, each with and without accents. Same in, same out."""
    heard = [(pieces(tokens(text)), number) for number, cry in cries for text in (cry, without_marks(cry))]
    asked = [pieces(tokens(text)) for question in questions for text in (question, without_marks(question))]
    in_cries, in_questions = Counter(p for row, _ in heard for p in row), Counter(p for row in asked for p in row)
    known = sorted(
        piece
        for piece in {*in_cries, *in_questions}
        if (piece in in_cries and in_cries[piece] + in_questions[piece] >= SEEN_IN_CRIES) or in_questions[piece] >= SEEN_IN_QUESTIONS
    )
    places = {piece: place for place, piece in enumerate(known, 1)}

    def row_of(row: set[str]) -> list[int]:
        return [0, *sorted(places[piece] for piece in row if piece in places)]

    kinds = [(row_of(row), HEARD_NUMBERS.index(number)) for row, number in heard if number in HEARD_NUMBERS]
    examples = [(row_of(row), 1) for row, _ in heard] * CRY_COUNTS + [(row_of(row), 0) for row in asked]
    cry = _fitted(examples, len(known) + 1, 2)
    number = _fitted(kinds, len(known) + 1, len(HEARD_NUMBERS))
    for place, piece in enumerate(["", *known]):
        first, second, third, fourth = (round(float(each), 2) for each in number[place])
        yield Weight(piece=piece, cry=round(float(cry[place, 1] - cry[place, 0]), 2), numbers=(first, second, third, fourth))


def _fitted(examples: list[tuple[list[int], int]], n_pieces: int, n_kinds: int) -> NDArray[np.float64]:
    """Logistic regression by AdaGrad, in an order that is always the same."""
    order = random.Random(0)  # noqa: S311 - an order, no secret
    weights, seen = np.zeros((n_pieces, n_kinds)), np.full((n_pieces, n_kinds), 1e-6)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for row, kind in examples:
            told = weights[row].sum(axis=0)
            share = [math.exp(each) for each in told - told.max()]
            off = np.array(share) / sum(share)
            off[kind] -= 1
            slope = off + SHRINK * weights[row]
            seen[row] += slope * slope
            weights[row] -= STEP * slope / np.sqrt(seen[row])
    return weights
