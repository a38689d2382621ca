"""What the assistant could not answer, alike ones together: each group is answered, named, or put aside by one tap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from starlette.responses import Response

from bot.answers.lessons.grouping import ALIKE, Group, grouped
from bot.answers.lessons.learned import LONGEST_TEXT, Stage
from bot.answers.store.lessons import Lessons
from bot.answers.store.questions import Questions
from bot.console.request import RequestContext
from bot.console.views import Views
from indexer.language import fold, folded, without_marks
from indexer.ranking.search import Index

SPAN = timedelta(days=30)
MOST_QUESTIONS = 1_000  # looked through for groups
MOST_GROUPS = 60
MOST_SHOWN = 20  # questions of a group
WORDINGS_OFFERED = 10  # of a group, to be an entry's; more than a screen of a phone nobody reads before saving


class OpenQuestionPages:
    """The groups, and what the other pages of lessons ask of them."""

    def __init__(self, questions: Questions, lessons: Lessons, index: Callable[[], Index], views: Views) -> None:
        self._questions = questions
        self._lessons = lessons
        self._index = index
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._views.page(visit, "questions.html", groups=self.groups(visit)[:MOST_GROUPS], most=MOST_SHOWN)

    def put_aside(self, visit: RequestContext) -> Response:
        """No question for the office: it leaves the list, and whoever asks the like again is heard again."""
        group = self.group(visit, visit.form.number("nhom"))
        done = self._questions.dismiss(visit.staff.actor, [question.id for question in group.questions], visit.at) if group else 0
        return self._views.go("/cau-hoi", said="put_aside" if done else "wrong")

    def groups(self, visit: RequestContext) -> list[Group]:
        """What is open, the largest group first."""
        found = self._questions.unanswered(visit.at - SPAN, MOST_QUESTIONS)
        live = [item for item in self._lessons.listed() if item.stage(self._today(visit)) is Stage.LIVE]
        taught = [
            (frozenset(self._words_of(wording)), item.approved)
            for item in live
            if item.approved
            for wording in (item.lesson.text, *item.lesson.asked_as)
        ]
        return [group for group in grouped(found, self._words_of) if not _is_settled(group, self._words_of, taught)]

    def group(self, visit: RequestContext, number: int | None) -> Group | None:
        """The group that holds the question with this number; None where it is open no more."""
        return next((group for group in self.groups(visit) if any(each.id == number for each in group.questions)), None)

    def others(self, visit: RequestContext) -> Iterable[str]:
        """What people asked lately and nothing answered: what the list of open questions shows to all of the staff, and nothing else."""
        return (question.question for group in self.groups(visit)[:MOST_GROUPS] for question in group.questions[:MOST_SHOWN])

    def _words_of(self, question: str) -> list[str]:
        return [fold(syllable) for syllable in self._index().parse(question).syllables]

    def _today(self, visit: RequestContext) -> date:
        return visit.at.astimezone(self._views.zone).date()


def wordings_of(group: Group) -> tuple[str, ...]:
    """How a group's questions say it, as an entry may begin with: each way once, with its accents where somebody typed them, the newest
    first."""
    accented_first = sorted(group.questions, key=lambda question: without_marks(question.question) == question.question)
    found: dict[tuple[str, ...], str] = {}
    for question in accented_first:
        found.setdefault(_typed(question.question), question.question[:LONGEST_TEXT])
    return tuple(found.values())[:WORDINGS_OFFERED]


def _typed(text: str) -> tuple[str, ...]:
    return tuple(folded(text))


def _is_settled(group: Group, words_of: Callable[[str], Sequence[str]], taught: Sequence[tuple[frozenset[str], datetime]]) -> bool:
    """Whether something was taught for these questions after the last of them was asked; one asked since shows that it does not help."""
    since = [words for words, approved in taught if approved >= group.questions[0].at]
    if not since:
        return False
    asked = {frozenset(words_of(question.question)) for question in group.questions}
    return any(len(words & each) >= ALIKE * len(words | each) for words in since for each in asked if each)
