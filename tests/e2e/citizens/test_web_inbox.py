"""Letters on the chat page in a real browser: shown, told of, read out, and where there are no scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn

from bot import wording
from bot.channels.web.app import make_app
from bot.channels.web.inbox import WebInbox
from bot.channels.web.pages import PageRenderer, Site
from bot.messages import Button, ChatId, Incoming, Reply
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

WORDS = wording.load().web
LETTER = Reply("Kiến nghị KN7-4XQ-M3P đã có trả lời:\n\nĐã thay bóng đèn.", ((Button("Chưa giải quyết", "t:reopen:1"),),))


@dataclass
class TalkativeDesk:
    """A desk that talks much, and an inbox that the test fills."""

    box: list[Reply] = field(default_factory=list)
    looked: int = 0

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply(f"Nghe rồi: {incoming.text or incoming.action}\n" + "Một dòng dài.\n" * 60)]

    def collect(self, chat: ChatId, at: datetime) -> list[Reply]:
        self.looked += 1
        held, self.box[:] = list(self.box), []
        return held


@pytest.fixture(scope="module")
def office() -> TalkativeDesk:
    return TalkativeDesk()


@pytest.fixture(scope="module")
def address(office: TalkativeDesk, small_index: Index) -> Iterator[str]:
    box = WebInbox(lambda chat, at: bool(office.box), office.collect)
    shelf = SimpleNamespace(index=small_index)
    pages = PageRenderer(lambda: shelf, wording.load(), Site("http://127.0.0.1", "Xã Ví Dụ"))
    server = uvicorn.Server(uvicorn.Config(make_app(office, pages, "key", inbox=box), port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(tab: BrowserPage, address: str, office: TalkativeDesk) -> BrowserPage:
    """The chat page of somebody known, with a conversation on it."""
    office.box.clear()
    tab.screen(390)
    tab.open(f"{address}/")
    tab.run("sessionStorage.clear()")
    tab.open(f"{address}/")
    tab.complaints.clear()
    tab.run("send({ text: 'xin chào', action: '', shown: 'xin chào' })")
    tab.wait_for("document.querySelector('.replied') && !busy && !looking")
    return tab


def test_a_letter_is_there_when_the_page_opens_and_stays_in_this_tab(page: BrowserPage, office: TalkativeDesk, address: str) -> None:
    office.box.append(LETTER)
    page.open(f"{address}/")
    page.wait_for("document.querySelector('.letter')")
    assert page.run("document.querySelector('.letter h2').textContent") == WORDS.letter
    assert "Đã thay bóng đèn." in page.run("document.querySelector('.letter').textContent")
    page.open(f"{address}/")
    page.wait_for("document.querySelector('.letter')")
    assert page.complaints == []


def test_who_listens_hears_it(page: BrowserPage, office: TalkativeDesk) -> None:
    office.box.append(LETTER)
    page.run("look()")
    page.wait_for("document.querySelector('.letter')")
    assert page.run("document.querySelector('.letter').closest('[aria-live]').getAttribute('aria-live')") == "polite"


def test_a_letter_out_of_sight_is_told_of_and_one_tap_shows_it(page: BrowserPage, office: TalkativeDesk, tmp_path: Path) -> None:
    page.run("document.documentElement.style.scrollBehavior = 'auto', scrollTo(0, 0)")
    office.box.append(LETTER)
    page.run("look()")
    page.wait_for("!news.hidden")
    assert page.run("news.textContent.trim()").startswith(WORDS.letters)
    assert page.run("news.getBoundingClientRect().height") >= 44
    page.save(tmp_path / "letters.png")
    seen = "foot.getBoundingClientRect().top"  # who reads is not torn away
    assert page.run(f"[...document.querySelectorAll('.letter')].at(-1).getBoundingClientRect().top >= {seen}")
    page.run("news.click()")
    page.wait_for("news.hidden")
    assert page.run("document.activeElement.classList.contains('letter')")


def test_after_each_message_the_page_looks_and_a_letters_button_works(page: BrowserPage, office: TalkativeDesk) -> None:
    looked = office.looked
    office.box.append(LETTER)
    page.run("send({ text: 'còn gì', action: '', shown: 'còn gì' })")
    page.wait_for("document.querySelector('.letter button')")
    assert office.looked > looked
    page.run("document.querySelector('.letter button').click()")
    page.wait_for("[...document.querySelectorAll('.replied')].at(-1).textContent.includes('t:reopen:1')")


def test_a_page_that_nobody_sees_does_not_ask(page: BrowserPage, office: TalkativeDesk) -> None:
    office.box.append(LETTER)
    page.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.run("look()")
    assert page.run("document.querySelectorAll('.letter').length") == 0
    page.run("Object.defineProperty(document, 'hidden', { value: false, configurable: true })")
    page.run("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for("document.querySelector('.letter')")
