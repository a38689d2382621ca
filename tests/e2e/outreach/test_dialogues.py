"""Dialogues in a real browser, on a telephone and a desk, by day and by night; and in Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.console.access import PREFIX
from bot.dialogues.rules.dialogue import DialogueDraft, DialogueKind, DialogueMove
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.dialogues.store.dialogues import DialogueBook
from bot.dialogues.store.matters import MatterBook
from bot.people.staff import Role, Staff
from bot.runtime.clock import utc_now
from indexer.ranking.search import Index
from tests.dialogues import BEGINS, DAY, HOA, HOUR, NAM, draft
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.citizens.test_article_page import FAINT, SIDEWAYS
from tests.e2e.citizens.test_petition_pages import NAMELESS, SMALL
from tests.e2e.conftest import Opened
from tests.e2e.console.test_console import submit
from tests.e2e.outreach.test_survey_pages import SMALL_IN_CONSOLE, served
from tests.harness import Harness
from tests.integration.participation.test_dialogue_pages import DialogueSite
from tests.office import TestOffice
from tests.support import databases

SAY = wording.load().dialogues
PHONE, DESK = 390, 1280
LONG = "Chủ tịch Ủy ban nhân dân xã đối thoại với người dân, hộ kinh doanh về thủ tục hành chính và dịch vụ công trực tuyến"
ASKED = "Từ tháng trước nộp hồ sơ cấp giấy chứng nhận qua mạng mà chưa thấy hẹn ngày trả, xã xem giúp vướng ở khâu nào?"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def site(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DialogueSite]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("site") / "site.db")
    made = DialogueSite(engine, small_index, "http://127.0.0.1")
    office = made.office
    past = office.announced(title="Họp thôn 3", kind=DialogueKind.VILLAGE)
    told = office.listed(past, NAM, ASKED)
    owed = office.listed(past, HOA, "Bao giờ sửa đường thôn 3?")
    for each in (told, owed):
        office.assigned(each, (BEGINS + 9 * DAY).date())
    office.room.questions.answer(told.id, "Hồ sơ đang chờ đo đạc lại.\nXã trả lời xong trong tháng này.", 0, office.chin, BEGINS + DAY)
    office.room.questions.release(told.id, 1, office.lead, BEGINS + DAY)
    office.published(past, BEGINS + DAY)
    later = {"begins": BEGINS + 9 * DAY, "ends": BEGINS + 9 * DAY + 3 * HOUR}
    coming = office.announced(title=LONG, about="Mời bà con đến sớm 15 phút.\nCó phiên dịch tiếng Thái.", seats=100, **later)
    office.listed(coming, NAM, ASKED)
    made.at = BEGINS + 2 * DAY
    for address in (addresses := served(made.app)):
        made.url = address
        yield made
        addresses.close()
    engine.dispose()


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_its_pages_are_fit_for_phone_and_desk_by_day_and_by_night(
    tab: BrowserPage, site: DialogueSite, tmp_path: Path, width: int, dark: bool
) -> None:
    tab.screen(width, dark=dark)
    for name, path in (("list", "/doi-thoai"), ("past", "/doi-thoai/1"), ("coming", "/doi-thoai/2")):
        tab.complaints.clear()
        tab.open(site.url + path)
        assert tab.run("document.querySelectorAll('h1').length") == 1, path
        for found in (SIDEWAYS, FAINT, SMALL, NAMELESS):
            assert tab.run(found) in (False, 0), (path, found)
        assert tab.complaints == [], path
        tab.save(tmp_path / f"{name}-{width}-{'dark' if dark else 'light'}.png")


@needs_browser
def test_in_the_browser_somebody_registers_asks_and_votes(tab: BrowserPage, site: DialogueSite) -> None:
    tab.tell("Network.clearBrowserCookies")
    tab.open(f"{site.url}/doi-thoai/2")
    tab.run("document.querySelector('#ten').value = 'Nguyễn Thị Hoa'")
    submit(tab, "form[action$='/du'] button")
    tab.wait_for(f"document.querySelector('.notice')?.textContent.includes({SAY.outcomes[HallOutcome.SEATED][:20]!r})")
    assert tab.run("document.activeElement.className") == "notice"
    submit(tab, "form[action$='/ung-ho'] button")
    tab.wait_for("document.querySelector('button[aria-pressed=true]') !== null")
    tab.run("document.querySelector('#cau').value = 'Bao giờ nước sạch về thôn?'")
    submit(tab, "form[action$='/hoi'] button")
    tab.wait_for(f"document.querySelector('.notice')?.textContent.includes({SAY.outcomes[HallOutcome.TAKEN][:15]!r})")
    assert [each.text for each in site.office.room.matters.new(2)] == ["Bao giờ nước sạch về thôn?"]


# ---- in the console


@pytest.fixture(scope="module")
def console(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestOffice, Staff]]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1")
    own = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    leader, officer = office.person("Phạm Văn Lãnh", Role.LEADER, own), office.person("Nguyễn Thị Soạn", Role.OFFICER, own)
    room, at = office.dialogues, office.clock.at
    when = {"begins": at + HOUR, "ends": at + 3 * HOUR}
    for title in (LONG, "Chờ duyệt"):
        assert isinstance(room.desk.write(draft(own.id, title=title, script="Thu gom rác từ ngày 5/12/2026.", **when), officer, at), int)
    assert room.desk.approve(1, 1, leader, at) is DialogueMove.DONE
    room.hall.register(1, HOA, "Nguyễn Thị Hoa", at)
    for text in (ASKED, "Bao giờ sửa đường thôn 3?"):
        room.hall.ask(1, HOA, text, at)
    assert room.questions.take(1, ASKED, None, officer, at) is DialogueMove.DONE
    assert room.questions.answer(1, "Đang đo đạc lại.", 0, officer, at) is DialogueMove.DONE
    office.clock.at = at + 4 * HOUR
    assert room.desk.keep_minutes(1, "Đã họp, 30 người dự.", 0, officer, office.clock.at) is DialogueMove.DONE
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
    for path in ("", "/1", "/2", "/1/loi-doc"):
        tab.open(f"{office.url}{PREFIX}/doi-thoai{path}")
        tab.run("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
        for screen in tab.screens((PHONE, 844), (DESK, 844)):
            assert tab.run("document.querySelectorAll('h1').length") == 1, (path, screen)
            assert tab.run(SIDEWAYS) is False, (path, screen)
            assert tab.run(FAINT) == 0, (path, screen)
            assert tab.run(NAMELESS) == 0, (path, screen)
            assert tab.run(SMALL_IN_CONSOLE) == [], (path, screen)
            assert tab.complaints == [], (path, screen)
            tab.save(tmp_path / f"console{path.replace('/', '-')}-{str(screen)[:12]}.png")


# ---- in Telegram


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.LEADER, unit, 2001)
    made.start()
    return made


def test_in_telegram_it_is_found_registered_for_asked_and_voted(harness: Harness) -> None:
    book, matters, now = DialogueBook(harness.engine, is_one_hand), MatterBook(harness.engine, is_one_hand), utc_now()
    when = (now + timedelta(days=5), now + timedelta(days=5, hours=2))
    told = DialogueDraft(DialogueKind.DIALOGUE, "Chủ tịch xã với bà con", *when, "Nhà văn hóa thôn 3", "Chủ tịch xã", 1)
    number = book.write(told, 77, "cli", now)
    assert book.announce(number, 1, 1, "cli", lambda _: "", now, now) is DialogueMove.DONE
    an, binh = harness.somebody("An", 1001), harness.somebody("Bình", 1002)
    an.says("bao giờ xã đối thoại với dân", "Nhà văn hóa thôn 3")
    an.presses(SAY.chat.enrol, SAY.chat.type_name[:30])
    an.says("Nguyễn Văn An", SAY.outcomes[HallOutcome.SEATED][:20])
    an.says("/doithoai", "Nguyễn Văn An")
    an.presses(SAY.chat.ask, SAY.chat.type_question[:15])
    an.says("Bao giờ sửa đường thôn 3?", SAY.outcomes[HallOutcome.TAKEN][:15])
    (asked,) = matters.new(number)
    assert matters.take(asked.id, asked.text, None, "cli", now) is DialogueMove.DONE
    binh.says("đăng ký hỏi chủ tịch", "Nhà văn hóa thôn 3")
    binh.presses(SAY.chat.see, "(0 ")
    binh.presses(SAY.chat.vote.format(number=1))
    assert "Nguyễn Văn An" not in binh.sees("(1 ").text
