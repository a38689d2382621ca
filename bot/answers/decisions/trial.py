"""What would change if an entry or a phrase were saved: who would be answered, who would not, and which other questions it would take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from bot.answers.decisions.answer import Answerer
from bot.answers.lessons.learned import Learned, Lesson, added, record_of
from bot.answers.turn.outcome import Answer, Unanswered, UnansweredReason, shown
from indexer.language import fold, tokens
from indexer.ranking.overlay import Added
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference

CANDIDATE = 0  # the number of a lesson that is not kept yet; no row has it
MOST_TRIED = 200  # other questions asked of the candidate: at 5 ms each somebody waits a second
NEAREST_RECORDS = 10  # of the library, whose own wordings are asked for each wording of the lesson


@dataclass(frozen=True, slots=True)
class Tried:
    """A question and what answers it: the name of a record; "" where nothing does."""

    question: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class Trial:
    """`answers`: of the questions for which it is written, those that it would answer; `misses`: the others, with what answers them.
    `takes`: other questions that it would answer, with what answers them today; `tried`: how many others were asked."""

    answers: tuple[str, ...]
    misses: tuple[Tried, ...]
    takes: tuple[Tried, ...]
    tried: int


class Trials:
    """Asks a candidate as citizens would, before anybody saves it."""

    def __init__(
        self,
        index: Callable[[], Index],
        now: Callable[[], Answerer],
        answering: Callable[[Added], Answerer],
        turn: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """`index`, `now`: what is in use; `answering`: what would answer with other additions; `turn`: waits until nobody else of the
        office tries anything, as each trial opens an index of its own."""
        self._turn = turn
        self._index = index
        self._now = now
        self._answering = answering

    def of(
        self,
        lesson: Lesson,
        live: Iterable[Learned],
        wanted: Iterable[str],
        others: Iterable[str],
        at: datetime,
        instead_of: int = CANDIDATE,
    ) -> Trial:
        """The trial of `lesson` beside what is `live`: over the questions `wanted`, the `others` nearest to it, and the library's own.
        `instead_of`: the number of the lesson that it replaces. Whoever tries may read all of them: of a question that they may not read
        even its number would tell, word by word, what stands in it."""
        with self._turn():
            return self._tried(lesson, live, wanted, tuple(others), at, instead_of)

    def _tried(
        self,
        lesson: Lesson,
        live: Iterable[Learned],
        wanted: Iterable[str],
        others: tuple[str, ...],
        at: datetime,
        instead_of: int,
    ) -> Trial:
        candidate = Learned(instead_of, lesson, 0, at, 0, at)
        beside = tuple(item for item in live if item.id != instead_of)
        before, after = self._now(), self._answering(added((*beside, candidate)))
        own, group = record_of(candidate), tuple(dict.fromkeys(wanted))
        answered = {question: after.answer(question) for question in group}
        nearest = self._nearest(lesson, (*others, *self._library(lesson, own)), set(group))
        taken = [question for question in nearest if _is_by(after.answer(question), own)]
        was = ((question, before.answer(question)) for question in taken)
        return Trial(
            tuple(question for question, answer in answered.items() if _is_by(answer, own)),
            tuple(Tried(question, _name(answer)) for question, answer in answered.items() if not _is_by(answer, own)),
            tuple(Tried(question, _name(answer)) for question, answer in was if not _is_by(answer, own)),
            len(nearest),
        )

    def _library(self, lesson: Lesson, own: str) -> Iterable[str]:
        """The wordings of what the library holds nearest to the lesson: labelled by whoever wrote them."""
        index = self._index()
        found = {hit.record_id for wording in (lesson.text, *lesson.asked_as) for hit in index.search(wording, limit=NEAREST_RECORDS)}
        for record_id in sorted(found - {own}):
            record = index.record(record_id)
            yield from (record.question, *record.asked_as) if isinstance(record, FaqEntry) else index.phrases_of(record_id)

    def _nearest(self, lesson: Lesson, questions: Iterable[str], group: set[str]) -> list[str]:
        """Of `questions` those that share most words with the lesson, at most MOST_TRIED; one that shares none cannot be taken."""
        own = [_words(wording) for wording in (lesson.text, *lesson.asked_as)]
        shares = {question: max(_share(_words(question), words) for words in own) for question in dict.fromkeys(questions)}
        near = [question for question, share in shares.items() if share > 0 and question not in group]
        return sorted(near, key=lambda question: (-shares[question], question))[:MOST_TRIED]


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, tokens(text)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _is_by(answer: Answer, own: str) -> bool:
    first = shown(answer)
    return first is not None and _id(first.record) == own


def _id(record: Procedure | Plan | FaqEntry | Reference) -> str:
    return record.code if isinstance(record, Procedure) else record.record_id


def _name(answer: Answer) -> str:
    first = shown(answer)
    match first.record if first else None:
        case FaqEntry(question=name) | Procedure(name=name) | Plan(title=name) | Reference(title=name):
            return name
    return answer.reply if isinstance(answer, Unanswered) and answer.why is UnansweredReason.SMALL_TALK else ""
