"""The page of changes in a real browser: on a phone and on a desk, light and dark, without scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot import wiring, wording
from bot.changes.feed import ChangeFeed
from bot.changes.store import ChangeBook
from bot.channels.web.features.changes import ChangePages
from bot.channels.web.pages import STATIC_FOLDER, PageRenderer, Site
from bot.http.headers import SecurityHeaders, WithHeaders
from indexer.storage.published import published_in
from tests.e2e.browser import CHROMIUM, BrowserPage, browser
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 10, 5, 3, tzinfo=UTC)
SMALL = "[...document.querySelectorAll('main select, main button, main .pager a, .menu a, summary')].filter((n) => n.checkVisibility() && n.offsetHeight < 44).length"


@pytest.fixture(scope="module")
def address(small_index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("changes") / "changes.db")
    book, now = ChangeBook(engine, ZONE), published_in(small_index_folder)
    early = {code: state.model_copy(update={"as_of": date(2020, 1, 1), "printed": ()}) for code, state in now.items()}
    book.take("early", early, AT)
    assert book.take("now", now, AT) > 0
    parts, site = wiring.wire(small_index_folder), Site("http://127.0.0.1", "UBND xã Thử")
    app = FastAPI()
    app.add_middleware(WithHeaders, headers=SecurityHeaders(site.public_url))
    app.include_router(ChangePages(ChangeFeed(book, lambda: "", dict), PageRenderer(lambda: parts, wording.load(), site), ZONE).routes())
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join()
    engine.dispose()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


def test_it_is_read_on_every_screen_by_day_and_by_night(page: BrowserPage, address: str) -> None:
    page.complaints.clear()
    page.open(f"{address}/bien-dong")
    for screen in page.screens((320, 844), (390, 844), (1280, 844)):
        assert page.run(SIDEWAYS) is False, screen
        assert page.run(FAINT) == 0, screen
        assert page.run(SMALL) == 0, screen
    assert page.run("document.querySelectorAll('main li').length") > 0
    assert page.complaints == []


def test_month_and_field_have_labels_and_choose(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/bien-dong")
    assert page.run("[...document.querySelectorAll('select')].every((node) => node.labels.length === 1)") is True
    page.run("document.querySelector('#linh-vuc').selectedIndex = 1")
    page.run("window.left = true; document.querySelector('.search').submit()")
    page.wait_for("!window.left && document.readyState === 'complete'")
    chosen = page.run("new URLSearchParams(location.search).get('linh-vuc')")
    assert page.run("[...document.querySelectorAll('main h2')].map((node) => node.textContent)") == [f"Tháng 10/2026 · {chosen}"]
