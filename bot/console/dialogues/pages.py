"""Dialogues and meetings in the console: the list, one event with its guests and minutes, what is read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.dialogues.cases.dialogue_desk import PATH, DialogueDesk, approves
from bot.dialogues.cases.question_desk import QuestionDesk
from bot.dialogues.rules.dialogue import (
    DialogueDraft,
    DialogueFault,
    DialogueKind,
    DialogueMatter,
    DialogueMove,
    DialogueState,
    OfficeDialogue,
)
from bot.dialogues.rules.numbers import (
    LONGEST_ABOUT,
    LONGEST_ANSWER,
    LONGEST_MINUTES,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_SCRIPT,
    LONGEST_TITLE,
    MOST_SEATS,
)
from bot.dialogues.rules.telling import DialogueTeller
from bot.dialogues.store.dialogues import DialogueBook
from bot.dialogues.store.matters import MatterBook
from bot.dialogues.store.seats import SeatBook
from bot.people.staff import Staff
from bot.plans.denied import Denied
from bot.plans.task import Due

TYPED = ("kind", "title", "about", "place", "host", "script", "day", "clock", "ends_clock", "unit", "seats")
MORNING, NOON = time(8), time(11)  # where a form leaves the clock empty: a meeting of one morning


@dataclass(frozen=True, slots=True)
class DialoguePageDeps:
    """`owed`: the tasks of plans that somebody may prove now; `site`: the office's public address."""

    desk: DialogueDesk
    questions: QuestionDesk
    book: DialogueBook
    seats: SeatBook
    matters: MatterBook
    teller: DialogueTeller
    owed: Callable[[Staff, datetime], Sequence[Due]]
    site: str


class DialoguePages:
    """Who may do what, the use cases decide."""

    def __init__(self, office: DialoguePageDeps, views: Views) -> None:
        self._office = office
        self._views = views
        self._words = views.wording.dialogues

    def list(self, visit: RequestContext) -> Response:
        return self._listed(visit)

    def write(self, visit: RequestContext) -> Response:
        draft = self._read(visit)
        done = self._office.desk.write(draft, visit.staff, visit.at) if draft else [DialogueFault.REVERSED]
        if isinstance(done, int):
            return self._views.go(f"{PATH}/{done}", said="done")
        return self._listed(visit, self._told(done))

    def show(self, visit: RequestContext) -> Response:
        found = self._office.book.get(visit.number)
        return self._shown(visit, found) if found else self._views.missing()

    def rewrite(self, visit: RequestContext) -> Response:
        draft, revision = self._read(visit), visit.form.number("revision") or 0
        desk = self._office.desk
        done = desk.rewrite(visit.number, draft, revision, visit.staff, visit.at) if draft else [DialogueFault.REVERSED]
        return self.after(visit, done)

    def approve(self, visit: RequestContext) -> Response:
        return self.after(visit, self._office.desk.approve(visit.number, visit.form.number("revision") or 0, visit.staff, visit.at))

    def drop(self, visit: RequestContext) -> Response:
        return self.after(visit, self._office.desk.drop(visit.number, visit.staff, visit.at))

    def cancel(self, visit: RequestContext) -> Response:
        return self.after(visit, self._office.desk.cancel(visit.number, visit.form.text("reason"), visit.staff, visit.at))

    def keep_minutes(self, visit: RequestContext) -> Response:
        form = visit.form
        done = self._office.desk.keep_minutes(visit.number, form.text("minutes"), form.number("revision") or 0, visit.staff, visit.at)
        return self.after(visit, done)

    def publish(self, visit: RequestContext) -> Response:
        done = self._office.desk.publish(visit.number, visit.form.number("revision") or 0, visit.staff, visit.at)
        if done is DialogueMove.DONE:
            self._office.questions.work(visit.at)
        return self.after(visit, done)

    def reopen(self, visit: RequestContext) -> Response:
        return self.after(visit, self._office.desk.reopen(visit.number, visit.form.text("reason"), visit.staff, visit.at))

    def read_aloud(self, visit: RequestContext) -> Response:
        """What somebody reads to open the meeting, to be printed."""
        found = self._office.book.get(visit.number)
        if found is None:
            return self._views.missing()
        script = self._office.teller.script(found, self._office.matters.matters(found.id))
        return self._views.page(visit, "dialogue_script.html", found=found, head=self._office.teller.head(found), script=script)

    def prove(self, visit: RequestContext) -> Response:
        """The event as the proof of a plan's task."""
        office, found = self._office, self._office.book.get(visit.number)
        if found is None:
            return self._views.missing()
        matters = [each for each in office.matters.matters(found.id) if not each.is_dropped]
        counts = {
            "questions": len(matters),
            "answered": sum(each.is_answered for each in matters),
            "guests": sum(office.seats.counts(found.id)),
        }
        day = found.draft.begins.astimezone(self._views.zone)
        link = f"{office.site}{PATH}/{found.id}"
        proof = self._words.page.proof_text.format(title=office.teller.head(found), day=f"{day:%d/%m/%Y}", link=link, **counts)
        done = office.desk.prove(found.id, visit.form.number("due") or 0, proof, visit.staff, visit.at)
        if isinstance(done, Denied):
            return self._shown(visit, found, self._views.wording.plans.denied[done])
        return self.after(visit, done)

    def after(self, visit: RequestContext, done: DialogueMove | Sequence[DialogueFault], number: int = 0) -> Response:
        """The event's page, with what was not done."""
        number = number or visit.number
        if done is DialogueMove.DONE:
            return self._views.go(f"{PATH}/{number}", said="done")
        found = self._office.book.get(number)
        return self._shown(visit, found, self._told(done)) if found else self._views.missing()

    def _told(self, done: DialogueMove | Sequence[DialogueFault]) -> str:
        """Why something was not done."""
        if isinstance(done, DialogueMove):
            return self._words.moves[done]
        return " ".join(self._words.faults[fault] for fault in done)

    def _listed(self, visit: RequestContext, notice: str = "") -> Response:
        office, today = self._office, self._office.questions.today(visit.at)
        late = {each.dialogue for each in office.matters.owed(today) if each.is_late(today)}
        lines = [(each, office.teller.head(each), office.teller.when(each), each.id in late) for each in office.book.all()]
        more = self._form(visit, None, visit.form if notice else Fields())
        status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
        return self._views.page(visit, "dialogues.html", status, lines=lines, notice=notice, **more)

    def _shown(self, visit: RequestContext, found: OfficeDialogue, notice: str = "") -> Response:
        office, by, at = self._office, visit.staff, visit.at
        desk, may_tend = office.desk, office.desk.may_tend(found, by)
        is_held = found.state in (DialogueState.ANNOUNCED, DialogueState.PUBLISHED)
        asks_proof = is_held and may_tend and found.is_over(at) and found.task is None
        return self._views.page(
            visit,
            "dialogue.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            found=found,
            seen_as=office.teller.full(found),
            pending_as=office.teller.full(replace(found, draft=found.pending)) if found.pending and found.is_waiting else "",
            may_approve=desk.may_approve(found, by),
            may_change=desk.may_change(found, by, at),
            may_drop=found.announced is None and found.state is DialogueState.PROPOSED and may_tend,
            may_cancel=found.announced is not None
            and found.state in (DialogueState.PROPOSED, DialogueState.ANNOUNCED)
            and approves(by)
            and not found.is_over(at),
            may_tend=may_tend,
            may_see_guests=desk.may_see_guests(found, by),
            guests=desk.guests(found, by, at),
            seats=office.seats.counts(found.id),
            new=office.matters.new(found.id) if may_tend else (),
            matters=[self._matter(found, each, by, at, visit.form) for each in office.matters.matters(found.id) if not each.is_dropped],
            may_raise=may_tend and found.state is DialogueState.ANNOUNCED and at >= found.draft.begins,
            may_write_minutes=may_tend and found.state is DialogueState.ANNOUNCED and found.is_over(at),
            may_publish=desk.may_publish(found, by),
            may_reopen=found.state is DialogueState.PUBLISHED and approves(by),
            owed=office.owed(by, at) if asks_proof else (),
            is_approver=approves(by),
            typed_minutes=visit.form.text("minutes") or found.minutes,
            notice=notice,
            **self._form(visit, found.pending or found.draft, visit.form if notice else Fields()),
        )

    def _matter(self, found: OfficeDialogue, matter: DialogueMatter, by: Staff, at: datetime, form: Fields) -> dict[str, object]:
        """With what its forms may do; `typed`: an answer that was not taken, so that nobody types it twice."""
        questions = self._office.questions
        may = {"answer": questions.may_answer(matter, found, by), "release": questions.may_release(matter, by)}
        typed = form.text("answer") if form.text("of") == str(matter.id) else ""
        return {"it": matter, "is_late": matter.is_late(questions.today(at)), "may": may, "typed": typed}

    def _form(self, visit: RequestContext, draft: DialogueDraft | None, typed: Fields) -> dict[str, object]:
        """What a form says: what was just typed and refused, else the draft, else nothing."""
        limits = {
            "title": LONGEST_TITLE,
            "about": LONGEST_ABOUT,
            "note": LONGEST_NOTE,
            "script": LONGEST_SCRIPT,
            "seats": MOST_SEATS,
            "question": LONGEST_QUESTION,
            "answer": LONGEST_ANSWER,
            "minutes": LONGEST_MINUTES,
        }
        units = [unit for unit in self._views.names().units.values() if self._office.desk.may_write(visit.staff, unit.id)]
        stands: dict[str, object] = {**dict.fromkeys(TYPED, ""), "unit": visit.staff.unit, "seats": 0}
        if typed.text("title"):
            stands = {name: typed.text(name) for name in TYPED}
        elif draft:
            stands = self._stands(draft)
        return {"typed": stands, "kinds": DialogueKind, "limits": limits, "own_units": units}

    def _stands(self, draft: DialogueDraft) -> dict[str, object]:
        begins, ends = draft.begins.astimezone(self._views.zone), draft.ends.astimezone(self._views.zone)
        told: dict[str, object] = {name: getattr(draft, name) for name in ("title", "about", "place", "host", "script", "unit", "seats")}
        return told | {"kind": draft.kind.value, "day": f"{begins:%Y-%m-%d}", "clock": f"{begins:%H:%M}", "ends_clock": f"{ends:%H:%M}"}

    def _read(self, visit: RequestContext) -> DialogueDraft | None:
        """What a form says; None where the day is missing. Raises FormError for what no form of ours sends."""
        form, kind = visit.form, visit.form.text("kind")
        if kind not in set(DialogueKind):
            raise FormError("kind")
        day = form.day("day")
        if day is None:
            return None
        begins, ends = (
            datetime.combine(day, self._clock(form, name, plain), self._views.zone)
            for name, plain in (("clock", MORNING), ("ends_clock", NOON))
        )
        texts = (form.text("place"), form.text("host"), form.number("unit") or 0, form.text("about"))
        seats = form.text("seats")
        if seats and not (seats.isascii() and seats.isdigit() and len(seats) <= len(str(MOST_SEATS)) + 1):
            raise FormError("seats")
        return DialogueDraft(DialogueKind(kind), form.text("title"), begins, ends, *texts, int(seats or 0), form.text("script"))

    @staticmethod
    def _clock(form: Fields, name: str, plain: time) -> time:
        """Raises FormError for a clock that is none."""
        try:
            return time.fromisoformat(form.text(name)).replace(tzinfo=None) if form.text(name) else plain
        except ValueError as error:
            raise FormError(name) from error
