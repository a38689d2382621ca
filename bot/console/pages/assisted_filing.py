"""Taking down a petition for who calls, comes to the counter or sends a letter; and its code, large, to be read out."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import NotDone
from bot.petitions.rules.petition import TAKEN_DOWN, Contact, Naming, NewPetition, PetitionFile, PetitionKind, PetitionPlace, Via
from bot.petitions.rules.texts.triage import MUST_BE_REWRITTEN, Referral

VIAS = tuple(via for via in Via if via in TAKEN_DOWN)


class AssistedFilingPages:
    """Everything typed stays where something is missing, and where another door seems the right one."""

    def __init__(self, dictation: AssistedFiling, desk: OfficerDesk, views: Views) -> None:
        self._dictation = dictation
        self._desk = desk
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit, HTTPStatus.OK)

    def file(self, visit: RequestContext) -> Response:
        words = self._views.words
        match self._dictation.file(visit.staff, _filing(visit.form), _warned(visit.form), visit.at):
            case PetitionFile(petition=petition):
                return self._views.go(f"/nhap-ho/{petition.id}")
            case Referral() as door:
                return self._shown(visit, HTTPStatus.CONFLICT, words.dictation.doors[door], None if door in MUST_BE_REWRITTEN else door)
            case NotDone(why=why):
                return self._shown(visit, HTTPStatus.CONFLICT, words.refusals[why])

    def taken_down(self, visit: RequestContext) -> Response:
        """Only to who took it down; the petition itself only to who may see it."""
        file = self._dictation.taken_down(visit.staff, visit.number)
        if file is None:
            return self._views.missing()
        is_seen = not isinstance(self._desk.see(visit.staff, visit.number, visit.at), NotDone)
        days = tuple(day for day in self._desk.explain(visit.staff, visit.number, visit.at) if not day.number)
        return self._views.page(visit, "taken_down.html", p=file.petition, is_seen=is_seen, days=days)

    def _shown(self, visit: RequestContext, status: int, notice: str = "", warned: Referral | None = None) -> Response:
        told = {"notice": notice, "warned": warned or "", "vias": VIAS, "hamlets": self._desk.hamlets()}
        return self._views.page(visit, "dictate.html", status, typed=visit.form, **told)


def _filing(form: Fields) -> NewPetition:
    """Raises FormError for an unknown kind, naming or way."""
    try:
        kind, naming, via = PetitionKind(form.text("kind")), Naming(form.text("naming")), Via(form.text("via"))
    except ValueError as error:
        raise FormError from error
    if via not in TAKEN_DOWN:
        raise FormError("via")
    contact = Contact() if naming is Naming.ANONYMOUS else Contact(form.text("name"), form.text("address"), form.text("phone"))
    return NewPetition(
        kind, form.text("content"), naming, contact, PetitionPlace(form.text("place")), procedure=form.text("procedure"), via=via
    )


def _warned(form: Fields) -> Referral | None:
    """The door that the page has already warned of."""
    return Referral(form.text("warned")) if form.text("warned") in set(Referral) else None
