"""What the assistant could not answer, and what staff teach it: one tap from the question to an entry or a phrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from http import HTTPStatus

from starlette.responses import Response

from bot.answers.lessons.grouping import ALIKE, Group, grouped
from bot.answers.lessons.learned import Learned, LearnedKind, Lesson, Stage
from bot.answers.store.lessons import Lessons, may_revise
from bot.answers.store.questions import Questions
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import NotDone, RefusalReason
from indexer.language import fold
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

CITED = 3  # letters of a code that everybody may read: who knows all of them may follow the petition
SPAN = timedelta(days=30)
MOST_QUESTIONS = 1_000  # looked through for groups
MOST_GROUPS = 60
USUAL_LIFE = timedelta(days=365)  # offered as the last day of an entry; whoever writes it may choose another


class LessonPages:
    """Officers propose; what leaders and admins write or approve counts at once."""

    def __init__(self, questions: Questions, lessons: Lessons, desk: OfficerDesk, index: Callable[[], Index], views: Views) -> None:
        self._questions = questions
        self._lessons = lessons
        self._desk = desk
        self._index = index
        self._views = views

    def unanswered(self, visit: RequestContext) -> Response:
        index = self._index()
        found = self._questions.unanswered(visit.at - SPAN, MOST_QUESTIONS)

        def words_of(question: str) -> list[str]:
            return [fold(syllable) for syllable in index.understand(question).syllables]

        live = [item for item in self._lessons.listed() if item.stage(self._today(visit)) is Stage.LIVE]
        taught = [(frozenset(words_of(item.lesson.text)), item.approved) for item in live if item.approved]
        groups = [group for group in grouped(found, words_of) if not _is_settled(group, words_of, taught)]
        return self._views.page(visit, "questions.html", groups=groups[:MOST_GROUPS])

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def example(self, visit: RequestContext) -> Response:
        """A petition's question and answer, nobody's name in them, to be read again and proposed as an entry."""
        found = self._desk.example(visit.staff, visit.number)
        words = self._views.words
        if isinstance(found, NotDone):
            status = HTTPStatus.NOT_FOUND if found.why is RefusalReason.UNKNOWN else HTTPStatus.CONFLICT
            return self._views.notice(words.faults.missing_title, words.refusals[found.why], status)
        source = words.learned.from_petition.format(code=f"…{found.code[-CITED:]}")
        usual = (self._today(visit) + USUAL_LIFE).isoformat()
        there = self._taught(source)
        return self._views.page(visit, "example.html", example=found, number=visit.number, source=source, usual=usual, there=there)

    def teach(self, visit: RequestContext) -> Response:
        """A new FAQ entry; `code`: the procedure that it is about, where there is one."""
        form = visit.form
        code = form.text("code") if isinstance(self._index().record(form.text("code")), Procedure) else ""
        return self._proposed(
            visit, lambda: Lesson(LearnedKind.FAQ, form.text("text"), _day(visit), form.text("answer"), form.text("source"), code)
        )

    def name(self, visit: RequestContext) -> Response:
        """A new phrase for a procedure that there is."""
        form = visit.form
        code = form.text("code")
        if not isinstance(self._index().record(code), Procedure):
            return self._shown(visit, self._views.words.refusals[RefusalReason.NO_SUCH_PROCEDURE])
        return self._proposed(visit, lambda: Lesson(LearnedKind.ALIAS, form.text("text"), _day(visit), code=code))

    def edit(self, visit: RequestContext) -> Response:
        """The form of what was taught, as it stands."""
        return self._edited(visit)

    def revise(self, visit: RequestContext) -> Response:
        """Another text, source, day or procedure; what was refused stands in the form again."""
        form, item, refusals = visit.form, self._lessons.get(visit.number), self._views.words.refusals
        if item is None:
            return self._views.missing()
        code = form.text("code")
        if (code or item.lesson.kind is LearnedKind.ALIAS) and not isinstance(self._index().record(code), Procedure):
            return self._edited(visit, refusals[RefusalReason.NO_SUCH_PROCEDURE])
        try:
            lesson = Lesson(item.lesson.kind, form.text("text"), _day(visit), form.text("answer"), form.text("source"), code)
        except ValueError:
            return self._edited(visit, self._views.words.said["wrong"])
        if not may_revise(visit.staff, item):
            return self._edited(visit, self._views.words.learned.gone_since if item.removed else refusals[RefusalReason.NOT_YOURS])
        done = self._lessons.revise(visit.staff, item.id, lesson, visit.at)
        if done is None:
            return self._edited(visit, self._views.words.said["wrong"])
        return self._views.go("/hoi-dap", said="approved" if done.approved else "proposed")

    def _edited(self, visit: RequestContext, notice: str = "") -> Response:
        item = self._lessons.get(visit.number)
        if item is None or not (notice or may_revise(visit.staff, item)):
            return self._views.missing()
        lesson = item.lesson
        kept = {"text": lesson.text, "answer": lesson.answer, "source": lesson.source, "code": lesson.code}
        typed = visit.form if notice else Fields(tuple({**kept, "expires": lesson.expires.isoformat()}.items()))
        status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
        return self._views.page(visit, "revise.html", status, item=item, typed=typed, notice=notice)

    def approve(self, visit: RequestContext) -> Response:
        is_done = self._lessons.approve(visit.staff, visit.number, visit.at)
        return self._views.go("/hoi-dap", said="approved" if is_done else "wrong")

    def remove(self, visit: RequestContext) -> Response:
        """Only where it was said twice: from then on the assistant answers no more from it."""
        if visit.form.text("sure") != "1":
            return self._shown(visit, self._views.words.learned.remove_about)
        is_done = self._lessons.remove(visit.staff, visit.number, visit.at)
        return self._views.go("/hoi-dap", said="removed" if is_done else "wrong")

    def _proposed(self, visit: RequestContext, lesson: Callable[[], Lesson]) -> Response:
        try:
            item = self._lessons.propose(visit.staff, lesson(), visit.at)
        except ValueError:
            item = None
        if item is None:
            return self._shown(visit, self._views.words.said["wrong"])
        return self._views.go("/hoi-dap", said="approved" if item.approved else "proposed")

    def _shown(self, visit: RequestContext, notice: str = "") -> Response:
        """The list, with forms for a new entry and a new phrase; they keep what was typed, or begin with the question in the query."""
        today = self._today(visit)
        form = visit.form
        typed = form if notice else visit.query
        return self._views.page(
            visit,
            "learned.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            items=[(item, item.stage(today), may_revise(visit.staff, item)) for item in self._lessons.listed()],
            typed=typed,
            failed=str(LearnedKind.FAQ if form.text("answer") or form.text("source") else LearnedKind.ALIAS) if notice else "",
            usual=(today + USUAL_LIFE).isoformat(),
            notice=notice,
        )

    def _today(self, visit: RequestContext) -> date:
        return visit.at.astimezone(self._views.zone).date()

    def _taught(self, source: str) -> Learned | None:
        """What was proposed from this source already and has not been removed."""
        return next((item for item in self._lessons.listed() if item.lesson.source == source and not item.removed), None)


def _is_settled(group: Group, words_of: Callable[[str], Sequence[str]], taught: Sequence[tuple[frozenset[str], datetime]]) -> bool:
    """Whether something was taught for these questions after the last of them was asked; one asked since shows that it does not help."""
    since = [words for words, approved in taught if approved >= group.questions[0].at]
    if not since:
        return False
    asked = {frozenset(words_of(question.question)) for question in group.questions}
    return any(len(words & each) >= ALIKE * len(words | each) for words in since for each in asked if each)


def _day(visit: RequestContext) -> date:
    """Raises FormError, a ValueError, where no last day was given: nothing is taught for ever."""
    day = visit.form.day("expires")
    if day is None:
        raise FormError("expires")
    return day
