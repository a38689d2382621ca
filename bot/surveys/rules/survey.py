"""A survey: its questions, its time, the places where it is answered. Pure."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.surveys.rules.numbers import LONGEST_ASKED, LONGEST_SURVEY, MOST_CHOICES, MOST_QUESTIONS

CODE_LETTERS = "abcdefghkmnpqrtuvwxy346789"  # none that is taken for another on paper
CODE_LENGTH = 8
CODE = re.compile(rf"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")
FEWEST_CHOICES = 2


class SurveyState(StrEnum):
    """A DRAFT may be changed; OPEN it is answered, CLOSED no more; there is no way back."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SurveyQuestionKind(StrEnum):
    """SCALE: 1 (very dissatisfied) to 5 (very satisfied), must be answered unless `may_skip`; CHOICE: one of several; TEXT: own words."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class ServiceFactor(StrEnum):
    """The five factors of the index of satisfaction with public administrative service (SIPAS)."""

    ACCESS = "access"
    PROCEDURE = "procedure"
    STAFF = "staff"
    RESULT = "result"
    FEEDBACK = "feedback"


class SurveyPlaceKind(StrEnum):
    """What a link and its QR code stand for."""

    COUNTER = "counter"
    UNIT = "unit"
    PROCEDURE = "procedure"


class SurveyFault(StrEnum):
    """What is wrong with a draft; each has a sentence in the wording."""

    NO_TITLE = "no_title"
    NO_QUESTION = "no_question"
    NO_SCALE = "no_scale"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    CHOICES = "choices"
    FACTOR = "factor"
    DAYS = "days"
    YEARS = "years"
    NO_PLACE = "no_place"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """`factor`: of a SCALE alone, None for a question of the office's own; `choices`: of a CHOICE alone; `may_skip`: a
    SCALE may be left out, as the others always may."""

    text: str
    kind: SurveyQuestionKind
    factor: ServiceFactor | None = None
    choices: tuple[str, ...] = ()
    may_skip: bool = False


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """What is written of a survey; from `opens` to `closes`, both included. It is offered below the answer to a petition
    (`after_petitions`), and once to who asks the assistant (`after_answers`)."""

    title: str
    about: str
    opens: date
    closes: date
    questions: tuple[SurveyQuestion, ...]
    after_petitions: bool = False
    after_answers: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """One that is kept. `due`: the number of the plan's task in its period that it was given for as proof."""

    id: int
    state: SurveyState
    draft: SurveyDraft
    due: int | None = None

    def is_open(self, day: date) -> bool:
        return self.state is SurveyState.OPEN and self.draft.opens <= day <= self.draft.closes

    @property
    def questions(self) -> tuple[SurveyQuestion, ...]:
        return self.draft.questions


@dataclass(frozen=True, slots=True)
class SurveyPlace:
    """Where a survey is answered: `code` stands in its link; what is said there is said of `unit`."""

    code: str
    survey: int
    kind: SurveyPlaceKind
    name: str
    unit: int
    procedure: str = ""


def faults_of(draft: SurveyDraft) -> Iterator[SurveyFault]:
    """Everything that keeps a draft from being opened."""
    questions, scale = draft.questions, SurveyQuestionKind.SCALE
    found = {
        SurveyFault.NO_TITLE: not draft.title.strip(),
        SurveyFault.NO_QUESTION: not questions,
        SurveyFault.NO_SCALE: bool(questions) and all(question.kind is not scale for question in questions),
        SurveyFault.TOO_MANY: len(questions) > MOST_QUESTIONS,
        SurveyFault.TOO_LONG: any(len(text) > LONGEST_ASKED for text in _texts(draft)),
        SurveyFault.CHOICES: not all(map(_has_its_choices, questions)),
        SurveyFault.FACTOR: any(question.factor and question.kind is not scale for question in questions),
        SurveyFault.DAYS: draft.closes < draft.opens,
        SurveyFault.YEARS: (draft.closes - draft.opens).days >= LONGEST_SURVEY,
    }
    return (fault for fault, is_there in found.items() if is_there)


def _texts(draft: SurveyDraft) -> Iterator[str]:
    yield draft.title
    for question in draft.questions:
        yield question.text
        yield from question.choices


def _has_its_choices(question: SurveyQuestion) -> bool:
    if question.kind is SurveyQuestionKind.CHOICE:
        return FEWEST_CHOICES <= len(question.choices) <= MOST_CHOICES and len(set(question.choices)) == len(question.choices)
    return not question.choices


def new_code() -> str:
    """A code that nobody guesses (37 bits) and everybody can read off paper."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None


def factors_of(questions: Sequence[SurveyQuestion]) -> tuple[ServiceFactor, ...]:
    """Those that the questions ask about, in the order of the index."""
    return tuple(factor for factor in ServiceFactor if any(question.factor is factor for question in questions))
