"""The days of the content, told to who keeps it up: a log line a day, lines of /readyz, a banner above the console's pages for admins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import structlog

from bot.people.staff import Role, Staff
from bot.wording.content_watch import ContentWatchWords
from knowledge.checks.dates import Dates, Notice, notices

log = structlog.get_logger(__name__)


class ContentWatch:
    """`dates`: of the content in use; `oldest`: how long ago a source may have been compared. Holds no state."""

    def __init__(self, words: ContentWatchWords, dates: Callable[[], Dates], oldest: timedelta, zone: tzinfo) -> None:
        self._words = words
        self._dates = dates
        self._oldest = oldest
        self._zone = zone

    def notices(self, at: datetime) -> tuple[Notice, ...]:
        """What is to be looked at on the day of `at` where the office is."""
        return notices(self._dates(), at.astimezone(self._zone).date(), self._oldest)

    def told(self, at: datetime) -> tuple[str, ...]:
        """For whoever runs the service, a line each."""
        return tuple(notice.told for notice in self.notices(at))

    def banners(self, viewer: Staff, at: datetime) -> tuple[str, ...]:
        """The sentences for `viewer`: the content is the admins' to see to."""
        return tuple(self._sentence(notice) for notice in self.notices(at)) if viewer.role is Role.ADMIN else ()

    def look(self, at: datetime) -> None:
        """Write what is to be looked at into the log; run once a day."""
        for notice in self.notices(at):
            log.warning("content must be looked at", told=notice.told, places=", ".join(notice.places))

    def _sentence(self, notice: Notice) -> str:
        words = self._words
        places = words.places.format(places=", ".join(notice.places)) if notice.places else ""
        said = words.matters[notice.matter].format(
            shelf=words.shelves[notice.shelf], count=notice.count, day=f"{notice.day:%d/%m/%Y}", days=notice.days
        )
        return f"{said} {places}".strip()
