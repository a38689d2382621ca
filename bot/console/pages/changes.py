"""The quarter's changes of procedures for officers: how many of which kind, and the workbook to take along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.changes.feed import ChangeFeed
from bot.changes.seen import SeenChange
from bot.console.pages.news import FIRST_YEAR, LAST_YEAR
from bot.console.request import FormError, RequestContext
from bot.console.sheets import Row, xlsx
from bot.console.views import Views
from knowledge.publications.changes import ChangeKind

QUARTERS = range(1, 5)
MONTHS = 3  # of a quarter


class ChangesPages:
    """For all of the staff: everything here is published, and nothing of another province."""

    def __init__(self, feed: ChangeFeed, views: Views, zone: ZoneInfo) -> None:
        self._feed = feed
        self._views = views
        self._zone = zone

    def show(self, visit: RequestContext) -> Response:
        quarter, year = self._asked(visit)
        counts = Counter(seen.change.kind for seen in self._of(quarter, year))
        kinds = [(kind, counts[kind]) for kind in ChangeKind]
        return self._views.page(visit, "changes.html", quarter=quarter, year=year, kinds=kinds, total=counts.total())

    def xlsx(self, visit: RequestContext) -> Response:
        quarter, year = self._asked(visit)
        name = self._views.wording.changes.sheet.filename.format(quarter=quarter, year=year)
        return xlsx(name, self._rows(self._of(quarter, year)))

    def _of(self, quarter: int, year: int) -> tuple[SeenChange, ...]:
        first = year * 100 + (quarter - 1) * MONTHS + 1
        return self._feed.of_months(first, first + MONTHS - 1)

    def _rows(self, found: tuple[SeenChange, ...]) -> Iterator[Row]:
        words, parts = self._views.wording.changes, self._views.wording.parts
        yield words.sheet.columns
        for number, seen in enumerate(found, 1):
            change = seen.change
            yield (
                *(number, seen.seen.astimezone(self._zone).replace(tzinfo=None), words.kinds[change.kind], change.code, change.name),
                *(change.was_named, change.field, change.province, "; ".join(parts[part] for part in change.parts)),
                *(change.successor or "", change.decision, f"{change.as_of:%d/%m/%Y}" if change.as_of else ""),
            )

    def _asked(self, visit: RequestContext) -> tuple[int, int]:
        """The quarter that it is, unless another was asked for."""
        today = visit.at.astimezone(self._zone).date()
        quarter = visit.query.number("quy") or (today.month - 1) // MONTHS + 1
        year = visit.query.number("nam") or today.year
        if quarter not in QUARTERS or not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("quy")
        return quarter, year
