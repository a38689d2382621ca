"""Every room over one migrated database, put together once; opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.announcements.cases.post_figures import PostFigures
from bot.announcements.cases.post_library import PostLibrary
from bot.announcements.rules.facts import IssuingOffice
from bot.announcements.store.approving import is_one_hand
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.answers.lessons.learned import LearnedKind, Lesson
from bot.answers.rules.danger import DangerRule
from bot.answers.rules.wrongdoing import WrongdoingRule
from bot.answers.store.lessons import Lessons
from bot.answers.store.questions import Questions
from bot.bulletins.services import Bulletins, bulletin_room
from bot.changes.feature import changes
from bot.changes.posts import FieldPosts
from bot.dialogues.services import Dialogues, dialogue_room
from bot.dialogues.store.matters import MatterBook
from bot.frontdesk.feature import Feature, FeatureParts
from bot.messages import ChatId
from bot.official.services import OfficialChannels, official_room
from bot.outbox.store import Counters, Slots
from bot.people.audit_store import AuditTrail
from bot.people.chat_states import ChatStates
from bot.people.content_watch import ContentWatch
from bot.people.login_store import Logins
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.people.workplace.kept_form_store import KeptForms
from bot.petitions.cases.reaching import Reaching
from bot.petitions.cases.renaming import CommuneRenaming
from bot.petitions.rules.listing import BoardTab
from bot.petitions.services import PetitionServices
from bot.runtime.rate_limiter import Arrivals
from bot.scorecards.services import Scorecards, scorecard_room
from bot.settings import Settings, secret_of
from bot.surveys.store.submitted_forms import SubmittedForms
from bot.wiring.activity_report import ActivityReport
from bot.wiring.announcing import Announcing, announcing
from bot.wiring.changing import Changing, changing_room, field_letters
from bot.wiring.petitions import group_of, petition_room, reaching
from bot.wiring.planning import Planning, planning
from bot.wiring.surveying import Surveying, answering_of, beside_answers, surveying
from bot.wording import Wording
from indexer.passages import Kind as RecordKind
from indexer.ranking.search import Index
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure

FEATURES: tuple[Callable[[Engine, FeatureParts], Feature], ...] = (
    changes,  # a feature a line
)
"""What needs no other feature, in the order in which a message is offered to their windows."""
YEAR = 365  # days that an answer of a round counts before somebody must look at it again


@dataclass(frozen=True, slots=True)
class Rooms:
    """What windows, console and timetable are made of."""

    chats: Chats
    chat_states: ChatStates
    questions: Questions
    lessons: Lessons
    staff: StaffBook
    logins: Logins
    unsent: KeptForms
    trail: AuditTrail
    slots: Slots
    petitions: PetitionServices
    reaching: Reaching
    announcing: Announcing
    planning: Planning
    changing: Changing
    field_letters: FieldPosts
    surveying: Surveying
    bulletins: Bulletins
    official: OfficialChannels
    dialogues: Dialogues
    scorecards: Scorecards
    features: tuple[Feature, ...]
    figures: PostFigures
    content: ContentWatch
    public_url: str
    zone: ZoneInfo
    secret_key: str
    group: ChatId | None


def rooms_of(
    settings: Settings,
    engine: Engine,
    words: Wording,
    index: Callable[[], Index],
    anchor: Path | None = None,
    arrivals: Arrivals | None = None,
) -> Rooms:
    """`index`: the one in use; `anchor`: where the end of the audit trail is told; `arrivals`: where it is counted how often each comes.

    Raises ValueError where the settings contradict one another.
    """
    zone = ZoneInfo(settings.timezone)
    questions, staff = Questions(engine), StaffBook(engine)
    lessons = Lessons(engine, zone)

    def knows(code: str) -> bool:
        return isinstance(index().record(code), Procedure)

    def tells_of_danger(text: str) -> bool:
        return DangerRule(index().lexicon.dangers).heard(text) is not None

    def is_alarming(text: str) -> bool:
        return tells_of_danger(text) or WrongdoingRule(index().lexicon.wrongs).heard(text) is not None

    renaming = CommuneRenaming(lambda: index().lexicon.communes)
    answering = answering_of(engine, settings, arrivals)
    beside = partial(beside_answers, words, answering)
    petitions = petition_room(settings, engine, words, knows, tells_of_danger, renaming.of, arrivals, beside)
    submitted = SubmittedForms(engine, zone)

    def is_working(day: date) -> bool:
        return petitions.office.workdays().is_working(day)

    parts = FeatureParts(settings, words, zone, index, Chats(engine), staff, is_working)
    bulletins = bulletin_room(engine, parts, petitions.office.workdays, is_one_hand, is_alarming)
    campaigns, followers = CampaignBook(engine, zone), FollowerBook(engine, zone)
    held = MatterBook(engine, is_one_hand).counts
    activity = ActivityReport(petitions, questions, campaigns, followers, Counters(engine), submitted, bulletins.announced, held)
    changing = changing_room(engine, settings)
    figures = PostFigures(
        _office(settings),
        zone,
        questions.most_asked,
        activity.received,
        lambda: _procedures(index()),
        changing.changes_of,
    )
    news = announcing(engine, words, settings, PostLibrary(settings.folders()).posts, figures.facts, arrivals=arrivals)

    def late(staff: Staff, at: datetime) -> int:
        return petitions.desk.tabs(staff, at)[BoardTab.LATE]

    def learn(question: str, answer: str, source: str, who: Staff, at: datetime) -> None:
        lessons.propose(who, Lesson(LearnedKind.FAQ, question, _in_a_year(at, zone), answer, source), at)

    plans = planning(
        engine, settings, news, lambda: _plans(index(), settings.province), activity.happened, learn, late=late, arrivals=arrivals
    )
    return Rooms(
        chats=parts.chats,
        chat_states=ChatStates(engine, answering.marks.writing),
        questions=questions,
        lessons=lessons,
        staff=staff,
        logins=Logins(engine),
        unsent=KeptForms(engine),
        trail=AuditTrail(engine, anchor),
        slots=Slots(engine),
        petitions=petitions,
        reaching=reaching(settings, engine, words, petitions),
        announcing=news,
        planning=plans,
        surveying=surveying(engine, words, answering, plans.tracker),
        bulletins=bulletins,
        official=official_room(engine, parts, is_one_hand, is_alarming),
        dialogues=dialogue_room(engine, parts, plans.tracker.prove, is_one_hand, is_alarming, arrivals),
        scorecards=scorecard_room(engine, parts, is_one_hand, is_alarming),
        features=tuple(make(engine, parts) for make in FEATURES),
        changing=changing,
        field_letters=field_letters(changing, engine, settings, news),
        figures=figures,
        content=ContentWatch(words.content_watch, lambda: index().lexicon.dates, timedelta(days=settings.content_max_age_days), zone),
        public_url=settings.public_url.rstrip("/"),
        zone=zone,
        secret_key=secret_of(settings),
        group=group_of(settings),
    )


def _office(settings: Settings) -> IssuingOffice:
    """What posts tell about the office."""
    return IssuingOffice(
        settings.unit_name,
        settings.province,
        settings.office_address,
        settings.office_opening_hours,
        settings.office_hotline,
        settings.public_url.rstrip("/"),
    )


def _procedures(index: Index) -> Iterator[Procedure]:
    for code in index.ids(RecordKind.PROCEDURE):
        if index.is_served(code) and isinstance(record := index.record(code), Procedure):
            yield record


def _plans(index: Index, province: str) -> list[Plan]:
    """Those of the office's own province first: that is the one which it follows."""
    records = (index.record(number) for number in index.ids(RecordKind.PLAN))
    plans = [record for record in records if isinstance(record, Plan)]
    return sorted(plans, key=lambda plan: not (province and province.casefold() in f"{plan.title} {plan.issuer} {plan.place}".casefold()))


def _in_a_year(at: datetime, zone: ZoneInfo) -> date:
    return date.fromordinal(at.astimezone(zone).date().toordinal() + YEAR)
