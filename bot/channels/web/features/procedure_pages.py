"""What a procedure's page leads to: the citizen's deadline as a calendar file, the leaflet (A5), the poster of the counter (A3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from bot.channels.web.chat_api import Form
from bot.channels.web.features.calendar_file import CalendarEvent, calendar_file, uid_of
from bot.channels.web.pages import PageRenderer
from bot.http.headers import READ
from bot.petitions.rules.workdays import Workdays
from bot.text.numerals import small
from knowledge.facts.deadline_days import CitizenDeadline, day_in, deadlines_in
from knowledge.records.procedure import Procedure

KEPT = {"Cache-Control": "public, max-age=3600"}
FRESH = {"Cache-Control": "no-store"}
CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"
LEAFLET, POSTER = "leaflet.html", "poster.html"


class ProcedurePages:
    """The routes. A day that somebody gives comes in the body of a form, stands in no address and is not kept."""

    def __init__(self, pages: PageRenderer, workdays: Callable[[], Workdays], now: Callable[[], datetime]) -> None:
        self._pages = pages
        self._workdays = workdays
        self._now = now
        self._words = pages.wording.reading_room.procedure

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/thu-tuc/{code}/to-roi", self.leaflet, methods=READ, response_model=None)
        router.add_api_route("/thu-tuc/{code}/ap-phich", self.poster, methods=READ, response_model=None)
        router.add_api_route("/thu-tuc/{code}/lich", self.calendar, methods=["POST"], response_model=None)
        return router

    def leaflet(self, code: str) -> HTMLResponse:
        """To be printed on A5 and taken home."""
        return self._sheet(code, LEAFLET)

    def poster(self, code: str) -> HTMLResponse:
        """To be printed on A3 and hung at the counter."""
        return self._sheet(code, POSTER)

    def calendar(self, code: str, fields: Form) -> Response:
        """The chosen deadline, counted from the day that was given, as a file; a sentence where it cannot be or is over."""
        record = self._pages.record(code)
        number = small(fields.get("han", ""))
        deadline = next((each for each in deadlines_in(record) if each.number == number), None) if record else None
        mark = day_in(fields.get("moc", ""))
        if record is None or deadline is None:
            return self._missing()
        try:
            event = self._event(record, deadline, mark) if mark else None
        except OverflowError:
            event = None
        words = self._words
        if event is None:
            return self._told(words.unread_title, words.unread, HTTPStatus.UNPROCESSABLE_ENTITY)
        if event.day < self._workdays().local(self._now()).date():
            return self._told(words.past_title, words.past.format(day=_shown(event.day)), HTTPStatus.OK)
        name = words.file_name.format(code=record.code)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
        return Response(calendar_file(event, self._now()), media_type=CALENDAR, headers=headers)

    def _event(self, record: Procedure, deadline: CitizenDeadline, mark: date) -> CalendarEvent:
        is_working = self._workdays().is_working
        address = f"{self._pages.site.origin}/thu-tuc/{record.code}"
        about = self._words.event_about.format(line=deadline.line.rstrip("."), mark=_shown(mark), address=address)
        if first := deadline.first_day(mark, is_working):
            about = f"{self._words.event_opens.format(day=_shown(first))}\n{about}"
        day = deadline.last_day(mark, is_working)
        return CalendarEvent(uid_of(record.code, deadline.line, mark), day, self._words.event.format(name=record.name), about, address)

    def _sheet(self, code: str, template: str) -> HTMLResponse:
        page = self._pages.procedure(code, template)
        return HTMLResponse(page, headers=KEPT) if page else self._missing()

    def _missing(self) -> HTMLResponse:
        words = self._pages.wording.web
        return self._told(words.missing_procedure_title, words.missing_procedure, HTTPStatus.NOT_FOUND)

    def _told(self, title: str, text: str, status: HTTPStatus) -> HTMLResponse:
        return HTMLResponse(self._pages.notice(title, text), status, headers=FRESH)


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
