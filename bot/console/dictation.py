"""Taking down a petition for who calls, comes to the counter or sends a letter; and its code, large, to be read out."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from bot.console.views import Views
from bot.console.visit import Fields, FormError, Visit
from bot.petitions.desk import Desk
from bot.petitions.dictation import Dictation
from bot.petitions.outcome import Refused
from bot.petitions.petition import TAKEN_DOWN, Contact, File, Filing, Kind, Naming, Place, Via
from bot.petitions.triage import MUST_BE_REWRITTEN, Door

VIAS = tuple(via for via in Via if via in TAKEN_DOWN)


class DictationPage:
    """Everything typed stays where something is missing, and where another door seems the right one."""

    def __init__(self, dictation: Dictation, desk: Desk, views: Views) -> None:
        self._dictation = dictation
        self._desk = desk
        self._views = views

    def show(self, visit: Visit) -> Response:
        return self._shown(visit, HTTPStatus.OK)

    def file(self, visit: Visit) -> Response:
        words = self._views.words
        match self._dictation.file(visit.staff, _filing(visit.form), _warned(visit.form), visit.at):
            case File(petition=petition):
                return self._views.go(f"/nhap-ho/{petition.id}")
            case Door() as door:
                return self._shown(visit, HTTPStatus.CONFLICT, words.dictation.doors[door], None if door in MUST_BE_REWRITTEN else door)
            case Refused(why=why):
                return self._shown(visit, HTTPStatus.CONFLICT, words.refusals[why])

    def taken_down(self, visit: Visit) -> Response:
        """Only to who took it down; the petition itself only to who may see it."""
        file = self._dictation.taken_down(visit.staff, visit.number)
        if file is None:
            return self._views.missing()
        is_seen = not isinstance(self._desk.see(visit.staff, visit.number, visit.at), Refused)
        days = tuple(day for day in self._desk.explain(visit.staff, visit.number, visit.at) if not day.number)
        return self._views.page(visit, "taken_down.html", p=file.petition, is_seen=is_seen, days=days)

    def _shown(self, visit: Visit, status: int, notice: str = "", warned: Door | None = None) -> Response:
        return self._views.page(visit, "dictate.html", status, typed=visit.form, notice=notice, warned=warned or "", vias=VIAS)


def _filing(form: Fields) -> Filing:
    """Raises FormError for a kind, a naming or a way that is none of ours."""
    try:
        kind, naming, via = Kind(form.text("kind")), Naming(form.text("naming")), Via(form.text("via"))
    except ValueError as error:
        raise FormError from error
    if via not in TAKEN_DOWN:
        raise FormError("via")
    contact = Contact() if naming is Naming.ANONYMOUS else Contact(form.text("name"), form.text("address"), form.text("phone"))
    return Filing(kind, form.text("content"), naming, contact, Place(form.text("place")), procedure=form.text("procedure"), via=via)


def _warned(form: Fields) -> Door | None:
    """The door that the page has already warned of."""
    return Door(form.text("warned")) if form.text("warned") in set(Door) else None
