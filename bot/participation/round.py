"""A round of "the people ask, the head of the unit answers": its questions and which moves it allows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.announcements.rules.calendar import Month
from bot.messages import ChatId

COLLECTED_FOR = timedelta(days=14)  # so long questions and votes are taken
MOST_QUESTIONS = 3  # of one person in one round
LONGEST_QUESTION = 500  # characters; what is longer is a petition
LONGEST_ANSWER = 3_000
TYPED_WITHIN = timedelta(hours=1)


class RoundState(StrEnum):
    """COLLECTING questions and votes; ANSWERING once these are over; PUBLISHED."""

    COLLECTING = "collecting"
    ANSWERING = "answering"
    PUBLISHED = "published"


class QuestionStage(StrEnum):
    """A question is NEW until one of the staff has LISTED it (others see it and vote) or HIDDEN it; then CHOSEN, ANSWERED, PUBLISHED."""

    NEW = "new"
    LISTED = "listed"
    HIDDEN = "hidden"
    CHOSEN = "chosen"
    ANSWERED = "answered"
    PUBLISHED = "published"


STAGES: dict[QuestionStage, frozenset[QuestionStage]] = {
    QuestionStage.NEW: frozenset({QuestionStage.LISTED, QuestionStage.HIDDEN, QuestionStage.CHOSEN}),
    QuestionStage.LISTED: frozenset({QuestionStage.HIDDEN, QuestionStage.CHOSEN}),
    QuestionStage.HIDDEN: frozenset({QuestionStage.LISTED}),
    QuestionStage.CHOSEN: frozenset({QuestionStage.LISTED, QuestionStage.ANSWERED}),
    QuestionStage.ANSWERED: frozenset({QuestionStage.ANSWERED, QuestionStage.CHOSEN, QuestionStage.PUBLISHED}),
    QuestionStage.PUBLISHED: frozenset(),
}
SEEN = frozenset({QuestionStage.LISTED, QuestionStage.CHOSEN, QuestionStage.ANSWERED, QuestionStage.PUBLISHED})
"""What everybody sees."""


class RoundRefusal(StrEnum):
    """Why something was not done; each has a sentence in the wording."""

    NO_ROUND = "no_round"
    CLOSED = "closed"
    TOO_MANY = "too_many"
    CROWDED = "crowded"  # too many from that network address within the hour
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_ALLOWED = "not_allowed"
    NOT_THERE = "not_there"
    NO_UNIT = "no_unit"
    ALREADY_OPEN = "already_open"
    NO_ANSWERS = "no_answers"


@dataclass(frozen=True, slots=True)
class Round:
    """One month's round; after `closes` no question and no vote is taken."""

    month: Month
    theme: str
    state: RoundState
    opened: datetime
    closes: datetime
    article: int | None = None

    def is_open(self, at: datetime) -> bool:
        return self.state is RoundState.COLLECTING and at < self.closes


@dataclass(frozen=True, slots=True)
class RoundQuestion:
    """A question with its votes; `unit`: whose head answers it."""

    id: int
    month: Month
    chat: ChatId
    text: str
    stage: QuestionStage
    votes: int
    unit: int | None
    answer: str


def may_move(before: QuestionStage, after: QuestionStage) -> bool:
    return after in STAGES[before]
