"""Index cards in a real browser, on a telephone and a desk, by day and by night; and in Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.console.access import PREFIX
from bot.people.staff import Role, Staff
from bot.runtime.clock import utc_now
from bot.scorecards.rules.scorecard import ScorecardKind, ScorecardMove
from bot.scorecards.store.cards import ScorecardBook
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.e2e.citizens.test_petition_pages import NAMELESS, SMALL
from tests.e2e.conftest import Opened
from tests.e2e.console.test_console import submit
from tests.e2e.outreach.test_survey_pages import SMALL_IN_CONSOLE, served
from tests.harness import Harness
from tests.integration.participation.test_scorecards import CardRoom
from tests.office import TestOffice
from tests.presence import found
from tests.support import databases
from tests.unit.outreach.test_scorecard_rules import draft

SAY = wording.load().scorecards
PHONE, DESK = 390, 1280
SOURCE = "Quyết định số 1/QĐ-VD ngày 1/3/2026 của cơ quan ví dụ công bố kết quả các chỉ số của năm trước"
BESIDE = "[...document.querySelectorAll('svg.bars')].some((each) => each.getBoundingClientRect().right > innerWidth + 1)"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def site(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardRoom]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("site") / "site.db")
    made = CardRoom(engine, small_index, "http://127.0.0.1")
    for year in range(2019, 2026):
        made.listed(draft(year=year, value=Decimal("80.5") + year - 2019, source=SOURCE))
    for place, value in (("Huế", "91"), ("Quảng Ngãi", "79.25")):
        made.listed(draft(province=place, value=Decimal(value), target=None, source=SOURCE))
    made.listed(draft(kind=ScorecardKind.DTI, value=Decimal("0.7234"), rank=None, target=None, source=SOURCE))
    for address in (addresses := served(made.app)):
        made.url = address
        yield made
        addresses.close()
    engine.dispose()


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_its_page_is_fit_for_phone_and_desk_by_day_and_by_night(
    tab: BrowserPage, site: CardRoom, tmp_path: Path, width: int, dark: bool
) -> None:
    tab.screen(width, dark=dark)
    tab.complaints.clear()
    tab.open(f"{site.url}/chi-so")
    for check in (SIDEWAYS, FAINT, SMALL, NAMELESS, BESIDE):
        assert tab.run(check) in (False, 0), check
    assert tab.complaints == []
    assert tab.run("document.querySelectorAll('svg.bars rect').length") == 7 + 3 + 1
    assert tab.run("document.querySelectorAll('tbody tr').length") == 7 + 3 + 1, "the numbers stand in tables too"
    tab.save(tmp_path / f"cards-{width}-{'dark' if dark else 'light'}.png")
    tab.run("document.querySelector('svg.bars').scrollIntoView()")
    tab.save(tmp_path / f"chart-{width}-{'dark' if dark else 'light'}.png")


# ---- in the console


@pytest.fixture(scope="module")
def console(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestOffice, dict[Role, Staff]]]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1")
    own = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    people = {role: office.person(f"Phạm Văn {role}", role, own) for role in Role}
    province = next(iter(small_index.lexicon.units.provinces)).name
    for year in (2024, 2025):
        card = draft(year=year, province=province, source=SOURCE)
        assert office.scorecards.desk.enter(card, people[Role.ADMIN], office.clock.at) is ScorecardMove.DONE
    assert office.scorecards.desk.let_in([1], people[Role.LEADER], office.clock.at) is ScorecardMove.DONE
    for address in (addresses := served(office.app)):
        office.url = address
        yield office, people
        addresses.close()
    engine.dispose()


@needs_browser
@pytest.mark.parametrize("role", [Role.ADMIN, Role.LEADER])
def test_the_page_of_the_console_is_whole_and_lets_in(
    tab: BrowserPage, console: tuple[TestOffice, dict[Role, Staff]], tmp_path: Path, role: Role
) -> None:
    office, people = console
    tab.tell("Network.clearBrowserCookies")
    tab.open(office.url + office.link(people[role]))
    submit(tab, "main form button")
    tab.complaints.clear()
    tab.open(f"{office.url}{PREFIX}/chi-so")
    tab.run("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
    for screen in tab.screens((PHONE, 844), (DESK, 844)):
        for check in (SIDEWAYS, FAINT, NAMELESS):
            assert tab.run(check) in (False, 0), (check, screen)
        assert tab.run(SMALL_IN_CONSOLE) == [], screen
        assert tab.complaints == [], screen
        tab.save(tmp_path / f"console-{role}-{str(screen)[:12]}.png")
    if role is Role.LEADER:
        tab.run("window.confirm = () => true")
        tab.run("document.querySelector('input[name=number]').click()")
        submit(tab, "button[form='let-in']")
        tab.wait_for(f"document.body?.textContent.includes({SAY.page.none_waiting!r})")
        assert len(office.scorecards.desk.listed()) == 2


# ---- in Telegram


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.LEADER, unit, 2001)
    made.start()
    return made


def test_in_telegram_a_figure_is_asked_for(harness: Harness) -> None:
    book, now = ScorecardBook(harness.engine, is_one_hand), utc_now()
    book.enter([draft(source=SOURCE)], 77, "cli", now)
    assert book.let_in(1, 1, "cli", now) is ScorecardMove.DONE
    an = harness.somebody("An", 1001)
    assert SOURCE in found(an.says("chỉ số PAR Nghệ An năm 2025", "88,92 %")).text
    an.says("/chiso", "88,92 %")
