"""Paper forms as a clerk types them: a line each, a sign for each question in its order, after "|" the texts. Pure.

"5 4 3 - b | chờ lâu": digits 1 to 5 for the scale, a letter (or a digit) for a choice, "-" or "0" for nothing; blanks count for nothing.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.surveys.rules.filling import SKIPPED, WRITTEN, FilledForm, form_of, is_whole, letters_for, scored
from bot.surveys.rules.survey import SurveyQuestion, SurveyQuestionKind

TEXTS = "|"
BLANK = "-0"


class PaperFault(StrEnum):
    """Why a line is no form; each has a sentence in the wording."""

    COUNT = "count"  # more or fewer signs than questions
    SIGN = "sign"  # one that answers no such question
    TEXTS = "texts"  # more texts than are asked for
    NO_SCORE = "no_score"  # nothing of the scale is answered


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """`place`: the question whose sign is wrong (1, 2 …), or how many signs there are; `sign`: the wrong one; `wanted`: how many."""

    why: PaperFault
    place: int = 0
    sign: str = ""
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: its number, and the form that it is, or why it is none."""

    number: int
    form: FilledForm | None
    fault: FaultyLine | None = None


def read_papers(questions: Sequence[SurveyQuestion], typed: str) -> tuple[PaperLine, ...]:
    """Every line that is not empty."""
    lines = ((number, line.strip()) for number, line in enumerate(typed.splitlines(), 1))
    return tuple(_read(questions, number, line) for number, line in lines if line)


def _read(questions: Sequence[SurveyQuestion], number: int, line: str) -> PaperLine:
    read = _form(questions, line)
    return PaperLine(number, None, read) if isinstance(read, FaultyLine) else PaperLine(number, read)


def _form(questions: Sequence[SurveyQuestion], line: str) -> FilledForm | FaultyLine:
    signs, *texts = line.split(TEXTS)
    closed = [question for question in questions if question.kind is not SurveyQuestionKind.TEXT]
    typed = "".join(signs.split()).lower()
    texts = [text.strip() for text in texts]
    if len(typed) != len(closed):
        return FaultyLine(PaperFault.COUNT, len(typed), wanted=len(closed))
    if len(texts) > len(questions) - len(closed):
        return FaultyLine(PaperFault.TEXTS, len(texts), wanted=len(questions) - len(closed))
    letters = [_letter(question, sign) for question, sign in zip(closed, typed, strict=True)]
    if None in letters:
        wrong = letters.index(None)
        return FaultyLine(PaperFault.SIGN, questions.index(closed[wrong]) + 1, typed[wrong])
    coming = iter([letter or SKIPPED for letter in letters])
    whole = "".join(WRITTEN if question.kind is SurveyQuestionKind.TEXT else next(coming) for question in questions)
    form = form_of(questions, whole, texts)
    return form if is_whole(questions, form.letters, is_paper=True) else FaultyLine(PaperFault.NO_SCORE)


def _letter(question: SurveyQuestion, sign: str) -> str | None:
    """None for a sign that answers no such question."""
    if sign in BLANK:
        return SKIPPED
    if question.kind is SurveyQuestionKind.SCALE:
        return scored(int(sign)) if sign in "12345" else None
    letter = string.ascii_lowercase[int(sign) - 1] if sign in string.digits else sign
    return letter if letter in letters_for(question) else None
