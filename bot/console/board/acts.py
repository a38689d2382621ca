"""The forms of the board: take or hand out many petitions at once, keep a view or drop it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.responses import Response

from bot.console.board.together import summed
from bot.console.request import FormError, RequestContext
from bot.console.views import Views
from bot.people.workplace.view_store import SavedViews, kept_of
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.rules.listing import PAGE
from bot.text.numerals import is_row

CLAIM, ASSIGN = "nhan", "giao"


class BoardActs:
    """Each petition is one decision of the desk: what cannot be done with one does not stop the others."""

    def __init__(self, desk: OfficerDesk, saved: SavedViews, views: Views) -> None:
        self._desk = desk
        self._saved = saved
        self._views = views

    def together(self, visit: RequestContext) -> Response:
        """Raises FormError for what the page did not offer."""
        chosen, what = visit.form.all("chon"), visit.form.text("viec")
        if what not in (CLAIM, ASSIGN) or len(chosen) > PAGE or not all(map(is_row, chosen)):
            raise FormError("viec")
        officer = visit.form.number("can_bo") if what == ASSIGN else visit.staff.id
        if not chosen or officer is None:
            return self._back(visit, said="none_chosen" if not chosen else "no_officer")
        numbers = [int(number) for number in dict.fromkeys(chosen)]
        if what == CLAIM:
            return self._back(visit, **summed([self._desk.claim(visit.staff, number, visit.at) for number in numbers]))
        reason, held = visit.form.text("ly_do"), self._held(visit, numbers)
        if held and not reason:
            return self._back(visit, said="no_reason_given")
        outcomes = [
            self._desk.reassign(visit.staff, number, officer, reason, visit.at)
            if number in held
            else self._desk.assign(visit.staff, number, officer, visit.at)
            for number in numbers
        ]
        return self._back(visit, **summed(outcomes))

    def _held(self, visit: RequestContext, numbers: Sequence[int]) -> frozenset[int]:
        """Those that somebody has already: who gives them to another says why."""
        seen = {number: self._desk.see(visit.staff, number, visit.at) for number in numbers}
        return frozenset(number for number, each in seen.items() if isinstance(each, SeenPetition) and each.file.petition.officer)

    def keep(self, visit: RequestContext) -> Response:
        is_kept = self._saved.keep(visit.staff.id, visit.form.text("ten"), visit.form.text("xem"), visit.at)
        return self._back(visit, said="view_kept" if is_kept else "view_not_kept")

    def drop(self, visit: RequestContext) -> Response:
        self._saved.drop(visit.staff.id, visit.number)
        return self._views.go("/", said="view_dropped")

    def _back(self, visit: RequestContext, **told: str | int) -> Response:
        """To the board as it stood, with what came of it."""
        kept = dict(parse_qsl(kept_of(visit.form.text("xem"))))
        return self._views.go("/", **kept, **told)
