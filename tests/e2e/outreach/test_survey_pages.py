"""Surveys in a real browser: answered on a phone without scripts, made and read at a desk, by day and by night; and in Telegram."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette

from bot.console.access import PREFIX
from bot.messages import ChatId
from bot.people.staff import Role, Staff
from bot.runtime.clock import utc_now
from bot.surveys.rules.survey import ServiceFactor, SurveyDraft, SurveyPlaceKind, SurveyQuestion, SurveyQuestionKind
from bot.surveys.store.ballots import TextLook
from bot.surveys.store.submitted_forms import SubmittedForms
from bot.surveys.store.surveys import SurveyBook
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.e2e.citizens.test_petition_pages import NAMELESS, SMALL
from tests.e2e.conftest import Opened
from tests.e2e.console.test_console import submit
from tests.harness import Harness
from tests.integration.participation.test_survey_pages import SurveySite
from tests.office import TestOffice
from tests.support import databases
from tests.surveys import DAY, WORDS

PHONE, DESK = 390, 1280
SAY = WORDS.surveys
SMALL_IN_CONSOLE = "[...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=checkbox]), main select, main summary')].filter((e) => e.checkVisibility() && e.offsetHeight < 44).map((e) => e.outerHTML)"  # fmt: skip
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


def served(app: FastAPI | Starlette) -> Generator[str, None, None]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


# ---- on the web


@dataclass
class Counter:
    """The public site with an open survey, at its address."""

    site: SurveySite
    survey: int
    address: str

    @property
    def form(self) -> str:
        return f"{self.address}/khao-sat/{self.site.room.place(self.survey, self.site.room.hall).code}"


@pytest.fixture(scope="module")
def counter(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    folder = tmp_path_factory.mktemp("site")
    engine = databases.sqlite_at(folder / "site.db")
    site = SurveySite(engine, small_index, folder, url="http://127.0.0.1")
    survey = site.room.opened()
    for address in (addresses := served(site.app)):
        yield Counter(site, survey, address)
        addresses.close()
    engine.dispose()


@pytest.fixture
def page(tab: BrowserPage, counter: Counter) -> BrowserPage:
    """A browser that nobody knows, a minute later than the one before."""
    counter.site.later(minutes=2)
    tab.screen(PHONE)
    tab.open(counter.form)
    tab.tell("Network.clearBrowserCookies")
    tab.complaints.clear()
    return tab


def assert_is_fit(page: BrowserPage) -> None:
    assert page.run(SIDEWAYS) is False
    assert page.run(FAINT) == 0
    assert page.run(SMALL) == 0
    assert page.run(NAMELESS) == 0
    assert page.complaints == []


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_form_is_fit_for_phone_and_desk_by_day_and_by_night(
    page: BrowserPage, counter: Counter, tmp_path: Path, width: int, dark: bool
) -> None:
    page.screen(width, dark=dark)
    page.open(counter.form)
    assert_is_fit(page)
    page.save(tmp_path / "form.png")
    page.run("document.querySelector('form.fill').requestSubmit()")
    page.wait_for("document.activeElement?.id === 'loi'")  # the browser gives the focus when it first draws, after the page is complete
    assert page.run("[...document.querySelectorAll('#loi a')].every((a) => document.querySelector(a.hash))")
    assert page.run(SIDEWAYS) is False
    page.save(tmp_path / "missing.png")


@needs_browser
def test_without_scripts_a_form_is_filled_in_by_keyboard_and_sent(page: BrowserPage, counter: Counter) -> None:
    before = len(counter.site.room.submitted.forms(counter.survey))
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.open(counter.form)
    for number in range(1, 11):
        page.run(f"document.querySelector('#cau-{number} input').focus()")
        page.press(" ", 32)
    page.run("document.querySelector('.actions button').focus()")
    page.press("Enter", 13)
    page.wait_for(f"document.body?.textContent.includes({SAY.outcomes['thanks']!r})")
    page.tell("Emulation.setScriptExecutionDisabled", value=False)
    assert len(counter.site.room.submitted.forms(counter.survey)) == before + 1


# ---- in the console


@dataclass
class SurveyReader:
    """The console with two surveys: 1 was answered, 2 is a draft; the code of a place of the first."""

    office: TestOffice
    leader: Staff
    address: str
    code: str

    def enter(self, page: BrowserPage) -> None:
        page.tell("Network.clearBrowserCookies")
        page.open(self.office.url + self.office.link(self.leader))
        submit(page, "main form button")


@pytest.fixture(scope="module")
def reading(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyReader]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1")
    own = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    other = office.unit("Trung tâm Phục vụ hành chính công tỉnh Ví Dụ")
    leader = office.person("Phạm Văn Lãnh", Role.LEADER, own)
    building, answering, at = office.surveying.building, office.surveying.answering, office.clock.at
    for title in ("Phiếu đánh giá mức độ hài lòng quý IV năm 2026", "Phiếu nháp"):
        assert isinstance(building.make(title, leader, at), int)
    assert building.open(1, leader, at) is None
    codes = {place.unit: place.code for place in office.surveying.book.places(1)}
    for unit, level in ((own.id, "d"), (other.id, "b")):
        for each in range(24):
            letters = "".join(chr(ord(level) + (each + question) % 2) for question in range(10)) + "abcd"[each % 4] + "t"
            day = at + each % 3 * 10 * DAY
            text = f"Chờ hơi lâu, ông Nguyễn Văn {'ABCDEGH'[each % 7]}ảy ở quầy {each % 5 + 1} tiếp rất tận tình"
            assert answering.send(codes[unit], letters, (text,), ChatId("web", f"{unit}-{each}"), None, day) == "thanks"
    office.clock.at = at + 29 * DAY
    for form in office.surveying.results.waiting(1, leader, office.clock.at)[:5]:
        office.surveying.results.look(1, form.id, True, form.texts, leader, office.clock.at)
    for address in (addresses := served(office.app)):
        office.url = address
        yield SurveyReader(office, leader, address, codes[own.id])
        addresses.close()
    engine.dispose()


@needs_browser
def test_every_page_of_the_console_is_whole(tab: BrowserPage, reading: SurveyReader) -> None:
    reading.enter(tab)
    tab.complaints.clear()
    for path in ("", "/1", "/2", "/1/ket-qua", "/1/loi", "/1/giay", f"/1/the/{reading.code}"):
        tab.open(f"{reading.address}{PREFIX}/khao-sat{path}")
        for screen in tab.screens((PHONE, 844), (DESK, 844)):
            assert tab.run("document.querySelectorAll('h1').length") == 1, (path, screen)
            assert tab.run(SIDEWAYS) is False, (path, screen)
            assert tab.run(FAINT) == 0, (path, screen)
            assert tab.run(NAMELESS) == 0, (path, screen)
            assert tab.run(SMALL_IN_CONSOLE) == [], (path, screen)
            assert tab.complaints == [], (path, screen)


@needs_browser
def test_the_paper_form_is_one_page_of_a5_with_lines_to_write_on_as_printers_print_it(
    tab: BrowserPage, reading: SurveyReader, tmp_path: Path
) -> None:
    """Without backgrounds, as browsers print unless told otherwise."""
    reading.enter(tab)
    for sheet in ("in", "the"):
        tab.open(f"{reading.address}{PREFIX}/khao-sat/1/{sheet}/{reading.code}")
        file = tmp_path / f"{sheet}.pdf"
        file.write_bytes(base64.b64decode(tab.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]))
        printed = pypdfium2.PdfDocument(file)
        assert len(printed) == 1, sheet
        assert [round(side / 72 * 25.4) for side in printed[0].get_size()] == [148, 210]
        if sheet == "in":
            picture = printed[0].render(scale=2).to_pil().convert("L")
            width, height = picture.size
            dark = [sum(picture.getpixel((x, y)) < 160 for x in range(0, width, 4)) > width // 4 * 0.8 for y in range(height)]
            assert sum(is_dark and not before for before, is_dark in pairwise(dark)) == 3, "three lines to write on"
        printed.close()


# ---- in Telegram


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.LEADER, unit, 2001)
    made.start()
    return made


def test_in_telegram_a_survey_is_answered_from_the_link_of_a_card(harness: Harness) -> None:
    room = SurveyTown(harness)
    an = harness.somebody("An", 1001)
    an.says(f"/start kh_{room.code}", "Phiếu quý IV")
    an.presses(SAY.chat.begin, "Câu 1/12")
    for number in range(2, 11):
        an.presses("4", f"Câu {number}/12", on=f"Câu {number - 1}/12")
    an.presses("5", "Câu 11/12", on="Câu 10/12")
    an.presses(SAY.template.reasons[0], "Câu 12/12", on="Câu 11/12")
    an.says("Cán bộ tận tình, gọi tôi 0912345678", "trả lời hết 12 câu")
    an.presses(SAY.chat.send, SAY.outcomes["thanks"])
    an.says(f"/start kh_{room.code}", SAY.outcomes["spent"])
    (letters, texts), *more = room.kept()
    assert more == []
    assert letters == "d" * 9 + "eat"
    assert texts[0].startswith("Cán bộ tận tình")
    assert "0912345678" not in texts[0]


class SurveyTown:
    """An open survey in a harness's database; its days begin with the day that it is there."""

    def __init__(self, harness: Harness) -> None:
        book, now = SurveyBook(harness.engine), utc_now()
        questions = [
            SurveyQuestion(text, SurveyQuestionKind.SCALE, factor) for factor in ServiceFactor for text in SAY.template.factors[factor]
        ]
        questions.append(SurveyQuestion(SAY.template.reason, SurveyQuestionKind.CHOICE, None, SAY.template.reasons))
        questions.append(SurveyQuestion(SAY.template.words, SurveyQuestionKind.TEXT))
        draft = SurveyDraft("Phiếu quý IV", "Phiếu không ghi tên.", now.date() - DAY, now.date() + 30 * DAY, tuple(questions))
        number = book.make(draft, "cli", now)
        book.add_places(number, [(SurveyPlaceKind.UNIT, "Văn phòng", 1, "")], "cli", now)
        assert book.open(number, "cli", now)
        self.code = book.places(number)[0].code
        self._submitted = SubmittedForms(harness.engine, UTC)
        self._number = number

    def kept(self) -> list[tuple[str, tuple[str, ...]]]:
        letters = [form.letters for form in self._submitted.forms(self._number)]
        texts = [form.texts for form in self._submitted.texts(self._number, TextLook.WAITING)]
        return list(zip(letters, texts, strict=True))
