"""Looking for a procedure without typing: `/viec` life events and fields, `/viec/<event>` what to do in order,
`/linh-vuc/<heading>` its fields, `/linh-vuc/<field>` its procedures."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.channels.web.of_index import OfIndex
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import BROWSING, FIELDS
from bot.channels.web.shelf import ReadingShelf
from bot.http.headers import READ
from knowledge.facts.deadline_days import deadline_meant

KEPT = {"Cache-Control": "public, max-age=3600"}  # an hour: an index built anew shows soon enough


class BrowsePages:
    """The routes; reads only, and is the same for everybody. `shelf`: of the index in use."""

    def __init__(self, pages: PageRenderer, shelf: OfIndex[ReadingShelf]) -> None:
        self._pages = pages
        self._words = pages.wording.reading_room.browse
        self._shelf = shelf

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        for path, endpoint in ((BROWSING, self.all), (f"{BROWSING}/{{slug}}", self.event), (f"{FIELDS}/{{key}}", self.field)):
            router.add_api_route(path, endpoint, methods=READ, response_model=None)
        return router

    def all(self) -> HTMLResponse:
        """Every life event, then every field under its everyday heading, each with how many procedures it holds."""
        shelf = self._shelf.now
        return self._page("browse.html", events=shelf.events, headings=shelf.headings)

    def event(self, slug: str) -> HTMLResponse:
        """What to do in order, by when, and what to bring."""
        event = self._shelf.now.events.get(slug)
        if event is None:
            return self._missing()
        steps = [(step, self._pages.record(step.code) if step.code else None) for step in event.steps]
        told = [(step, record, deadline_meant(step.by, record) if record and step.by else None) for step, record in steps]
        return self._page("event.html", event=event, slug=slug, steps=told)

    def field(self, key: str) -> HTMLResponse:
        """The fields under a heading, or the procedures of a field, the ordinary ones first."""
        shelf = self._shelf.now
        if heading := next((each for each in shelf.headings if each.key == key), None):
            return self._page("heading.html", heading=heading)
        field = shelf.catalogue.field(key)
        return self._page("field.html", field=field) if field else self._missing()

    def _page(self, template: str, **told: object) -> HTMLResponse:
        return HTMLResponse(self._pages.render(template, told=self._words, **told), headers=KEPT)

    def _missing(self) -> HTMLResponse:
        words = self._pages.wording.web
        return HTMLResponse(self._pages.notice(words.missing_title, words.missing), HTTPStatus.NOT_FOUND)
