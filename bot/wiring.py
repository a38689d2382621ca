"""The composition root: settings → running parts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from fastapi import APIRouter, FastAPI
from sqlalchemy import Engine

from bot import wording
from bot.answers.answer import Answerer
from bot.answers.catalogue import Catalogue
from bot.answers.compose import Composer
from bot.answers.lookup import Card, Lookup
from bot.answers.store import Questions
from bot.channels.telegram.app import TelegramChannel
from bot.channels.web.app import Neighbours, make_app, utc_now
from bot.channels.web.pages import Pages, Site
from bot.channels.web.server import WebServer
from bot.channels.web.webhook import webhook
from bot.database.engine import is_reachable
from bot.frontdesk import FrontDesk
from bot.frontdesk.asking import Asking
from bot.frontdesk.browsing import Browsing
from bot.frontdesk.own_data import OwnData
from bot.live import Live, LiveDesk, Watcher
from bot.metrics import Metrics
from bot.people.store import Chats
from bot.serving import Service
from bot.settings import Settings, secret_of
from bot.telegram_wiring import telegram_channel, telegram_delivery
from bot.timetable_wiring import timetable
from bot.wording import Wording
from indexer.artifact import seal_of
from indexer.search import Index
from knowledge.freshness import Freshness

DAY = timedelta(days=1)
NANO = 1e9  # nanoseconds in a second


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers questions, without memory: enough for one question or for a batch."""

    index: Index
    wording: Wording
    answerer: Answerer
    composer: Composer
    catalogue: Catalogue


def wire(index_folder: Path, province: str = "") -> Parts:
    """Open the index and put the answering parts together. Raises ArtifactError."""
    index = Index(index_folder)
    words = wording.load()
    own = [line for line in index.lexicon.hotlines if province and line.scope == province]
    composer = Composer(words, Freshness(index.lexicon.units), own)
    return Parts(index, words, Answerer(index, province), composer, Catalogue(index, province))


def front_desk(parts: Parts, engine: Engine) -> FrontDesk:
    """Every window over one migrated database."""
    words, chats, questions = parts.wording, Chats(engine), Questions(engine)
    windows = (
        OwnData(words, chats, questions),
        Browsing(parts.catalogue, words, chats),
        Asking(parts.answerer, parts.composer, words, chats, questions, parts.catalogue),  # the last: it takes whatever is left
    )
    return FrontDesk(windows, words, chats)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is made of the index in use."""

    parts: Parts
    desk: FrontDesk


class Role(StrEnum):
    """Which parts a process runs; any number of processes share one PostgreSQL."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


def services(settings: Settings, engine: Engine, role: Role) -> list[Service]:
    """What `bot serve` runs over a migrated database, in the order of starting. Raises ArtifactError where there is no index."""

    def opened() -> Opened:
        parts = wire(settings.index_dir, settings.province)
        return Opened(parts, front_desk(parts, engine))

    live = Live(lambda: seal_of(settings.index_dir), opened)
    metrics = Metrics()
    desk = LiveDesk(lambda: live.current.desk, metrics.answered)
    _watch(metrics, settings, live, engine)
    running: list[Service] = [Watcher(live)]
    telegram = _telegram(settings, engine, live, desk, role)
    if role in (Role.ALL, Role.WEB):
        routers = [webhook(telegram.posted)] if telegram and settings.telegram_webhook_url else []
        running.append(WebServer(_web(settings, engine, live, desk, metrics, routers), settings.web_host, settings.web_port))
    if telegram:
        running.append(telegram)
    if settings.telegram_bot_token and role in (Role.ALL, Role.WORKER):
        running.append(telegram_delivery(settings, engine))
    if role in (Role.ALL, Role.WORKER):
        running.append(timetable(settings, engine))
    return running


def _telegram(settings: Settings, engine: Engine, live: Live[Opened], desk: LiveDesk, role: Role) -> TelegramChannel | None:
    """The Telegram channel: with a webhook beside the web server, else where the worker is, because one process alone may poll."""

    def look_up(text: str, limit: int) -> Sequence[Card]:
        parts = live.current.parts
        return Lookup(parts.index, parts.composer, settings.province).find(text, limit)

    is_here = role in (Role.ALL, Role.WEB if settings.telegram_webhook_url else Role.WORKER)
    if not (settings.telegram_bot_token and is_here):
        return None
    return telegram_channel(settings, engine, desk, live.current.parts.wording, live.current.desk.commands, look_up)


def _web(
    settings: Settings, engine: Engine, live: Live[Opened], desk: LiveDesk, metrics: Metrics, routers: Sequence[APIRouter] = ()
) -> FastAPI:
    """The web channel."""
    pages = Pages(lambda: live.current.parts, live.current.parts.wording, Site(settings.public_url, settings.unit_name))
    neighbours = Neighbours(settings.widget_sites.split(), settings.trusted_proxies.split(), settings.networks())

    def is_ready() -> bool:
        return len(live.current.parts.index) > 0 and is_reachable(engine)

    return make_app(desk, pages, secret_of(settings), neighbours=neighbours, metrics=metrics, routers=routers, is_ready=is_ready)


def _watch(metrics: Metrics, settings: Settings, live: Live[Opened], engine: Engine) -> None:
    """The figures that are read when somebody looks."""
    chats, questions = Chats(engine), Questions(engine)
    metrics.ask("motcua_chats", "Chats known to the database", chats.count)
    metrics.ask_each(
        "motcua_questions_last_day", "Questions of the last day by outcome", "outcome", lambda: questions.counts(utc_now() - DAY)
    )
    metrics.ask("motcua_index_records", "Records that the office serves", lambda: len(live.current.parts.index))
    metrics.ask(
        "motcua_index_age_seconds", "Time since an index was last published", lambda: time.time() - seal_of(settings.index_dir)[1] / NANO
    )
