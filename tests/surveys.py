"""A room of surveys over a real database, with two units, their people and an open survey; for the tests of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import wording
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.plans.denied import Denied
from bot.plans.task import Due, ProofKind
from bot.runtime.address_deeds import AddressDeeds
from bot.surveys.cases.answering import SurveyAnswering, SurveyOutcome
from bot.surveys.cases.building import SurveyBuilding
from bot.surveys.cases.papers import PaperEntry
from bot.surveys.cases.results import SurveyResults
from bot.surveys.rules.marks import SurveyMarks
from bot.surveys.rules.numbers import ANSWERS_OF_AN_ADDRESS
from bot.surveys.rules.survey import SurveyPlace, SurveyPlaceKind, SurveyQuestionKind
from bot.surveys.store.ballots import BallotBox
from bot.surveys.store.drafts import SurveyDrafts
from bot.surveys.store.piles import PileBook
from bot.surveys.store.submitted_forms import SubmittedForms
from bot.surveys.store.surveys import SurveyBook
from tests.presence import found

WORDS = wording.load()
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SECRET = "the secret of the tests"


@dataclass
class SurveyRoom:
    """`proofs`: what was given to the plans; `an` and `binh` are officers of two units, `lead` is a leader of the first."""

    engine: Engine
    proofs: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        engine = self.engine
        self.staff = StaffBook(engine)
        self.hall, self.field = self._unit("Trung tâm phục vụ", is_coordinator=True), self._unit("Xã Bình")
        self.an, self.binh = self._person("An", Role.OFFICER, self.hall), self._person("Bình", Role.OFFICER, self.field)
        self.lead = self._person("Cúc", Role.LEADER, self.hall)
        self.book, self.ballots, self.drafts = SurveyBook(engine), BallotBox(engine), SurveyDrafts(engine)
        self.submitted = SubmittedForms(engine, ZONE)
        addresses = AddressDeeds(ANSWERS_OF_AN_ADDRESS, "survey answers", span=DAY)
        self.marks = SurveyMarks(SECRET)
        self.answering = SurveyAnswering(self.book, self.ballots, self.drafts, self.marks, addresses, lambda: self.hall.id, ZONE)
        names = {self.hall.id: self.hall.name, self.field.id: self.field.name}
        template = WORDS.surveys.template
        self.building = SurveyBuilding(self.book, self.ballots, self.drafts, lambda: names, self._proved, template, ZONE)
        self.papers = PaperEntry(self.book, self.ballots, PileBook(engine), ZONE)
        self.results = SurveyResults(self.book, self.submitted, ZONE)

    def opened(self, *, after_answers: bool = False, title: str = "Phiếu tháng 3") -> int:
        """A survey of the five factors, open from today on, with a place for each unit."""
        number = self.building.make(title, self.lead, NOON)
        assert isinstance(number, int)
        draft = found(self.book.get(number)).draft
        assert self.building.save(number, replace(draft, after_answers=after_answers), self.lead, NOON) is None
        assert self.building.open(number, self.lead, NOON) is None
        return number

    def place(self, survey: int, unit: Unit) -> SurveyPlace:
        kind = SurveyPlaceKind.UNIT
        return next(each for each in self.book.places(survey) if each.unit == unit.id and each.kind is kind)

    def letters(self, survey: int, level: str, choice: str = "-", text: str = "-") -> str:
        """A form with the same level everywhere."""
        by_kind = {SurveyQuestionKind.SCALE: level, SurveyQuestionKind.CHOICE: choice, SurveyQuestionKind.TEXT: text}
        return "".join(by_kind[question.kind] for question in found(self.book.get(survey)).questions)

    def answered(
        self, survey: int, unit: Unit, chat: ChatId, level: str = "d", text: str = "", choice: str = "-", at: datetime = NOON
    ) -> SurveyOutcome:
        letters = self.letters(survey, level, choice, "t" if text else "-")
        return self.answering.send(self.place(survey, unit).code, letters, (text,), chat, None, at)

    def crowd(self, survey: int, unit: Unit, count: int, level: str = "d", at: datetime = NOON, first: int = 0) -> None:
        for number in range(count):
            assert self.answered(survey, unit, ChatId("telegram", f"{unit.id}-{first + number}"), level, at=at) is SurveyOutcome.THANKS

    def _proved(self, due: int, kind: ProofKind, proof: str, by: Staff, at: datetime) -> Due | Denied:
        self.proofs.append((due, proof))
        return Denied.NOT_YOURS if due == 99 else None  # type: ignore[return-value]  # what is done with it is the plans' to tell

    def _unit(self, name: str, *, is_coordinator: bool = False) -> Unit:
        return self.staff.add_unit(Unit(0, name, is_coordinator=is_coordinator), "cli", NOON)

    def _person(self, name: str, role: Role, unit: Unit) -> Staff:
        return self.staff.add(name, role, unit.id, "cli", NOON)
