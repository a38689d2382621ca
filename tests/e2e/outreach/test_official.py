"""Official channels in a real browser, on a telephone and a desk, by day and by night; and a number that is pasted in Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.console.access import PREFIX
from bot.official.rules.channel import OfficialKind
from bot.official.store.channels import OfficialBook, OfficialMove
from bot.people.staff import Role, Staff
from bot.runtime.clock import utc_now
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.e2e.citizens.test_petition_pages import NAMELESS, SMALL
from tests.e2e.conftest import Opened
from tests.e2e.console.test_console import submit
from tests.e2e.outreach.test_survey_pages import SMALL_IN_CONSOLE, served
from tests.harness import Harness
from tests.integration.announcements.test_official import DAY, NOON, TODAY, OfficialRoom, OfficialSite, usual
from tests.office import TestOffice
from tests.support import databases
from tests.unit.outreach.test_official_rules import draft

SAY = wording.load().official
PHONE, DESK = 390, 1280
LONG = "https://dichvucong.xavidu.example.gov.vn/ho-so/tra-cuu-ket-qua-giai-quyet-thu-tuc-hanh-chinh"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def site(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficialSite]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("site") / "site.db")
    office = OfficialRoom(engine, small_index)
    numbers = office.listed(*usual(), draft(OfficialKind.LINK, LONG), draft(value="0238 3777 888"))
    office.room.desk.end(numbers[-1], TODAY - DAY, office.lead, NOON)
    made = OfficialSite(office, "http://127.0.0.1")
    for address in (addresses := served(made.app)):
        made.url = address
        yield made
        addresses.close()
    engine.dispose()


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_is_fit_for_phone_and_desk_by_day_and_by_night(
    tab: BrowserPage, site: OfficialSite, tmp_path: Path, width: int, dark: bool
) -> None:
    tab.screen(width, dark=dark)
    for name, path in (("list", "/kenh"), ("checked", "/kenh?hoi=0238+3123+457")):
        tab.complaints.clear()
        tab.open(site.url + path)
        assert tab.run(SIDEWAYS) is False, path
        assert tab.run(FAINT) == 0, path
        assert tab.run(SMALL) == 0, path
        assert tab.run(NAMELESS) == 0, path
        assert tab.complaints == [], path
        tab.save(tmp_path / f"{name}.png")


@needs_browser
def test_what_is_pasted_into_the_field_is_checked_without_scripts(tab: BrowserPage, site: OfficialSite) -> None:
    tab.screen(PHONE)
    tab.tell("Emulation.setScriptExecutionDisabled", value=True)
    tab.open(f"{site.url}/kenh")
    tab.run("document.getElementById('hoi').value = 'https://xavidu.example.gov.vn@evil.example/'")
    tab.run("document.querySelector('main form button').focus()")
    tab.press("Enter", 13)
    tab.wait_for("document.querySelector('[role=status]')?.textContent.includes('KHÔNG PHẢI')")
    tab.tell("Emulation.setScriptExecutionDisabled", value=False)


# ---- in the console


@pytest.fixture(scope="module")
def console(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestOffice, Staff]]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1")
    own = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    leader, officer = office.person("Phạm Văn Lãnh", Role.LEADER, own), office.person("Nguyễn Thị Soạn", Role.OFFICER, own)
    desk = office.official.desk
    for each in (*usual(), draft(OfficialKind.LINK, LONG)):
        assert desk.enter(each, officer, office.clock.at) is OfficialMove.DONE
    assert desk.let_in([1, 2], leader, office.clock.at) is OfficialMove.DONE
    for address in (addresses := served(office.app)):
        office.url = address
        yield office, leader
        addresses.close()
    engine.dispose()


@needs_browser
def test_the_page_of_the_console_is_whole_and_what_waits_is_let_in(
    tab: BrowserPage, console: tuple[TestOffice, Staff], tmp_path: Path
) -> None:
    office, leader = console
    tab.tell("Network.clearBrowserCookies")
    tab.open(office.url + office.link(leader))
    submit(tab, "main form button")
    tab.complaints.clear()
    tab.open(f"{office.url}{PREFIX}/kenh")
    tab.run("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
    for screen in tab.screens((PHONE, 844), (DESK, 844)):
        assert tab.run("document.querySelectorAll('h1').length") == 1, screen
        assert tab.run(SIDEWAYS) is False, screen
        assert tab.run(FAINT) == 0, screen
        assert tab.run(NAMELESS) == 0, screen
        assert tab.run(SMALL_IN_CONSOLE) == [], screen
        assert tab.complaints == [], screen
        tab.save(tmp_path / f"console-{str(screen)[:12]}.png")
    tab.run("window.confirm = () => true")
    tab.run("document.querySelectorAll('input[name=number]').forEach((each) => { each.checked = true })")
    submit(tab, "button[form='let-in']")
    tab.wait_for(f"document.body?.textContent.includes({SAY.page.none_waiting!r})")
    assert len(office.official.verifier.current(office.clock.at)) == 4


# ---- in Telegram


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.LEADER, unit, 2001)
    made.start()
    return made


def test_in_telegram_a_number_that_is_pasted_is_checked(harness: Harness) -> None:
    book, now = OfficialBook(harness.engine, is_one_hand), utc_now()
    (number,) = book.enter([draft(value="0238 3123 456")], 77, "cli", now)
    assert book.let_in(number, 1, "cli", now) is OfficialMove.DONE
    an = harness.somebody("An", 1001)
    an.says("02383123456", "Đúng là kênh của")
    an.says("số 0238 3123 457 có phải của xã không", "KHÔNG PHẢI")
    an.says("https://xavidu.example.com/qua", "không có trong danh sách")
    an.says("/kenh", "0238 3123 456")
