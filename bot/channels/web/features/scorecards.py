"""Index cards on the web: `/chi-so`, compared over years and provinces as charts, with their numbers as a table beside."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from bot.channels.cleaning import cleaned
from bot.channels.web.chat_api import FRESH
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import SCORECARDS
from bot.http.headers import READ
from bot.scorecards.cases.card_hall import ScorecardHall
from bot.text.numerals import is_row

LONGEST_NAME = 60  # characters of a province in the address; the longest has nineteen


class ScorecardListPage:
    """The route; reads only, and is the same for everybody."""

    def __init__(self, hall: ScorecardHall, pages: PageRenderer) -> None:
        self._hall = hall
        self._pages = pages

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(SCORECARDS, self.show, methods=READ, response_model=None)
        return router

    def show(self, request: Request) -> Response:
        """`nam` and `tinh` in the query choose; what is none of ours chooses nothing."""
        typed, province = request.query_params.get("nam", ""), cleaned(request.query_params.get("tinh", ""))[:LONGEST_NAME]
        year = int(typed) if is_row(typed) else 0
        views, say = self._hall.views(year, province), self._pages.wording.scorecards
        page = self._pages.render(
            "scorecards.html",
            say=say,
            views=views,
            years=sorted({each for view in views for each in view.all_years}, reverse=True),
            provinces=sorted({each for view in views for each in view.all_provinces}),
            asked={"year": year, "province": province or self._hall.own()},
            value=self._hall.teller.value,
            rank=self._hall.teller.rank,
        )
        return HTMLResponse(page, headers=FRESH)
