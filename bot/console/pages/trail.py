"""The audit trail: read, verified, taken along; never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from starlette.responses import Response

from bot.console import sheets
from bot.console.request import RequestContext
from bot.console.views import Views
from bot.people.audit_store import PAGE, AuditTrail, Broken, Intact
from bot.people.staff import Staff

LONGEST = 128  # characters of what is looked for
FILTERS = {"ai": "actor", "viec": "action", "ve": "subject"}


class TrailPages:
    """What the leader and the inspector see."""

    def __init__(self, trail: AuditTrail, kept_from: Callable[[Staff], Set[str]], views: Views) -> None:
        """`kept_from`: what somebody of the staff may not even know of, as the trail names it."""
        self._trail = trail
        self._kept_from = kept_from
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit, "")

    def verify(self, visit: RequestContext) -> Response:
        words = self._views.words.trail
        match self._trail.verify():
            case Intact(rows=rows, digest=digest, anchored=anchored):
                outside = words.anchored.format(row=anchored) if anchored else words.unanchored
                return self._shown(visit, f"{words.intact.format(rows=rows, digest=digest or '–')} {outside}")
            case Broken(row=row):
                return self._shown(visit, "", words.broken.format(row=row))

    def csv(self, visit: RequestContext) -> Response:
        self._trail.note(visit.staff.actor, "trail.exported", "trail", {}, visit.at)
        return sheets.csv("nhat-ky", self._table(visit.staff))

    def _shown(self, visit: RequestContext, verdict: str, alarm: str = "") -> Response:
        asked = {field: visit.query.text(name)[:LONGEST] for name, field in FILTERS.items()}
        entries = self._trail.page(**asked, before=visit.query.number("truoc"), but=self._kept_from(visit.staff))
        following = entries[-1].id if len(entries) == PAGE else 0
        return self._views.page(visit, "trail.html", entries=entries, following=following, asked=visit.query, verdict=verdict, notice=alarm)

    def _table(self, staff: Staff) -> Iterator[tuple[object, ...]]:
        words, names, zone = self._views.words.trail, self._views.names(), self._views.zone
        yield "#", words.at, words.actor, words.action, words.subject, words.detail, "SHA-256"
        for entry in self._trail.everything(self._kept_from(staff)):
            at = entry.at.astimezone(zone).replace(tzinfo=None)
            yield entry.id, at, names.actor(entry.actor), entry.action, entry.subject, entry.detail, entry.digest
