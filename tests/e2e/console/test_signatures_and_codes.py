"""What a leader reads before words leave, and the second factor, in a real browser: on a phone and at a desk, light and dark."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from bot.console.access import PREFIX
from bot.people.second import totp
from bot.people.staff import Role, Staff
from bot.petitions.rules.transitions import Transition
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.office import WORDS, TestOffice
from tests.presence import found
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

QUESTION = "Đèn ở cột số mấy, thưa bác? Hỏng cả đêm hay chỉ lúc mưa?"
REASON = "Đoạn đường này do Sở Xây dựng quản lý, đã có văn bản bàn giao từ tháng 6."
NAMED = "Thưa ông Trần Văn Tám, số 0912345678: đèn trước nhà ông đã được thay ngày 04/11."
SMALL = (
    "[...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main summary')]"
    ".filter((e) => e.checkVisibility() && e.offsetHeight < 44).map((e) => e.outerHTML)"
)


@pytest.fixture
def office(small_index: Index, tmp_path: Path) -> Iterator[TestOffice]:
    """A unit whose leader signs: admin 1, leader 2, officer 3; a question, a refusal and an answer for two wait."""
    engine = databases.sqlite_at(tmp_path / "office.db")
    office = TestOffice(engine, small_index, tmp_path / "files", "http://127.0.0.1", has_mail=True)
    server = uvicorn.Server(uvicorn.Config(office.app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    office.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    fill(office)
    yield office
    server.should_exit = True
    thread.join(10)
    engine.dispose()


def fill(office: TestOffice) -> None:
    unit = office.unit("UBND xã Ví Dụ", needs_approval=True, is_coordinator=True)
    office.person("Nguyễn Thị Quản", Role.ADMIN, unit)
    office.person("Phạm Văn Lãnh", Role.LEADER, unit)
    officer = office.book.add("Lê Thị Cán", Role.OFFICER, unit.id, "cli", office.clock.at, email="can@xa.example.gov.vn")
    for number in range(4):
        file = office.petition(f"Cột đèn đầu thôn An cháy bóng đã ba tuần, buổi tối rất nguy hiểm. Việc thứ {number + 1}.", "Thôn An")
        office.done(office.desk.claim, officer, file.petition.id)
    office.done(office.desk.propose, officer, 1, Transition.PROPOSE_ASK, QUESTION)
    office.done(office.desk.propose, officer, 2, Transition.PROPOSE_REJECT, REASON)
    into = found(office.petitions.get(3)).petition.code
    office.done(office.desk.merge, officer, 4, into)
    office.done(office.desk.draft, officer, 3, NAMED)


def person(office: TestOffice, number: int) -> Staff:
    return found(office.book.get(number))


def log_in(page: BrowserPage, office: TestOffice, staff: Staff) -> None:
    page.tell("Network.clearBrowserCookies")
    page.open(office.url + office.link(staff))
    submit(page, "main form button")


def submit(page: BrowserPage, selector: str) -> None:
    page.run(f"window.left = true, document.querySelector({selector!r}).click()")
    page.wait_for("!window.left && document.readyState === 'complete'")


def is_whole(page: BrowserPage, file: Path, width: int, dark: bool) -> None:
    """Nothing beside the screen, one heading, nothing too small for a finger; kept as a picture: pytest --basetemp=DIR."""
    page.screen(width, max(844, min(6_000, page.run("document.documentElement.scrollHeight"))), dark=dark)
    page.save(file)
    page.screen(width, dark=dark)
    assert page.run("document.documentElement.scrollWidth <= innerWidth"), file.name
    assert page.run("document.querySelectorAll('h1').length") == 1, file.name
    assert page.run(SMALL) == [], file.name


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_every_new_page_is_whole(tab: BrowserPage, office: TestOffice, tmp_path: Path, width: int, dark: bool) -> None:
    tab.screen(width, dark=dark)
    tab.complaints.clear()
    leader, officer = person(office, 2), person(office, 3)
    log_in(tab, office, leader)
    seen = [(f"leader-{number}", f"/kien-nghi/{number}") for number in (1, 2, 3)]
    for name, path in (*seen, ("mailbox", f"/hop-thu/{'0' * 48}"), ("account", "/tai-khoan"), ("second", "/tai-khoan/hai-lop")):
        tab.open(f"{office.url}{PREFIX}{path}")
        is_whole(tab, tmp_path / f"{name}-{width}-{dark}.png", width, dark)
    submit(tab, "main form button")
    is_whole(tab, tmp_path / f"scan-{width}-{dark}.png", width, dark)
    assert tab.run("document.querySelector('.scan svg').viewBox.baseVal.width > 20"), "made smaller on a phone, never cut off"
    office.later(seconds=totp.STEP)
    key = found(office.second.of(leader.id)).key
    tab.run(f"document.querySelector('input[name=code]').value = '{totp.code_of(key, totp.step_of(office.clock.at))}'")
    submit(tab, "main form button")
    is_whole(tab, tmp_path / f"codes-{width}-{dark}.png", width, dark)
    log_in(tab, office, leader)
    assert tab.run("location.pathname") == f"{PREFIX}/ma", "the link alone is not enough any more"
    is_whole(tab, tmp_path / f"code-{width}-{dark}.png", width, dark)
    tab.complaints.clear()  # the browser tells of the refusal that comes
    tab.run("document.querySelector('input[name=code]').value = '000000'")
    submit(tab, "main form button")
    assert WORDS.console.second.refused["wrong"] in tab.run("document.body.innerText")
    is_whole(tab, tmp_path / f"wrong-{width}-{dark}.png", width, dark)
    office.later(seconds=totp.STEP)
    tab.run(f"document.querySelector('input[name=code]').value = '{totp.code_of(key, totp.step_of(office.clock.at))}'")
    submit(tab, "main form button")
    assert tab.run("location.pathname") == f"{PREFIX}/"
    log_in(tab, office, officer)
    office.done(office.desk.send_back, leader, 1, "Hỏi cả giờ hỏng.")
    for name, path in (("officer-1", "/kien-nghi/1"), ("officer-account", "/tai-khoan")):
        tab.open(f"{office.url}{PREFIX}{path}")
        is_whole(tab, tmp_path / f"{name}-{width}-{dark}.png", width, dark)


def test_a_leader_reads_both_and_sends_with_the_press(tab: BrowserPage, office: TestOffice) -> None:
    tab.screen(1280)
    log_in(tab, office, person(office, 2))
    tab.open(f"{office.url}{PREFIX}/kien-nghi/3")
    words = tab.run("document.body.innerText")
    draft = found(office.petitions.get(3)).petition
    assert draft.draft in words
    assert draft.draft_shared in words
    assert "0912345678" not in draft.draft_shared
    tab.run("window.confirm = () => true")
    submit(tab, "button[formaction$='/send']")
    assert found(office.petitions.get(4)).petition.answer == draft.draft_shared


@pytest.mark.parametrize(("number", "why"), [(1, QUESTION), (2, REASON)])
def test_a_leader_lets_a_proposal_out_from_its_page(tab: BrowserPage, office: TestOffice, number: int, why: str) -> None:
    tab.screen(390)
    log_in(tab, office, person(office, 2))
    tab.open(f"{office.url}{PREFIX}/kien-nghi/{number}")
    tab.run("window.confirm = () => true")
    submit(tab, f"form[action$='/kien-nghi/{number}/approve'] button")
    assert found(office.petitions.get(number)).events[-1].why == why
