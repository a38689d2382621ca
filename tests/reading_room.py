"""The citizens' pages over an index and a desk, as `bot serve` puts them together: chat, browsing, procedures, suggestions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from bot.channels.web.app import make_app
from bot.channels.web.features.browsing import BrowsePages
from bot.channels.web.features.procedure_pages import ProcedurePages
from bot.channels.web.features.suggesting import SuggestingApi
from bot.channels.web.pages import PageRenderer, PageSources, Site
from bot.channels.web.shelf import shelves
from bot.channels.web.visitors import Visitors
from bot.messages import MessageHandler
from bot.petitions.cases.office import hours_of
from bot.petitions.rules.workdays import Workdays
from bot.runtime.clock import utc_now
from bot.settings import Settings
from tests.petitions import WORDS

KEY = "a key of the tests"
WORKDAYS = Workdays(ZoneInfo("Asia/Ho_Chi_Minh"), hours_of(Settings(secret_key=KEY).office_hours))


def reading_room(sources: PageSources, desk: MessageHandler, site: Site, now: Callable[[], datetime] = utc_now) -> FastAPI:
    """The application; `sources` stays the same."""
    shelf = shelves(lambda: sources.index)
    pages = PageRenderer(lambda: sources, WORDS, site, lambda: shelf.now.doors)
    routers = [
        BrowsePages(pages, shelf).routes(),
        ProcedurePages(pages, lambda: WORKDAYS, now).routes(),
        SuggestingApi(lambda: sources, site, Visitors(KEY), now).routes(),
    ]
    return make_app(desk, pages, KEY, routers=routers, now=now)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address at which a thread serves the application."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
