"""What staff taught the assistant while it runs: an answered question, or a phrase that means a procedure. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from indexer.ranking.overlay import Added
from knowledge.records.faq import FaqEntry

LONGEST_TEXT = 500  # characters of a question or a phrase
LONGEST_ANSWER = 20_000  # what a FAQ entry holds
LONGEST_SOURCE = 500
MOST_WORDINGS = 20  # of an entry: more than an officer reads through before saving
LONGEST_LIFE = timedelta(days=5 * 366)  # an entry that nobody looks at for five years is wrong


class LearnedKind(StrEnum):
    """What was taught."""

    FAQ = "faq"
    ALIAS = "alias"


class Stage(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"  # for approval
    LIVE = "live"
    OVER = "over"  # its day has passed
    GONE = "gone"  # removed


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is proposed: `text` is the question or the phrase; a FAQ entry has `answer` and `source`, a phrase `code`.

    `asked_as`: how else the question is asked. `expires`: the last day on which it counts. Raises ValueError where something is missing,
    too long or too much.
    """

    kind: LearnedKind
    text: str
    expires: date
    answer: str = ""
    source: str = ""
    code: str = ""
    asked_as: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= LONGEST_TEXT:
            raise ValueError("text")
        if len(self.asked_as) > MOST_WORDINGS or not all(0 < len(wording) <= LONGEST_TEXT for wording in self.asked_as):
            raise ValueError("asked_as")
        is_faq = self.kind is LearnedKind.FAQ
        if is_faq and not (0 < len(self.answer) <= LONGEST_ANSWER and 0 < len(self.source) <= LONGEST_SOURCE):
            raise ValueError("answer")
        if not is_faq and not self.code:
            raise ValueError("code")


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson with its story; staff by number."""

    id: int
    lesson: Lesson
    proposed_by: int
    proposed: datetime
    approved_by: int | None = None
    approved: datetime | None = None
    removed: datetime | None = None

    def stage(self, today: date) -> Stage:
        if self.removed:
            return Stage.GONE
        if today > self.lesson.expires:
            return Stage.OVER
        return Stage.LIVE if self.approved else Stage.WAITING


def added(learned: list[Learned] | tuple[Learned, ...]) -> Added:
    """What search is given: FAQ entries, and phrases by procedure."""
    faqs: list[FaqEntry] = []
    phrases: dict[str, tuple[str, ...]] = {}
    for item in learned:
        lesson = item.lesson
        if lesson.kind is LearnedKind.ALIAS:
            phrases[lesson.code] = (*phrases.get(lesson.code, ()), lesson.text, *lesson.asked_as)
        else:
            faqs.append(_entry(item))
    return Added(tuple(faqs), phrases)


def record_of(item: Learned) -> str:
    """The id of what answers from this lesson: its entry's, or its procedure's."""
    return item.lesson.code if item.lesson.kind is LearnedKind.ALIAS else f"bo-sung-{item.id}"


def wordings_in(text: str) -> tuple[str, ...]:
    """The wordings of a box that holds one a line; each once, blank lines none."""
    return tuple(dict.fromkeys(line for each in text.splitlines() if (line := " ".join(each.split()))))


def _entry(item: Learned) -> FaqEntry:
    lesson = item.lesson
    return FaqEntry(
        record_id=record_of(item),
        question=" ".join(lesson.text.split()),
        answer=lesson.answer,
        source=lesson.source,
        asked_as=tuple(" ".join(wording.split()) for wording in lesson.asked_as),
        codes=(lesson.code,) if lesson.code else (),
        as_of=item.approved.date() if item.approved else None,
        expires=lesson.expires + timedelta(days=1),
    )
