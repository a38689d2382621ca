"""A console over a real database, with two units, their people, and petitions; for the tests of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.routing import Mount

from bot import wording
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.facts import MonthFacts
from bot.announcements.store.approving import is_one_hand
from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.trial import Trials
from bot.answers.store.lessons import Lessons
from bot.answers.store.questions import Questions
from bot.bulletins.services import bulletin_room
from bot.console.access import PREFIX
from bot.console.account.mailbox import MailboxPages
from bot.console.account.second import SecondPages
from bot.console.app import ConsolePages, make_console
from bot.console.auth import COOKIE, Asked, Authenticator, Page
from bot.console.board.acts import BoardActs
from bot.console.board.pages import BoardPages
from bot.console.official.pages import OfficialPages
from bot.console.pages.absences import AbsencePages
from bot.console.pages.assisted_filing import AssistedFilingPages
from bot.console.pages.figures import FiguresPages
from bot.console.pages.imports import ImportPages
from bot.console.pages.kept_forms import KeptFormPages
from bot.console.pages.notifications import NoticePages
from bot.console.pages.office import OfficePages
from bot.console.pages.people import PeoplePages
from bot.console.pages.petition import CasePages
from bot.console.pages.trail import TrailPages
from bot.console.scorecards.pages import ScorecardPages
from bot.console.teaching.lessons import LessonPages
from bot.console.teaching.open_questions import OpenQuestionPages
from bot.console.views import Names, Views
from bot.database.engine import write_session
from bot.database.outgoing import queue
from bot.dialogues.services import dialogue_room
from bot.frontdesk.feature import FeatureParts
from bot.importing import ImportDesk
from bot.messages import ChatId
from bot.official.services import official_room
from bot.people.audit_store import AuditTrail
from bot.people.form_store import SentForms
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.second.factor_store import SecondFactors
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.people.workplace.absence_store import AbsenceBook
from bot.people.workplace.kept_form_store import KeptForms
from bot.people.workplace.mail_post import MailPost
from bot.people.workplace.notice_store import NoticeBook
from bot.people.workplace.view_store import SavedViews
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.handing_over import HandingOver
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.office import OfficeRules, hours_of
from bot.petitions.cases.photos import Photos
from bot.petitions.cases.viewing import Stores
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import Contact, Naming, NewPetition, Petition, PetitionFile, PetitionKind, PetitionPlace
from bot.petitions.services import telling
from bot.petitions.store.board import PetitionBoard
from bot.petitions.store.figures import PetitionFigures
from bot.petitions.store.office import OfficeBook
from bot.petitions.store.petitions import PetitionStore
from bot.petitions.store.similar import Similar
from bot.plans.report import Activity
from bot.runtime.rate_limiter import RateLimiter
from bot.scorecards.services import scorecard_room
from bot.settings import Settings
from bot.wiring.announcing import announcing
from bot.wiring.changing import changing_room
from bot.wiring.console import bulletin_pages, dialogue_pages, outreach, survey_pages
from bot.wiring.planning import planning
from bot.wiring.surveying import answering_of, surveying
from bot.wiring.waiting import WaitingCounts
from indexer.ranking.overlay import IndexOverlay
from indexer.ranking.search import Index
from knowledge.records.plan import Plan
from knowledge.records.post import Post
from knowledge.records.procedure import Procedure
from tests.presence import found
from tests.support.web_client import WebClient

WORDS = wording.load()
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
URL = "https://mot-cua.example.gov.vn"
MONDAY = datetime(2026, 11, 16, 2, tzinfo=UTC)  # nine o'clock in Hà Nội
CITIZEN = ChatId("web", "citizen")
SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')
TOKEN = re.compile(r'name="form" value="([0-9a-f]{64})"')


class Clock:
    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at


@dataclass
class TestOffice:
    """Everything behind the console, and the console itself."""

    __test__ = False

    engine: Engine
    index: Index
    folder: Path
    url: str = URL
    clock: Clock = field(default_factory=Clock)
    posts: Mapping[str, Post] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    knowledge: Path | None = None
    bot_name: str = "mot_cua_bot"
    has_mail: bool = False
    wants_second: frozenset[Role] = frozenset()
    writes_letters: bool = False

    def __post_init__(self) -> None:
        engine = self.engine
        self.book, self.logins = StaffBook(engine), Logins(engine)
        self.rules, self.unsent = OfficeBook(engine), KeptForms(engine)
        self.office = OfficeRules(self.rules, HANOI, hours_of("07:30-11:30 13:30-17:00"))
        self.photos = Photos(self.folder, reader="")
        tell = telling(self.book, self.office, WORDS.petitions, lambda chat, at: None, None)
        self.petitions = PetitionStore(engine, tell if self.writes_letters else lambda: lambda file, event: ())
        stores = Stores(self.petitions, PetitionBoard(engine), Similar(engine), PetitionFigures(engine), self.rules, self.book, self.photos)
        self.desk = OfficerDesk(stores, self.office, WORDS.petitions, self._knows)
        self.absences = AbsenceBook(engine)
        self.handing = HandingOver(stores, self.absences, self.office, WORDS.petitions)
        self.intake = Intake(stores, self.office, WORDS.petitions)
        self.questions, self.lessons, self.trail = Questions(engine), Lessons(engine, HANOI), AuditTrail(engine)
        self.saved, self.notices = SavedViews(engine), NoticeBook(engine)
        self.app = self._made()

    def _made(self) -> Starlette:
        views = Views(WORDS, self.url, "UBND xã Ví Dụ", HANOI, self._names, unsent=self.unsent.of, waiting=self._waiting)
        self.views = views
        mail = MailPost(self.engine) if self.has_mail else None
        self.second = SecondFactors(self.engine, "the secret of the tests")
        parts = (self.url, self.clock, RateLimiter(), SentForms(self.engine), self.unsent, mail, self.wants_second)
        door = Authenticator(self.logins, self.book, views, *parts)
        open_questions = OpenQuestionPages(self.questions, self.lessons, lambda: self.index, views)
        pages = ConsolePages(
            BoardPages(self.desk, self.saved, views),
            BoardActs(self.desk, self.saved, views),
            NoticePages(self.notices, self.desk, views),
            CasePages(self.desk, self.book, self.absences, self.notices, views),
            AssistedFilingPages(AssistedFiling(self.intake, self._knows), self.desk, views),
            open_questions,
            LessonPages(open_questions, self.lessons, self.desk, lambda: self.index, self._trials(), views),
            FiguresPages(self.desk, self.questions, views, self.book.begun),
            OfficePages(self.office, self.desk, views),
            PeoplePages(self.book, self.logins, self.desk, self.absences, self.handing, views, lambda: self.bot_name, self.second.everyone),
            AbsencePages(self.book, self.absences, self.handing, views),
            TrailPages(self.trail, self.desk.kept_from, views),
            KeptFormPages(self.unsent, views),
            MailboxPages(self.logins, views, self.url, self.clock, RateLimiter(), mail),
            SecondPages(self.second, views, "UBND xã Ví Dụ", self.wants_second),
            self._outreach(views),
        )
        self.console: FastAPI = make_console(door, pages)
        return Starlette(routes=[Mount(PREFIX, self.console)])

    def _trials(self) -> Trials:
        """What a lesson would change, over the index of the tests."""
        folder = self.index._folder
        return Trials(lambda: self.index, lambda: Answerer(self.index), lambda more: Answerer(IndexOverlay(folder, more)))

    def _outreach(self, views: Views) -> Mapping[Asked, Page]:
        """The pages of announcements, plans and rounds, over the ready posts and plans given to the office."""
        settings = Settings(
            _env_file=None, unit_name="UBND xã Ví Dụ", province="Nghệ An", public_url=self.url, secret_key="the secret of the tests"
        )
        files = self.folder / "outreach"
        self.news = announcing(self.engine, WORDS, settings, lambda: self.posts, self._facts, files / "covers")
        self.plans_room = planning(
            self.engine, settings, self.news, lambda: self.plans, lambda *_: Activity(), lambda *_: None, files / "proofs"
        )
        changing = changing_room(self.engine, settings)
        imports = ImportPages(ImportDesk(self.knowledge, self.trail.note, HANOI), views)
        pages = outreach(self.engine, settings, self.news, self.plans_room, changing, views, files / "proofs")
        answering = answering_of(self.engine, settings)
        self.surveying = surveying(self.engine, WORDS, answering, self.plans_room.tracker)
        surveys = survey_pages(self.surveying, self.plans_room, views, lambda: self.bot_name, self.url)
        parts = FeatureParts(
            settings, WORDS, HANOI, lambda: self.index, Chats(self.engine), self.book, lambda day: self.office.workdays().is_working(day)
        )
        self.bulletins = bulletin_room(self.engine, parts, self.office.workdays, is_one_hand, lambda _: False)
        self.official = official_room(self.engine, parts, is_one_hand, lambda _: False)
        official = OfficialPages(self.official.desk, views).routes()
        tracker = self.plans_room.tracker
        self.dialogues = dialogue_room(self.engine, parts, tracker.prove, is_one_hand, lambda _: False)
        self.scorecards = scorecard_room(self.engine, parts, is_one_hand, lambda _: False)
        cards = ScorecardPages(self.scorecards.desk, self.scorecards.hall.teller, views).routes()
        held = {**cards, **dialogue_pages(self.dialogues, tracker, views, self.url)}
        return {**pages.routes(), **imports.routes(), **surveys, **bulletin_pages(self.bulletins, views), **official, **held}

    def _waiting(self, staff: Staff, at: datetime) -> Mapping[str, int]:
        campaigns, tracker = self.news.campaigns, self.plans_room.tracker
        return WaitingCounts(self.desk, self.questions, self.lessons, campaigns, tracker, self.notices).of(staff, at)

    def _facts(self, month: Month, at: datetime) -> MonthFacts:
        return MonthFacts(date(month.year, month.month, 1))

    def _knows(self, code: str) -> bool:
        return isinstance(self.index.record(code), Procedure)

    def _names(self) -> Names:
        people = {person.id: person for person in self.book.everyone()}
        return Names(people, {unit.id: unit for unit in self.book.units()}, WORDS)

    def unit(self, name: str, *, needs_approval: bool = False, is_coordinator: bool = False) -> Unit:
        return self.book.add_unit(Unit(0, name, "", needs_approval, is_coordinator), "cli", self.clock.at)

    def person(self, name: str, role: Role, unit: Unit) -> Staff:
        return self.book.add(name, role, unit.id, "cli", self.clock.at)

    def petition(self, content: str = "Đường trước nhà tôi hỏng đã lâu.", place: str = "Thôn An", **more: Any) -> PetitionFile:
        contact = Contact("Trần Văn Tám", "Thôn An", "0912345678")
        filing = replace(NewPetition(PetitionKind.OTHER, content, Naming.HIDDEN, contact, PetitionPlace(place)), **more)
        chat = ChatId("web", f"citizen{content}"[:60])
        filed = self.intake.file(filing, chat, self.clock.at)
        assert isinstance(filed, PetitionFile), filed
        return filed

    def merging(self, staff: int, petition: int, into: str) -> dict[str, str]:
        """What the form of a merge says once that person has read what it leaves."""
        outlook = self.desk.merge_outlook(found(self.book.get(staff)), petition, into)
        return {"into": into, "outlook": found(outlook).mark, "read": "1"}

    def done(self, do: Callable[..., object], *told: object) -> Petition:
        outcome = do(*told, self.clock.at)
        assert isinstance(outcome, Done), outcome
        return outcome.petition

    def client(self) -> TestClient:
        return WebClient(self.app, base_url=self.url, raise_server_exceptions=False, follow_redirects=False)

    def link(self, staff: Staff) -> str:
        token = self.logins.link(staff.id, Purpose.LOGIN, "cli", self.clock.at)
        assert token
        return f"{PREFIX}/vao/{token}"

    def log_in(self, staff: Staff) -> Browser:
        browser = Browser(self.client())
        entered = browser.client.post(self.link(staff))
        assert entered.status_code == 303, entered.text
        return browser

    def tell(self, staff: Staff, text: str, path: str = "/", at: datetime | None = None) -> None:
        """As the rooms tell somebody of the staff."""
        with write_session(self.engine) as session:
            queue(session, [staff.letter(text, f"test:{text}", path=path)], at or self.clock.at)

    def later(self, **delta: float) -> None:
        self.clock.at += timedelta(**delta)


@dataclass
class Browser:
    """Somebody's browser: keeps the cookie, sends the form token as the pages give it."""

    client: TestClient
    tokens: dict[str, str] = field(default_factory=dict)
    """Of each session that the browser was in, by its cookie."""

    def get(self, path: str) -> Response:
        return self.client.get(PREFIX + path)

    def text(self, path: str) -> str:
        found = self.client.get(PREFIX + path)
        assert found.status_code == 200, (path, found.status_code, found.headers.get("location"))
        return found.text

    def token(self) -> str:
        """As a page shows it; looked at once a session, whose every form has the same."""
        session = next((cookie.value or "" for cookie in self.client.cookies.jar if cookie.name.endswith(COOKIE)), "")
        if session not in self.tokens:
            match = TOKEN.search(self.client.get(f"{PREFIX}/tai-khoan").text)
            assert match
            self.tokens[session] = match[1]
        return self.tokens[session]

    def post(self, path: str, **form: Any) -> Response:
        return self.client.post(PREFIX + path, data={"form": self.token(), **form})

    def taught(self, path: str, **form: Any) -> Response:
        """What comes of a lesson that is sent, looked at and saved as it was."""
        seen = SEEN.search(self.post(path, **form).text)
        return self.post(path, seen=seen[1] if seen else "", **form)
