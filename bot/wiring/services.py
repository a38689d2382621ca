"""What `bot serve` runs: the machine of one process, by its role."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_network
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from sqlalchemy import Engine

from bot import wording
from bot.answers.composing.lookup import Card, Lookup
from bot.answers.decisions.trial import Trials
from bot.answers.lessons.learned import added
from bot.bulletins.cases.strip import NOTHING_STANDS, BulletinStrip, strip_of
from bot.channels.telegram.send_rate_limiter import SendRateLimiter
from bot.channels.web.app import AT_ONCE, Neighbours, make_app
from bot.channels.web.features.articles import ArticlePages, ArticleSource
from bot.channels.web.features.browsing import BrowsePages
from bot.channels.web.features.bulletins import BulletinListPage
from bot.channels.web.features.changes import ChangePages
from bot.channels.web.features.dialogues import DialoguePublicPages
from bot.channels.web.features.official import OfficialListPage
from bot.channels.web.features.procedure_pages import ProcedurePages
from bot.channels.web.features.scorecards import ScorecardListPage
from bot.channels.web.features.suggesting import SuggestingApi
from bot.channels.web.features.surveys import SurveyFormPages
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer, Site
from bot.channels.web.shelf import shelves
from bot.channels.web.visitors import Visitors
from bot.channels.web.webhook import webhook
from bot.database.outages import OUTAGES, Footing, outage
from bot.database.steadiness import Steadiness
from bot.frontdesk import FrontDesk
from bot.http.outages import Outages
from bot.messages import ChatId
from bot.modes import own_folder
from bot.outbox.delivery import Delivery, Rows, Sender
from bot.outbox.store import Counters, Outbox
from bot.runtime.arrivals import shared_arrivals
from bot.runtime.clock import utc_now
from bot.runtime.cpu_affinity import CpuAffinity, shares
from bot.runtime.metrics import Metrics, share
from bot.runtime.reload import IndexWatcher, Reloadable, ReloadingDesk
from bot.runtime.serving import Service
from bot.server.web_server import WebServer
from bot.settings import VAR, Settings
from bot.wiring.answering import AnswerParts, own_office, wire
from bot.wiring.console import beside, console
from bot.wiring.house import ANCHOR
from bot.wiring.mail import mail_delivery, sends_mail
from bot.wiring.petition_pages import petition_pages
from bot.wiring.rooms import rooms_of
from bot.wiring.timetable import jobs_of, timetable
from bot.wiring.web_inbox import inbox
from bot.wiring.windows import front_desk
from indexer.ranking.search import Index
from indexer.storage.artifact import seal_of
from knowledge.files import locked

if TYPE_CHECKING:
    from bot.channels.telegram.app import TelegramChannel

DAY = timedelta(days=1)
TOKEN_REFUSED = "telegram: token refused, check TELEGRAM_BOT_TOKEN"  # noqa: S105
NANO = 1e9  # nanoseconds in a second


class ProcessRole(StrEnum):
    """Which parts a process runs; any number of processes share one PostgreSQL."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is made of the index in use."""

    parts: AnswerParts
    desk: FrontDesk


def services(settings: Settings, engine: Engine, role: ProcessRole, sibling: int | None = None) -> list[Service]:
    """What this process runs over a migrated database, in the order of starting. Raises ArtifactError where there is no index.

    `sibling`: the socket of the web process that started this one, to answer at its address beside it, and to end with it.
    """
    is_first = sibling is None and role is not ProcessRole.WORKER
    own, *siblings = shares(settings.processes()) if is_first else [frozenset[int]()]
    if siblings:
        share(VAR / "metrics")
    machine = _Machine(settings, engine)
    running: list[Service] = [IndexWatcher(machine.reloadable)]
    telegram = machine.telegram(role)
    if role in (ProcessRole.ALL, ProcessRole.WEB):
        proxies = [ip_network(proxy) for proxy in settings.trusted_proxies.split()]
        running.append(WebServer(machine.web(telegram), settings.web_host, settings.web_port, siblings, sibling, proxies))
    if telegram:
        running.append(telegram)
    if settings.telegram_bot_token and role in (ProcessRole.ALL, ProcessRole.WORKER):
        running.append(machine.delivery())
    if sends_mail(settings) and role in (ProcessRole.ALL, ProcessRole.WORKER):
        running.append(mail_delivery(settings, engine, machine.words))
    if role in (ProcessRole.ALL, ProcessRole.WORKER):
        running.append(timetable(settings, engine, jobs_of(machine.rooms)))
    return [*running, CpuAffinity(own)] if is_first else running


class _Machine:
    """The rooms over the database, and what is made anew whenever another index is published or a lesson approved."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self.words = wording.load()
        self._arrivals = shared_arrivals(VAR / "limits")
        self.rooms = rooms_of(settings, engine, self.words, lambda: self.index, ANCHOR, self._arrivals)
        self.reloadable: Reloadable[Opened] = Reloadable(self._seal, self._opened)
        self._send_limiter = SendRateLimiter(settings.send_rate_per_second)
        self.metrics = Metrics()
        self.desk = ReloadingDesk(lambda: self.reloadable.current.desk, self.metrics.answered, self.metrics.decided)
        self._watch()

    @property
    def index(self) -> Index:
        """The one in use."""
        return self.reloadable.current.parts.index

    def web(self, telegram: TelegramChannel | None) -> FastAPI:
        """The public pages, and the console beside them."""
        settings, rooms = self._settings, self.rooms
        shelf = shelves(lambda: self.index)
        site = Site(settings.public_url, settings.unit_name)
        standing = strip_of(rooms.bulletins.board, utc_now)
        pages = PageRenderer(lambda: self.reloadable.current.parts, self.words, site, lambda: shelf.now.doors, lambda: _reached(standing))
        neighbours = Neighbours(settings.widget_sites.split(), settings.trusted_proxies.split(), settings.networks())
        kept = ArticleSource(rooms.announcing.articles.get, rooms.announcing.articles.published, rooms.announcing.covers.path)
        zone, secret_key = ZoneInfo(settings.timezone), rooms.secret_key
        guard = FormGuard(secret_key, site, self.words.web, utc_now, self._arrivals)
        surveys = SurveyFormPages(rooms.surveying.answering, guard, pages).routes()
        petitions = petition_pages(secret_key, zone, pages, rooms.petitions, arrivals=self._arrivals, alarm=self._alarm)
        routers = [ArticlePages(pages, kept, zone).routes(), ChangePages(rooms.changing.feed, pages, zone).routes(), *petitions]
        suggesting = SuggestingApi(lambda: self.reloadable.current.parts, pages.site, Visitors(secret_key), utc_now, self._arrivals)
        procedures = ProcedurePages(pages, rooms.petitions.office.workdays, utc_now)
        routers.append(BulletinListPage(rooms.bulletins.board, pages, utc_now).routes())
        routers.append(OfficialListPage(rooms.official.verifier, pages, guard).routes())
        routers.append(DialoguePublicPages(rooms.dialogues.hall, guard, pages).routes())
        routers.append(ScorecardListPage(rooms.scorecards.hall, pages).routes())
        routers += [BrowsePages(pages, shelf).routes(), procedures.routes(), suggesting.routes(), surveys]
        if telegram and settings.telegram_webhook_url:
            routers.append(webhook(telegram.posted))
        app = make_app(
            self.desk,
            pages,
            secret_key,
            neighbours=neighbours,
            metrics=self.metrics,
            routers=routers,
            inbox=inbox(self._engine, self._seal_rows),
            troubles=lambda: [
                *([TOKEN_REFUSED] if telegram and telegram.is_refused else []),
                *rooms.reaching.state(utc_now()).told,
                *Steadiness(self._engine).told(),
                *rooms.content.told(utc_now()),
            ],
            is_ready=lambda: len(self.index) > 0,
            failing=Footing(self._engine, (VAR, settings.files_dir), utc_now).failing,
            outages=Outages(OUTAGES, outage),
            arrivals=self._arrivals,
            alarm=self._alarm,
            at_once=1 if self._engine.url.get_backend_name() == "sqlite" else AT_ONCE,  # SQLite is no server to be waited for
        )
        trials = Trials(
            lambda: self.index,
            lambda: self.reloadable.current.parts.answerer,
            lambda more: wire(settings.index_dir, settings.province, more).answerer,
            lambda: locked(own_folder(VAR) / ".trial.lock", lambda: None),  # an index is opened for it: one at a time, whoever serves
        )
        return beside(app, console(settings, self._engine, self.words, rooms, lambda: self.index, trials, self._arrivals, self.metrics))

    def telegram(self, role: ProcessRole) -> TelegramChannel | None:
        """The channel: with a webhook beside the web server, else where the worker is, because one process alone may poll."""
        settings = self._settings

        def look_up(text: str, limit: int) -> Sequence[Card]:
            parts = self.reloadable.current.parts
            return Lookup(parts.index, parts.composer, settings.province, parts.answerer.danger).find(text, limit)

        is_here = role in (ProcessRole.ALL, ProcessRole.WEB if settings.telegram_webhook_url else ProcessRole.WORKER)
        if not (settings.telegram_bot_token and is_here):
            return None
        from bot.wiring.telegram import command_menus, telegram_channel  # who has no bot does not wait for its libraries

        desk = self.reloadable.current.desk
        return telegram_channel(
            settings,
            self._engine,
            self.desk,
            self.words,
            desk.commands,
            look_up,
            self._send_limiter,
            desk.staff_commands,
            self.rooms.reaching,
            self._arrivals,
            self.metrics.skipped,
            self._alarm,
            command_menus(desk.commands, self.words, self.rooms.staff.everyone, settings.staff_chat_id),
        )

    def delivery(self) -> Service:
        """What sends the letters that wait for Telegram; who has blocked us follows no more."""
        from bot.wiring.telegram import telegram_delivery

        followers, reaching = self.rooms.announcing.followers, self.rooms.reaching

        def delivering(outbox: Outbox, sender: Sender) -> Delivery:
            return Delivery(
                outbox,
                sender,
                on_blocked=lambda chat, at: followers.lose(reaching.home(chat), at),
                on_moved=lambda old, new: reaching.moved(old, new, utc_now()),
                on_told=reaching.told,
                seal=self._seal_rows,
            )

        return telegram_delivery(self._settings, self._engine, self._send_limiter, delivering)

    def _seal_rows(self, chat: ChatId, rows: Rows) -> Rows:
        """The buttons of a letter, as the desk in use will take them."""
        return self.reloadable.current.desk.seals.rows(chat, rows)

    def _alarm(self, text: str) -> str:
        """What somebody must read who writes of danger; "" for any other text."""
        parts = self.reloadable.current.parts
        alarm = parts.answerer.danger(text)
        return parts.composer.alarm(alarm) if alarm else ""

    def _seal(self) -> Hashable:
        return seal_of(self._settings.index_dir), self.rooms.lessons.seal(utc_now())

    def _opened(self) -> Opened:
        learned = added(self.rooms.lessons.counting(utc_now()))
        office = own_office(self._settings, self.rooms.petitions.office.workdays)
        parts = wire(self._settings.index_dir, self._settings.province, learned, office)
        return Opened(parts, front_desk(parts, self.rooms))

    def _watch(self) -> None:
        """The figures that are read when somebody looks."""
        ask, rooms, counters = self.metrics.ask, self.rooms, Counters(self._engine)
        ask("motcua_chats", "Chats known to the database", rooms.chats.count)
        ask("motcua_outbox_letters", "Letters to persons that are due and wait", lambda: counters.depth(utc_now()).personal)
        ask("motcua_index_records", "Records that the office serves", lambda: len(self.index))
        ask("motcua_index_age_seconds", "Time since an index was last published", self._age)
        self.metrics.ask_each(
            "motcua_questions_last_day", "Questions of the last day by outcome", "outcome", lambda: rooms.questions.counts(utc_now() - DAY)
        )

        self.metrics.ask_each(
            "motcua_staff_out_of_reach",
            "Staff group, staff and notices that do not get through; 0: all do",
            "what",
            lambda: rooms.reaching.state(utc_now()).figures,
        )

    def _age(self) -> float:
        return time.time() - seal_of(self._settings.index_dir)[1] / NANO


def _reached(standing: Callable[[], BulletinStrip]) -> BulletinStrip:
    """What stands on top of a page; nothing while the database does not answer: the page that says so must not fail for it."""
    try:
        return standing()
    except OUTAGES:
        return NOTHING_STANDS
