"""The feed: looks for what a new import or fact sheet changed, and tells everybody what is theirs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.changes.seen import ChangeQuery, SeenChange
from bot.changes.store import ChangeBook
from knowledge.publications.changes import ChangeKind, States

A_PAGE = 30  # changes that a phone scrolls through without losing its way
IN_FEED = 60  # changes that a feed reader is given: two pages
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of changes, of how many pages and changes."""

    changes: tuple[SeenChange, ...]
    page: int
    pages: int
    total: int


class ChangeFeed:
    """`seal`: of the index in use, "" where there is none; `published`: what it was made of; `province`: the office's, "" for none.

    Who reads here knows what is published of the nation and of the own province, and of what the office handles; nothing of another's.
    """

    def __init__(self, book: ChangeBook, seal: Callable[[], str], published: Callable[[], States], province: str = "") -> None:
        self._book = book
        self._seal = seal
        self._published = published
        self._own = ChangeQuery(place=province, is_served=True)

    def look(self, at: datetime) -> int:
        """The job of every few minutes: what another index says otherwise than the one before; done again, it finds nothing."""
        seal = self._seal()
        if not seal or self._book.looked_at() == seal:
            return 0
        found = self._book.take(seal, self._published(), at)
        log.info("publications compared", changes=found)
        return found

    def leaf(self, page: int = 1, month: int = 0, field: str = "") -> ChangePage:
        """The newest first; of a page that is not there, the nearest."""
        return self._leaf(replace(self._own, first=month, last=month, field=field), page, A_PAGE)

    def screen(self, number: int, size: int) -> ChangePage:
        """As `leaf`, in shorter pages."""
        return self._leaf(self._own, number, size)

    def _leaf(self, wanted: ChangeQuery, page: int, size: int) -> ChangePage:
        total = self._book.count(wanted)
        pages = max(1, -(-total // size))
        shown = min(max(page, 1), pages)
        return ChangePage(self._book.page(wanted, size, (shown - 1) * size), shown, pages, total)

    def newest(self, limit: int = IN_FEED) -> tuple[SeenChange, ...]:
        """In the order in which they were seen, the latest first."""
        return self._book.newest(self._own, limit)

    def months(self, field: str = "") -> Mapping[int, int]:
        """How many changes each month has, the newest first."""
        return self._book.months(replace(self._own, field=field))

    def fields(self, month: int = 0) -> Mapping[str, int]:
        """How many changes each field has."""
        return self._book.fields(replace(self._own, first=month, last=month))

    def of_months(self, first: int, last: int, kinds: frozenset[ChangeKind] = frozenset(), limit: int = 100_000) -> tuple[SeenChange, ...]:
        """All of them from one month to another, both included."""
        return self._book.page(replace(self._own, first=first, last=last, kinds=kinds), limit)
