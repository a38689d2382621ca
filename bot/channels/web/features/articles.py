"""The pages of articles: `/bai-viet/<slug>-<number>`, printable, with what other networks show of a shared link; their covers; the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.announcements.formats.call_to_action import target
from bot.announcements.rules.article import Article
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.place import ArticleAddress
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import FILING
from bot.http.headers import READ
from knowledge.records.post import AskBot, Call, CallHotline, FilePetition, OpenLink
from knowledge.texts.paragraphs import runs

KEPT = {"Cache-Control": "public, max-age=300"}  # five minutes: an article may be mended or taken down
NEWEST = 30  # on the list: two years of months, and what came between

_NUMBER = re.compile(r"(?:.*-)?([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """Where articles come from: by number, the newest that are published, and the file of a cover."""

    get: Callable[[int], PublishedArticle | None]
    newest: Callable[[int], Sequence[PublishedArticle]]
    cover: Callable[[Article], str]


class ArticlePages:
    """The routes; `kept` is asked for every page. Safe between threads."""

    def __init__(self, pages: PageRenderer, kept: ArticleSource, zone: ZoneInfo) -> None:
        self._pages = pages
        self._kept = kept
        self._zone = zone

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        for path, endpoint in (("/bai-viet", self.list), ("/bai-viet/{slug}", self.page), ("/bai-viet/{slug}/bia.jpg", self.cover)):
            router.add_api_route(path, endpoint, methods=READ, response_model=None)
        return router

    def list(self) -> HTMLResponse:
        """The newest articles, each with its day."""
        kept = self._kept.newest(NEWEST)
        shown = kept[0] if kept else None
        html = self._pages.render(
            "articles.html",
            kept=kept,
            zone=self._zone,
            told=self._words,
            cover=self._place(shown).cover if shown else "",
            cover_alt=shown.article.title if shown else "",
        )
        return HTMLResponse(html, headers=KEPT)

    def page(self, slug: str) -> Response:
        """One article; an old or shortened address leads to the right one."""
        kept = self._published(slug)
        if kept is None:
            return self._missing()
        if f"/bai-viet/{slug}" != kept.path:
            return RedirectResponse(f"{self._pages.site.base}{kept.path}", HTTPStatus.PERMANENT_REDIRECT)
        return HTMLResponse(self._html(kept), headers=KEPT)

    def cover(self, slug: str) -> Response:
        """The picture, to be shown here and elsewhere."""
        kept = self._published(slug)
        if kept is None:
            return self._missing()
        return Response(Path(self._kept.cover(kept.article)).read_bytes(), media_type="image/jpeg", headers=KEPT)

    def _published(self, slug: str) -> PublishedArticle | None:
        match = _NUMBER.fullmatch(slug)
        kept = self._kept.get(int(match[1])) if match else None
        return kept if kept and kept.published else None

    def _place(self, kept: PublishedArticle) -> ArticleAddress:
        return ArticleAddress(self._pages.site.origin, kept.path.rpartition("/")[2])

    def _html(self, kept: PublishedArticle) -> str:
        article, place = kept.article, self._place(kept)
        return self._pages.render(
            "article.html",
            article=article,
            place=place,
            runs=runs(article.paragraphs),
            calls=[(call.label, _said(call), "" if _said(call) else self._target(call, place)) for call in article.calls],
            told=self._words,
        )

    def _target(self, call: Call, place: ArticleAddress) -> str:
        return f"{self._pages.site.base}{FILING}" if isinstance(call, FilePetition) else target(call, place)

    @property
    def _words(self) -> object:
        return self._pages.wording.announcements.article.page

    def _missing(self) -> HTMLResponse:
        words = self._pages.wording.announcements.article.page
        return HTMLResponse(self._pages.notice(words.missing_title, words.missing), HTTPStatus.NOT_FOUND)


def _said(call: Call) -> str:
    """What a call says to the assistant on this site; "" for what leads elsewhere."""
    match call:
        case AskBot():
            return call.question
        case FilePetition() | OpenLink() | CallHotline():
            return ""
