"""The console, put together from the settings; a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from sqlalchemy import Engine
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.announcements.cases.writing import Writing
from bot.announcements.formats.exports import Exporter
from bot.announcements.store.drafts import Drafts
from bot.answers.decisions.trial import Trials
from bot.answers.store.lessons import Lessons
from bot.answers.store.questions import Questions
from bot.bulletins.services import Bulletins
from bot.channels.telegram import CHANNEL as TELEGRAM
from bot.console.access import PREFIX
from bot.console.account.mailbox import MailboxPages
from bot.console.account.second import SecondPages
from bot.console.app import ConsolePages, make_console
from bot.console.auth import Asked, Authenticator, Page
from bot.console.board.acts import BoardActs
from bot.console.board.pages import BoardPages
from bot.console.bulletins.pages import BulletinPages
from bot.console.bulletins.routes import bulletin_routes
from bot.console.dialogues.pages import DialoguePageDeps, DialoguePages
from bot.console.dialogues.questions import DialogueQuestionPages
from bot.console.dialogues.routes import dialogue_routes
from bot.console.official.pages import OfficialPages
from bot.console.pages.absences import AbsencePages
from bot.console.pages.assisted_filing import AssistedFilingPages
from bot.console.pages.campaigns import CampaignPages
from bot.console.pages.changes import ChangesPages
from bot.console.pages.editorial import EditorialPages
from bot.console.pages.figures import FiguresPages
from bot.console.pages.imports import ImportPages
from bot.console.pages.kept_forms import KeptFormPages
from bot.console.pages.news import NewsPageDeps, NewsPages
from bot.console.pages.notifications import NoticePages
from bot.console.pages.office import OfficePages
from bot.console.pages.outreach import OutreachPages
from bot.console.pages.people import PeoplePages
from bot.console.pages.petition import CasePages
from bot.console.pages.reports import ReportPages
from bot.console.pages.rounds import RoundsPages
from bot.console.pages.tasks import TaskPageDeps, TaskPages
from bot.console.pages.trail import TrailPages
from bot.console.scorecards.pages import ScorecardPages
from bot.console.surveys.building import SurveyPageDeps, SurveyPages
from bot.console.surveys.reading import SurveyResultPages
from bot.console.surveys.routes import survey_routes
from bot.console.teaching.lessons import MOST_TRIALS, TRIED_IN, LessonPages
from bot.console.teaching.open_questions import OpenQuestionPages
from bot.console.views import Alarms, Names, PageAlarm, Views
from bot.database.outages import OUTAGES, outage
from bot.dialogues.services import Dialogues
from bot.http.body import BodyFirst
from bot.http.outages import Outages
from bot.http.record import WithRecord
from bot.importing import ImportDesk
from bot.outbox.store import ChannelNames, Counters
from bot.participation.store import RoundBook
from bot.people.alarms import AlarmTeller
from bot.people.content_watch import ContentWatch
from bot.people.form_store import SentForms
from bot.people.login_store import Logins
from bot.people.reach import StaffReach
from bot.people.second.factor_store import SecondFactors
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.people.workplace.mail_post import MailPost
from bot.people.workplace.notice_store import NoticeBook
from bot.people.workplace.view_store import SavedViews
from bot.petitions.cases.reaching import Reaching
from bot.petitions.cases.roster import Roster
from bot.plans.proofs import ProofFolder
from bot.plans.store import PlanBook
from bot.plans.tracker import Tracker
from bot.runtime.clock import utc_now
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limiter import Arrivals, RateLimiter
from bot.settings import Settings, secret_of
from bot.wiring.announcing import Announcing
from bot.wiring.changing import Changing
from bot.wiring.mail import sends_mail
from bot.wiring.planning import PROOFS, Planning
from bot.wiring.rooms import Rooms
from bot.wiring.surveying import Surveying
from bot.wiring.waiting import WaitingCounts
from bot.wording import Wording
from indexer.ranking.search import Index
from knowledge.loading.library import STARTER


def console(
    settings: Settings,
    engine: Engine,
    words: Wording,
    rooms: Rooms,
    index: Callable[[], Index],
    trials: Trials,
    arrivals: Arrivals | None = None,
    metrics: Metrics | None = None,
) -> FastAPI:
    """The console over a migrated database. `index`: the one in use; `trials`: what a lesson would change;
    `arrivals`: where attempts at the door are counted;
    `metrics`: where its requests are."""
    room = rooms.petitions
    book, logins, questions, zone = room.staff, Logins(engine), Questions(engine), ZoneInfo(settings.timezone)
    told = alarms(rooms.reaching, book, words, zone, rooms.content)
    saved, notices, lessons = SavedViews(engine), NoticeBook(engine), Lessons(engine, zone)
    waiting = WaitingCounts(room.desk, questions, lessons, rooms.announcing.campaigns, rooms.planning.tracker, notices)
    views = Views(words, settings.public_url, settings.unit_name, zone, lambda: _names(book, words), told, rooms.unsent.of, waiting.of)
    tried = RateLimiter(MOST_TRIALS, TRIED_IN, "trials", arrivals, by_clock=UTC)
    attempts, mail = RateLimiter(name="login", arrivals=arrivals), MailPost(engine) if sends_mail(settings) else None
    second, wanted = SecondFactors(engine, secret_of(settings)), frozenset(map(Role, settings.second_factor_roles.split()))
    door = Authenticator(
        logins,
        book,
        views,
        settings.public_url,
        utc_now,
        attempts,
        SentForms(engine),
        rooms.unsent,
        mail,
        wanted,
        has_telegram=bool(settings.telegram_bot_token),
    )
    names = ChannelNames(engine)
    open_questions = OpenQuestionPages(questions, lessons, index, views)
    pages = ConsolePages(
        BoardPages(room.desk, saved, views),
        BoardActs(room.desk, saved, views),
        NoticePages(notices, room.desk, views),
        CasePages(room.desk, book, room.absences, notices, views),
        AssistedFilingPages(room.dictation, room.desk, views),
        open_questions,
        LessonPages(open_questions, lessons, room.desk, index, trials, views, tried),
        FiguresPages(room.desk, questions, views, book.begun),
        OfficePages(room.office, room.desk, views),
        PeoplePages(book, logins, room.desk, room.absences, room.handing, views, lambda: names.of(TELEGRAM), second.everyone),
        AbsencePages(book, room.absences, room.handing, views),
        TrailPages(rooms.trail, room.desk.kept_from, views),
        KeptFormPages(rooms.unsent, views),
        MailboxPages(logins, views, settings.public_url, utc_now, attempts, mail),
        SecondPages(second, views, settings.unit_name, wanted),
        {
            **outreach(engine, settings, rooms.announcing, rooms.planning, rooms.changing, views).routes(),
            **survey_pages(rooms.surveying, rooms.planning, views, lambda: names.of(TELEGRAM), rooms.public_url),
            **bulletin_pages(rooms.bulletins, views),
            **OfficialPages(rooms.official.desk, views).routes(),
            **ScorecardPages(rooms.scorecards.desk, rooms.scorecards.hall.teller, views).routes(),
            **dialogue_pages(rooms.dialogues, rooms.planning.tracker, views, rooms.public_url),
            **ImportPages(ImportDesk(own_knowledge(settings), rooms.trail.note, zone), views).routes(),
        },
    )
    made = make_console(door, pages, Outages(OUTAGES, outage))
    made.add_middleware(WithRecord, watch=(metrics or Metrics()).request, under=PREFIX)
    made.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies.split())  # whose attempts at the door are whose
    return made


def own_knowledge(settings: Settings) -> Path | None:
    """The office's own content folder: the last of them, unless that is the library that ships with the product."""
    last = settings.folders()[-1]
    return None if last.resolve() == STARTER.resolve() or last == Path("knowledge/content") else last


def outreach(
    engine: Engine, settings: Settings, news: Announcing, plans: Planning, changing: Changing, views: Views, proofs: Path = PROOFS
) -> OutreachPages:
    """The pages of announcements, plans, rounds and changes."""
    site, words = settings.public_url.rstrip("/"), news.wording
    writing = Writing(news.articles, Drafts(engine), news.newsroom, news.covers, words)
    exporter = Exporter(settings.unit_name, settings.office_color, words.announcements.article)
    articles = NewsPages(NewsPageDeps(writing, news.campaigning, exporter, site), views)
    office = TaskPageDeps(plans.tracker, PlanBook(engine), ProofFolder(proofs), news.articles.published, site)
    return OutreachPages(
        articles,
        EditorialPages(news.newsroom, articles, views),
        CampaignPages(news.campaigning, news.followers, Counters(engine), views),
        TaskPages(office, views),
        ReportPages(plans.reporting, views),
        RoundsPages(plans.rounds, RoundBook(engine), views),
        ChangesPages(changing.feed, views, ZoneInfo(settings.timezone)),
    )


def survey_pages(surveying: Surveying, plans: Planning, views: Views, bot_name: Callable[[], str], site: str) -> Mapping[Asked, Page]:
    """The pages of surveys."""
    office = SurveyPageDeps(surveying.building, surveying.results, surveying.book, plans.tracker, bot_name, site)
    reading = SurveyResultPages(surveying.results, surveying.building, surveying.papers, surveying.book, views)
    return survey_routes(SurveyPages(office, views), reading)


def bulletin_pages(room: Bulletins, views: Views) -> Mapping[Asked, Page]:
    """The pages of notices with beginning and end."""
    return bulletin_routes(BulletinPages(room.desk, room.book, room.board.teller, views))


def dialogue_pages(room: Dialogues, tracker: Tracker, views: Views, site: str) -> Mapping[Asked, Page]:
    """The pages of dialogues. `tracker`: knows which tasks of plans somebody may prove; `site`: the office's public address."""
    office = DialoguePageDeps(room.desk, room.questions, room.book, room.seats, room.matters, room.hall.teller, tracker.owed, site)
    pages = DialoguePages(office, views)
    return dialogue_routes(pages, DialogueQuestionPages(room.questions, room.matters, pages, views))


def alarms(reaching: Reaching, book: StaffBook, words: Wording, zone: ZoneInfo, content: ContentWatch) -> Alarms:
    """What stands above the pages of somebody who can do something about it."""
    teller = AlarmTeller(words.reach, zone)

    def told(viewer: Staff, at: datetime) -> Sequence[PageAlarm]:
        state = reaching.state(at)
        out_of_reach = teller.banners(state, viewer, Roster.of(book).coordinator) if state != StaffReach() else ()
        lines = content.banners(viewer, at)
        summed = (PageAlarm(words.content_watch.many.format(count=len(lines)), lines),) if lines else ()
        return (*map(PageAlarm, out_of_reach), *summed)

    return told


def beside(web: FastAPI, staff: FastAPI) -> FastAPI:
    """The public pages and the console under one address; each with its own limits and its own failures."""
    both = FastAPI(openapi_url=None, redirect_slashes=False)
    both.add_middleware(BodyFirst)
    both.mount(PREFIX, staff)
    both.mount("", web)
    return both


def _names(book: StaffBook, words: Wording) -> Names:
    return Names({person.id: person for person in book.everyone()}, {unit.id: unit for unit in book.units()}, words)
