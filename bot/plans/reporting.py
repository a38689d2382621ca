"""Reporting: the half-year's and the year's figures from every room, and the two files made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.messages import ReplyFile
from bot.people.staff_store import StaffBook
from bot.plans.presenter import ReportDocument, ReportLetterhead, told
from bot.plans.report import Activity, PeriodicReport, ReportSpan, made_of
from bot.plans.store import PlanBook
from bot.wording import Wording

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Happened = Callable[[datetime, datetime], Activity]
"""What the other rooms counted from one moment until another."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """`head` stands in the letterhead and above the signature."""

    book: PlanBook
    staff: StaffBook
    wording: Wording
    zone: ZoneInfo
    head: ReportLetterhead
    happened: Happened

    def report(self, span: ReportSpan, year: int, at: datetime) -> PeriodicReport:
        """The figures as they are at `at`."""
        first, last = span.days(year)
        begins = datetime.combine(first, time(), self.zone)
        ends = min(datetime.combine(last + timedelta(days=1), time(), self.zone), at)
        months = span.months(year)
        return made_of(
            span,
            year,
            at.astimezone(self.zone).date(),
            self.book.dues(first, last),
            self.staff.units(),
            self.book.posts(months[0].number, months[-1].number),
            self.happened(begins, max(begins, ends)),
            self.zone,
            self.begun(),
        )

    def begun(self) -> date | None:
        """The day on which the office began to use the program; there are no figures of earlier days."""
        moment = self.staff.begun()
        return moment.astimezone(self.zone).date() if moment else None

    def files(self, span: ReportSpan, year: int, at: datetime) -> tuple[ReplyFile, ReplyFile]:
        """The report on paper and as a workbook."""
        composed = self._told(span, year, at)
        return self._paper(composed, span, year), self._workbook(composed, span, year)

    def paper(self, span: ReportSpan, year: int, at: datetime) -> ReplyFile:
        """The report on paper alone: each of the two files takes longer to write than to count."""
        return self._paper(self._told(span, year, at), span, year)

    def workbook(self, span: ReportSpan, year: int, at: datetime) -> ReplyFile:
        return self._workbook(self._told(span, year, at), span, year)

    def _told(self, span: ReportSpan, year: int, at: datetime) -> ReportDocument:
        return told(self.report(span, year, at), self.head, self.wording.plans)

    def _paper(self, composed: ReportDocument, span: ReportSpan, year: int) -> ReplyFile:
        from bot.plans.letterform import docx  # what writes it is large, and needed once a month

        return ReplyFile(f"{self._name(span, year)}.docx", DOCX, docx(composed))

    def _workbook(self, composed: ReportDocument, span: ReportSpan, year: int) -> ReplyFile:
        from bot.plans.workbook import xlsx

        return ReplyFile(f"{self._name(span, year)}.xlsx", XLSX, xlsx(composed, self.wording.plans.report))

    def _name(self, span: ReportSpan, year: int) -> str:
        return self.wording.plans.report.file.format(span=span, year=year)
