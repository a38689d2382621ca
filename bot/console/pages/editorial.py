"""The calendar of monthly posts: twelve months ahead, each looked at, approved, moved, skipped, swapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from http import HTTPStatus

from starlette.responses import Response

from bot.announcements.cases.editorial import EditorialCalendar
from bot.announcements.rules.calendar import APPROVALS_FOR_EVERYBODY, Month, PlannedMonth, due, standing
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.console.pages.news import NewsPages, month_numbered
from bot.console.request import FormError, RequestContext
from bot.console.views import Views

Act = Callable[[Month, RequestContext], PlannedMonth | AnnouncementRefusal]


class EditorialPages:
    """Who may do what, the newsroom decides."""

    def __init__(self, newsroom: EditorialCalendar, news: NewsPages, views: Views) -> None:
        self._newsroom = newsroom
        self._news = news
        self._views = views
        self._acts: Mapping[str, Act] = {
            "approve": self._approve,
            "postpone": self._postpone,
            "usual": lambda month, visit: newsroom.postpone(month, None, visit.staff, visit.at),
            "skip": lambda month, visit: newsroom.skip(month, True, visit.staff, visit.at),
            "unskip": lambda month, visit: newsroom.skip(month, False, visit.staff, visit.at),
            "swap": lambda month, visit: newsroom.swap(month, month_numbered(visit.form.number("other") or 0), visit.staff, visit.at),
            "choose": lambda month, visit: newsroom.choose(month, visit.form.text("post"), visit.staff, visit.at),
        }

    def show(self, visit: RequestContext) -> Response:
        entries = self._newsroom.calendar(visit.at)
        return self._views.page(
            visit, "months.html", lines=[self._line(entry, visit.at) for entry in entries], needed=APPROVALS_FOR_EVERYBODY
        )

    def month(self, visit: RequestContext) -> Response:
        return self._shown(visit, month_numbered(visit.number))

    def act(self, visit: RequestContext) -> Response:
        month, act = month_numbered(visit.number), self._acts.get(str(visit.args["action"]))
        if act is None:
            return self._views.missing()
        done = act(month, visit)
        if isinstance(done, AnnouncementRefusal):
            return self._shown(visit, month, self._views.wording.newsroom.refusals[done])
        return self._views.go(f"/lich-bai/{month.number}", said="done")

    def _approve(self, month: Month, visit: RequestContext) -> PlannedMonth | AnnouncementRefusal:
        is_sure = visit.form.text("sure") == "1"
        article, minute = visit.form.number("article") or 0, visit.form.number("minute") or 0
        return self._newsroom.approve(month, article, minute, visit.staff, visit.at, is_sure=is_sure)

    def _postpone(self, month: Month, visit: RequestContext) -> PlannedMonth | AnnouncementRefusal:
        day, hour = visit.form.day("day"), visit.form.text("hour")
        try:
            leaves = datetime.combine(day, time.fromisoformat(hour), self._views.zone) if day else None
        except ValueError as error:
            raise FormError(hour) from error
        if leaves is None or not 2000 <= leaves.year <= 9000:
            raise FormError("day")
        return self._newsroom.postpone(month, leaves, visit.staff, visit.at)

    def _shown(self, visit: RequestContext, month: Month, notice: str = "") -> Response:
        entry = self._newsroom.entry(month)
        kept = self._newsroom.draft(entry)
        others = [other for other in self._newsroom.calendar(visit.at) if other.month != month and not other.sent]
        return self._views.page(
            visit,
            "month.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            line=self._line(entry, visit.at),
            kept=kept,
            may_approve=kept is not None and self._newsroom.may_approve(entry, visit.staff),
            is_written_here=kept is not None and self._newsroom.is_own(month, visit.staff),
            phone=self._news.phone(kept) if kept else "",
            posts=self._newsroom.ready(),
            others=[(other.month.number, f"{other.month}: {self._newsroom.title(other)}") for other in others],
            needed=APPROVALS_FOR_EVERYBODY,
            minute=self._newsroom.minute_of(entry),
            is_late=due(entry, self._newsroom.timetable) <= visit.at,
            is_over=bool(entry.sent) or visit.at >= month.ends(self._newsroom.timetable.zone),
            notice=notice,
        )

    def _line(self, entry: PlannedMonth, at: datetime) -> tuple[PlannedMonth, str, datetime, str]:
        """The month, what it is called, when it leaves, where it stands."""
        table = self._newsroom.timetable
        return entry, self._newsroom.title(entry), due(entry, table).astimezone(self._views.zone), standing(entry, table, at)
