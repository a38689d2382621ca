"""What staff teach the assistant: an entry or a phrase, tried on what people asked before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from http import HTTPStatus

from starlette.responses import Response

from bot.answers.decisions.trial import CANDIDATE, Trial, Trials
from bot.answers.lessons.learned import Learned, LearnedKind, Lesson, wordings_in
from bot.answers.store.lessons import Lessons, may_revise
from bot.console.request import Fields, FormError, RequestContext
from bot.console.teaching.open_questions import OpenQuestionPages, wordings_of
from bot.console.views import Views, mark
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.runtime.rate_limiter import RateLimiter
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

CITED = 3  # letters of a code that everybody may read: who knows all of them may follow the petition
MOST_TRIALS, TRIED_IN = 20, timedelta(minutes=10)  # of one person: each takes seconds, and nobody writes an entry in half a minute
USUAL_LIFE = timedelta(days=365)  # offered as the last day of an entry; whoever writes it may choose another


class LessonPages:
    """Officers propose; what leaders and admins write or approve counts at once."""

    def __init__(
        self,
        open_questions: OpenQuestionPages,
        lessons: Lessons,
        desk: OfficerDesk,
        index: Callable[[], Index],
        trials: Trials,
        views: Views,
        limiter: RateLimiter | None = None,
    ) -> None:
        """`limiter`: how often one of the staff tries something, MOST_TRIALS in TRIED_IN where it is not given."""
        self._limiter = limiter or RateLimiter(MOST_TRIALS, TRIED_IN, "trials")
        self._open = open_questions
        self._lessons = lessons
        self._desk = desk
        self._index = index
        self._trials = trials
        self._views = views

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
        return self._proposed(visit, lambda: _lesson(LearnedKind.FAQ, visit, code))

    def name(self, visit: RequestContext) -> Response:
        """A new phrase for a procedure that there is."""
        code = visit.form.text("code")
        if not isinstance(self._index().record(code), Procedure):
            return self._shown(visit, self._views.words.refusals[RefusalReason.NO_SUCH_PROCEDURE])
        return self._proposed(visit, lambda: _lesson(LearnedKind.ALIAS, visit, code))

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
            lesson = _lesson(item.lesson.kind, visit, code)
        except ValueError:
            return self._edited(visit, self._views.words.said["wrong"])
        if not may_revise(visit.staff, item):
            return self._edited(visit, self._views.words.learned.gone_since if item.removed else refusals[RefusalReason.NOT_YOURS])
        if form.text("seen") != _seal(lesson):
            return self._tried(visit, lesson, item)
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
        kept |= {"asked_as": "\n".join(lesson.asked_as)}
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

    def _proposed(self, visit: RequestContext, made: Callable[[], Lesson]) -> Response:
        """Saved once whoever proposes has seen what it would change; before that, and after another change of words, that is shown."""
        try:
            lesson = made()
        except ValueError:
            return self._shown(visit, self._views.words.said["wrong"])
        if visit.form.text("seen") != _seal(lesson):
            return self._tried(visit, lesson)
        item = self._lessons.propose(visit.staff, lesson, visit.at)
        if item is None:
            return self._shown(visit, self._views.words.said["wrong"])
        return self._views.go("/hoi-dap", said="approved" if item.approved else "proposed")

    def _tried(self, visit: RequestContext, lesson: Lesson, item: Learned | None = None) -> Response:
        """The form again, below what it would change."""
        if self._limiter.wait(visit.staff.id, visit.at):
            words = self._views.words.trial
            return self._views.notice(words.title, words.too_fast, HTTPStatus.TOO_MANY_REQUESTS, "/hoi-dap")
        group = self._open.group(visit, visit.form.number("nhom"))
        wanted = [lesson.text, *([question.question for question in group.questions] if group else []), *lesson.asked_as]
        instead_of = item.id if item else CANDIDATE
        trial: Trial = self._trials.of(lesson, self._lessons.live(visit.at), wanted, self._open.others(visit), visit.at, instead_of)
        return self._views.page(visit, "trial.html", trial=trial, lesson=lesson, item=item, typed=visit.form, seen=_seal(lesson))

    def _shown(self, visit: RequestContext, notice: str = "") -> Response:
        """The list, with forms for a new entry and a new phrase; they keep what was typed, or begin with the group in the query."""
        today = self._today(visit)
        form = visit.form
        return self._views.page(
            visit,
            "learned.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            items=[(item, item.stage(today), may_revise(visit.staff, item)) for item in self._lessons.listed()],
            typed=form if notice else self._begun(visit),
            failed=str(LearnedKind.FAQ if form.text("answer") or form.text("source") else LearnedKind.ALIAS) if notice else "",
            usual=(today + USUAL_LIFE).isoformat(),
            notice=notice,
        )

    def _begun(self, visit: RequestContext) -> Fields:
        """What a form begins with: the newest question of a group, and how else it was asked."""
        number = visit.query.number("nhom")
        group = self._open.group(visit, number) if number else None
        if group is None:
            return visit.query
        title, *others = wordings_of(group)
        return Fields.of({"text": title, "asked_as": "\n".join(others), "nhom": str(number)}.items())

    def _today(self, visit: RequestContext) -> date:
        return visit.at.astimezone(self._views.zone).date()

    def _taught(self, source: str) -> Learned | None:
        """What was proposed from this source already and has not been removed."""
        return next((item for item in self._lessons.listed() if item.lesson.source == source and not item.removed), None)


def _lesson(kind: LearnedKind, visit: RequestContext, code: str) -> Lesson:
    """What a form says. Raises ValueError where something is missing."""
    form = visit.form
    wordings = tuple(wording for wording in wordings_in(form.text("asked_as")) if wording != form.text("text"))
    return Lesson(kind, form.text("text"), _day(visit), form.text("answer"), form.text("source"), code, wordings)


def _seal(lesson: Lesson) -> str:
    """What tells the words that were tried from any others."""
    return mark(repr(lesson))


def _day(visit: RequestContext) -> date:
    """Raises FormError, a ValueError, where no last day was given: nothing is taught for ever."""
    day = visit.form.day("expires")
    if day is None:
        raise FormError("expires")
    return day
