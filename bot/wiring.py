"""The composition root: settings → running parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, text

from bot import wording
from bot.answers.answer import Answerer
from bot.answers.compose import Composer
from bot.answers.store import Questions
from bot.channels.web.app import make_app
from bot.channels.web.pages import Pages, Site
from bot.database.engine import migrate, open_database
from bot.frontdesk import FrontDesk
from bot.frontdesk.asking import Asking
from bot.frontdesk.own_data import OwnData
from bot.people.store import Chats
from bot.settings import Settings, secret_of
from bot.wording import Wording
from indexer.search import Index
from knowledge.freshness import Freshness


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers questions, without memory: enough for one question or for a batch."""

    index: Index
    wording: Wording
    answerer: Answerer
    composer: Composer


def wire(index_folder: Path, province: str = "") -> Parts:
    """Open the index and put the answering parts together. Raises ArtifactError."""
    index = Index(index_folder)
    words = wording.load()
    own = [line for line in index.lexicon.hotlines if province and line.scope == province]
    return Parts(index, words, Answerer(index, province), Composer(words, Freshness(index.lexicon.units), own))


def front_desk(parts: Parts, engine: Engine) -> FrontDesk:
    """Every window over one migrated database."""
    words, chats, questions = parts.wording, Chats(engine), Questions(engine)
    windows = (OwnData(words, chats, questions), Asking(parts.answerer, parts.composer, words, chats, questions))
    return FrontDesk(windows, words, chats)


def web(settings: Settings) -> FastAPI:
    """The web channel over a migrated database. Raises ArtifactError where there is no index."""
    parts = wire(settings.index_dir, settings.province)
    engine = open_database(settings.database_url)
    migrate(engine)
    desk = front_desk(parts, engine)

    def is_ready() -> bool:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    pages = Pages(parts.index, parts.composer, parts.wording, Site(settings.public_url, settings.unit_name))
    return make_app(desk, pages, secret_of(settings), is_ready=is_ready)
