"""Dialogues on pages: registered for, asked and voted by anybody's browser; held in the console by who may."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from httpx2 import Response
from sqlalchemy import Engine

from bot.answers.composing.compose import Composer
from bot.channels.web.app import make_app
from bot.channels.web.features.dialogues import DialoguePublicPages
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer, Site
from bot.dialogues.rules import numbers
from bot.dialogues.rules.dialogue import DialogueMove, DialogueState
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.messages import Incoming, Reply
from bot.people.staff import Role, Staff
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from tests.dialogues import BEGINS, DAY, HOA, HOUR, NOON, DialogueRoom, draft
from tests.integration.console.test_console import XSS, dangers
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support import databases
from tests.support.web_client import WebClient

SAY = WORDS.dialogues
URL = "https://mot-cua.example.gov.vn"
ENDS = BEGINS + 3 * HOUR
TOKEN = re.compile(r'name="phieu" value="([0-9a-f]+)"')


# ---- on the web


class DialogueSite:
    """The public site of an office with dialogues; its chat answers everybody alike."""

    def __init__(self, engine: Engine, index: Index, url: str = URL) -> None:
        self.office, self.at, self.url = DialogueRoom(engine, index), NOON, url
        sources = SimpleNamespace(index=index, composer=Composer(WORDS, Freshness(index.lexicon.units)))
        site = Site(url, "UBND xã Ví Dụ")
        pages = PageRenderer(lambda: sources, WORDS, site)
        guard = FormGuard("a key", site, WORDS.web, lambda: self.at)
        router = DialoguePublicPages(self.office.room.hall, guard, pages).routes()
        self.app = make_app(self, pages, "a key", routers=[router], now=lambda: self.at)

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply("Đã nghe.")]

    def browser(self) -> WebClient:
        return WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=True)


@pytest.fixture
def site(engine: Engine, small_index: Index) -> DialogueSite:
    return DialogueSite(engine, small_index)


def send(browser: WebClient, path: str, **form: str) -> Response:
    """Send a form as the event's page gives it."""
    page = browser.get(path.rpartition("/")[0])
    token = found(TOKEN.search(page.text))[1]
    return browser.post(path, data={"phieu": token, **form})


def test_it_is_listed_once_announced(site: DialogueSite) -> None:
    assert SAY.web.none in site.browser().get("/doi-thoai").text
    number = site.office.room.desk.write(draft(site.office.field.id), site.office.binh, NOON)
    assert site.browser().get(f"/doi-thoai/{number}").status_code == 404
    site.office.room.desk.approve(1, 1, site.office.lead, NOON)
    page = site.browser().get("/doi-thoai").text
    assert f'href="/doi-thoai/{number}"' in page
    assert "Nhà văn hóa thôn 3" in page


@pytest.mark.parametrize("number", ["0", "x", "999", "9" * 40, "-1", "%00", "٣", "1.0"])
def test_what_is_no_event_is_not_there(site: DialogueSite, number: str) -> None:
    site.office.announced()
    assert site.browser().get(f"/doi-thoai/{number}").status_code == 404
    assert site.browser().post(f"/doi-thoai/{number}/du", data={"ten": "Hoa"}).status_code == 404


def test_a_browser_registers_leaves_asks_and_votes(site: DialogueSite) -> None:
    event = site.office.announced(seats=1)
    matter = site.office.listed(event, HOA)
    browser, other, path = site.browser(), site.browser(), f"/doi-thoai/{event.id}"
    assert SAY.web.free.format(count=1) in browser.get(path).text
    assert SAY.outcomes[HallOutcome.SEATED] in send(browser, f"{path}/du", ten="Nguyễn Thị Hoa").text
    assert SAY.web.full in other.get(path).text
    assert "Nguyễn Thị Hoa" not in other.get(path).text
    waiting = send(other, f"{path}/du", ten="Trần Nam").text
    assert SAY.web.waiting.format(name="Trần Nam", place=1) in waiting
    assert SAY.outcomes[HallOutcome.LEFT] in send(browser, f"{path}/thoi-du").text
    assert SAY.outcomes[HallOutcome.TAKEN] in html.unescape(send(browser, f"{path}/hoi", cau="Nước sạch về thôn khi nào?").text)
    assert "Nước sạch" not in browser.get(path).text, "nobody has looked at it"
    for who, back, votes in ((browser, {}, 1), (browser, {}, 1), (other, {}, 2), (browser, {"rut": "1"}, 1), (browser, {"rut": "1"}, 1)):
        assert SAY.web.votes.format(count=votes) in send(who, f"{path}/ung-ho", cau=str(matter.id), **back).text


@pytest.mark.parametrize(
    ("what", "form", "status"),
    [
        ("du", {"ten": ""}, 422),
        ("du", {"ten": "x" * 81}, 422),
        ("hoi", {"cau": "ngắn"}, 422),
        ("hoi", {"cau": "x" * 501}, 422),
        ("ung-ho", {"cau": "9" * 30}, 410),
        ("ung-ho", {"cau": "2"}, 410),
        ("ung-ho", {}, 410),
        ("xoa-het", {}, 404),
    ],
)
def test_a_form_that_is_none_of_ours_changes_nothing(site: DialogueSite, what: str, form: dict[str, str], status: int) -> None:
    site.office.listed(site.office.announced())
    site.office.listed(site.office.announced())
    assert send(site.browser(), f"/doi-thoai/1/{what}", **form).status_code == status
    assert site.office.room.seats.counts(1) == (0, 0)
    assert [each.votes for number in (1, 2) for each in site.office.room.matters.matters(number)] == [0, 0]


def test_a_form_of_another_site_is_refused_and_what_was_typed_stays(site: DialogueSite) -> None:
    event, browser = site.office.announced(), site.browser()
    browser.get(f"/doi-thoai/{event.id}")
    told = browser.post(f"/doi-thoai/{event.id}/du", data={"ten": "Nguyễn Thị Hoa", "phieu": "0" * 64})
    assert told.status_code == 403
    assert "Nguyễn Thị Hoa" in told.text
    assert site.office.room.seats.counts(event.id) == (0, 0)


def test_what_is_closed_takes_nothing(site: DialogueSite) -> None:
    event, browser = site.office.announced(), site.browser()
    token = found(TOKEN.search(browser.get(f"/doi-thoai/{event.id}").text))[1]
    site.at = BEGINS
    told = browser.post(f"/doi-thoai/{event.id}/du", data={"ten": "Hoa", "phieu": token})
    assert told.status_code == 410
    assert SAY.web.closed in told.text
    assert TOKEN.search(told.text) is None


def test_minutes_and_answers_are_shown_once_published(site: DialogueSite) -> None:
    event = site.office.announced()
    matter = site.office.listed(event)
    site.office.assigned(matter, (ENDS + DAY).date())
    site.office.room.questions.raise_in_hall(event.id, "Nước sạch khi nào?", site.office.binh, ENDS)
    water = site.office.room.matters.matters(event.id)[-1]
    site.office.assigned(water, (ENDS + DAY).date(), ENDS)
    site.office.room.questions.answer(water.id, "Tháng sáu.", 0, site.office.chin, ENDS)
    site.at = ENDS
    before = site.browser().get(f"/doi-thoai/{event.id}").text
    assert "Nước sạch" not in before
    site.office.published(event, ENDS)
    after = site.browser().get(f"/doi-thoai/{event.id}").text
    assert "Đã họp, 40 người dự." in after
    assert "Tháng sáu." not in after, "nobody has let that answer out"
    assert site.office.works.name in after
    site.office.room.questions.release(water.id, 1, site.office.lead, ENDS)
    assert "Tháng sáu." in site.browser().get(f"/doi-thoai/{event.id}").text


def test_the_list_shows_a_year_of_minutes(site: DialogueSite) -> None:
    assert numbers.PAST_LISTED == 366
    site.office.published(site.office.announced(), ENDS)
    for at, is_there in ((ENDS + HOUR, True), (ENDS + 366 * DAY - HOUR, True), (ENDS + 366 * DAY, False)):
        site.at = at
        assert (SAY.web.with_minutes in site.browser().get("/doi-thoai").text) is is_there


def test_its_words_are_shown_as_words(site: DialogueSite) -> None:
    event = site.office.announced(title=XSS, about=XSS, place=XSS, host=XSS)
    site.office.listed(event, HOA, XSS)
    browser = site.browser()
    send(browser, f"/doi-thoai/{event.id}/du", ten="Hoa " + XSS[:60])
    for path in ("/doi-thoai", f"/doi-thoai/{event.id}"):
        page = browser.get(path).text
        assert "alert(1)" in page
        assert "<img src=x" not in page
        assert "<script>alert" not in page


# ---- in the console


@pytest.fixture
def console(small_index: Index, tmp_path: Path) -> Iterator[tuple[TestOffice, dict[str, Staff]]]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    office = TestOffice(engine, small_index, tmp_path / "files")
    own, other = office.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True), office.unit("Bộ phận Địa chính")
    third = office.unit("Bộ phận Tư pháp")
    people = {
        "leader": office.person("Phạm Văn Lãnh", Role.LEADER, own),
        "officer": office.person("Nguyễn Thị Soạn", Role.OFFICER, other),
        "stranger": office.person("Lê Văn Lạ", Role.OFFICER, third),
    }
    yield office, people
    engine.dispose()


FORM = {
    "kind": "village",
    "title": "Họp thôn 3",
    "day": "2026-12-01",
    "clock": "08:00",
    "ends_clock": "10:30",
    "seats": "2",
    "place": "Nhà văn hóa",
    "host": "Trưởng thôn Lê Văn Bảy",
    "about": "Mời bà con.",
    "script": "Thu gom rác ngày 5/12/2026.",
}


def test_an_event_goes_through_the_console_from_draft_to_proof(console: tuple[TestOffice, dict[str, Staff]]) -> None:
    office, people = console
    officer, leader = office.log_in(people["officer"]), office.log_in(people["leader"])
    hall, chin = office.dialogues.hall, people["officer"].unit
    assert officer.post("/doi-thoai", **FORM, unit=chin).status_code == 303
    assert officer.post("/doi-thoai/1/duyet", revision=1).status_code in (403, 404)
    assert leader.post("/doi-thoai/1/duyet", revision=1).status_code == 303
    read = officer.text("/doi-thoai/1/loi-doc")
    assert "ngày năm tháng mười hai" in read
    hall.register(1, HOA, "Nguyễn Thị Hoa", office.clock.at)
    assert "Nguyễn Thị Hoa" in officer.text("/doi-thoai/1")
    assert "Nguyễn Thị Hoa" not in leader.text("/doi-thoai/1")
    for text in ("Bao giờ sửa đường thôn 3?", "Ông Ba hàng xóm xấu"):
        hall.ask(1, HOA, text, office.clock.at)
    assert officer.post("/doi-thoai/cau/1", do="take", text="Bao giờ sửa đường?").status_code == 303
    assert officer.post("/doi-thoai/cau/2", do="refuse", reason="").status_code == 409
    assert officer.post("/doi-thoai/cau/2", do="refuse", reason="Việc riêng.").status_code == 303
    office.later(days=16)
    officer, leader = office.log_in(people["officer"]), office.log_in(people["leader"])
    assert officer.post("/doi-thoai/1/cau", text="Nước sạch khi nào?").status_code == 303
    assert officer.post("/doi-thoai/1/bien-ban", minutes="Đã họp, 30 người dự.", revision=0).status_code == 303
    refused = leader.post("/doi-thoai/1/dang", revision=1)
    assert SAY.moves[DialogueMove.UNASSIGNED] in html.unescape(refused.text)
    for matter in (1, 2):
        assert officer.post(f"/doi-thoai/viec/{matter}/giao", unit=chin, due="2026-12-20").status_code == 303
    assert officer.post("/doi-thoai/viec/1/tra-loi", answer="Quý hai.", revision=0, of=1).status_code == 303
    late = officer.post("/doi-thoai/viec/1/tra-loi", answer="Quý ba, viết ở cửa sổ khác.", revision=0, of=1)
    assert late.status_code == 409
    assert "Quý ba, viết ở cửa sổ khác." in html.unescape(late.text), "nobody types it twice"
    assert leader.post("/doi-thoai/viec/1/duyet", revision=1).status_code == 303
    assert leader.post("/doi-thoai/1/dang", revision=1).status_code == 303
    assert found(hall.get(1)).state is DialogueState.PUBLISHED
    office.later(days=30)
    officer, leader = office.log_in(people["officer"]), office.log_in(people["leader"])
    assert SAY.page.late in officer.text("/doi-thoai/1")
    assert SAY.page.late_mark in officer.text("/doi-thoai")
    assert leader.post("/doi-thoai/1/rut", reason="Sai số người").status_code == 303
    assert officer.post("/doi-thoai/1/minh-chung", due=99).status_code in (404, 409)
    trail = office.log_in(office.person("Quản Trị", Role.ADMIN, found(office.book.unit(people["leader"].unit)))).text("/nhat-ky")
    assert ">dialogue." not in trail, "every act has its words"
    assert "Buổi đối thoại số 1" in trail


def test_a_stranger_of_the_house_changes_nothing(console: tuple[TestOffice, dict[str, Staff]]) -> None:
    office, people = console
    officer, stranger = office.log_in(people["officer"]), office.log_in(people["stranger"])
    officer.post("/doi-thoai", **FORM, unit=people["officer"].unit)
    office.log_in(people["leader"]).post("/doi-thoai/1/duyet", revision=1)
    office.dialogues.hall.ask(1, HOA, "Bao giờ sửa đường thôn 3?", office.clock.at)
    before = office.dialogues.book.all(), office.dialogues.matters.new(1)
    assert "Bao giờ sửa đường" not in stranger.text("/doi-thoai/1")
    tries: dict[str, dict[str, object]] = {
        "/doi-thoai": {**FORM, "unit": people["officer"].unit},
        "/doi-thoai/1": {**FORM, "unit": people["officer"].unit, "revision": 1},
        "/doi-thoai/1/bo": {},
        "/doi-thoai/1/huy": {"reason": "x"},
        "/doi-thoai/1/cau": {"text": "Câu hỏi của người lạ"},
        "/doi-thoai/1/bien-ban": {"minutes": "x", "revision": 0},
        "/doi-thoai/1/minh-chung": {"due": 1},
        "/doi-thoai/cau/1": {"do": "take", "text": "x"},
    }
    for path, form in tries.items():
        assert stranger.post(path, **form).status_code in (403, 404, 409), path
    assert (office.dialogues.book.all(), office.dialogues.matters.new(1)) == before


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "x"},
        {"day": "mai"},
        {"clock": "25:00"},
        {"seats": "9" * 30},
        {"seats": "-1"},
        {"unit": "9" * 30},
        {"title": ""},
        {"day": ""},
    ],
)
def test_hostile_fields_make_no_event(console: tuple[TestOffice, dict[str, Staff]], more: dict[str, str]) -> None:
    office, people = console
    browser: Browser = office.log_in(people["officer"])
    told = browser.post("/doi-thoai", **{**FORM, "unit": str(people["officer"].unit), **more})
    assert 400 <= told.status_code < 500
    assert office.dialogues.book.all() == ()


def test_what_people_write_is_shown_as_words(console: tuple[TestOffice, dict[str, Staff]]) -> None:
    office, people = console
    officer = office.log_in(people["officer"])
    officer.post("/doi-thoai", **{**FORM, "title": XSS, "script": XSS, "host": XSS}, unit=people["officer"].unit)
    office.log_in(people["leader"]).post("/doi-thoai/1/duyet", revision=1)
    office.dialogues.hall.register(1, HOA, f"Hoa {XSS[:60]}", office.clock.at)
    office.dialogues.hall.ask(1, HOA, XSS, office.clock.at)
    for path in ("/doi-thoai", "/doi-thoai/1", "/doi-thoai/1/loi-doc"):
        assert dangers(officer.text(path)) == []
