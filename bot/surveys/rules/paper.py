"""Paper forms as a clerk types them: a line each, a sign for each question in its order, after "|" the texts. Pure.

"5 4 3 - b | chờ lâu": digits 1 to 5 for the scale, a letter (or a digit) for a choice, "-" or "0" for nothing; blanks count for nothing.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

from bot.surveys.rules.filling import SKIPPED, WRITTEN, FilledForm, form_of, is_whole, letters_for, scored
from bot.surveys.rules.survey import SurveyQuestion, SurveyQuestionKind

TEXTS = "|"
BLANK = "-0"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: its number, and the form that it is, or None where it is none."""

    number: int
    form: FilledForm | None


def read_papers(questions: Sequence[SurveyQuestion], typed: str) -> tuple[PaperLine, ...]:
    """Every line that is not empty."""
    lines = ((number, line.strip()) for number, line in enumerate(typed.splitlines(), 1))
    return tuple(PaperLine(number, _form(questions, line)) for number, line in lines if line)


def _form(questions: Sequence[SurveyQuestion], line: str) -> FilledForm | None:
    signs, *texts = line.split(TEXTS)
    closed = [question for question in questions if question.kind is not SurveyQuestionKind.TEXT]
    typed = "".join(signs.split()).lower()
    texts = [text.strip() for text in texts]
    if len(typed) != len(closed) or len(texts) > len(questions) - len(closed):
        return None
    letters = [_letter(question, sign) for question, sign in zip(closed, typed, strict=True)]
    if None in letters:
        return None
    coming = iter([letter or SKIPPED for letter in letters])
    whole = "".join(WRITTEN if question.kind is SurveyQuestionKind.TEXT else next(coming) for question in questions)
    form = form_of(questions, whole, texts)
    return form if is_whole(questions, form.letters, is_paper=True) else None


def _letter(question: SurveyQuestion, sign: str) -> str | None:
    """None for a sign that answers no such question."""
    if sign in BLANK:
        return SKIPPED
    if question.kind is SurveyQuestionKind.SCALE:
        return scored(int(sign)) if sign in "12345" else None
    letter = string.ascii_lowercase[int(sign) - 1] if sign in string.digits else sign
    return letter if letter in letters_for(question) else None
