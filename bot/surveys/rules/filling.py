"""A form as it is filled in: a letter for each question, and the texts in order. Pure.

A letter is what a button carries: "a" to "e" for 1 to 5, "a" to "j" for a choice, "t" for a text, "-" for nothing.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

from bot.people.masking import masked
from bot.surveys.rules.numbers import LONGEST_TOLD
from bot.surveys.rules.survey import SurveyQuestion, SurveyQuestionKind
from indexer.language import tokens

SKIPPED, WRITTEN = "-", "t"
SCALE = "abcde"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """`letters`: one for each question; `texts`: one for each question that asks for a text ("" none), personal numbers masked."""

    letters: str
    texts: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        return any(self.texts)


def letter_typed(question: SurveyQuestion, text: str) -> str:
    """The letter of what somebody typed in the place of a button: a score by its number, a choice by its number or its words; "" where it
    is neither, so that it may be a question like any other."""
    said = " ".join(tokens(text))
    labels = [str(score) for score in range(1, len(SCALE) + 1)] if question.kind is SurveyQuestionKind.SCALE else question.choices
    numbers = {str(number): letter for number, letter in enumerate(letters_for(question)[: len(labels)], 1)}
    words = {" ".join(tokens(label)): letter for label, letter in zip(labels, letters_for(question), strict=False)}
    return words.get(said, "") or numbers.get(said, "")


def letters_for(question: SurveyQuestion, *, may_skip_all: bool = False) -> str:
    """What may answer `question`; on paper (`may_skip_all`) nothing may, too, where it must be answered elsewhere."""
    match question.kind:
        case SurveyQuestionKind.SCALE:
            return SCALE + (SKIPPED if may_skip_all or question.may_skip else "")
        case SurveyQuestionKind.CHOICE:
            return string.ascii_lowercase[: len(question.choices)] + SKIPPED
        case SurveyQuestionKind.TEXT:
            return WRITTEN + SKIPPED


def fits(questions: Sequence[SurveyQuestion], letters: str, *, is_paper: bool = False) -> bool:
    """Whether `letters` answer the first of `questions`, one each."""
    allowed = (letters_for(question, may_skip_all=is_paper) for question in questions)
    return len(letters) <= len(questions) and all(letter in each for letter, each in zip(letters, allowed, strict=False))


def is_whole(questions: Sequence[SurveyQuestion], letters: str, *, is_paper: bool = False) -> bool:
    """Whether they answer all of them; of a paper form at least one question of the scale."""
    has_score = any(
        letter in SCALE for question, letter in zip(questions, letters, strict=False) if question.kind is SurveyQuestionKind.SCALE
    )
    return len(letters) == len(questions) and has_score and fits(questions, letters, is_paper=is_paper)


def form_of(questions: Sequence[SurveyQuestion], letters: str, texts: Sequence[str]) -> FilledForm:
    """The form as it is kept: texts masked and cut; a text that says nothing is none."""
    asked = [number for number, question in enumerate(questions) if question.kind is SurveyQuestionKind.TEXT]
    told = tuple(kept_text(text) for text in [*texts, *[""] * len(asked)][: len(asked)])
    marked = list(letters)
    for number, text in zip(asked, told, strict=True):
        marked[number] = WRITTEN if text else SKIPPED
    return FilledForm("".join(marked), told)


def kept_text(text: str) -> str:
    """`text` without personal numbers, at most LONGEST_TOLD characters of it."""
    return masked(" ".join(text.split()))[:LONGEST_TOLD]


def score_of(letter: str) -> int | None:
    """1 to 5; None for nothing."""
    return SCALE.index(letter) + 1 if letter in SCALE else None


def scored(score: int) -> str:
    """The letter of 1 to 5."""
    return SCALE[score - 1]
