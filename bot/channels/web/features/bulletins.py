"""Notices with beginning and end on the web: `/thong-bao`, with what lasts, what is to come and what is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from bot.bulletins.cases.board import BulletinBoard
from bot.bulletins.cases.strip import lines_of
from bot.bulletins.rules.bulletin import BulletinPhase
from bot.channels.web.chat_api import FRESH
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import BULLETINS
from bot.http.headers import READ


class BulletinListPage:
    """The route; reads only, and is the same for everybody."""

    def __init__(self, board: BulletinBoard, pages: PageRenderer, now: Callable[[], datetime]) -> None:
        self._board = board
        self._pages = pages
        self._now = now

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(BULLETINS, self.show, methods=READ, response_model=None)
        return router

    def show(self) -> Response:
        at = self._now()
        standing = self._board.on_web(at)
        groups = {
            "running": [each for each in standing if each.phase(at) is BulletinPhase.RUNNING],
            "upcoming": [each for each in standing if each.phase(at) is BulletinPhase.UPCOMING],
            "past": self._board.past(at),
        }
        told = {name: list(lines_of(self._board, found, at)) for name, found in groups.items()}
        words = self._pages.wording.bulletins
        return HTMLResponse(self._pages.render("bulletins.html", say=words.web, where=words.where, groups=told), headers=FRESH)
