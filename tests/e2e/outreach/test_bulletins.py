"""Notices with beginning and end in a real browser, on a telephone and a desk, by day and by night; and in Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.bulletins.rules.bulletin import BulletinDraft, BulletinKind
from bot.bulletins.store.bulletins import BulletinBook, BulletinMove
from bot.console.access import PREFIX
from bot.people.staff import Role, Staff
from bot.runtime.clock import utc_now
from indexer.ranking.search import Index
from tests.bulletins import DAY, HOUR, NOON, draft
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.e2e.citizens.test_petition_pages import NAMELESS, SMALL
from tests.e2e.conftest import Opened
from tests.e2e.console.test_console import submit
from tests.e2e.outreach.test_survey_pages import SMALL_IN_CONSOLE, served
from tests.harness import Harness
from tests.integration.announcements.test_bulletin_pages import BulletinSite
from tests.office import TestOffice
from tests.support import databases

SAY = wording.load().bulletins
PHONE, DESK = 390, 1280
LONG = "Cổng Dịch vụ công quốc gia tạm dừng để nâng cấp, không nộp được hồ sơ và không thanh toán được phí"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def site(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BulletinSite]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("site") / "site.db")
    made = BulletinSite(engine, small_index, "http://127.0.0.1")
    units = (made.office.hall.id, made.office.field.id)
    made.office.announced(draft(BulletinKind.OUTAGE, title=LONG, units=units, place="Toàn địa bàn xã Ví Dụ"))
    made.office.announced(draft(BulletinKind.WEATHER, title="Bão số 3 vào đất liền", begins=NOON + HOUR))
    for number in range(3):
        made.office.announced(draft(title=f"Quầy {number} nghỉ"))
    made.office.room.desk.close(5, made.office.lead, NOON)
    for address in (addresses := served(made.app)):
        made.url = address
        yield made
        addresses.close()
    engine.dispose()


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_stands_on_top_is_fit_for_phone_and_desk_by_day_and_by_night(
    tab: BrowserPage, site: BulletinSite, tmp_path: Path, width: int, dark: bool
) -> None:
    tab.screen(width, dark=dark)
    for name, path in (("chat", "/"), ("list", "/thong-bao")):
        tab.complaints.clear()
        tab.open(site.url + path)
        assert tab.run(SIDEWAYS) is False, path
        assert tab.run(FAINT) == 0, path
        assert tab.run(SMALL) == 0, path
        assert tab.run(NAMELESS) == 0, path
        assert tab.complaints == [], path
        tab.save(tmp_path / f"{name}.png")
    tab.open(site.url)
    assert tab.run("document.querySelectorAll('.bulletins p').length") == 4, "three and a link to the fourth"
    assert tab.run("document.querySelector('.bulletins').getBoundingClientRect().top") == 0
    tab.run("document.querySelector('.bulletins a').click()")
    tab.wait_for("location.pathname === '/thong-bao' && document.readyState === 'complete'")
    assert tab.run("document.querySelector(location.hash).textContent").count(LONG) == 1


# ---- in the console


@pytest.fixture(scope="module")
def console(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestOffice, Staff]]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1")
    own = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    office.unit("Trung tâm Phục vụ hành chính công tỉnh Ví Dụ")
    leader, officer = office.person("Phạm Văn Lãnh", Role.LEADER, own), office.person("Nguyễn Thị Soạn", Role.OFFICER, own)
    at, desk = office.clock.at, office.bulletins.desk
    told = BulletinDraft(BulletinKind.OUTAGE, LONG, "Bà con nộp trực tiếp ở quầy.\nGọi 1022 để hỏi.", at + DAY, at + 2 * DAY, at)
    assert [desk.write(replace(told, title=title), officer, at) for title in (LONG, "Chờ duyệt")] == [1, 2]
    assert desk.approve(1, 1, leader, at) is BulletinMove.DONE
    for address in (addresses := served(office.app)):
        office.url = address
        yield office, leader
        addresses.close()
    engine.dispose()


@needs_browser
def test_every_page_of_the_console_is_whole(tab: BrowserPage, console: tuple[TestOffice, Staff], tmp_path: Path) -> None:
    office, leader = console
    tab.tell("Network.clearBrowserCookies")
    tab.open(office.url + office.link(leader))
    submit(tab, "main form button")
    tab.complaints.clear()
    for path in ("", "/1", "/2"):
        tab.open(f"{office.url}{PREFIX}/bao-tin{path}")
        tab.run("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
        for screen in tab.screens((PHONE, 844), (DESK, 844)):
            assert tab.run("document.querySelectorAll('h1').length") == 1, (path, screen)
            assert tab.run(SIDEWAYS) is False, (path, screen)
            assert tab.run(FAINT) == 0, (path, screen)
            assert tab.run(NAMELESS) == 0, (path, screen)
            assert tab.run(SMALL_IN_CONSOLE) == [], (path, screen)
            assert tab.complaints == [], (path, screen)
            tab.save(tmp_path / f"console{path.replace('/', '-')}-{str(screen)[:12]}.png")


@needs_browser
def test_one_is_let_out_by_a_press(tab: BrowserPage, console: tuple[TestOffice, Staff]) -> None:
    office, leader = console
    tab.tell("Network.clearBrowserCookies")
    tab.open(office.url + office.link(leader))
    submit(tab, "main form button")
    tab.open(f"{office.url}{PREFIX}/bao-tin/2")
    tab.run("window.confirm = () => true")
    submit(tab, "form[action$='/2/duyet'] button")
    tab.wait_for(f"document.body?.textContent.includes({SAY.states['announced']!r})")  # type: ignore[index]
    assert [each.id for each in office.bulletins.board.on_web(office.clock.at)] == [1, 2]


# ---- in Telegram


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.LEADER, unit, 2001)
    made.start()
    return made


def test_in_telegram_it_is_told_once_listed_and_answers_who_asks(harness: Harness) -> None:
    book, now = BulletinBook(harness.engine, is_one_hand), utc_now()
    told = BulletinDraft(BulletinKind.FAULT, "Cổng dịch vụ công không vào được", "Xin chờ.", now - HOUR, now + DAY, now - HOUR)
    later = BulletinDraft(BulletinKind.CLOSED, "Nghỉ tiếp nhận", "Mời quay lại.", now + 5 * DAY, now + 6 * DAY, now - HOUR)
    for draft_ in (told, later):
        assert book.announce(book.write(draft_, 77, "cli", now), 1, 0, 1, "cli", now) is BulletinMove.DONE
    an, binh = harness.somebody("An", 1001), harness.somebody("Bình", 1002)
    an.says("cảm ơn nhé", "không vào được")
    binh.says("cổng dịch vụ công có lỗi không", "Xin chờ.")
    an.says("/thongbao", "Mời quay lại.")
    an.presses(SAY.chat.remind, SAY.chat.reminder.format(hours=24))
