"""Index cards on both databases and on every channel: entered by one, let in by another, asked for, compared on pages."""

from __future__ import annotations

import html
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.answers.composing.compose import Composer
from bot.channels.web.app import make_app
from bot.channels.web.features.scorecards import ScorecardListPage
from bot.channels.web.pages import PageRenderer, Site
from bot.console.access import PREFIX
from bot.frontdesk.feature import FeatureParts
from bot.messages import ChatId, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.scorecards.cases.card_desk import FaultyCards
from bot.scorecards.rules.filing import ScorecardLine
from bot.scorecards.rules.numbers import MOST_ENTERED
from bot.scorecards.rules.scorecard import ScorecardDraft, ScorecardFault, ScorecardKind, ScorecardMove
from bot.scorecards.services import scorecard_room
from bot.settings import Settings
from bot.wiring import front_desk, rooms_of, wire
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from tests.dialogues import DAY, LONG_AGO, NOON
from tests.integration.console.test_console import XSS, dangers
from tests.office import TestOffice
from tests.support import databases
from tests.support.web_client import WebClient
from tests.unit.outreach.test_scorecard_rules import HEAD, draft

WORDS = wording.load()
SAY = WORDS.scorecards
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
URL = "https://mot-cua.example.gov.vn"
AN = ChatId("telegram", "1")
PLACES = SimpleNamespace(
    provinces=(
        SimpleNamespace(name="Nghệ An", former=(), also=()),
        SimpleNamespace(name="Quảng Ngãi", former=("Kon Tum",), also=()),
        SimpleNamespace(name="Huế", former=(), also=("Thừa Thiên Huế",)),
    )
)


class CardRoom:
    """A room of cards and its public page; `admin` enters, `lead` lets in."""

    def __init__(self, engine: Engine, index: Index, url: str = URL) -> None:
        self.url, self.staff = url, StaffBook(engine)
        unit = self.staff.add_unit(Unit(0, "Văn phòng"), "cli", LONG_AGO)
        self.admin, self.other = self._person("Quản", Role.ADMIN, unit), self._person("Trị", Role.ADMIN, unit)
        self.lead, self.officer = self._person("Lãnh", Role.LEADER, unit), self._person("Cán", Role.OFFICER, unit)
        settings = Settings(_env_file=None, secret_key="a key of the tests", province="Nghệ An", public_url=url)
        known = SimpleNamespace(lexicon=SimpleNamespace(units=PLACES))
        parts = FeatureParts(settings, WORDS, ZONE, lambda: known, Chats(engine), self.staff, lambda _: True)  # type: ignore[arg-type,return-value]
        self.room = scorecard_room(engine, parts, is_one_hand, lambda text: "cháy" in text)
        sources = SimpleNamespace(index=index, composer=Composer(WORDS, Freshness(index.lexicon.units)))
        pages = PageRenderer(lambda: sources, WORDS, Site(url, "UBND xã Ví Dụ"))
        self.app = make_app(self, pages, "a key", routers=[ScorecardListPage(self.room.hall, pages).routes()], now=lambda: NOON)

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply("Đã nghe.")]

    def _person(self, name: str, role: Role, unit: Unit) -> Staff:
        return self.staff.add(name, role, unit.id, "cli", LONG_AGO)

    def listed(self, *drafts: ScorecardDraft) -> None:
        for each in drafts:
            assert self.room.desk.enter(each, self.admin, NOON) is ScorecardMove.DONE, each
            assert self.room.desk.let_in([self.room.desk.waiting()[0].id], self.lead, NOON) is ScorecardMove.DONE

    def page(self, query: str = "") -> str:
        browser = WebClient(self.app, base_url=self.url, raise_server_exceptions=False)
        shown = browser.get(f"/chi-so{query}")
        assert shown.status_code == 200, query
        return html.unescape(shown.text)

    def asked(self, text: str) -> str:
        replies = self.room.window.asked(Incoming(AN, NOON, text), Conversation())
        return replies[0].text if replies else ""


@pytest.fixture
def office(engine: Engine, small_index: Index) -> CardRoom:
    return CardRoom(engine, small_index)


PAST = draft(year=2024)


def test_a_figure_counts_once_a_second_person_has_let_it_in(office: CardRoom) -> None:
    desk = office.room.desk
    assert desk.enter(PAST, office.lead, NOON) is ScorecardMove.NOT_YOURS
    assert desk.enter(PAST, office.admin, NOON) is ScorecardMove.DONE
    (waiting,) = desk.waiting()
    assert "88,92" not in office.page()
    assert office.asked("chỉ số PAR của tỉnh năm 2024") == ""
    assert desk.let_in([waiting.id], office.officer, NOON) is ScorecardMove.NOT_YOURS
    assert desk.let_in([waiting.id], office.admin, NOON) is ScorecardMove.OWN
    assert desk.let_in([], office.lead, NOON) is ScorecardMove.NOT_THERE
    assert desk.let_in([waiting.id], office.lead, NOON) is ScorecardMove.DONE
    assert desk.let_in([waiting.id], office.lead, NOON) is ScorecardMove.NOT_OPEN
    assert "88,92 %" in office.page()
    made = office.staff.add("Mới", Role.ADMIN, 1, office.admin.actor, NOON)
    desk.enter(draft(year=2023), office.admin, NOON)
    assert desk.let_in([desk.waiting()[0].id], made, NOON) is ScorecardMove.ONE_HAND


def test_a_newer_figure_takes_the_place_of_the_older(office: CardRoom) -> None:
    office.listed(PAST, draft(year=2024, value=Decimal("89.1")))
    assert [each.draft.value for each in office.room.desk.listed()] == [Decimal("89.1")]
    assert "88,92" not in office.page()


def test_one_that_was_wrong_is_taken_out(office: CardRoom) -> None:
    office.listed(PAST)
    (card,) = office.room.desk.listed()
    assert office.room.desk.drop(card.id, office.admin, NOON) is ScorecardMove.DONE
    assert office.room.desk.drop(card.id, office.admin, NOON) is ScorecardMove.NOT_OPEN
    assert office.room.desk.drop(999, office.admin, NOON) is ScorecardMove.NOT_THERE
    assert SAY.none in office.page()


def test_a_province_is_called_as_the_list_calls_it(office: CardRoom) -> None:
    desk = office.room.desk
    for typed, called in (("tỉnh nghe an", "Nghệ An"), ("Kon Tum", "Kon Tum"), ("TP Thừa Thiên Huế", "Huế")):
        assert desk.enter(draft(year=2024, province=typed), office.admin, NOON) is ScorecardMove.DONE
        assert called in {each.draft.province for each in desk.waiting()}
    assert desk.enter(draft(year=2024, province="Atlantis"), office.admin, NOON) == [ScorecardFault.PROVINCE]
    assert desk.enter(draft(year=2027), office.admin, NOON) == [ScorecardFault.YEAR]


def test_the_bot_answers_with_the_figure_its_source_and_the_year_before(office: CardRoom) -> None:
    office.listed(PAST, draft(value=Decimal("90.5"), rank=9), draft(province="Kon Tum", year=2024, value=Decimal(80)))
    told = office.asked("chỉ số PAR của tỉnh năm 2025")
    assert "Nghệ An năm 2025: 90,5 %. Xếp hạng 9/34." in told
    assert "Năm 2024: 88,92 %" in told
    assert "Nguồn: Quyết định ví dụ" in told
    assert f"{URL}/chi-so" in told
    assert "Kon Tum năm 2024: 80 %" in office.asked("par index kon tum bao nhiêu")
    missing = office.asked("chỉ số par nghệ an năm 2019")
    assert SAY.missing_year.format(name=SAY.kinds[ScorecardKind.PAR], province="Nghệ An", year=2019) in missing
    assert "năm 2025: 90,5 %" in missing
    assert SAY.missing.format(name=SAY.kinds[ScorecardKind.PAR], province="Huế") in office.asked("par huế bao nhiêu")
    assert office.asked("papi của tỉnh năm 2025") == "", "of an index without any card the ordinary answer says what it is"
    assert office.asked("par index là gì") == ""
    assert office.asked("cháy") == ""


def test_without_a_figure_nothing_is_claimed(office: CardRoom) -> None:
    assert office.asked("chỉ số PAR của tỉnh năm 2025") == ""
    assert office.room.window.commanded(Incoming(AN, NOON, "/chiso"), "/chiso", "") == [Reply(SAY.none)]


def test_the_command_lists_the_newest_of_each(office: CardRoom) -> None:
    office.listed(PAST, draft(), draft(kind=ScorecardKind.DTI, value=Decimal("0.7234"), target=None))
    (reply,) = office.room.window.commanded(Incoming(AN, NOON, "/chiso"), "/chiso", "")
    assert "năm 2025: 88,92 %" in reply.text
    assert "0,7234" in reply.text
    assert reply.text.count("PAR INDEX") == 1


# ---- a file


def lines(*drafts: ScorecardDraft | None) -> list[ScorecardLine]:
    return [ScorecardLine(number, each) for number, each in enumerate(drafts, 2)]


def test_a_file_is_taken_whole_or_not_at_all(office: CardRoom) -> None:
    desk = office.room.desk
    assert desk.bring(lines(PAST), office.lead, NOON) is ScorecardMove.NOT_YOURS
    assert desk.bring(lines(PAST, None, draft(year=1999)), office.admin, NOON) == FaultyCards([(3, []), (4, [ScorecardFault.YEAR])])
    assert desk.waiting() == ()
    assert desk.bring(lines(PAST, PAST, draft()), office.admin, NOON) == 2
    assert desk.bring(lines(PAST), office.admin, NOON) == 0
    assert desk.bring([], office.admin, NOON) is ScorecardMove.FILE
    assert desk.bring(None, office.admin, NOON) is ScorecardMove.FILE


def test_a_file_has_an_end(office: CardRoom) -> None:
    assert MOST_ENTERED == 500
    assert office.room.desk.bring(lines(*[PAST] * 501), office.admin, NOON) is ScorecardMove.FULL
    assert office.room.desk.bring(lines(*[PAST] * 500), office.admin, NOON) == 1


# ---- on the web


def test_years_and_provinces_are_compared_with_their_numbers_beside(office: CardRoom) -> None:
    office.listed(PAST, draft(), draft(province="Huế", value=Decimal(91)), draft(province="Kon Tum", year=2024, value=Decimal(80)))
    page = office.page()
    assert page.count("<svg") == page.count("<table") == 2
    assert SAY.web.over_years.format(province="Nghệ An") in page
    assert SAY.web.over_provinces.format(year=2025) in page
    assert page.count("Quyết định ví dụ") == 4
    other = office.page("?tinh=Kon+Tum&nam=2024")
    assert SAY.web.over_years.format(province="Kon Tum") in other
    assert SAY.web.over_provinces.format(year=2024) in other


@pytest.mark.parametrize(
    "query", ["?nam=" + "9" * 50, "?nam=x&tinh=x", "?tinh=%00%ff", "?tinh=" + "x" * 5000, "?nam=٣&nam=1", "?tinh=%3Cscript%3E"]
)
def test_what_no_form_of_ours_sends_chooses_nothing(office: CardRoom, query: str) -> None:
    office.listed(draft())
    page = office.page(query)
    assert "88,92 %" in page
    assert "<script>x" not in page


def test_its_words_are_shown_as_words(office: CardRoom) -> None:
    office.listed(draft(source=XSS))
    browser = WebClient(office.app, base_url=URL)
    assert "<img src=x" not in browser.get("/chi-so").text


# ---- in the console


@pytest.fixture
def console(small_index: Index, tmp_path: Path) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield TestOffice(engine, small_index, tmp_path / "files")
    engine.dispose()


def test_a_figure_is_entered_brought_let_in_and_taken_along(console: TestOffice) -> None:
    unit = console.unit("Ủy ban nhân dân xã Ví Dụ", is_coordinator=True)
    admin = console.log_in(console.person("Quản Trị", Role.ADMIN, unit))
    leader = console.log_in(console.person("Phạm Văn Lãnh", Role.LEADER, unit))
    officer = console.log_in(console.person("Nguyễn Thị Soạn", Role.OFFICER, unit))
    province = next(iter(console.index.lexicon.units.provinces)).name
    form = {
        "kind": "par",
        "year": "2025",
        "province": province,
        "value": "88,92",
        "rank": "12",
        "ranked": "34",
        "target": "90",
        "source": XSS,
    }
    for stranger in (leader, officer):
        assert stranger.post("/chi-so", **form).status_code in (403, 404)
    assert admin.post("/chi-so", **{**form, "value": "tám"}).status_code == 409
    assert admin.post("/chi-so", **{**form, "kind": "x"}).status_code == 400
    assert admin.post("/chi-so", **form).status_code == 303
    rows = f"{HEAD}\npapi,2025,{province},42.5,,,,Báo cáo ví dụ\n".encode()
    sent = admin.client.post(f"{PREFIX}/chi-so/nhap", data={"form": admin.token()}, files={"file": ("a.csv", rows, "text/csv")})
    assert SAY.page.brought.format(count=1) in sent.text
    numbers = [each.id for each in console.scorecards.desk.waiting()]
    assert officer.post("/chi-so/duyet", number=numbers).status_code in (403, 404)
    assert admin.post("/chi-so/duyet", number=numbers).status_code == 409
    assert leader.post("/chi-so/duyet", number="x").status_code == 400
    assert leader.post("/chi-so/duyet", number=numbers).status_code == 303
    page = officer.text("/chi-so")
    assert dangers(page) == []
    assert "88,92 %" in page
    assert len(officer.get("/chi-so.csv").text.splitlines()) == 3
    assert leader.post(f"/chi-so/{numbers[0]}/bo").status_code == 303
    assert len(console.scorecards.desk.listed()) == 1
    trail = admin.text("/nhat-ky")
    assert ">scorecard." not in trail


def test_at_the_whole_desk_it_is_found(engine: Engine, small_index_folder: Path) -> None:
    parts = wire(small_index_folder)
    province = next(iter(parts.index.lexicon.units.provinces)).name
    settings = Settings(_env_file=None, secret_key="a key of the tests", province=province)
    rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
    desk, book = front_desk(parts, rooms), rooms.scorecards.desk.book
    book.enter([draft(province=province)], 1, "staff:1", NOON - DAY)
    assert book.let_in(1, 2, "staff:2", NOON - DAY) is ScorecardMove.DONE
    for text in ("chỉ số PAR của tỉnh năm 2025", "/chiso", f"par index {province} bao nhiêu", "các chỉ số của tỉnh"):
        assert "88,92 %" in desk.handle(Incoming(AN, NOON, text))[0].text, text
