"""Official channels on both databases and on every channel: two people, checked where it is pasted, below warnings of fraud, on pages."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.announcements.store.approving import is_one_hand
from bot.answers.composing.compose import Composer
from bot.answers.rules.danger import DangerRule
from bot.answers.rules.wrongdoing import WrongdoingRule
from bot.channels.web.app import make_app
from bot.channels.web.chat_api import cookie_of
from bot.channels.web.features.official import OfficialListPage
from bot.channels.web.form_guard import LOOKED_UP, FormGuard
from bot.channels.web.pages import PageRenderer, Site
from bot.channels.web.visitors import Visitors
from bot.console.access import PREFIX
from bot.database.engine import read_session
from bot.database.tables.staff import AuditRow
from bot.frontdesk.feature import FeatureParts
from bot.messages import ChatId, Incoming, Reply
from bot.official.cases.register_desk import FaultyLines
from bot.official.rules import checking
from bot.official.rules.channel import OfficialDraft, OfficialFault, OfficialKind, OfficialState
from bot.official.rules.filing import OfficialLine
from bot.official.rules.numbers import MOST_COMPARED
from bot.official.services import OfficialChannels, official_room
from bot.official.store.channels import OfficialMove
from bot.people.chats import Conversation
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.settings import Settings
from bot.wiring import AnswerParts, front_desk, rooms_of
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.facts.deadline_days import is_weekday
from tests.integration.console.test_console import XSS, dangers
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support import databases
from tests.support.web_client import WebClient
from tests.unit.outreach.test_official_rules import draft

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 2), timedelta(days=1)
AN = ChatId("telegram", "1")
SAY = WORDS.official
PHONE, LINK, BANK = "0238 3123 456", "https://xavidu.example.gov.vn", "3714 0123 4567"
HOTLINE = "0238 3999 999"
EVIL = "<script>alert(1)</script>"


@dataclass
class OfficialRoom:
    """`an`, `binh` are officers, `lead`, `head` leaders."""

    engine: Engine
    index: Index
    url: str = "http://localhost:8080"
    room: OfficialChannels = field(init=False)

    def __post_init__(self) -> None:
        self.staff = StaffBook(self.engine)
        self.unit = self.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", NOON - 30 * DAY)
        self.an, self.binh = self._person("An", Role.OFFICER), self._person("Bình", Role.OFFICER)
        self.lead, self.head = self._person("Cúc", Role.LEADER), self._person("Dũng", Role.LEADER)
        settings = Settings(
            _env_file=None, secret_key="a key of the tests", unit_name="UBND xã Ví Dụ", office_hotline=HOTLINE, public_url=self.url
        )
        zone = ZoneInfo("Asia/Ho_Chi_Minh")
        parts = FeatureParts(settings, WORDS, zone, lambda: self.index, Chats(self.engine), self.staff, is_weekday)
        self.room = official_room(self.engine, parts, is_one_hand, self._is_alarming)

    def _is_alarming(self, text: str) -> bool:
        lexicon = self.index.lexicon
        return DangerRule(lexicon.dangers).heard(text) is not None or WrongdoingRule(lexicon.wrongs).heard(text) is not None

    def _person(self, name: str, role: Role) -> Staff:
        return self.staff.add(name, role, self.unit.id, "cli", NOON - 30 * DAY)

    def listed(self, *drafts: OfficialDraft) -> list[int]:
        """Entered by an officer, let in by a leader."""
        before = {each.id for each in self.room.desk.all()}
        for each in drafts:
            assert self.room.desk.enter(each, self.an, NOON) is OfficialMove.DONE
        numbers = [each.id for each in self.room.desk.all() if each.id not in before]
        assert self.room.desk.let_in(numbers, self.lead, NOON) is OfficialMove.DONE
        return numbers

    def asked(self, text: str) -> str | None:
        replies = self.room.window.asked(Incoming(AN, NOON, text), Conversation())
        return replies[0].text if replies else None


@pytest.fixture
def office(engine: Engine, small_index: Index) -> OfficialRoom:
    return OfficialRoom(engine, small_index)


def usual() -> tuple[OfficialDraft, ...]:
    bank = draft(OfficialKind.BANK, BANK, bank="Kho bạc Nhà nước", holder="UBND XA VI DU", purpose="Phí, lệ phí")
    return draft(value=PHONE), draft(OfficialKind.LINK, LINK), bank


# ---- the register


def test_what_one_person_entered_vouches_for_nothing_until_another_let_it_in(office: OfficialRoom) -> None:
    desk, verifier = office.room.desk, office.room.verifier
    assert desk.enter(draft(value=PHONE), office.lead, NOON) is OfficialMove.DONE
    (waiting,) = desk.all()
    assert "không có trong danh sách" in verifier.verdict(PHONE, NOON)
    assert desk.let_in([waiting.id], office.lead, NOON) is OfficialMove.OWN
    assert desk.let_in([waiting.id], office.an, NOON) is OfficialMove.NOT_YOURS
    puppet = office.staff.add("Rối", Role.LEADER, office.unit.id, office.lead.actor, NOON)
    assert desk.let_in([waiting.id], puppet, NOON) is OfficialMove.ONE_HAND
    assert "không có trong danh sách" in verifier.verdict(PHONE, NOON)
    assert desk.let_in([waiting.id], office.head, NOON) is OfficialMove.DONE
    assert verifier.verdict(PHONE, NOON).startswith("Đúng là kênh của UBND xã Ví Dụ")
    assert desk.let_in([waiting.id], office.head, NOON) is OfficialMove.NOT_OPEN
    with read_session(office.engine) as session:
        rows = session.scalars(select(AuditRow).where(col(AuditRow.action).like("official.%")).order_by(col(AuditRow.id)))
        assert [(row.action, row.actor) for row in rows] == [
            ("official.entered", office.lead.actor),
            ("official.let_in", office.head.actor),
        ]


def test_what_ends_is_said_to_have_ended_and_does_not_come_back(office: OfficialRoom) -> None:
    desk = office.room.desk
    (number,) = office.listed(draft(value=PHONE))
    assert desk.end(number, TODAY, office.an, NOON) is OfficialMove.NOT_YOURS
    assert desk.end(number, TODAY - 200 * DAY, office.lead, NOON) is OfficialMove.EARLIER
    assert desk.end(number, TODAY, office.lead, NOON) is OfficialMove.DONE
    assert "Đúng là" in office.room.verifier.verdict(PHONE, NOON)
    told = office.room.verifier.verdict(PHONE, NOON + DAY)
    assert "đã thôi dùng sau ngày 02/03/2026" in told
    assert HOTLINE in told
    assert desk.end(number, TODAY + DAY, office.lead, NOON + DAY) is OfficialMove.EARLIER, "longer needs a second person"
    assert desk.enter(draft(value=PHONE, since=TODAY + DAY), office.an, NOON + DAY) is OfficialMove.DONE
    assert desk.end(999, TODAY, office.lead, NOON) is OfficialMove.NOT_THERE


def test_the_same_is_not_entered_twice_and_a_draft_is_dropped_by_its_writer(office: OfficialRoom) -> None:
    desk = office.room.desk
    assert desk.enter(draft(value=PHONE), office.an, NOON) is OfficialMove.DONE
    assert desk.enter(draft(value="+84 238 3123456"), office.lead, NOON) == [OfficialFault.THERE]
    (waiting,) = desk.all()
    assert desk.drop(waiting.id, office.binh, NOON) is OfficialMove.NOT_YOURS
    assert desk.drop(waiting.id, office.an, NOON) is OfficialMove.DONE
    assert desk.all() == ()
    assert desk.enter(draft(value=PHONE), office.lead, NOON) is OfficialMove.DONE


def lines(*drafts: OfficialDraft | None) -> list[OfficialLine]:
    return [OfficialLine(number, each) for number, each in enumerate(drafts, 2)]


def test_a_file_brings_all_its_lines_or_none(office: OfficialRoom) -> None:
    desk = office.room.desk
    office.listed(draft(value=PHONE))
    faulty = desk.bring(lines(draft(value="0238 3123 777"), None, draft(value="1")), office.an, NOON)
    assert isinstance(faulty, FaultyLines)
    assert list(faulty.lines) == [(3, []), (4, [OfficialFault.NO_PHONE])]
    assert len(desk.all()) == 1
    same = draft(value="0238 3123 777")
    assert desk.bring(lines(draft(value=PHONE), same, same, *usual()[1:]), office.an, NOON) == 3
    assert {each.state for each in desk.all()} == {OfficialState.LISTED, OfficialState.PROPOSED}
    assert desk.bring(None, office.an, NOON) is desk.bring([], office.an, NOON) is OfficialMove.FILE


def test_a_file_brings_so_many_lines(office: OfficialRoom) -> None:
    many = [draft(value=f"0238 4{number:06}") for number in range(201)]
    assert office.room.desk.bring(lines(*many), office.an, NOON) is OfficialMove.FULL
    assert office.room.desk.bring(lines(*many[:200]), office.an, NOON) == 200


# ---- in a chat


def test_what_is_pasted_is_told_to_be_the_offices_or_not(office: OfficialRoom) -> None:
    office.listed(*usual())
    assert found(office.asked(PHONE)) == SAY.standings.official.format(
        office="UBND xã Ví Dụ", line=f"{PHONE} (UBND xã Ví Dụ)", since="22/11/2025", source="Thông báo 12/TB-UBND"
    )
    assert "KHÔNG PHẢI" in found(office.asked("0238 3123 457"))
    assert "không có trong danh sách" in found(office.asked("https://bit.ly/x1"))
    told = found(office.asked("số tài khoản này 371401234567 có phải của xã không"))
    assert "tên hiện trên máy phải đúng là UBND XA VI DU" in told
    for text in ("0238 3123 457", "https://bit.ly/x1"):
        assert f"Gọi {HOTLINE}" in found(office.asked(text)), "a number that is known"


def test_who_pastes_nothing_is_asked_for_it_and_who_wants_the_list_gets_it(office: OfficialRoom) -> None:
    assert office.asked("số này có phải của xã không") == SAY.chat.which
    assert HOTLINE in found(office.asked("kênh chính thức"))
    office.listed(*usual())
    (listed,) = office.room.window.commanded(Incoming(AN, NOON), "/kenh", "")
    assert [listed.text.count(each) for each in (PHONE, LINK, BANK)] == [1, 1, 1]
    (checked,) = office.room.window.commanded(Incoming(AN, NOON), "/kenh", "0238 3123 457")
    assert "KHÔNG PHẢI" in checked.text


def test_without_a_register_a_pasted_number_is_somebody_elses_business(office: OfficialRoom) -> None:
    assert office.asked("0912345678") is None
    assert "không có trong danh sách" in found(office.asked("0912345678 có phải của xã không"))


def test_what_the_settings_say_is_the_offices_own(engine: Engine, small_index: Index) -> None:
    office = OfficialRoom(engine, small_index, "https://hoi.xavidu.vn")
    for text in (HOTLINE, "https://hoi.xavidu.vn/kenh"):
        told = office.room.verifier.verdict(text, NOON)
        assert told.startswith("Đúng là kênh của UBND xã Ví Dụ"), told
        assert "0001" not in told


@pytest.mark.parametrize("text", ["làm khai sinh ở đâu", "001099012345", "gọi tôi số 0912345678 nhé tôi cần hỏi", "cảm ơn"])
def test_other_matters_are_left_alone(office: OfficialRoom, text: str) -> None:
    office.listed(*usual())
    assert office.asked(text) is None


FALSE = "99887766554"


@pytest.mark.parametrize(
    "text",
    [
        f"{PHONE}\n{FALSE}",
        f"chuyển vào {FALSE} rồi gọi {PHONE} có phải của xã không",
        f"chuyển khoản {FALSE} ngân hàng ABC, gọi {PHONE} có đúng không",
        f"{PHONE} {FALSE} đây ạ",
        f"{PHONE}; {FALSE}",
    ],
)
def test_a_true_number_clears_no_false_account_beside_it(office: OfficialRoom, text: str) -> None:
    office.listed(*usual())
    for told in (found(office.asked(text)), office.room.verifier.verdict(text, NOON)):
        assert f"{FALSE}: không có trong danh sách" in told
        assert "đừng chuyển tiền" in told


def test_who_is_to_send_money_is_warned_where_no_account_was_vouched_for(office: OfficialRoom) -> None:
    office.listed(*usual())
    assert "đừng chuyển tiền" in office.room.verifier.verdict(f"gọi {PHONE} rồi chuyển tiền", NOON)
    assert "đừng chuyển tiền" not in office.room.verifier.verdict(f"gọi {PHONE}", NOON)
    assert "đừng chuyển tiền" not in office.room.verifier.verdict(f"tài khoản {BANK}", NOON)


def test_what_was_not_told_is_counted(office: OfficialRoom) -> None:
    office.listed(*usual())
    text = " ".join([PHONE, LINK, BANK, *(f"https://so{number}.example" for number in range(20))])
    told = office.room.verifier.verdict(text, NOON)
    assert SAY.standings.untold.format(count=20) in told
    assert "đừng chuyển tiền" in told


# ---- fraud comes first


@pytest.fixture
def harness(engine: Engine, starter_index: Index) -> OfficialRoom:
    return OfficialRoom(engine, starter_index)


FRAUD = "nhận được tin nhắn có link {given} báo phạt nguội"


def test_a_message_of_fraud_is_answered_by_the_warning_and_not_by_the_check(harness: OfficialRoom) -> None:
    harness.listed(*usual())
    for given in (LINK, "https://bit.ly/x1"):
        text = FRAUD.format(given=given)
        assert WrongdoingRule(harness.index.lexicon.wrongs).heard(text)
        assert harness.asked(text) is None
    warned = [Reply("Cảnh báo", rule="wrongdoing")]
    below = harness.room.beside.below
    (told,) = below(Incoming(AN, NOON, FRAUD.format(given="https://bit.ly/x1")), warned)
    assert "không có trong danh sách" in told.text
    assert list(below(Incoming(AN, NOON, FRAUD.format(given=LINK)), warned)) == [], "a true link makes nothing of it true"
    for rules in ("danger", "faq", ""):
        assert list(below(Incoming(AN, NOON, FRAUD.format(given="https://bit.ly/x1")), [Reply("x", rule=rules)])) == []


def test_a_hotline_of_the_whole_country_is_not_called_unknown(harness: OfficialRoom) -> None:
    harness.listed(*usual())
    assert harness.asked("113") is None
    told = harness.room.verifier.verdict("113", NOON)
    assert "không có trong danh sách" not in told
    assert "dùng chung cả nước" in told


def test_at_the_whole_desk_a_number_is_checked_and_fraud_is_warned_of_first(engine: Engine, parts: AnswerParts) -> None:
    settings = Settings(_env_file=None, secret_key="a key of the tests", unit_name="UBND xã Ví Dụ")
    rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
    desk, register = front_desk(parts, rooms), rooms.official.desk
    unit = rooms.staff.add_unit(Unit(0, "Văn phòng"), "cli", NOON - 30 * DAY)
    people = [rooms.staff.add(name, Role.LEADER, unit.id, "cli", NOON - 30 * DAY) for name in ("An", "Bình")]
    assert register.enter(draft(value=PHONE), people[0], NOON) is OfficialMove.DONE
    assert register.let_in([1], people[1], NOON) is OfficialMove.DONE
    assert desk.handle(Incoming(AN, NOON, "02383123456"))[0].text.startswith("Đúng là kênh")
    assert "KHÔNG PHẢI" in desk.handle(Incoming(AN, NOON, "số 02383123457 có phải của xã không"))[0].text
    assert PHONE in desk.handle(Incoming(AN, NOON, "/kenh"))[0].text
    warned = desk.handle(Incoming(AN, NOON, FRAUD.format(given="https://bit.ly/x1")))
    assert warned[0].rule == "wrongdoing"
    assert any("bit.ly/x1: không có trong danh sách" in reply.text for reply in warned[1:])


# ---- on the web


class OfficialSite:
    """The public page over a room."""

    def __init__(self, office: OfficialRoom, url: str = "https://mot-cua.example.gov.vn") -> None:
        self.office, self.url = office, url
        sources: Any = SimpleNamespace(index=office.index, composer=Composer(WORDS, Freshness(office.index.lexicon.units)))
        pages = PageRenderer(lambda: sources, WORDS, Site(url, "UBND xã Ví Dụ"))
        guard = FormGuard("a key", Site(url), WORDS.web, lambda: NOON)
        routers = [OfficialListPage(office.room.verifier, pages, guard).routes()]
        self.app = make_app(self, pages, "a key", routers=routers, now=lambda: NOON)

    def handle(self, incoming: Incoming) -> list[Reply]:
        return [Reply("Đã nghe.")]

    def get(self, **query: str) -> str:
        browser = WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=False)
        page = browser.get("/kenh", params=query)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        return page.text


def test_the_page_lists_them_and_checks_what_is_typed(office: OfficialRoom) -> None:
    numbers = office.listed(*usual())
    site = OfficialSite(office)
    assert all(value in site.get() for value in (PHONE, LINK, BANK, "Kho bạc Nhà nước"))
    assert "KHÔNG PHẢI" in site.get(hoi="0238 3123 457")
    assert "Đúng là kênh" in site.get(hoi="xavidu.example.gov.vn/tin")
    office.room.desk.end(numbers[0], TODAY - DAY, office.lead, NOON)
    assert SAY.web.ended in site.get()


def test_what_is_typed_is_shown_as_words(office: OfficialRoom) -> None:
    office.listed(draft(value=PHONE, holder=EVIL, purpose=EVIL, source=EVIL))
    for hoi in ("", EVIL, f"https://x.example/{EVIL}", "\u202e" + PHONE, "9" * 5_000):
        assert EVIL not in OfficialSite(office).get(hoi=hoi)
    assert html.escape(EVIL) in OfficialSite(office).get()


def test_who_has_too_much_checked_is_asked_to_wait(office: OfficialRoom) -> None:
    site = OfficialSite(office)
    browser = WebClient(site.app, base_url=site.url, raise_server_exceptions=False)
    visitor = Visitors("a key").token()
    browser.cookies.set(cookie_of(Site(site.url, "")), visitor)
    answers = [browser.get("/kenh", params={"hoi": PHONE}).status_code for _ in range(LOOKED_UP + 1)]
    assert answers == [200] * LOOKED_UP + [429]
    assert browser.get("/kenh").status_code == 200, "the list is never kept from anybody"


def test_a_text_of_nothing_but_addresses_meets_the_register_a_few_times(office: OfficialRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []

    def is_same(given: object, own: object) -> bool:
        compared.append((given, own))
        return False

    monkeypatch.setattr(checking, "_is_same", is_same)
    office.listed(*usual())
    office.room.verifier.verdict(" ".join(f"a{number}.vn" for number in range(300)), NOON)
    assert 0 < len(compared) <= MOST_COMPARED * (len(usual()) + 1)


# ---- in the console


@pytest.fixture
def console(tmp_path: Path, small_index: Index) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "console.db")
    yield TestOffice(engine, small_index, tmp_path / "files")
    engine.dispose()


@pytest.fixture
def people(console: TestOffice) -> dict[str, Staff]:
    unit = console.unit("Văn phòng", is_coordinator=True)
    roles = {"officer": Role.OFFICER, "other": Role.OFFICER, "leader": Role.LEADER, "admin": Role.ADMIN}
    staff = {name: console.person(name, role, unit) for name, role in roles.items()}
    console.later(days=8)
    return staff


FORM = {"kind": "phone", "value": PHONE, "holder": "UBND xã", "source": "Thông báo 12", "since": "2026-01-05"}


def test_one_is_entered_let_in_taken_along_and_ended(console: TestOffice, people: dict[str, Staff]) -> None:
    officer, leader = console.log_in(people["officer"]), console.log_in(people["leader"])
    assert officer.post("/kenh", **FORM).headers["location"] == f"{PREFIX}/kenh?said=done"
    assert 'name="number"' not in officer.text("/kenh")
    assert 'name="number" value="1"' in leader.text("/kenh")
    assert leader.post("/kenh/duyet", number="1").status_code == 303
    file = officer.get("/kenh.csv")
    assert PHONE in file.text
    brought = officer.client.post(
        f"{PREFIX}/kenh/nhap",
        data={"form": officer.token()},
        files={"file": ("kenh.csv", file.content.replace(b"456", b"789"), "text/csv")},
    )
    assert SAY.page.brought.format(count=1) in brought.text
    assert leader.post("/kenh/1/thoi", until="2026-11-20").status_code == 303
    assert console.official.desk.all()[0].draft.until == date(2026, 11, 20)
    trail = console.log_in(people["admin"]).text("/nhat-ky")
    for action in ("entered", "let_in", "ended", "exported"):
        assert WORDS.console.trail.actions[f"official.{action}"] in trail


@pytest.mark.parametrize("name", ["other", "leader", "admin"])
def test_who_may_do_what(console: TestOffice, people: dict[str, Staff], name: str) -> None:
    browser, is_leading = console.log_in(people[name]), name != "other"
    writer = console.log_in(people["officer"])
    for number in range(3):
        writer.post("/kenh", **{**FORM, "value": f"0238 3123 00{number}"})
    assert browser.get("/kenh").status_code == browser.get("/kenh.csv").status_code == 200
    assert (browser.post("/kenh/duyet", number="1").status_code == 303) is is_leading
    assert (browser.post("/kenh/2/bo").status_code == 303) is is_leading
    console.official.desk.let_in([1], people["leader"], console.clock.at)
    assert (browser.post("/kenh/1/thoi", until="2026-11-20").status_code == 303) is is_leading


def test_what_is_refused_is_told_and_nothing_typed_becomes_markup(console: TestOffice, people: dict[str, Staff]) -> None:
    officer: Browser = console.log_in(people["officer"])
    refused = officer.post("/kenh", **{**FORM, "value": "12", "holder": XSS, "source": ""})
    assert refused.status_code == 409
    assert SAY.faults[OfficialFault.NO_PHONE] in refused.text
    assert dangers(refused.text) == []
    officer.post("/kenh", **{**FORM, "holder": XSS, "purpose": XSS, "source": XSS})
    assert dangers(officer.text("/kenh")) == []
    for broken in ({"kind": "x"}, {"since": "x"}, {"since": "0001-01-01"}, {"until": "31-12"}):
        assert officer.post("/kenh", **{**FORM, **broken}).status_code == 400, broken
    leader = console.log_in(people["leader"])
    assert leader.post("/kenh/duyet", number="x").status_code == 400
    assert leader.post("/kenh/duyet").status_code == 404
    assert leader.post("/kenh/77/bo").status_code == leader.post("/kenh/77/thoi", until="2026-11-20").status_code == 404
    file = {"file": ("a.csv", b"\xff\xfe", "text/csv")}
    broken_file = officer.client.post(f"{PREFIX}/kenh/nhap", data={"form": officer.token()}, files=file)
    assert SAY.moves["file"] in broken_file.text


def test_a_cell_of_the_file_is_no_formula(console: TestOffice, people: dict[str, Staff]) -> None:
    officer, leader = console.log_in(people["officer"]), console.log_in(people["leader"])
    officer.post("/kenh", **{**FORM, "value": "+84 238 3123 456", "holder": "=cmd()"})
    leader.post("/kenh/duyet", number="1")
    text = officer.get("/kenh.csv").text
    assert "'=cmd()" in text
    assert "'+84 238 3123 456" in text


def test_a_registered_number_is_found_by_who_asks_for_it(office: OfficialRoom) -> None:
    ask = "số đường dây nóng của xã"
    verifier = office.room.verifier
    assert verifier.told(ask, NOON) is None, "nothing is registered: the office's own answer stands"
    office.listed(*usual())
    told = found(verifier.told(ask, NOON))
    assert PHONE in told
    assert LINK not in told
