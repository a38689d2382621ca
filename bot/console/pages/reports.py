"""The periodic reports: every figure with where it comes from, and the two files."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.pages.news import FIRST_YEAR, LAST_YEAR, downloaded
from bot.console.request import FormError, RequestContext
from bot.console.views import Views
from bot.messages import ReplyFile
from bot.plans.report import ReportSpan
from bot.plans.reporting import Reporting


class ReportPages:
    """For all of the staff, as in the chat."""

    def __init__(self, reporting: Reporting, views: Views) -> None:
        self._reporting = reporting
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        span, year = self._asked(visit)
        report, begun = self._reporting.report(span, year, visit.at), self._reporting.begun()
        first, last = span.days(year)
        standing = {
            "is_before": bool(begun and last < begun),
            "is_partly": bool(begun and first < begun <= last),
            "is_ahead": first > report.made,
        }
        return self._views.page(visit, "reports.html", report=report, span=span, year=year, spans=list(ReportSpan), begun=begun, **standing)

    def docx(self, visit: RequestContext) -> Response:
        return _downloaded(self._reporting.paper(*self._asked(visit), visit.at))

    def xlsx(self, visit: RequestContext) -> Response:
        return _downloaded(self._reporting.workbook(*self._asked(visit), visit.at))

    def _asked(self, visit: RequestContext) -> tuple[ReportSpan, int]:
        """The half of the year that has just begun or ended, unless another was asked for."""
        today = visit.at.astimezone(self._views.zone).date()
        year, span = (
            visit.query.number("nam") or today.year,
            visit.query.text("ky", ReportSpan.FIRST_HALF if today.month < 7 else ReportSpan.SECOND_HALF),
        )
        if span not in set(ReportSpan) or not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("ky")
        return ReportSpan(span), year


def _downloaded(file: ReplyFile) -> Response:
    return downloaded(file.name, file.media_type, file.content)
