"""Notices with beginning and end on pages: on top of every public one while they last, written and let out in the console by who may."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from httpx2 import Response
from sqlalchemy import Engine

from bot.answers.composing.compose import Composer
from bot.bulletins.cases.strip import strip_of
from bot.bulletins.rules.bulletin import BulletinKind, BulletinState
from bot.bulletins.rules.numbers import PAST_SHOWN
from bot.channels.web.app import make_app
from bot.channels.web.features.browsing import BrowsePages
from bot.channels.web.features.bulletins import BulletinListPage
from bot.channels.web.pages import PageRenderer, Site
from bot.channels.web.shelf import shelves
from bot.console.access import PREFIX
from bot.messages import Incoming, Reply
from bot.people.staff import Role, Staff
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from tests.bulletins import DAY, HOUR, NOON, BulletinRoom, draft
from tests.integration.console.test_console import XSS, dangers
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support import databases
from tests.support.web_client import WebClient

SAY = WORDS.bulletins
URL = "https://mot-cua.example.gov.vn"
EVIL = "<script>alert(1)</script>"


# ---- on the web


class BulletinSite:
    """The public site of an office with notices; its chat answers everybody alike."""

    def __init__(self, engine: Engine, index: Index, url: str = URL) -> None:
        self.office, self.at, self.url = BulletinRoom(engine, index), NOON, url
        sources = SimpleNamespace(index=index, composer=Composer(WORDS, Freshness(index.lexicon.units)))
        board, site = self.office.room.board, Site(url, "UBND xã Ví Dụ")
        pages = PageRenderer(lambda: sources, WORDS, site, bulletins=strip_of(board, lambda: self.at))
        routers = [BulletinListPage(board, pages, lambda: self.at).routes(), BrowsePages(pages, shelves(lambda: index)).routes()]
        self.app = make_app(self, pages, "a key", routers=routers, now=lambda: self.at)

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply("Đã nghe.")]

    def browser(self) -> WebClient:
        return WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def site(engine: Engine, small_index: Index) -> BulletinSite:
    return BulletinSite(engine, small_index)


def strip(site: BulletinSite, path: str = "/") -> str:
    page = site.browser().get(path)
    assert page.status_code == 200, path
    return page.text.partition('<aside class="bulletins"')[2].partition("</aside>")[0]


@pytest.mark.parametrize("path", ["/", "/khung", "/viec"])
def test_it_stands_on_top_of_every_page_while_it_lasts(site: BulletinSite, path: str) -> None:
    assert strip(site, path) == ""
    notice = site.office.announced()
    assert site.office.room.board.teller.head(notice) in strip(site, path)
    site.at = NOON + 4 * HOUR
    assert strip(site, path) == ""


def test_one_for_chats_alone_stands_on_no_page(site: BulletinSite) -> None:
    site.office.announced(draft(on_web=False))
    assert strip(site) == ""
    assert draft().title not in site.browser().get("/thong-bao").text


def test_three_stand_on_top_and_the_others_behind_a_link(site: BulletinSite) -> None:
    for number in range(5):
        site.office.announced(draft(title=f"Thông báo thứ {number}"))
    assert [f"thứ {number}" in strip(site) for number in range(5)] == [True, True, True, False, False]
    assert SAY.web.more.format(count=2) in strip(site)
    page = site.browser().get("/thong-bao").text
    assert all(f"thứ {number}" in page for number in range(5))


def test_what_lasts_now_stands_before_what_is_to_come(site: BulletinSite) -> None:
    site.office.announced(draft(title="Sắp bảo trì", begins=NOON + HOUR))
    site.office.announced(draft(title="Đang nghỉ"))
    shown = strip(site)
    assert 0 < shown.index("Đang nghỉ") < shown.index("Sắp bảo trì")
    page = site.browser().get("/thong-bao").text
    assert page.index(SAY.web.running) < page.index("Đang nghỉ") < page.index(SAY.web.upcoming) < page.index("Sắp bảo trì")


def test_what_is_over_stays_on_its_page_for_a_quarter(site: BulletinSite) -> None:
    notice = site.office.announced()
    site.office.room.desk.close(notice.id, site.office.lead, NOON)
    page = site.browser().get("/thong-bao").text
    assert SAY.web.past in page
    assert SAY.web.ended_early in page
    site.at = NOON + timedelta(days=PAST_SHOWN) - HOUR
    assert draft().title in site.browser().get("/thong-bao").text
    site.at = NOON + timedelta(days=PAST_SHOWN) + 4 * HOUR
    assert draft().title not in site.browser().get("/thong-bao").text


def test_its_words_are_shown_as_words(site: BulletinSite) -> None:
    site.office.announced(draft(title=EVIL, text=EVIL, place=EVIL))
    for path in ("/", "/thong-bao"):
        text = site.browser().get(path).text
        assert EVIL not in text
        assert html.escape(EVIL) in text


# ---- in the console


@pytest.fixture
def console(tmp_path: Path, small_index: Index) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "console.db")
    yield TestOffice(engine, small_index, tmp_path / "files")
    engine.dispose()


@pytest.fixture
def people(console: TestOffice) -> dict[str, Staff]:
    hall, law = console.unit("Trung tâm", is_coordinator=True), console.unit("Tư pháp")
    made = {"an": (Role.OFFICER, hall), "binh": (Role.OFFICER, law), "lead": (Role.LEADER, law), "admin": (Role.ADMIN, hall)}
    staff = {name: console.person(name, role, unit) for name, (role, unit) in made.items()}
    console.later(days=8)  # who opened whose account is long ago
    return staff


def form(console: TestOffice, **more: str) -> dict[str, str]:
    day = console.clock.at.date()
    return {
        "kind": "closed",
        "title": "Quầy nghỉ",
        "text": "Mời bà con quay lại.",
        "begins": str(day + DAY),
        "begins_clock": "08:00",
        "ends": str(day + 2 * DAY),
        "ends_clock": "11:30",
        "on_web": "1",
        "in_chat": "1",
        **more,
    }


def post(browser: Browser, path: str = "", **told: str) -> Response:
    return browser.post(f"/bao-tin{path}", **told)


def test_one_is_written_by_an_officer_and_let_out_by_a_leader(console: TestOffice, people: dict[str, Staff]) -> None:
    an, lead = console.log_in(people["an"]), console.log_in(people["lead"])
    assert post(an, **form(console)).headers["location"] == f"{PREFIX}/bao-tin/1?said=done"
    page = lead.text("/bao-tin/1")
    assert SAY.page.approve in page
    assert SAY.page.approve not in an.text("/bao-tin/1")
    assert post(lead, "/1/duyet", revision="1").status_code == 303
    notice = found(console.bulletins.book.get(1))
    assert notice.state is BulletinState.ANNOUNCED
    assert f"{notice.draft.begins.astimezone(console.views.zone):%H:%M}" == "08:00"
    assert SAY.states[BulletinState.ANNOUNCED] in an.text("/bao-tin")
    post(an, "/1/gia-han", ends=str(console.clock.at.date() + 3 * DAY), ends_clock="09:15")
    assert SAY.page.later_approve not in an.text("/bao-tin/1")
    page = lead.text("/bao-tin/1")
    later = found(found(console.bulletins.book.get(1)).later)
    assert SAY.page.later_approve in page
    assert f'value="{later.isoformat()}"' in page
    assert (
        post(lead, "/1/gia-han/duyet", later="2026-01-01T00:00:00").status_code
        == post(lead, "/1/gia-han/duyet", later="x").status_code
        == 400
    )
    assert post(lead, "/1/gia-han/duyet", later=later.isoformat()).status_code == 303
    assert found(console.bulletins.book.get(1)).draft.ends == later
    assert post(an, "/1/ket-thuc").status_code == 303
    assert console.bulletins.board.on_web(console.clock.at) == []
    trail = console.log_in(people["admin"]).text("/nhat-ky")
    assert post(lead, "/1/rut").status_code == 409
    assert post(lead, "/1/rut", reason="Ghi nhầm ngày").status_code == 303
    assert SAY.states[BulletinState.WITHDRAWN] in an.text("/bao-tin")
    trail = console.log_in(people["admin"]).text("/nhat-ky")
    assert "Ghi nhầm ngày" in trail
    for action in ("written", "announced", "longer", "extended", "closed", "withdrawn"):
        assert WORDS.console.trail.actions[f"bulletin.{action}"] in trail
    assert "09:15" in trail


def test_what_an_outage_that_is_too_near_says(console: TestOffice, people: dict[str, Staff]) -> None:
    an, lead = console.log_in(people["an"]), console.log_in(people["lead"])
    post(an, **form(console, kind="outage"))
    warned = SAY.page.would_be_late.format(days=0)
    assert warned in an.text("/bao-tin/1")
    assert warned in lead.text("/bao-tin/1")
    post(lead, "/1/duyet", revision="1")
    assert SAY.page.too_late.format(days=0) in an.text("/bao-tin")
    far = {"begins": str(console.clock.at.date() + 30 * DAY), "ends": str(console.clock.at.date() + 31 * DAY)}
    post(an, **form(console, kind="outage", **far))
    page = an.text("/bao-tin/2")
    assert SAY.page.last_day.partition("{")[0] in page
    assert SAY.page.would_be_late.partition("{")[0] not in page


def test_what_is_refused_is_told_and_what_was_typed_stays(console: TestOffice, people: dict[str, Staff]) -> None:
    an = console.log_in(people["an"])
    page = post(an, **form(console, ends=str(console.clock.at.date()), touched="9.999999", place="Thôn An"))
    assert page.status_code == 409
    for told in (SAY.faults["reversed"], SAY.faults["unknown"], "9.999999", "Thôn An", "Mời bà con quay lại."):  # type: ignore[index]
        assert told in page.text
    assert console.bulletins.book.all() == ()
    for broken in ({"kind": "x"}, {"units": "x"}, {"begins": "31-12"}, {"ends_clock": "25:99"}, {"units": "9" * 30}):
        assert post(an, **form(console, **broken)).status_code == 400, broken
    for name in ("begins", "ends", "shown"):
        assert post(an, **form(console, **{name: "0001-01-01"})).status_code == 400, name
        assert post(an, **form(console, **{name: "9999-12-31"})).status_code == 409, name
    assert console.bulletins.book.all() == ()


# who → (may write for everybody, may write for the unit of law, may let out what another wrote)
MATRIX = {"an": (True, True, False), "binh": (False, True, False), "lead": (True, True, True), "admin": (True, True, True)}


@pytest.mark.parametrize("name", MATRIX)
def test_who_may_do_what(console: TestOffice, people: dict[str, Staff], name: str) -> None:
    everybody, own, lets_out = MATRIX[name]
    browser, writer = console.log_in(people[name]), people["lead" if name == "admin" else "admin"]
    assert (post(browser, **form(console)).status_code == 303) is everybody
    assert (post(browser, **form(console, units=str(people["binh"].unit))).status_code == 303) is own
    told = draft(begins=console.clock.at, ends=console.clock.at + DAY, shown=console.clock.at)
    number = console.bulletins.desk.write(told, writer, console.clock.at)
    assert isinstance(number, int)
    assert browser.get(f"/bao-tin/{number}").status_code == 200
    assert (post(browser, f"/{number}", revision="1", **form(console)).status_code == 303) is lets_out
    assert (post(browser, f"/{number}/bo").status_code == 303) is lets_out
    second = console.bulletins.desk.write(told, writer, console.clock.at)
    assert (post(browser, f"/{second}/duyet", revision="1").status_code == 303) is lets_out
    if not lets_out:
        assert found(console.bulletins.book.get(number)).state is BulletinState.PROPOSED
        console.bulletins.desk.approve(int(str(second)), 1, people["lead"], console.clock.at)
    later = {"ends": str(console.clock.at.date() + 9 * DAY), "ends_clock": "10:00"}
    assert (post(browser, f"/{second}/gia-han", **later).status_code == 303) is lets_out
    assert (post(browser, f"/{second}/ket-thuc").status_code == 303) is lets_out
    assert (post(browser, f"/{second}/rut", reason="Sai").status_code == 303) is lets_out


def test_nothing_that_is_typed_becomes_markup(console: TestOffice, people: dict[str, Staff]) -> None:
    an = console.log_in(people["an"])
    refused = post(an, **form(console, title=XSS, text=XSS, place=XSS, touched=XSS))
    assert dangers(refused.text) == []
    post(an, **form(console, title=XSS[:120], text=XSS, place=XSS[:120]))
    for path in ("/bao-tin", "/bao-tin/1"):
        assert dangers(an.text(path)) == [], path


def test_every_kind_can_be_chosen_and_no_number_opens_what_is_not_there(console: TestOffice, people: dict[str, Staff]) -> None:
    an = console.log_in(people["an"])
    page = an.text("/bao-tin")
    assert all(f'value="{kind.value}"' in page for kind in BulletinKind)
    assert an.get("/bao-tin/77").status_code == 404
    for act in ("", "/bo", "/ket-thuc"):
        assert post(an, f"/77{act}", **form(console)).status_code == 404
