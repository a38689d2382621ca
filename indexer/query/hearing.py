"""How much a message sounds like a cry for help: learnt weights of its syllables and pairs, and of the numbers that may be called.

Where no cue of dangers.yaml stands in a message, its words may still weigh like those of people who cried for help. The weights
are learnt once (`python -m indexer hear`), kept as content, and say which words decided.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.language import fold, tokens, without_marks
from knowledge.cues.danger import HEARD_NUMBERS, Weight

ROUNDS = 120  # times that everything is gone through
STEP = 0.1  # of Adam
LAST_ROUNDS = 0.6  # of the rounds, from where the step is a third
SHRINK = 0.5  # pull of a weight towards 0: what is seldom seen weighs little
FAINT = 0.1  # a cue of the content counts as a tenth of a cry that somebody sent
ASKED = 1.5  # an ordinary question that holds a word of danger counts as one and a half cries
PHRASE = 0.4  # a phrase of the library, which seldom holds one, as a fifth
OTHER_NUMBER = 0.3  # how right a number is that may come first too, beside the one that should
FORGOTTEN = 0.3  # of its pieces; each message is learnt a second time without them, so that no single word decides
SEEN_IN_CRIES = 2  # times that a piece of a cry or a question with a word of danger must have been seen
SEEN_IN_QUESTIONS = 20  # times, of a piece that stands in phrases of the library alone
USUAL_LENGTH = 8  # pieces; of a message n times as long each piece weighs the root of n times less
TOLD = 3  # pieces that are named as what decided
BEGIN, END = "^", "$"
PART = 12  # syllables of a part of a long message: about what one cry says
STEP_OF_PARTS = 3  # syllables from one part to the next
LOUDEST_COUNTS = 0.4  # share of the loudest part beside the whole, so that a cry amid other talk is heard


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
        """How a row of syllables sounds, a long one partly as its loudest part does; None where nothing was learnt."""
        if not self._weights:
            return None
        weighed = self._weighed(said)
        whole = _votes(weighed)
        loudest = max(((_votes(row), row) for row in map(self._weighed, parts(said))), key=lambda part: max(part[0]), default=None)
        if loudest is None or max(loudest[0]) <= max(whole):
            return _sound(whole, weighed)
        votes = [(1 - LOUDEST_COUNTS) * told + LOUDEST_COUNTS * part for told, part in zip(whole, loudest[0], strict=True)]
        return _sound(votes, loudest[1], loudest[0])

    def tells(self, said: Sequence[str], number: str, small: frozenset[str]) -> float:
        """The most that one piece of more than `small` syllables (folded) weighs towards `number`: "em còn trong" is all of those."""
        place, idle = HEARD_NUMBERS.index(number), small | {BEGIN, END, "_", "#"}
        telling = (piece for piece in self._weights.keys() & pieces(said) if not idle.issuperset(map(fold, piece.split())))
        return max((self._weights[piece].numbers[place] for piece in telling), default=-math.inf)

    def _weighed(self, said: Sequence[str]) -> list[Weight]:
        """What weighs of a row of syllables, always in one order: sums of decimals turn on it."""
        weights = self._weights
        found = [weights[piece] for piece in sorted(weights.keys() & pieces(said))]
        return [weights[""], *found] if "" in weights else found


def _votes(weighed: Sequence[Weight]) -> list[float]:
    """How much all that weighs says for each number."""
    share = _share(len(weighed))
    return [share * sum(towards) for towards in zip(*[each.numbers for each in weighed], strict=True)] or [0.0] * len(HEARD_NUMBERS)


def _sound(votes: Sequence[float], weighed: Sequence[Weight], loudest: Sequence[float] | None = None) -> Sound:
    """The number with the most `votes`, and which of `weighed` say most for it, or for the number that is `loudest`."""
    most, those = _first_most(votes), _first_most(loudest or votes)
    told = sorted(weighed, key=lambda each: -each.numbers[those])[:TOLD]
    because = " + ".join(each.piece for each in told if each.piece)
    return Sound(votes[most], HEARD_NUMBERS[most], because, dict(zip(HEARD_NUMBERS, votes, strict=True)))


def _first_most(votes: Sequence[float]) -> int:
    return votes.index(max(votes))


def pieces(said: Sequence[str]) -> set[str]:
    """The syllables of a message, its pairs, the pairs around one syllable, how it begins and how it ends; figures are alike."""
    row = ["#" if syllable.isdigit() else syllable.lower() for syllable in said]
    if not row:
        return set()
    found = {*row, f"{BEGIN} {row[0]}", f"{row[-1]} {END}"}
    found.update(map(" ".join, itertools.pairwise(row)))
    found.update(map(" _ ".join, zip(row, row[2:], strict=False)))
    return found


def parts(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """The overlapping parts of a message that is longer than one; the last ends where the message ends."""
    if len(said) > PART:
        yield from (said[begin : begin + PART] for begin in range(0, len(said) - PART, STEP_OF_PARTS))
        yield said[-PART:]


def _share(n_pieces: int) -> float:
    """How much each piece weighs in a message of so many known ones: long stories would else weigh too much, either way."""
    return math.sqrt(USUAL_LENGTH / max(n_pieces, 1))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A message to learn from: its pieces, the numbers that it may call, the best first (none: a question), how much it counts."""

    pieces: set[str]
    numbers: tuple[str, ...]
    counts: float


def learnt(
    cries: Iterable[tuple[str, str]],
    questions: Iterable[str],
    cues: Iterable[tuple[str, str]] = (),
    phrases: Iterable[str] = (),
    read: Callable[[str], Sequence[str]] = tokens,
) -> Iterator[Weight]:
    """The weights learnt of cries ("111|113", text) and of questions that are none, and, counting less, of the cues of dangers and of
    the library's phrases; each with and without accents, in the syllables that `read` makes of it. Same in, same out."""
    told = (((text, numbers, 1.0) for numbers, text in cries), ((text, "", ASKED) for text in questions))
    faint = (((text, numbers, FAINT) for numbers, text in cues), ((text, "", PHRASE) for text in phrases))
    sent, known_of_old = list(_lessons(itertools.chain(*told), read)), list(_lessons(itertools.chain(*faint), read))
    lessons = [*sent, *known_of_old]
    often = Counter(piece for lesson in lessons if lesson.counts != PHRASE for piece in lesson.pieces)
    in_phrases = Counter(piece for lesson in known_of_old if lesson.counts == PHRASE for piece in lesson.pieces)
    known = sorted(p for p in {*often, *in_phrases} if often[p] >= SEEN_IN_CRIES or in_phrases[p] >= SEEN_IN_QUESTIONS)
    places = {piece: place for place, piece in enumerate(known, 1)}
    examples = [*_examples(sent, places, forgetting=True), *_examples(known_of_old, places, forgetting=False)]
    fitted = _fitted(examples, len(known) + 1)
    for piece, (question, *numbers) in zip(["", *known], fitted, strict=True):
        first, second, third, fourth = (round(float(number - question), 2) for number in numbers)
        yield Weight(piece=piece, numbers=(first, second, third, fourth))


def _lessons(told: Iterable[tuple[str, str, float]], read: Callable[[str], Sequence[str]]) -> Iterator[_Lesson]:
    for text, numbers, counts in told:
        meant = tuple(number for number in numbers.split("|") if number in HEARD_NUMBERS)
        if numbers and not meant:
            continue
        for spelt in (text, without_marks(text)):
            yield _Lesson(pieces(read(spelt)), meant, counts)


@dataclass(frozen=True, slots=True)
class _Example:
    """A lesson as the places of its known pieces, how right each kind is (question, then each number), and how much it counts."""

    places: list[int]
    right: list[float]
    counts: float


def _examples(lessons: Iterable[_Lesson], places: Mapping[str, int], *, forgetting: bool) -> Iterator[_Example]:
    """Each lesson; `forgetting`: once more with some pieces forgotten, each counting half."""
    dice = random.Random(0)  # noqa: S311 - an order, no secret
    for lesson in lessons:
        row = sorted(places[piece] for piece in lesson.pieces if piece in places)
        first, others = lesson.numbers[:1], lesson.numbers[1:]
        right = [float(not lesson.numbers), *((each in first) + OTHER_NUMBER * (each in others) for each in HEARD_NUMBERS)]
        counts = lesson.counts / (2 if forgetting else 1)
        yield _Example([0, *row], right, counts)
        if forgetting:
            yield _Example([0, *(place for place in row if dice.random() > FORGOTTEN)], right, counts)


def _fitted(examples: Sequence[_Example], n_pieces: int) -> NDArray[np.float64]:
    """Logistic regression over all examples at once, by Adam: a row of weights for each piece, the first towards a question."""
    lengths = [len(example.places) for example in examples]
    of = np.repeat(np.arange(len(examples)), lengths)
    place = np.fromiter(itertools.chain.from_iterable(example.places for example in examples), np.int64, sum(lengths))
    share = np.array([_share(length) for length in lengths])[of]
    right = np.array([example.right for example in examples], dtype=np.float64)
    counts = np.array([example.counts for example in examples])[:, None]
    n_kinds = right.shape[1]
    weights, mean, square = (np.zeros((n_pieces, n_kinds)) for _ in range(3))
    for turn in range(1, ROUNDS + 1):
        told = np.stack([np.bincount(of, weights[place, kind] * share, len(examples)) for kind in range(n_kinds)], axis=1)
        likely = np.exp(told - told.max(axis=1, keepdims=True))
        meant = likely * right
        off = (likely / likely.sum(axis=1, keepdims=True) - meant / meant.sum(axis=1, keepdims=True).clip(1e-30)) * counts
        slope = np.stack([np.bincount(place, off[of, kind] * share, n_pieces) for kind in range(n_kinds)], axis=1) + SHRINK * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        step = STEP if turn < LAST_ROUNDS * ROUNDS else STEP / 3
        weights -= step * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return weights
