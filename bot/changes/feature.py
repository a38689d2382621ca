"""The feature of changes: a window that lists what became of procedures, and the job that finds it out."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.changes.feed import ChangeFeed
from bot.changes.store import ChangeBook
from bot.changes.windows import ChangesWindow
from bot.frontdesk.feature import Feature, FeatureParts
from bot.runtime.schedule import Job
from bot.settings import Settings
from indexer.storage.artifact import seal_of
from indexer.storage.published import published_in


def changes(engine: Engine, parts: FeatureParts) -> Feature:
    """Nothing of it is for staff alone."""
    feed, site = feed_of(engine, parts.settings), parts.settings.public_url.rstrip("/")

    def is_known(code: str) -> bool:
        return parts.index().record(code) is not None

    return Feature(
        windows=(ChangesWindow(feed, parts.words, parts.chats, is_known, site, parts.zone),),
        jobs=(Job("publications compared", "*/5 * * * *", feed.look),),
    )


def feed_of(engine: Engine, settings: Settings) -> ChangeFeed:
    """Reads the index of the settings when it looks for changes, and at no other time; holds no state."""
    folder = settings.index_dir
    book = ChangeBook(engine, ZoneInfo(settings.timezone))
    return ChangeFeed(book, lambda: seal_of(folder)[0] or "", lambda: published_in(folder), settings.province)
