"""The citizens' pages in a real browser, with the content that ships: seen whole, by keyboard, twice and four times as large, by old eyes."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from bot import wiring
from bot.channels.web.pages import Site
from bot.settings import Settings
from bot.wiring import AnswerParts
from tests.e2e.accessibility import AUDIT, SIDEWAYS, WALK
from tests.e2e.browser import CHROMIUM, BrowserPage, browser
from tests.petitions import WORDS
from tests.reading_room import reading_room, served
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

BIRTH, LAND = "1.001193", "1.013831"
TOLD = WORDS.reading_room
PAGES = (
    *("/", "/khung", "/viec", "/viec/nha-co-em-be-moi-sinh", "/linh-vuc/giay_to"),
    *(f"/thu-tuc/{BIRTH}", f"/thu-tuc/{LAND}", f"/thu-tuc/{BIRTH}/to-roi", f"/thu-tuc/{BIRTH}/ap-phich", "/khong-co"),
)
SHORT_QUESTIONS = ("Lệ phí đăng ký kết hôn bao nhiêu?", "Đăng ký tạm trú mất bao lâu?")
LONG_QUESTIONS = ("Mất thẻ căn cước thì làm lại ở đâu?", "Làm khai sinh cho con cần giấy tờ gì?")
LEAST_OF_A_LONG_ONE = 400  # pixels of 640 that show a long answer from its first line
MAGNIFIED = {
    "200 % zoom of a desk": (640, 400, 16),
    "400 % zoom of a desk": (320, 200, 16),
    "200 % text on a small phone": (360, 640, 32),
    "200 % text on a phone": (390, 844, 32),
    "200 % text at a desk": (1280, 800, 32),
    "a phone held sideways": (844, 390, 16),
}
LEAST_FOR_THE_TALK = 0.60
TALK = """(() => {
  const bar = document.querySelector('.bar').getBoundingClientRect();
  return (document.querySelector('.foot').getBoundingClientRect().top - Math.max(0, bar.bottom)) / innerHeight;
})()"""
VOICE = """
  const heard = (window.heard = []);
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: 'en-US' }, { lang: 'vi-VN' }], addEventListener() {}, speak: (said) => heard.push([said.lang, said.text]), cancel: () => heard.push('cancel'),
  } });
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""
EAR = """
  window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
    start() { window.ear = this; } abort() { this.isOver = true; }
    hear(text) { this.dispatchEvent(Object.assign(new Event('result'), { results: [[{ transcript: text }]] })); this.dispatchEvent(new Event('end')); }
  };
"""
DEAF = "delete window.webkitSpeechRecognition; delete window.SpeechRecognition; Object.defineProperty(window, 'speechSynthesis', { value: undefined });"


@pytest.fixture(scope="module")
def address(parts: AnswerParts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("room") / "room.db")
    desk = wiring.front_desk(parts, wiring.rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    with served(reading_room(parts, desk, Site("http://127.0.0.1", "UBND xã Ví Dụ"))) as here:
        yield here
    engine.dispose()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.tell("Emulation.setFocusEmulationEnabled", enabled=True)
        yield opened


@pytest.fixture
def page(tab: BrowserPage, address: str) -> BrowserPage:
    """A browser without a past, at a desk, in daylight."""
    sized(tab, 1280, 800)
    tab.open(f"{address}/healthz")
    tab.run("sessionStorage.clear(), localStorage.clear()")
    tab.tell("Network.clearBrowserCookies")
    tab.complaints.clear()
    return tab


def sized(page: BrowserPage, width: int, height: int, letters: int = 16, *, dark: bool = False) -> None:
    """`letters`: the size in pixels that the browser's settings give to letters."""
    page.screen(width, height, dark=dark)
    page.tell("Page.setFontSizes", fontSizes={"standard": letters, "fixed": letters})


def type_into(page: BrowserPage, text: str) -> None:
    page.run("question.focus({ preventScroll: true })")
    page.type(text)


def ask(page: BrowserPage, text: str, times: int = 1) -> None:
    type_into(page, text)
    page.press("Enter", 13)
    page.wait_for(f"document.querySelectorAll('.asked').length === {times} && document.getElementById('waiting').hidden")
    still(page)


def still(page: BrowserPage) -> None:
    """Wait until nothing scrolls."""
    page.run(
        "new Promise((done) => { let before = -1; const look = () => (before === scrollY ? done() : ((before = scrollY), setTimeout(look, 120))); look(); })"
    )


def before_every_page(page: BrowserPage, script: str) -> str:
    identifier: str = page.tell("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    return identifier


# ---- every page, by day and by night, on every screen


@pytest.mark.parametrize("size", [(320, 568), (360, 640), (390, 844), (768, 1024), (1280, 800)])
def test_no_page_breaks_a_rule_and_the_keyboard_reaches_everything(page: BrowserPage, address: str, size: tuple[int, int]) -> None:
    sized(page, *size)
    for path in PAGES:
        page.open(f"{address}{path}")
        for screen in page.screens(size):
            assert page.run(AUDIT) == [], (path, screen)
            assert page.run(WALK) == [], (path, screen)
            assert page.run(SIDEWAYS) is False, (path, screen)
    page.open(f"{address}/")
    ask(page, "Làm khai sinh cho con cần giấy tờ gì?")
    for screen in page.screens(size):
        assert page.run(AUDIT) == [], screen
    page.run("document.querySelector('.windows summary').click()")
    for screen in page.screens(size):
        assert page.run(AUDIT) == [], f"{screen}: with the menu open"
        assert page.run(WALK) == [], screen
    type_into(page, "căn cước")
    page.wait_for("!document.getElementById('suggestions').hidden")
    for screen in page.screens(size):
        assert page.run(AUDIT) == [], f"{screen}: with suggestions"
    assert [told for told in page.complaints if "404" not in told] == []


@pytest.mark.parametrize("name", MAGNIFIED)
def test_magnified_the_talk_keeps_its_room_and_everything_is_reached(page: BrowserPage, address: str, name: str) -> None:
    sized(page, *MAGNIFIED[name])
    page.open(f"{address}/")
    before = page.run("scrollY")
    type_into(page, SHORT_QUESTIONS[0])
    assert page.run("scrollY") == before, "typing moves nothing"
    page.run("write('')")
    ask(page, SHORT_QUESTIONS[0])
    assert page.run(TALK) >= LEAST_FOR_THE_TALK
    for path in ("", *PAGES):
        if path:
            page.open(f"{address}{path}")
        assert page.run(AUDIT) == [], path
        assert page.run(WALK) == [], path
        assert page.run(SIDEWAYS) is False, path


# ---- the talk


def seen_of_the_answer(page: BrowserPage) -> tuple[float, float, float, float]:
    """Where the answer's text begins and ends, and between what it can be seen: the bar and the foot."""
    told = "[...document.querySelectorAll('.replied')].find((each) => each.querySelector('.rows')).querySelector('.told').getBoundingClientRect()"
    top, bottom, bar, foot = page.run(
        f"[{told}.top, {told}.bottom, Math.max(0, document.querySelector('.bar').getBoundingClientRect().bottom), document.querySelector('.foot').getBoundingClientRect().top]"
    )
    return top, bottom, bar, foot


@pytest.mark.parametrize("question", SHORT_QUESTIONS)
def test_the_first_short_answer_is_seen_whole_on_a_small_phone(page: BrowserPage, address: str, question: str) -> None:
    sized(page, 360, 640)
    page.open(f"{address}/")
    ask(page, question)
    top, bottom, bar, foot = seen_of_the_answer(page)
    assert bar <= top
    assert bottom <= foot


@pytest.mark.parametrize("question", LONG_QUESTIONS)
def test_a_long_first_answer_is_seen_from_its_first_line(page: BrowserPage, address: str, question: str) -> None:
    sized(page, 360, 640)
    page.open(f"{address}/")
    ask(page, question)
    top, _, bar, foot = seen_of_the_answer(page)
    assert bar <= top
    assert foot - top >= LEAST_OF_A_LONG_ONE


def test_the_bar_leaves_when_one_reads_on_and_comes_back(page: BrowserPage, address: str) -> None:
    sized(page, 360, 640)
    page.open(f"{address}/")
    ask(page, "Làm khai sinh cho con cần giấy tờ gì?")
    page.run("scrollTo({ top: 400, behavior: 'instant' })")
    page.wait_for("before === 400 && document.querySelector('.bar').getBoundingClientRect().bottom <= 0")
    assert page.run(TALK) > 0.85
    page.run("scrollTo({ top: 150, behavior: 'instant' })")
    page.wait_for("document.querySelector('.bar').getBoundingClientRect().top === 0")


def test_the_heading_stays_when_one_talks(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    ask(page, SHORT_QUESTIONS[0])
    assert page.run("document.querySelector('h1').checkVisibility()")


def test_a_window_is_opened_from_the_menu_without_leaving_the_talk(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    ask(page, SHORT_QUESTIONS[0])
    page.run("document.querySelector('.windows summary').click()")
    page.run("document.querySelector('.said button[value=\"/dangky\"]').click()")
    page.wait_for("document.querySelectorAll('.asked').length === 2 && document.getElementById('waiting').hidden")
    assert page.run("[...document.querySelectorAll('.asked p')].at(-1).textContent") == WORDS.petition_pages.menu.subscribe
    assert page.run("document.querySelector('.windows').open") is False


def test_a_window_chosen_on_another_page_follows_what_was_said_before(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    ask(page, SHORT_QUESTIONS[0])
    page.open(f"{address}/viec")
    page.run("window.left = true, document.querySelector('.said button[value=\"/dangky\"]').click()")
    page.wait_for("!window.left && document.readyState === 'complete' && document.querySelectorAll('.asked').length === 2")
    assert page.run("document.querySelector('.asked p').textContent") == SHORT_QUESTIONS[0]
    page.open(f"{address}/")
    assert page.run("document.querySelectorAll('.asked').length") == 2


def test_without_scripts_the_answer_is_where_the_page_begins(page: BrowserPage, address: str) -> None:
    sized(page, 360, 640)
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{address}/")
        page.run("window.left = true, document.querySelector('#examples button').click()")
        page.wait_for("!window.left && document.readyState === 'complete'")
        top, height = page.run("[document.getElementById('moi').getBoundingClientRect().top, innerHeight]")
        assert 0 <= top < height / 3
        assert page.run("[...document.querySelectorAll('#dictate, .tool, .sizes')].filter((n) => n.checkVisibility()).length") == 0
    finally:
        page.tell("Emulation.setScriptExecutionDisabled", value=False)


# ---- suggestions


def test_suggestions_are_chosen_by_keyboard(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    type_into(page, "mất căn")
    page.wait_for("!document.getElementById('suggestions').hidden")
    assert page.run("document.getElementById('suggested').textContent").startswith("Có ")
    assert page.run("[question.getAttribute('aria-autocomplete'), question.getAttribute('aria-controls')]") == ["list", "suggestions"]
    page.press("ArrowDown", 40)
    chosen = page.run("question.getAttribute('aria-activedescendant')")
    assert page.run(f"document.getElementById('{chosen}').getAttribute('aria-selected')") == "true"
    label = page.run(f"document.querySelector('#{chosen} strong').textContent")
    page.press("ArrowUp", 38)
    assert page.run("question.getAttribute('aria-activedescendant')") is None, "back in the box"
    page.press("ArrowDown", 40)
    page.press("Enter", 13)
    page.wait_for("document.querySelector('.replied .rows')")
    assert page.run("document.querySelector('.asked p').textContent") == label
    assert page.run("question.value === '' && document.getElementById('suggestions').hidden")
    assert page.run("document.activeElement.id") == "question"


def test_escape_closes_them_and_enter_sends_what_was_typed(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/")
    type_into(page, "mất căn cước")
    page.wait_for("!document.getElementById('suggestions').hidden")
    page.press("Escape", 27)
    assert page.run("document.getElementById('suggestions').hidden")
    assert page.run("question.value") == "mất căn cước"
    page.press("Enter", 13)
    page.wait_for("document.querySelector('.asked')")
    assert page.run("document.querySelector('.asked p').textContent") == "mất căn cước"


def test_a_suggestion_is_touched(page: BrowserPage, address: str) -> None:
    sized(page, 360, 640)
    page.open(f"{address}/")
    type_into(page, "nhà có em bé")
    page.wait_for("!document.getElementById('suggestions').hidden")
    assert page.run("Math.min(...[...document.querySelectorAll('#suggestions li')].map((line) => line.offsetHeight))") >= 44
    x, y = page.run("(({ left, top }) => [left + 20, top + 20])(document.querySelector('#suggestions li').getBoundingClientRect())")
    page.click(x, y)
    page.wait_for("[...document.querySelectorAll('.replied')].some((each) => each.textContent.includes('khai sinh'))")
    assert page.run("document.querySelector('.asked p').textContent") == "Nhà có em bé mới sinh"


# ---- what the device can do


def test_ticks_stay_on_the_device(page: BrowserPage, address: str) -> None:
    page.open(f"{address}/thu-tuc/{BIRTH}")
    page.run("[...document.querySelectorAll('.tick input')].slice(0, 2).forEach((box) => box.click())")
    said = page.run("document.querySelector('.ticked').textContent")
    assert said.startswith("Đã có 2 ")
    page.open(f"{address}/thu-tuc/{BIRTH}")
    assert page.run("[...document.querySelectorAll('.tick input')].map((box) => box.checked)")[:3] == [True, True, False]
    page.run("[...document.querySelectorAll('.tool')].find((each) => each.textContent === device.clear).click()")
    assert page.run("document.querySelectorAll('.tick input:checked').length") == 0
    assert page.run("Object.keys(localStorage).filter((key) => key.includes('giay-to')).length") == 0


def test_larger_letters_are_kept_and_nothing_sticks_out(page: BrowserPage, address: str) -> None:
    sized(page, 360, 640)
    page.open(f"{address}/viec")
    before = page.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    page.run("document.querySelector('.windows summary').click()")
    page.run("[...document.querySelectorAll('.sizes button')].at(-1).click()")
    for path in PAGES:
        page.open(f"{address}{path}")
        assert page.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") > before * 1.2
        assert page.run(SIDEWAYS) is False, path
        assert page.run(AUDIT) == [], path


def test_an_answer_is_read_aloud_where_there_is_a_vietnamese_voice(page: BrowserPage, address: str) -> None:
    script = before_every_page(page, VOICE)
    try:
        page.open(f"{address}/")
        ask(page, SHORT_QUESTIONS[0])
        page.run("[...document.querySelectorAll('.listen')].at(-1).click()")
        heard = page.run("window.heard.filter((each) => each !== 'cancel')")
        assert heard
        assert {language for language, _ in heard} == {"vi-VN"}
        assert not any("http" in text for _, text in heard)
        assert page.run("document.querySelector('.listen[aria-pressed=true]').textContent") == TOLD.device.silence
        page.run("document.querySelector('.listen[aria-pressed=true]').click()")
        assert page.run("window.heard.at(-1)") == "cancel"
    finally:
        page.tell("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def test_a_question_is_said_and_sent_only_by_the_person(page: BrowserPage, address: str) -> None:
    script = before_every_page(page, EAR)
    try:
        page.open(f"{address}/")
        page.run("document.getElementById('dictate').click()")
        assert page.run("[window.ear.lang, document.getElementById('heard').textContent]") == ["vi-VN", TOLD.device.listening]
        page.run("window.ear.hear('đăng ký tạm trú')")
        assert page.run("[question.value, document.querySelectorAll('.asked').length]") == ["đăng ký tạm trú", 0]
    finally:
        page.tell("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def test_what_the_browser_cannot_is_not_shown(page: BrowserPage, address: str) -> None:
    script = before_every_page(page, DEAF)
    try:
        page.open(f"{address}/")
        ask(page, SHORT_QUESTIONS[0])
        assert page.run("[...document.querySelectorAll('.listen, #dictate')].filter((each) => each.checkVisibility()).length") == 0
        assert page.complaints == []
    finally:
        page.tell("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def test_an_answer_is_copied_with_where_it_stands(page: BrowserPage, address: str) -> None:
    page.tell("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.open(f"{address}/")
    ask(page, SHORT_QUESTIONS[0])
    page.run(
        "[...[...document.querySelectorAll('.replied')].find((each) => each.querySelector('.rows')).querySelectorAll('.tool')].find((each) => each.textContent === device.copying).click()"
    )
    page.wait_for("document.querySelector('.toast')")
    copied = page.run("navigator.clipboard.readText()")
    assert "kết hôn" in copied
    assert "/thu-tuc/1.000894" in copied


# ---- what is printed


@pytest.mark.parametrize("code", [BIRTH, LAND])
@pytest.mark.parametrize(("sheet", "size", "most"), [("to-roi", (148, 210), 4), ("ap-phich", (297, 420), 1)])
def test_the_leaflet_is_a5_and_the_poster_one_page_of_a3(
    page: BrowserPage, address: str, tmp_path: Path, code: str, sheet: str, size: tuple[int, int], most: int
) -> None:
    page.open(f"{address}/thu-tuc/{code}/{sheet}")
    file = tmp_path / f"{sheet}-{code}.pdf"
    file.write_bytes(base64.b64decode(page.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]))
    printed = pypdfium2.PdfDocument(file)
    assert [round(side / 72 * 25.4) for side in printed[0].get_size()] == list(size)
    assert len(printed) <= most
    text = printed[0].get_textpage().get_text_range()
    assert code in text
    assert TOLD.device.copying not in text
    printed.close()


def test_the_pages_are_kept_as_pictures(page: BrowserPage, address: str, tmp_path: Path) -> None:
    """Pictures to look at after a change: pytest --basetemp=DIR keeps them."""
    for path in PAGES:
        page.open(f"{address}{path}")
        for screen in page.screens((360, 640), (390, 844), (1280, 800)):
            picture = tmp_path / f"{path.strip('/').replace('/', '-') or 'home'}-{screen}.png"
            page.save(picture)
            assert picture.stat().st_size > 5_000
