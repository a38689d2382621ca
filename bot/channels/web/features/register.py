"""The public register on the web: `/kien-nghi`, searched and filtered, and a page for each answered petition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.channels.cleaning import cleaned
from bot.channels.web.chat_api import address_of
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import REGISTER
from bot.http.headers import READ
from bot.petitions.cases.register import Register, RegisterEntry
from bot.petitions.notices.presenter import summary
from bot.petitions.rules.code import read
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.published import RegisterQuery
from bot.text.numerals import is_row

KEPT = {"Cache-Control": "public, max-age=60"}  # a minute: an officer may take back what was published
CHOICES_KEPT = timedelta(minutes=1)
LONGEST_SEARCH = 200
LONGEST_CODE = 40


class RegisterPages:
    """The routes; reads only, and is the same for everybody."""

    def __init__(self, register: Register, guard: FormGuard, pages: PageRenderer, zone: ZoneInfo) -> None:
        self._register = register
        self._guard = guard
        self._pages = pages
        self._zone = zone
        self._chosen: tuple[datetime, Mapping[int, str], Mapping[str, frozenset[str]]] | None = None
        self._words = pages.wording.petition_pages.public

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(REGISTER, self.list, methods=READ, response_model=None)
        router.add_api_route(f"{REGISTER}/{{code}}", self.page, methods=READ, response_model=None)
        return router

    def list(self, request: Request) -> Response:
        """The newest first; what is asked for and is none is left out."""
        self._guard.look(request)
        asked = {name: cleaned(request.query_params.get(name, ""))[:LONGEST_SEARCH] for name in ("tim", "loai", "linh-vuc", "noi", "sau")}
        units, fields = self._choices()
        kind, unit = asked["loai"], asked["noi"]
        wanted = RegisterQuery(
            text=asked["tim"],
            kind=PetitionKind(kind) if kind in set(PetitionKind) else None,
            unit=int(unit) if is_row(unit) and int(unit) in units else None,
            procedures=fields.get(asked["linh-vuc"]),
            after=asked["sau"],
        )
        leaf = self._register.leaf(wanted)
        chosen = {name: value for name, value in asked.items() if value and name != "sau"}
        older = f"{REGISTER}?{urlencode(chosen | {'sau': leaf.next})}" if leaf.next else ""
        page = self._pages.render(
            "register.html",
            told=self._words,
            say=self._pages.wording.petitions,
            entries=leaf.entries,
            older=older,
            asked=asked,
            chosen=chosen,
            newest=f"{REGISTER}?{urlencode(chosen)}",
            kinds=PetitionKind,
            units=units,
            fields=sorted(fields),
            took=self._took,
            day=self._day,
            summary=summary,
        )
        return HTMLResponse(page, headers=KEPT)

    def page(self, request: Request, code: str) -> Response:
        """One of them, by its number; the code, of which addresses once were made, leads there. A wrong one counts as one everywhere."""
        self._guard.look(request)
        if number := self._number_of(code[:LONGEST_CODE], address_of(request)):
            return RedirectResponse(f"{self._pages.site.base}{REGISTER}/{number}", HTTPStatus.SEE_OTHER)
        entry = self._register.entry(int(code)) if is_row(code) else None
        if entry is None:
            return HTMLResponse(self._pages.notice(self._words.missing_title, self._words.missing), HTTPStatus.NOT_FOUND)
        record = self._pages.record(entry.procedure) if entry.procedure else None
        page = self._pages.render(
            "register_entry.html",
            told=self._words,
            say=self._pages.wording.petitions,
            entry=entry,
            record=record,
            took=self._took,
            day=self._day,
            summary=summary,
            address=f"{self._pages.site.origin}{REGISTER}/{entry.number}",
        )
        return HTMLResponse(page, headers=KEPT)

    def _number_of(self, typed: str, address: str) -> int | None:
        """Of the entry with that code. Raises RefusedError where too many from `address` were wrong."""
        if read(typed) is None:
            return None
        self._guard.before_a_code(address)
        number = self._register.number_of(typed)
        if number is None:
            self._guard.after_a_wrong_code(address)
        return number

    def _choices(self) -> tuple[Mapping[int, str], Mapping[str, frozenset[str]]]:
        """The units and fields to choose from; looked up anew every CHOICES_KEPT, because it reads the whole register."""
        now = self._guard.now()
        if self._chosen is None or not timedelta() <= now - self._chosen[0] < CHOICES_KEPT:
            self._chosen = (now, self._register.units(), self._fields())
        return self._chosen[1:]

    def _fields(self) -> dict[str, frozenset[str]]:
        """The fields of the procedures that entries are about → their codes."""
        fields: dict[str, set[str]] = {}
        for code in self._register.procedures():
            record = self._pages.record(code)
            if record and record.field:
                fields.setdefault(record.field, set()).add(code)
        return {name: frozenset(codes) for name, codes in fields.items()}

    def _took(self, entry: RegisterEntry) -> str:
        return self._words.took.format(days=entry.days) if entry.days else self._words.took_same_day

    def _day(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%d/%m/%Y")
