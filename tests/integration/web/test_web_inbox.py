"""Letters to visitors of the web: kept until their page fetches them, given out once, to nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from bot import wording
from bot.channels.web.app import make_app
from bot.channels.web.chat_api import HEADER, cookie_of
from bot.channels.web.pages import PageRenderer, Site
from bot.channels.web.request_guard import LOOKS
from bot.database.engine import open_database, write_session
from bot.database.outgoing import queue
from bot.messages import Button, ChatId, Incoming, OutboxMessage, Reply
from bot.seals import Seals
from bot.wiring.web_inbox import inbox
from tests.support.web_client import WebClient

WORDS = wording.load()
SITE = Site("https://hoi.example.gov.vn", "Xã Ví Dụ")
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HOSTILE = '<img src=x onerror=alert(1)> & "tin"'

SEALS = Seals("a key")


@dataclass
class InboxDesk:
    """The web channel over a database, and the visitors' chats as the desk meets them."""

    engine: Engine
    at: datetime = AT
    heard: list[Incoming] = field(default_factory=list)

    def __post_init__(self) -> None:
        pages = PageRenderer(lambda: self, WORDS, SITE)  # type: ignore[arg-type, return-value]
        self.app = make_app(self, pages, "a key", inbox=inbox(self.engine, SEALS.rows), now=lambda: self.at)

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        return [Reply("Đã nghe.")]

    def browser(self) -> TestClient:
        return WebClient(self.app, base_url=SITE.public_url, raise_server_exceptions=False)

    def visitor(self) -> tuple[TestClient, ChatId]:
        browser = self.browser()
        assert browser.post("/api/chat", json={"text": "xin chào"}).status_code == 200
        return browser, self.heard[-1].chat

    def write(self, chat: ChatId, text: str, not_before: datetime | None = None) -> None:
        letter = OutboxMessage(chat, text, f"{chat}:{text}", ((Button("Xem", "t:see:1"),),), not_before=not_before)
        with write_session(self.engine) as session:
            assert queue(session, [letter], self.at) == 1


@pytest.fixture
def office(engine: Engine) -> InboxDesk:
    return InboxDesk(engine)


def texts(browser: TestClient, **headers: str) -> list[str]:
    told = browser.post("/api/inbox", headers=headers)
    assert told.status_code == 200, told.text
    assert told.headers["cache-control"] == "no-store"
    return [reply["text"] for reply in told.json()["replies"]]


def test_a_letter_reaches_the_page_once_with_its_buttons_and_in_order(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    office.write(chat, "Kiến nghị đã có trả lời.")
    office.write(chat, "Cảm ơn bà con.")
    told = browser.post("/api/inbox").json()["replies"]
    assert [reply["text"] for reply in told] == ["Kiến nghị đã có trả lời.", "Cảm ơn bà con."]
    assert told[0]["rows"] == [[{"label": "Xem", "action": SEALS.sealed(chat, "t:see:1")}]], "made for this visitor alone"
    assert texts(browser) == []


def test_nobody_else_gets_it(office: InboxDesk) -> None:
    _, chat = office.visitor()
    other, _ = office.visitor()
    office.write(chat, "Chỉ cho một người.")
    forged = f"{chat.key}.{'0' * 64}"
    assert texts(other) == []
    assert texts(office.browser()) == []
    assert texts(office.browser(), **{HEADER: forged}) == []
    assert texts(office.browser(), Cookie=f"{cookie_of(SITE)}={forged}") == []
    assert office.browser().post("/tin-moi").text.count("Chỉ cho một người.") == 0


def test_in_a_frame_the_header_says_who_asks(office: InboxDesk) -> None:
    page = office.browser().get("/khung").text
    token = re.search(r'data-visitor="([^"]+)"', page)
    assert token
    office.browser().post("/api/chat", json={"text": "xin chào"}, headers={HEADER: token[1]})
    office.write(office.heard[-1].chat, "Cho khung.")
    assert texts(office.browser(), **{HEADER: token[1]}) == ["Cho khung."]


def test_a_letter_for_tomorrow_waits_until_tomorrow(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    office.write(chat, "Để mai.", not_before=AT + timedelta(days=1))
    assert texts(browser) == []
    office.at += timedelta(days=1)
    assert texts(browser) == ["Để mai."]


def test_an_address_that_somebody_is_led_to_empties_no_letterbox(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    office.write(chat, "Còn đây.")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}):
        assert browser.post("/api/inbox", headers=headers).status_code == 403
    assert browser.get("/api/inbox").status_code == 405
    assert texts(browser, **{"Sec-Fetch-Site": "same-origin"}) == ["Còn đây."]


def test_without_scripts_letters_come_with_the_next_page(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    assert WORDS.web.letters + "</strong>" not in browser.get("/").text
    office.write(chat, HOSTILE)
    home = browser.get("/").text
    assert f'<noscript><form class="news" method="post" action="/tin-moi"><strong>{WORDS.web.letters}</strong>' in home
    assert "onerror" not in home  # only that something came: reading it is a step of its own
    page = browser.post("/", data={"text": "còn gì nữa"}).text
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;tin&#34;" in page
    assert f'<button name="action" value="{SEALS.sealed(chat, "t:see:1")}">Xem</button>' in page
    assert "onerror" not in browser.post("/", data={"text": "còn gì nữa"}).text


def test_without_scripts_letters_have_a_page_of_their_own(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    office.write(chat, "Mở hộp thư.")
    assert "Mở hộp thư." in browser.post("/tin-moi").text
    assert "Mở hộp thư." not in browser.post("/tin-moi").text


def test_who_looks_too_often_is_asked_to_wait_and_may_still_write(office: InboxDesk) -> None:
    browser, chat = office.visitor()
    for _ in range(LOOKS):
        texts(browser)
    assert browser.post("/api/inbox").status_code == 429
    assert browser.post("/api/chat", json={"text": "vẫn hỏi được"}).status_code == 200
    office.write(chat, "Không mất.")
    office.at += timedelta(minutes=1)
    assert texts(browser) == ["Không mất."]


def test_a_database_that_is_away_is_an_empty_letterbox() -> None:
    away = inbox(open_database("postgresql://nobody@127.0.0.1:1/none"), SEALS.rows)
    chat = ChatId("web", "anybody")
    assert (away.waits(chat, AT), away.collect(chat, AT)) == (False, ())
