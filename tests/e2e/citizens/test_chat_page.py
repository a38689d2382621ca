"""The chat page in a real browser, as a citizen uses it: on a phone, at a desk, by keyboard, on a bad line."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn

from bot import wording
from bot.answers.composing.compose import Composer
from bot.channels.web.app import Neighbours, make_app
from bot.channels.web.pages import STATIC_FOLDER, PageRenderer, Site
from bot.frontdesk.own_data import DATA, SURE
from bot.messages import Button, Incoming, Reply, ReplyFile
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.texts import typography
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.library import DOG

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

WORDS = wording.load().web
ANSWER = f"""Thủ tục đăng ký nuôi chó
Giấy tờ cần nộp:
- Tờ khai <b>nuôi chó</b>
1. Nộp ở xã.
### Trường hợp chó dữ

Nguồn: Thủ tục đăng ký nuôi chó, mã {DOG}, 12/QĐ-THU.
Xem tại: https://example.org/nuoi-cho?a=1&b=2."""
ROWS = (
    (Button("Phí, lệ phí", "p:1:phi"), Button("Các bước thực hiện", "p:1:trinh_tu")),
    (Button("Thời hạn giải quyết", "p:1:thoi_han"),),
    (Button("Đúng ý", "r:1:1"), Button("Chưa đúng", "r:1:0")),
)
PHONE, DESK = 390, 1280
FILE = ReplyFile("du-lieu-cua-toi.json", "application/json", '{"câu": "đăng ký"}'.encode())


@dataclass
class PageDesk:
    """Says what the tests expect; can be slow, can fall over."""

    heard: list[Incoming] = field(default_factory=list)
    is_broken: bool = False
    go_on: threading.Event = field(default_factory=threading.Event)

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        if self.is_broken:
            raise RuntimeError("broken on purpose")
        if incoming.text == "chậm":
            self.go_on.wait(10)
        if incoming.text == "tệp":
            return [Reply("Đây ạ.", file=FILE)]
        return [Reply("Đã thôi.")] if incoming.action == "x" else [Reply(ANSWER, ROWS, "Thủ tục đăng ký nuôi chó")]


class FriendlySite(BaseHTTPRequestHandler):
    """The page of an office that has put the widget into it, under a strict policy of its own."""

    chat = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"default-src 'none'; script-src {self.chat}; frame-src {self.chat}")
        self.end_headers()
        self.wfile.write(f'<!doctype html><title>x</title><script src="{self.chat}/widget.js" async></script>'.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 – the library's name
        pass


@dataclass
class Served:
    desk: PageDesk
    address: str
    friend: str  # a site that may show the chat in a frame


@pytest.fixture(scope="module")
def served(small_index: Index) -> Iterator[Served]:
    desk = PageDesk()
    friend = ThreadingHTTPServer(("127.0.0.1", 0), FriendlySite)
    friend_address = f"http://localhost:{friend.server_port}"  # to the browser another site than 127.0.0.1
    threading.Thread(target=friend.serve_forever).start()
    words = wording.load()
    shelf = SimpleNamespace(index=small_index, composer=Composer(words, Freshness(small_index.lexicon.units)))
    pages = PageRenderer(lambda: shelf, words, Site("http://127.0.0.1", "Xã Ví Dụ"))
    server = uvicorn.Server(
        uvicorn.Config(make_app(desk, pages, "key", neighbours=Neighbours([friend_address])), port=0, log_level="critical", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    FriendlySite.chat = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield Served(desk, FriendlySite.chat, friend_address)
    server.should_exit = True
    thread.join(10)
    friend.shutdown()
    friend.server_close()


@pytest.fixture
def page(tab: BrowserPage, served: Served) -> BrowserPage:
    """The chat page at a desk, without a past."""
    served.desk.heard.clear()
    served.desk.is_broken = False
    served.desk.go_on.clear()
    tab.screen(DESK, 800)
    tab.open(f"{served.address}/healthz")
    tab.run("sessionStorage.clear()")
    tab.tell("Network.clearBrowserCookies")
    tab.open(f"{served.address}/")
    tab.complaints.clear()
    return tab


def ask(page: BrowserPage, text: str) -> None:
    page.run("document.getElementById('question').focus()")
    page.type(text)
    page.press("Enter", 13)


def asked_and_answered(page: BrowserPage, text: str = "nuôi chó") -> None:
    ask(page, text)
    page.wait_for("document.querySelector('.replied') && document.getElementById('waiting').hidden")


def test_a_typed_question_is_answered_and_the_focus_stays(page: BrowserPage, served: Served) -> None:
    asked_and_answered(page)
    assert page.run("document.querySelector('.asked p').textContent") == "nuôi chó"
    assert page.run("document.activeElement.id + ':' + question.value") == "question:"
    assert page.run("document.getElementById('topic').textContent.trim()").startswith(WORDS.topic.format(name="Thủ tục đăng ký nuôi chó"))
    assert [heard.text for heard in served.desk.heard] == ["nuôi chó"]
    assert page.complaints == []


def test_answers_are_text_and_only_addresses_become_links(page: BrowserPage) -> None:
    asked_and_answered(page)
    assert page.run("document.querySelectorAll('.told b').length") == 0
    assert page.run("[...document.querySelectorAll('.told a')].map((a) => a.getAttribute('href'))") == [
        f"/thu-tuc/{DOG}",
        "https://example.org/nuoi-cho?a=1&b=2",
    ]


@pytest.mark.parametrize(
    "text",
    [ANSWER, "một dòng", "Tên\n\n2) hai\n• ba", "Câu hỏi?\nxem http://a.vn/(b).", "mã 1.000001.H19, mã 12", "  \n\nx:", f"{'dài ' * 30}:"],
)
def test_the_script_sets_lines_as_the_page_without_scripts_does(page: BrowserPage, text: str) -> None:
    shown = page.run(f"addReply({{ text: {text!r}, rows: [] }}), [...document.querySelectorAll('.told p')].map((p) => [p.className, p.textContent, p.querySelectorAll('a').length])")  # fmt: skip
    quiet = page.run("JSON.parse(document.body.dataset.quiet)")
    lines = typography.lines(text, quiet, lead=True)
    assert shown == [
        [line.kind.value, "".join(piece.text for piece in line.pieces), sum(bool(piece.address or piece.code) for piece in line.pieces)]
        for line in lines
    ]


def test_a_file_that_comes_with_a_reply_is_kept_on_the_machine(page: BrowserPage, tmp_path: Path) -> None:
    page.tell("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    asked_and_answered(page, "tệp")
    page.run("document.querySelector('a.file').click()")
    end = time.monotonic() + 10
    while not (tmp_path / FILE.name).exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert (tmp_path / FILE.name).read_bytes() == FILE.content
    assert "base64" not in page.run("JSON.stringify(sessionStorage)")
    assert page.complaints == []


def test_a_pressed_button_is_shown_as_said_and_does_its_action(page: BrowserPage, served: Served) -> None:
    asked_and_answered(page)
    page.run("document.querySelector('button[data-action=\"p:1:phi\"]').click()")
    page.wait_for("document.querySelectorAll('.replied').length === 2")
    assert page.run("[...document.querySelectorAll('.asked p')].at(-1).textContent") == "Phí, lệ phí"
    assert served.desk.heard[-1].action == "p:1:phi"


def test_the_topic_can_be_dropped(page: BrowserPage, served: Served) -> None:
    asked_and_answered(page)
    page.run("document.querySelector('#topic button').click()")
    page.wait_for("document.getElementById('topic').hidden")
    assert served.desk.heard[-1].action == "x"


def test_who_deletes_everything_leaves_nothing_on_the_machine(page: BrowserPage) -> None:
    page.run(
        "localStorage.setItem('mot-cua-giay-to-x', '[]'), localStorage.setItem('mot-cua-co-chu', '1'), sessionStorage.setItem('mot-cua-khung', '[]')"
    )
    asked_and_answered(page)
    assert "nuôi chó" in page.run("sessionStorage.getItem('mot-cua')")
    page.run(f"send({{ text: '', action: '{DATA}:{SURE}', shown: 'Vâng, xóa hết' }})")
    page.wait_for("!document.querySelector('.asked') && document.querySelectorAll('.replied').length === 1")
    assert page.run("[sessionStorage.length, Object.keys(localStorage).join()]") == [0, "mot-cua-co-chu"]
    page.run("localStorage.clear()")
    assert page.complaints == []


def test_an_example_is_a_question(page: BrowserPage, served: Served) -> None:
    page.run("document.querySelector('#examples button').click()")
    page.wait_for("document.querySelector('.replied')")
    assert served.desk.heard[-1].text == WORDS.examples[0]


def test_who_waits_is_told_so(page: BrowserPage, served: Served) -> None:
    ask(page, "chậm")
    page.wait_for("!document.getElementById('waiting').hidden")
    served.desk.go_on.set()
    page.wait_for("document.getElementById('waiting').hidden && document.querySelector('.replied')")


def test_what_could_not_be_sent_is_kept_and_can_be_sent_again(page: BrowserPage, served: Served) -> None:
    served.desk.is_broken = True
    ask(page, "nuôi chó")
    page.wait_for("!document.getElementById('notice').hidden")
    assert page.run("document.querySelector('#notice p').textContent") == WORDS.broken
    assert page.run("question.value") == "nuôi chó"
    assert page.run("document.querySelectorAll('.asked').length") == 0
    served.desk.is_broken = False
    page.run("document.getElementById('retry').click()")
    page.wait_for("document.querySelector('.replied')")
    assert page.run("document.getElementById('notice').hidden && question.value === ''")


def test_without_a_line_the_notice_comes_from_the_page(page: BrowserPage) -> None:
    page.tell("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
    try:
        ask(page, "nuôi chó")
        page.wait_for("!document.getElementById('notice').hidden")
        assert page.run("document.querySelector('#notice p').textContent") == WORDS.failed
    finally:
        page.tell("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)


def test_a_text_that_is_too_long_comes_back_to_be_shortened(page: BrowserPage) -> None:
    ask(page, "dài " * 1_001)
    page.wait_for("!document.getElementById('notice').hidden")
    assert "4.000" in page.run("document.querySelector('#notice p').textContent")
    assert page.run("question.value.length") > 4_000


def test_a_reload_shows_the_conversation_and_beginning_anew_forgets_it(page: BrowserPage, served: Served) -> None:
    asked_and_answered(page)
    page.open(f"{served.address}/")
    assert page.run("document.querySelectorAll('.asked, .replied').length") == 2
    page.run("window.left = true, document.querySelector('#restart button').click()")
    page.wait_for("!window.left && document.readyState === 'complete'")
    assert page.run("document.querySelectorAll('.asked, .replied').length") == 0
    asked_and_answered(page)
    assert served.desk.heard[0].chat != served.desk.heard[-1].chat


@pytest.mark.parametrize(("how", "sends"), [("shiftKey: true", False), ("isComposing: true", False), ("shiftKey: false", True)])
def test_only_a_plain_enter_sends(page: BrowserPage, how: str, sends: bool) -> None:
    page.run("question.focus()")
    page.type("nuôi chó")
    page.run(f"question.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Enter', {how}, bubbles: true, cancelable: true }}))")
    assert page.run("question.value === ''") == sends
    assert page.run("document.querySelectorAll('.asked').length") == int(sends)


@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_everything_can_be_touched_and_nothing_sticks_out(page: BrowserPage, served: Served, width: int) -> None:
    page.screen(width)
    asked_and_answered(page)
    small = "[...document.querySelectorAll('button, textarea, .quiet-button')].filter((e) => e.checkVisibility() && (e.offsetHeight < 44 || e.offsetWidth < 44)).map((e) => e.outerHTML)"  # fmt: skip
    assert page.run(small) == []
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    assert page.run("Math.round(document.querySelector('.foot').getBoundingClientRect().bottom) === innerHeight"), "the box stays in sight"
    page.open(f"{served.address}/thu-tuc/{DOG}")
    assert page.run(small) == []
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


def test_a_screen_reader_hears_names_and_new_replies(page: BrowserPage) -> None:
    assert page.run("document.getElementById('log').ariaLive + document.getElementById('log').role") == "politelog"
    nodes = page.tell("Accessibility.getFullAXTree")["nodes"]
    unnamed = [
        node["role"]["value"]
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in ("button", "link", "textbox", "log") and not node["name"]["value"]
    ]
    assert unnamed == []
    assert page.run("document.documentElement.lang") == "vi"


def test_the_widget_opens_the_chat_on_another_site(page: BrowserPage, served: Served) -> None:
    page.open(served.friend)
    page.wait_for("document.getElementById('mot-cua-widget')")
    page.click(DESK - 60, 800 - 40)
    end = time.monotonic() + 10
    frames: list[str] = []
    while not frames and time.monotonic() < end:
        frames = [target["url"] for target in page.tell("Target.getTargets")["targetInfos"] if target["type"] == "iframe"]
    assert frames == [f"{served.address}/khung"]
    time.sleep(0.5)
    page.click(DESK - 250, 800 - 110)
    page.type("nuôi chó")
    page.press("Enter", 13)
    while not served.desk.heard and time.monotonic() < end:
        time.sleep(0.05)
    assert [heard.text for heard in served.desk.heard] == ["nuôi chó"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    sheet = (STATIC_FOLDER / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", blocks[0 if scheme == "light" else 1]))
    pairs = "ink/ground ink/sheet quiet/ground quiet/sheet link/sheet link/accent-soft ink/accent-soft on-accent/accent on-bar/bar ink/warn-ground"
    for ink, ground in (pair.split("/") for pair in pairs.split()):
        bright, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)  # WCAG 2.2, 1.4.3


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[begin : begin + 2], 16) / 255 for begin in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_pages_are_kept_as_pictures(page: BrowserPage, served: Served, tmp_path: Path) -> None:
    """Pictures to look at after a change: pytest --basetemp=DIR keeps them."""
    for name, path in (("chat", "/"), ("procedure", f"/thu-tuc/{DOG}"), ("frame", "/khung")):
        page.open(f"{served.address}{path}")
        for screen in page.screens((PHONE, 844), (DESK, 844)):
            picture = tmp_path / f"{name}-{screen}.png"
            page.save(picture)
            assert picture.stat().st_size > 5_000
