"""An article in a real browser: on a phone, light and dark, on the web, in an e-mail, and as the console previews it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from bot import wording
from bot.announcements.cover.files import CoverStore
from bot.announcements.formats.mail import html
from bot.announcements.formats.preview import preview, stylesheet
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.place import ArticleAddress
from bot.channels.web.features.articles import ArticlePages, ArticleSource
from bot.channels.web.pages import STATIC_FOLDER, PageRenderer, PageSources, Site
from bot.http.headers import SecurityHeaders, WithHeaders
from tests.articles import OFFICE, WORDS, ready
from tests.e2e.browser import CHROMIUM, BrowserPage, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

COLOUR = "#12497f"
PHONE = 390
ARTICLE = max(ready(), key=lambda article: len(article.markdown))
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KEPT = PublishedArticle(1, ARTICLE, None, datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FAINT = """(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => { const f = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = (node) => { for (; node; node = node.parentElement) { const c = parts(getComputedStyle(node).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const faint = (node) => { const [a, b] = [light(parts(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x); return (a + .05) / (b + .05) < 4.5; };
  return [...document.querySelectorAll("main p, main li, main h1, main h2, td p, td li, td h1, td h2, td a, .phone-told p")].filter((n) => n.textContent.trim() && faint(n)).length;
})()"""


def no_shelf() -> PageSources:
    raise AssertionError("an article needs no index")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    covers = CoverStore(tmp_path_factory.mktemp("bia"), OFFICE.name, COLOUR)
    site = Site("http://127.0.0.1", OFFICE.name)
    app = FastAPI()
    app.add_middleware(WithHeaders, headers=SecurityHeaders(site.public_url))
    app.include_router(
        ArticlePages(
            PageRenderer(no_shelf, wording.load(), site), ArticleSource(lambda _: KEPT, lambda _: (KEPT,), covers.path), ZONE
        ).routes()
    )
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER))
    app.add_api_route("/xem.css", lambda: Response(stylesheet(), media_type="text/css"))
    shown = preview(ARTICLE, f"{KEPT.path}/bia.jpg", OFFICE.name, WORDS)
    head = '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/xem.css">'
    app.add_api_route("/xem", lambda: HTMLResponse(f"{head}{shown!s}"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def mail(address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("thu") / "thu.html"
    file.write_text(html(ARTICLE, ArticleAddress(address, KEPT.path.rpartition("/")[2]), OFFICE.name, COLOUR, WORDS), encoding="utf-8")
    return f"file://{file}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(params=["web", "mail", "preview"])
def shown(request: pytest.FixtureRequest, address: str, mail: str) -> str:
    return {"web": f"{address}{KEPT.path}", "mail": mail, "preview": f"{address}/xem"}[request.param]


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_read_on_a_phone_by_day_and_by_night(page: BrowserPage, shown: str, dark: bool, tmp_path: Path) -> None:
    page.complaints.clear()
    page.screen(PHONE, dark=dark)
    page.open(shown)
    page.wait_for("[...document.images].some((image) => image.naturalWidth === 1280)")
    assert page.run(SIDEWAYS) is False
    assert page.run(FAINT) == 0
    assert (
        page.run(
            "Math.min(...[...document.querySelectorAll('main p, td p, .phone-told p')].map((n) => parseFloat(getComputedStyle(n).fontSize)))"
        )
        >= 15
    )
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, PHONE, 1280])
def test_the_sites_menu_stands_whole_above_the_list_and_the_article(page: BrowserPage, address: str, width: int) -> None:
    page.screen(width)
    for path in ("/bai-viet", KEPT.path):
        page.open(f"{address}{path}")
        page.run("document.querySelector('.windows').open = true")  # on a phone the only menu
        edges = page.run(
            "[...document.querySelectorAll('.menu a, .panel a')].filter((n) => n.checkVisibility()).map((n) => [n.getBoundingClientRect().right, n.offsetHeight])"
        )
        assert len(edges) == (11 if width < 640 else 18)
        assert max(right for right, _ in edges) <= width
        assert min(height for _, height in edges) >= 44
        assert page.run(SIDEWAYS) is False


def test_every_call_can_be_pressed_with_a_thumb(page: BrowserPage, address: str) -> None:
    page.screen(PHONE)
    page.open(f"{address}{KEPT.path}")
    heights = page.run("[...document.querySelectorAll('.calls a, .calls button')].map((node) => node.getBoundingClientRect().height)")
    assert len(heights) == len(ARTICLE.calls)
    assert min(heights) >= 44


def test_paper_gets_the_words_without_the_buttons(page: BrowserPage, address: str) -> None:
    page.open(f"{address}{KEPT.path}")
    page.tell("Emulation.setEmulatedMedia", media="print")
    assert page.run("getComputedStyle(document.querySelector('.calls')).display") == "none"
    assert page.run("getComputedStyle(document.querySelector('.menu')).display") == "none"
    assert page.run("getComputedStyle(document.querySelector('.address')).display") == "block"
    page.tell("Emulation.setEmulatedMedia", media="")
