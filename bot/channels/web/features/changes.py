"""What became of procedures on the web: `/bien-dong`, by month and field, and the same for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from bot.changes.feed import ChangeFeed
from bot.changes.presenter import details, month_of, name_of_month
from bot.changes.seen import SeenChange
from bot.channels.cleaning import cleaned
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import CHANGES, CHANGES_FEED
from bot.http.headers import READ
from bot.text.numerals import small
from indexer.language import folded
from knowledge.publications.changes import Change

KEPT = {"Cache-Control": "public, max-age=300"}  # five minutes: publications come by the month
LONGEST_FIELD = 200  # characters of a field's name in an address
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as the page shows it; `address`: of the procedure's page, "" where there is none any more."""

    id: int
    kind: str
    name: str
    code: str
    address: str
    details: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What an address asks for; what cannot be read is left out."""

    month: int = 0
    field: str = ""
    page: int = 1


class ChangePages:
    """The routes; reads only, and is the same for everybody: what is published, of the nation and of the own province."""

    def __init__(self, feed: ChangeFeed, pages: PageRenderer, zone: ZoneInfo) -> None:
        self._feed = feed
        self._pages = pages
        self._zone = zone
        self._words = pages.wording.changes

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(CHANGES, self.show, methods=READ, response_model=None)
        router.add_api_route(CHANGES_FEED, self.rss, methods=READ, response_model=None)
        return router

    def show(self, request: Request) -> Response:
        """The newest month first; within it by field."""
        asked = _asked(request)
        leaf = self._feed.leaf(asked.page, asked.month, asked.field)
        page = self._pages.render(
            "changes.html",
            told=self._words,
            months=[(number, name_of_month(number, self._words), count) for number, count in self._feed.months().items()],
            fields=dict(sorted(self._feed.fields().items(), key=lambda found: _letters(found[0]))),
            asked=asked,
            leaf=leaf,
            groups=list(self._grouped(leaf.changes)),
            newer=self._address(asked, leaf.page - 1) if leaf.page > 1 else "",
            older=self._address(asked, leaf.page + 1) if leaf.page < leaf.pages else "",
            rss=CHANGES_FEED,
        )
        return HTMLResponse(page, headers=KEPT)

    def rss(self) -> Response:
        """The latest, for feed readers."""
        newest = self._feed.newest()
        text = self._pages.render(
            "changes.rss",
            told=self._words,
            office=self._pages.site.office or self._pages.wording.web.brand,
            home=f"{self._pages.site.origin}{CHANGES}",
            own=f"{self._pages.site.origin}{CHANGES_FEED}",
            built=format_datetime(newest[0].seen) if newest else "",
            items=[(self._line(seen), format_datetime(seen.seen)) for seen in newest],
        )
        return Response(text, media_type=RSS, headers=KEPT)

    def _grouped(self, changes: tuple[SeenChange, ...]) -> Iterator[tuple[str, str, list[ChangeLine]]]:
        """The lines of each month and field, as they follow one another."""
        for (month, field), lines in groupby(changes, lambda seen: (month_of(seen, self._zone, self._words), seen.change.field)):
            yield month, field or self._words.page.no_field, [self._line(seen) for seen in lines]

    def _line(self, seen: SeenChange) -> ChangeLine:
        change = seen.change
        told = details(change, self._words, self._pages.wording.parts, self._name)
        return ChangeLine(
            *(seen.id, self._words.kinds[change.kind], change.name, change.code, self._page_of(change), tuple(told)),
            seen.seen.astimezone(self._zone).strftime("%d/%m/%Y"),
        )

    def _page_of(self, change: Change) -> str:
        return f"/thu-tuc/{change.code}" if self._pages.record(change.code) else ""

    def _name(self, code: str) -> str:
        record = self._pages.record(code)
        return record.name if record else ""

    def _address(self, asked: ChangeFilter, page: int) -> str:
        told = {"thang": asked.month, "linh-vuc": asked.field, "trang": page if page > 1 else 0}
        kept = urlencode({name: value for name, value in told.items() if value})
        return f"{CHANGES}?{kept}" if kept else CHANGES


def _asked(request: Request) -> ChangeFilter:
    query = request.query_params
    month, page = small(query.get("thang", "")), small(query.get("trang", ""))
    field = cleaned(query.get("linh-vuc", ""))[:LONGEST_FIELD]
    return ChangeFilter(month or 0, field, page or 1)


def _letters(name: str) -> tuple[list[str], str]:
    """As a name stands in a Vietnamese list: D with a stroke beside D, not behind Y."""
    return folded(name), name
