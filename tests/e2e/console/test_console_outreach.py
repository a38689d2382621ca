"""The pages of announcements, plans and rounds in a real browser: on a phone and at a desk, by day and by night, without scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import uvicorn

from bot.announcements.cases.post_library import PostLibrary
from bot.announcements.rules.article import Article
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.campaign import Campaign
from bot.announcements.rules.facts import MonthFacts, fill
from bot.announcements.rules.followers import Sending
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.console.access import PREFIX
from bot.messages import ChatId
from bot.outbox.claimed_message import Blocked, Sent
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Outbox
from bot.participation.round import QuestionStage
from bot.people.staff import Role, Staff
from bot.plans.store import PlanBook
from indexer.ranking.search import Index
from knowledge.records.plan import Plan, Task
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.console.test_console import DESK, PHONE, click, path, submit, wait
from tests.office import MONDAY, WORDS, TestOffice
from tests.paths import ROOT
from tests.presence import as_a, found
from tests.support import databases

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

POSTS = ROOT / "knowledge" / "content"
PAGES = [
    "/tin-bai",
    "/tin-bai/moi",
    "/tin-bai/2",
    "/tin-bai/3/sua",
    "/lich-bai",
    "/lich-bai/202611",
    "/lich-bai/202612",
    "/dot-gui",
    "/dot-gui/1",
    "/dot-gui/2",
    "/dot-gui/1/danh-sach?loai=blocked",
    "/ke-hoach?xem=all",
    "/ke-hoach/viec/1",
    "/ke-hoach/theo-doi",
    "/bao-cao?ky=year",
    "/dan-hoi",
]
PLAN = Plan(
    record_id="ke-hoach-tuyen-truyen",
    title="Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2026",
    tasks=(
        Task(
            content="Mỗi tháng có ít nhất 01 tin, bài về mô hình hay, cách làm mới",
            lead=("Văn phòng",),
            when="hằng tháng",
            section="II.1",
            no="a",
        ),
        Task(
            content="Tổ chức cuộc thi tìm hiểu dịch vụ công trực tuyến", lead=("UBND xã Ví Dụ",), when="quý II/2026", section="II.2", no="b"
        ),
    ),
)


@pytest.fixture(scope="module")
def office(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    folder = tmp_path_factory.mktemp("office")
    engine = databases.sqlite_at(folder / "office.db")
    office = TestOffice(engine, small_index, folder / "files", "http://127.0.0.1", posts=PostLibrary([POSTS]).posts(), plans=[PLAN])
    server = uvicorn.Server(uvicorn.Config(office.app, port=0, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    office.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    own = office.unit("UBND xã Ví Dụ", is_coordinator=True)
    office.unit("Trung tâm Phục vụ hành chính công")
    admin, leader = office.person("Nguyễn Thị Quản", Role.ADMIN, own), office.person("Phạm Văn Lãnh", Role.LEADER, own)
    announce(office, admin, leader)
    plan(office, admin, leader)
    yield office
    server.should_exit = True
    thread.join(10)
    engine.dispose()


def announce(office: TestOffice, admin: Staff, leader: Staff) -> None:
    """A month half approved, a campaign on its way, another that waits."""
    room, campaigning = office.news.newsroom, office.news.campaigning
    room.work(MONDAY)
    november = Month(2026, 11)
    entry = room.entry(november)
    room.approve(november, entry.article or 0, room.minute_of(entry), leader, MONDAY, is_sure=True)
    for number in range(60):
        chat = ChatId("telegram", f"9{number:08d}")
        office.news.followers.follow(chat, "đồng ý", MONDAY)
        office.news.followers.choose_place(chat, ("Xã Ví Dụ", "Phường An Bình")[number % 2])
    facts = WORDS.announcements.article.facts
    articles: list[Article] = [fill(post, MonthFacts(date(2026, 11, 1)), facts) for post in list(office.posts.values())[:2]]
    numbers = [office.news.articles.add(article, admin.id, MONDAY) for article in articles]
    first = as_a(Campaign, campaigning.propose(numbers[0], Sending.to_everybody(), admin, MONDAY))
    campaigning.propose(numbers[1], Sending.to_everybody(), admin, MONDAY)
    for person in (admin, leader):
        campaigning.approve(found(campaigning.get(first.id)), person, MONDAY)
    campaigning.work(MONDAY)
    outbox, at = Outbox(office.engine, "telegram", RateLimit(rate=1_000_000)), MONDAY + timedelta(seconds=2)
    claimed = outbox.claim("w", 40, at)
    outbox.record(
        [(message, Sent("1") if place % 5 else Blocked("bot was blocked by the user")) for place, message in enumerate(claimed.messages)],
        at,
    )
    office.news.campaigns.record_click(first.id, "read", claimed.messages[1].chat)


def plan(office: TestOffice, admin: Staff, leader: Staff) -> None:
    """Tasks that are late, a round with an answer."""
    PlanBook(office.engine).follow(PLAN, 2026, {}, admin.id, MONDAY)
    rounds = office.plans_room.rounds
    rounds.open("Thủ tục đất đai ở cấp xã", admin, MONDAY)
    asked = as_a(int, rounds.ask(ChatId("web", "a"), "Làm sổ đỏ lần đầu ở xã thì mất bao lâu?", MONDAY))
    rounds.ask(ChatId("web", "b"), "Bao giờ bộ phận một cửa có máy lấy số tự động?", MONDAY)
    rounds.move(asked, QuestionStage.LISTED, admin, MONDAY)
    rounds.assign(asked, admin.unit, admin, MONDAY)
    rounds.answer(asked, "Thời hạn ghi trên giấy hẹn.", leader, MONDAY)


@pytest.fixture
def page(tab: BrowserPage, office: TestOffice) -> BrowserPage:
    """The admin's browser, just logged in."""
    tab.screen(DESK, 800)
    tab.tell("Network.clearBrowserCookies")
    tab.tell("Emulation.setScriptExecutionDisabled", value=False)
    admin = office.book.get(1)
    assert admin
    office.logins.leave_everywhere(admin.id, "cli", office.clock.at)
    tab.open(office.url + office.link(admin))
    submit(tab, "main form button")
    tab.complaints.clear()
    return tab


def test_every_page_is_whole_and_named(page: BrowserPage, office: TestOffice) -> None:
    """On a phone and at a desk, by day and by night. Pictures to look at after a change: `make pictures`."""
    for each in PAGES:
        page.open(f"{office.url}{PREFIX}{each}")
        assert path(page) == each.partition("?")[0]
        for screen in page.screens((PHONE, 844), (DESK, 844)):
            assert page.run("document.documentElement.scrollWidth <= innerWidth"), (each, screen)
            assert page.run("document.querySelectorAll('h1').length") == 1, (each, screen)
            small = "[...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=checkbox]), main select, main summary')].filter((e) => e.checkVisibility() && e.offsetHeight < 44).map((e) => e.outerHTML)"  # fmt: skip
            assert page.run(small) == [], (each, screen)
            marked = "['.side', '.menu'].map((menu) => document.querySelectorAll(menu + ' [aria-current]').length)"
            assert page.run(marked) == [1, 1], f"{each} {screen}: the menu says where one is"
    assert page.complaints == []


def test_a_screen_reader_hears_names(page: BrowserPage, office: TestOffice) -> None:
    roles = ("button", "link", "textbox", "combobox", "checkbox", "spinbutton", "searchbox", "Date", "image")
    for each in PAGES:
        page.open(f"{office.url}{PREFIX}{each}")
        nodes = page.tell("Accessibility.getFullAXTree")["nodes"]
        unnamed = [
            node["role"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] in roles and not node["name"]["value"]
        ]
        assert unnamed == [], each


def test_letters_are_counted_as_they_are_typed(page: BrowserPage, office: TestOffice) -> None:
    page.open(f"{office.url}{PREFIX}/tin-bai/moi")
    page.run("document.querySelector('[name=title]').focus()")
    page.type("Xin chào 👋")
    assert page.run("document.querySelector('[name=title] + .count').textContent") == WORDS.outreach.news.count.format(used=11, limit=150)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_typed_is_seen_on_a_phone_in_a_page_of_its_own_and_a_draft_can_go(
    page: BrowserPage, office: TestOffice, tmp_path: Path, width: int
) -> None:
    page.screen(width)
    page.open(f"{office.url}{PREFIX}/tin-bai/2/sua")
    page.run("document.querySelector('[name=title]').value = 'Tên chưa lưu'")
    look = "[formaction$='/xem-truoc']"
    assert page.run(f"document.querySelector({look!r}).formTarget") == "_blank", "what is typed stays where it is"
    page.run(f"document.querySelector({look!r}).formTarget = '_self'")
    submit(page, look)
    page.wait_for("[...document.images].filter((image) => image.naturalWidth === 1280).length === 2")
    assert "Tên chưa lưu" in page.run("document.querySelector('.phone').textContent")
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.screen(width, max(844, min(4_000, page.run("document.documentElement.scrollHeight"))))
    page.save(tmp_path / f"look-{width}.png")
    assert page.complaints == []
    kept = office.news.articles.get(2)
    assert kept
    assert kept.article.title != "Tên chưa lưu"
    draft = office.news.articles.add(kept.article, 1, MONDAY)
    page.open(f"{office.url}{PREFIX}/tin-bai/{draft}")
    click(page, "main details summary")
    page.screen(width, max(844, min(4_000, page.run("document.documentElement.scrollHeight"))))
    page.save(tmp_path / f"erase-{width}.png")
    submit(page, "form[action$='/xoa'] button")
    assert path(page) == "/tin-bai"
    assert office.news.articles.get(draft) is None


def test_an_article_is_written_and_proposed_without_scripts(page: BrowserPage, office: TestOffice) -> None:
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.tell("Page.navigate", url=f"{office.url}{PREFIX}/tin-bai/moi")
    wait(page, "[name=body]")
    for name, text in (("title", "Lịch tiêm phòng tháng 12"), ("summary", "Tiêm ở trạm y tế."), ("body", "Bà con đưa cháu đến trạm.")):
        page.run(f"document.querySelector('[name={name}]').select()")  # a draft that was left behind may stand there
        page.type(text)
    click(page, "main form .actions button")
    wait(page, ".said")
    click(page, "form[action$='/gui'] button")
    wait(page, "form[action$='/drop'] button")
    assert WORDS.newsroom.refusals[AnnouncementRefusal.OWN] in page.run("document.querySelector('main').innerText"), (
        "who writes does not approve"
    )
    latest = office.news.campaigning.latest(1)[0]
    assert office.news.campaigning.title(latest) == "Lịch tiêm phòng tháng 12"
