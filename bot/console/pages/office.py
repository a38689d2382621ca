"""The office's calendar, its deadlines and its templates."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import FormError, RequestContext
from bot.console.views import Views, mark
from bot.people.staff import Role
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.office import OfficeRules
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionKind

FIRST_YEAR, LAST_YEAR = 2020, 2099
MOST_DAYS = 120  # working days of a deadline; more is a typing error
LONGEST_NOTE = 200
MEANS = {"off": True, "work": False, "own": None}  # what a day is made: a day off, a working day, what the calendar says


class OfficePages:
    """Shows to all, changes for admins (ACCESS says so)."""

    def __init__(self, numbers: OfficeRules, desk: OfficerDesk, views: Views) -> None:
        self._numbers = numbers
        self._desk = desk
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        year = visit.query.number("nam") or visit.at.astimezone(self._views.zone).year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("nam")
        may_change = visit.staff.role is Role.ADMIN
        return self._views.page(
            visit,
            "office.html",
            year=year,
            days=self._numbers.year(year),
            limits=self._numbers.limits(),
            unset=self._numbers.unset(),
            may_change=may_change,
        )

    def set_day(self, visit: RequestContext) -> Response:
        day, what, note = visit.form.day("day"), visit.form.text("what"), visit.form.text("note")
        if day is None or what not in MEANS or not FIRST_YEAR <= day.year <= LAST_YEAR or len(note) > LONGEST_NOTE:
            raise FormError("day")
        is_done = self._desk.set_day(visit.staff, day, MEANS[what], note, visit.at)
        return self._views.go("/lich", nam=day.year, said="done" if is_done else "wrong")

    def set_limits(self, visit: RequestContext) -> Response:
        limits = {kind: visit.form.number(kind) for kind in PetitionKind}
        if any(days is None or not 0 < days <= MOST_DAYS for days in limits.values()):
            raise FormError("days")
        done = [self._numbers.set_limit(visit.staff, kind, days, visit.at) for kind, days in limits.items() if days]
        return self._views.go("/lich", said="done" if all(done) else "wrong")

    def templates(self, visit: RequestContext) -> Response:
        return self._templates(visit)

    def save_template(self, visit: RequestContext) -> Response:
        """A leader's is for their own unit, whatever the form says; an admin chooses."""
        form = visit.form
        unit = form.number("unit") if visit.staff.role is Role.ADMIN else visit.staff.unit
        if unit is not None and unit not in self._views.names().units:
            raise FormError("unit")
        body = "" if form.text("remove") == "1" else form.text("body")
        template = ReplyTemplate(form.number("id") or 0, form.text("title"), body, unit)
        if not template.title or (not template.id and not body):
            return self._templates(visit, self._views.words.templates.wrong_field)
        now = next((each for each in self._desk.templates(visit.staff) if each.id == template.id), None)
        if now and form.text("nhap_ban") not in ("", mark(now.title + now.body)):  # saved meanwhile, in another window or by somebody else
            return self._templates(visit, self._views.words.keeping.stale, now)
        saved = self._desk.save_template(visit.staff, template, visit.at, now)
        if isinstance(saved, NotDone) and saved.why is RefusalReason.UNFILLED:
            return self._templates(visit, self._misspelt(body))
        if isinstance(saved, NotDone):
            return self._templates(visit, self._views.words.refusals[saved.why])
        return self._views.go("/mau-tra-loi", said="done")

    def _misspelt(self, body: str) -> str:
        """Which places of the answer nobody would fill in, and what they are called."""
        say = self._views.words.templates
        wrong = [
            say.meant.format(wrong=place, meant=f"{{{meant}}}") if meant else place for place, meant in self._desk.misspelt(body).items()
        ]
        known = (f"{{{name}}}" for name in self._views.wording.petitions.template_fields.values())
        return say.misspelt.format(wrong=", ".join(wrong), known=", ".join(known))

    def _templates(self, visit: RequestContext, notice: str = "", other: ReplyTemplate | None = None) -> Response:
        """The page; where something was refused with why, and what was typed; `other`: what was saved in its place meanwhile."""
        staff, found = visit.staff, self._desk.templates(visit.staff)
        own = frozenset(template.id for template in found if staff.role is Role.ADMIN or template.unit == staff.unit)
        return self._views.page(
            visit,
            "templates.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            templates=found,
            own=own if staff.role is not Role.OFFICER else (),
            may_add=staff.role is not Role.OFFICER,
            chooses=staff.role is Role.ADMIN,
            typed=visit.form,
            notice=notice,
            other=other,
        )
