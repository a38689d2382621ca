"""Scores of blocks of forms: mean, 95 % confidence interval, share of the satisfied, trend. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist, fmean, stdev

from bot.surveys.rules.disclosure import AnswerBlock
from bot.surveys.rules.filling import score_of
from bot.surveys.rules.numbers import CONFIDENCE, SATISFIED
from bot.surveys.rules.survey import ServiceFactor, SurveyQuestion, SurveyQuestionKind

LOWEST, HIGHEST = 1.0, 5.0


class Trend(StrEnum):
    """How the last month stands to the one before; UNCLEAR: chance alone may make that difference."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class MeanScore:
    """Of `count` forms: their mean (1 to 5), its confidence interval, the standard error, and how many per cent are satisfied."""

    count: int
    mean: float
    low: float
    high: float
    error: float
    satisfied: int


def questions_of(questions: Sequence[SurveyQuestion], factor: ServiceFactor) -> list[int]:
    return [number for number, question in enumerate(questions) if question.factor is factor]


def own_scales(questions: Sequence[SurveyQuestion]) -> list[int]:
    """Questions of the scale that belong to no factor."""
    return [number for number, each in enumerate(questions) if each.kind is SurveyQuestionKind.SCALE and each.factor is None]


def scored_over(found: Iterable[AnswerBlock], numbers: Sequence[int]) -> MeanScore | None:
    """The score of some questions together: of each form the mean of what it answers. None where no block may be shown."""
    means = [_mean(letters) for block in found for letters in block.of_any(numbers)]
    return score(means) if means else None


def score(values: Sequence[float]) -> MeanScore:
    """Of at least two values. The interval is Student's, cut where the scale ends."""
    mean, count = fmean(values), len(values)
    error = stdev(values) / sqrt(count)
    half = t_quantile(count - 1) * error
    satisfied = round(100 * sum(value >= SATISFIED for value in values) / count)
    return MeanScore(count, mean, max(LOWEST, mean - half), min(HIGHEST, mean + half), error, satisfied)


def trend(before: MeanScore | None, after: MeanScore | None) -> Trend | None:
    """None where one of them is missing. Two means differ where their difference is beyond what CONFIDENCE allows for chance (Welch)."""
    if before is None or after is None:
        return None
    by_chance = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * sqrt(before.error**2 + after.error**2)
    difference = after.mean - before.mean
    if abs(difference) <= by_chance:
        return Trend.UNCLEAR
    return Trend.UP if difference > 0 else Trend.DOWN


def chosen(found: Iterable[AnswerBlock], question: int) -> Counter[str]:
    """How often each letter of a choice was given; nothing where no block may be shown."""
    return Counter(letter for block in found for letter in block.of(question))


def t_quantile(freedom: int) -> float:
    """The two-sided CONFIDENCE quantile of Student's t, by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); from nine degrees
    of freedom on to three decimals."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _mean(letters: str) -> float:
    return fmean(found for letter in letters if (found := score_of(letter)) is not None)
