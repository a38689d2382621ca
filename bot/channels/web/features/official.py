"""Official channels on the web: `/kenh`, the list and a field in which somebody checks what they were given."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from bot.channels.cleaning import cleaned
from bot.channels.web.chat_api import FRESH
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import OFFICIAL
from bot.http.headers import READ
from bot.official.cases.verifying import OfficialVerifier
from bot.official.rules.channel import OfficialChannel, OfficialKind
from bot.official.rules.numbers import LONGEST_READ


class OfficialListPage:
    """The route; reads only, keeps nothing of what is checked."""

    def __init__(self, verifier: OfficialVerifier, pages: PageRenderer, guard: FormGuard) -> None:
        self._verifier = verifier
        self._pages = pages
        self._guard = guard

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(OFFICIAL, self.show, methods=READ, response_model=None)
        return router

    def show(self, request: Request) -> Response:
        """Raises RefusedError where somebody has too much checked."""
        at, asked = self._guard.now(), cleaned(request.query_params.get("hoi", ""))[:LONGEST_READ].strip()
        if asked:
            self._guard.look(request)
        page = self._pages.render(
            "official.html",
            say=self._pages.wording.official,
            asked=asked,
            verdict=self._verifier.verdict(asked, at) if asked else "",
            current=_by_kind(self._verifier.current(at)),
            ended=self._verifier.ended(at),
        )
        return HTMLResponse(page, headers=FRESH)


def _by_kind(found: Sequence[OfficialChannel]) -> list[tuple[OfficialKind, list[OfficialChannel]]]:
    groups = [(kind, [each for each in found if each.draft.kind is kind]) for kind in OfficialKind]
    return [group for group in groups if group[1]]
