"""The pages of articles: `/bai-viet/<slug>`, printable, with what other networks show of a shared link; and their covers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from bot.announcements import cover
from bot.announcements.article import Article
from bot.announcements.place import Place
from bot.announcements.telling import target
from bot.channels.web.pages import Pages
from bot.http.headers import READ
from knowledge.post import AskBot, Call, CallHotline, FilePetition, OpenLink
from knowledge.prose import runs

KEPT = {"Cache-Control": "public, max-age=300"}  # five minutes: an article may be mended or taken down
PETITION = "/kiennghi"  # what the visitor would type

Find = Callable[[str], Article | None]
"""The published article of a slug; None where there is none."""


class ArticlePages:
    """The routes; `find` is asked for every page. Safe between threads."""

    def __init__(self, pages: Pages, find: Find, colour: str) -> None:
        self._pages = pages
        self._find = find
        self._draw = lru_cache(maxsize=32)(cover.draw)
        self._colour = colour

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/bai-viet/{slug}", self.page, methods=READ)
        router.add_api_route("/bai-viet/{slug}/bia.jpg", self.cover, methods=READ)
        return router

    def page(self, slug: str) -> HTMLResponse:
        article = self._find(slug)
        return HTMLResponse(self.html(article, slug), headers=KEPT) if article else self._missing()

    def cover(self, slug: str) -> Response:
        article = self._find(slug)
        if article is None:
            return self._missing()
        return Response(self._picture(article), media_type="image/jpeg", headers=KEPT)

    def html(self, article: Article, slug: str) -> str:
        """The page, as one string."""
        place = Place(self._pages.site.origin, slug)
        return self._pages.render(
            "article.html",
            article=article,
            place=place,
            runs=runs(article.paragraphs),
            calls=[(call.label, _said(call), "" if _said(call) else target(call, place)) for call in article.calls],
            told=self._pages.wording.announcements.article.page,
        )

    def _picture(self, article: Article) -> bytes:
        if article.cover and (given := Path(article.cover)).is_file():
            return given.read_bytes()
        return self._draw(article.title, self._pages.site.office, article.motif, self._colour)

    def _missing(self) -> HTMLResponse:
        words = self._pages.wording.announcements.article.page
        return HTMLResponse(self._pages.notice(words.missing_title, words.missing), HTTPStatus.NOT_FOUND)


def _said(call: Call) -> str:
    """What a call says to the assistant on this site; "" for what leads elsewhere."""
    match call:
        case AskBot():
            return call.question
        case FilePetition():
            return PETITION
        case OpenLink() | CallHotline():
            return ""
