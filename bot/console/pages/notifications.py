"""What the one who is logged in was told: a list, and each leads to where it is worked off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.responses import Response

from bot.console.request import RequestContext
from bot.console.views import Views
from bot.people.workplace.notice_store import MOST_SHOWN, NoticeBook, StaffNotice
from bot.petitions.cases.desk import OfficerDesk

OF_A_PETITION = re.compile(r"/kien-nghi/(\d{1,18})")
EVERYTHING = "tat-ca"


class NoticePages:
    """Everybody sees their own alone; of a petition that is no longer theirs to see, only that there was something."""

    def __init__(self, book: NoticeBook, desk: OfficerDesk, views: Views) -> None:
        self._book = book
        self._desk = desk
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        shows_all = visit.query.text("xem") == EVERYTHING
        found = self._book.of(visit.staff.id, unread_only=not shows_all, before=visit.query.number("sau"))
        shown = found[:MOST_SHOWN]
        hidden = self._hidden(visit, shown)
        following = shown[-1].id if len(found) > MOST_SHOWN else None
        return self._views.page(visit, "notices.html", found=shown, hidden=hidden, shows_all=shows_all, following=following)

    def open(self, visit: RequestContext) -> Response:
        """It is read now; and on to what it is about."""
        path = self._book.open(visit.staff.id, visit.number, visit.at)
        return self._views.go(path or "/thong-bao") if path is not None else self._views.missing()

    def read_all(self, visit: RequestContext) -> Response:
        self._book.mark(visit.staff.id, None, visit.at)
        return self._views.go("/thong-bao", said="read_all")

    def _hidden(self, visit: RequestContext, found: Sequence[StaffNotice]) -> frozenset[int]:
        """The notices about petitions that this person may see no longer."""
        about = {notice.id: int(match[1]) for notice in found if (match := OF_A_PETITION.fullmatch(notice.path))}
        seen = self._desk.visible(visit.staff, set(about.values()))
        return frozenset(notice for notice, petition in about.items() if petition not in seen)
