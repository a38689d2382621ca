"""What became of procedures, put together over one migrated database: the feed, and the letters to who follows a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.announcements.rules.calendar import Month
from bot.announcements.store.articles import Proposals
from bot.changes.feature import feed_of
from bot.changes.feed import ChangeFeed
from bot.changes.posts import FieldPosts
from bot.settings import Settings
from bot.wiring.announcing import Announcing
from knowledge.publications.changes import Change
from knowledge.records.post import LONGEST_AUTHOR
from knowledge.texts.lengths import units


@dataclass(frozen=True, slots=True)
class Changing:
    """The feed of one office."""

    feed: ChangeFeed

    def changes_of(self, month: Month) -> Iterable[Change]:
        """What became of procedures in a month."""
        return (seen.change for seen in self.feed.of_months(month.number, month.number))


def field_letters(changing: Changing, engine: Engine, settings: Settings, news: Announcing) -> FieldPosts:
    """What tells who follows a field."""
    site, zone = settings.public_url.rstrip("/"), ZoneInfo(settings.timezone)
    signed = settings.unit_name if units(settings.unit_name) <= LONGEST_AUTHOR else ""
    return FieldPosts(changing.feed, news.followers, Proposals(engine), news.approval_notices, news.wording, signed, site, zone)


def changing_room(engine: Engine, settings: Settings) -> Changing:
    return Changing(feed_of(engine, settings))
