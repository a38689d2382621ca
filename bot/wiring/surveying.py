"""The room of surveys put together: the window for the front desk, use cases for the console and the web, a job for the timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.messages import ChatId
from bot.people.staff_store import StaffBook
from bot.petitions.notices.letters import Rows
from bot.petitions.rules.petition import Petition
from bot.plans.tracker import Tracker
from bot.runtime.address_deeds import AddressDeeds
from bot.runtime.rate_limiter import Arrivals
from bot.runtime.schedule import Job
from bot.settings import Settings, secret_of
from bot.surveys.cases.answering import SurveyAnswering
from bot.surveys.cases.building import SurveyBuilding
from bot.surveys.cases.papers import PaperEntry
from bot.surveys.cases.results import SurveyResults
from bot.surveys.rules.marks import SurveyMarks
from bot.surveys.rules.numbers import ANSWERS_OF_AN_ADDRESS
from bot.surveys.store.ballots import BallotBox
from bot.surveys.store.drafts import SurveyDrafts
from bot.surveys.store.piles import PileBook
from bot.surveys.store.submitted_forms import SubmittedForms
from bot.surveys.store.surveys import SurveyBook
from bot.surveys.windows.answering import SurveyOffers, SurveyWindow, petition_button
from bot.wording import Wording

DAY_SPAN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Surveying:
    """Everything about surveys over one migrated database."""

    answering: SurveyAnswering
    building: SurveyBuilding
    papers: PaperEntry
    results: SurveyResults
    book: SurveyBook
    window: SurveyWindow
    offers: SurveyOffers

    def jobs(self) -> list[Job]:
        return [Job("surveys", "25 * * * *", self.building.work, deletes=True)]


def marks_of(settings: Settings) -> SurveyMarks:
    return SurveyMarks(secret_of(settings))


def answering_of(engine: Engine, settings: Settings, arrivals: Arrivals | None = None) -> SurveyAnswering:
    """How surveys are answered; needs no other room, as the letters of petitions are written before the plans are there."""
    staff = StaffBook(engine)

    def home() -> int | None:
        return next((unit.id for unit in staff.units() if unit.is_coordinator), None)

    drafts, zone = SurveyDrafts(engine), ZoneInfo(settings.timezone)
    addresses = AddressDeeds(ANSWERS_OF_AN_ADDRESS, "survey answers", arrivals, DAY_SPAN, zone)
    return SurveyAnswering(SurveyBook(engine), BallotBox(engine), drafts, marks_of(settings), addresses, home, zone)


def surveying(engine: Engine, words: Wording, answering: SurveyAnswering, tracker: Tracker) -> Surveying:
    """`answering`: as `answering_of` made it; `tracker`: takes the proof of a plan's task."""
    staff = StaffBook(engine)

    def units() -> dict[int, str]:
        return {unit.id: unit.name for unit in staff.units()}

    say, book, zone = words.surveys, answering.book, answering.zone
    return Surveying(
        answering,
        SurveyBuilding(book, answering.ballots, answering.drafts, units, tracker.prove, say.template, zone),
        PaperEntry(book, answering.ballots, PileBook(engine), zone),
        SurveyResults(book, SubmittedForms(engine, zone), zone),
        book,
        SurveyWindow(say, answering),
        SurveyOffers(say, answering),
    )


def beside_answers(words: Wording, answering: SurveyAnswering, chat: ChatId, petition: Petition, at: datetime) -> Rows:
    """What the sender of a petition may press below its answer."""
    code = answering.after_petition(chat, petition.unit, at) if petition.is_by_its_sender else ""
    return ((petition_button(words.surveys, code, petition.id),),) if code else ()
