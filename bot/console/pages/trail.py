"""The audit trail: read, verified, taken along; never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from starlette.responses import Response

from bot.console import sheets
from bot.console.request import Fields, RequestContext
from bot.console.trail_details import TrailDetails
from bot.console.views import Views
from bot.people.audit_store import PAGE, AuditTrail, Broken, Intact
from bot.people.staff import Staff

LONGEST = 128  # characters of what is looked for
OTHERS = ("system", "cli", "citizen")  # who acts and is nobody of the staff


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
        query, names = visit.query, self._views.names()
        about, number = _about(query)
        entries = self._trail.page(
            actor=query.text("ai")[:LONGEST],
            action=query.text("viec")[:LONGEST],
            subject=f"{about}:{number}" if about else "",
            before=query.number("truoc"),
            but=self._kept_from(visit.staff),
        )
        people = sorted(names.staff.values(), key=lambda person: person.name)
        return self._views.page(
            visit,
            "trail.html",
            entries=entries,
            following=entries[-1].id if len(entries) == PAGE else 0,
            asked=query,
            about=about,
            number=number,
            actors=[(each, names.actor(each)) for each in (*OTHERS, *(person.actor for person in people))],
            details=TrailDetails(names, self._views.moment),
            verdict=verdict,
            notice=alarm,
        )

    def _table(self, staff: Staff) -> Iterator[tuple[object, ...]]:
        words, names, zone = self._views.words.trail, self._views.names(), self._views.zone
        details = TrailDetails(names, self._views.moment)
        told = (words.at, words.actor, words.action, words.subject, words.detail)
        yield "#", *told, words.kept_action, words.kept_subject, words.kept_detail, "SHA-256"
        for entry in self._trail.everything(self._kept_from(staff)):
            at = entry.at.astimezone(zone).replace(tzinfo=None)
            people = (names.actor(entry.actor), names.action(entry.action), names.subject(entry.subject), details.told(entry.detail))
            yield entry.id, at, *people, entry.action, entry.subject, entry.detail, entry.digest


def _about(query: Fields) -> tuple[str, str]:
    """What kind of thing is looked for, and its number ("" any); both may stand in one, as the trail keeps them: "petition:12"."""
    kind, _, number = query.text("ve")[:LONGEST].partition(":")
    return kind, number or query.text("so")[:LONGEST]
