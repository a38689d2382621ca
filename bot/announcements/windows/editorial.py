"""The window where staff keep the calendar of monthly posts: look, approve, edit, postpone, skip, reorder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.announcements.cases.approval_notices import MONTH, NEWSDESK, ApprovalNotices
from bot.announcements.cases.editorial import DraftField, EditorialCalendar
from bot.announcements.rules.calendar import APPROVALS_FOR_EVERYBODY, Month, MonthStatus, PlannedMonth, due, standing
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty
from bot.announcements.store.articles import StaffInputs
from bot.answers.composing.labels import shortened
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply, ReplyFile
from bot.people.staff import Staff
from bot.text.numerals import is_row, small
from bot.wording import Wording

CALENDAR = "/lich"
LIST, VIEW, APPROVE, EDIT, POSTPONE, SKIP, UNSKIP, SWAP, OTHER = "l", "v", "a", "e", "h", "k", "u", "w", "o"
AT_ONCE = "now"  # what the second button of an approval adds: its hour is over
POSTPONED_BY = (1, 3, 7)  # days that a button offers
TYPED_WITHIN = timedelta(hours=2)  # what is typed later is a message like any other
LONGEST_MONTH = 6  # digits of a month in a button: 202611
YEARS = range(2020, 2101)
OPEN = frozenset({MonthStatus.PLANNED, MonthStatus.DRAFTED, MonthStatus.HALF_APPROVED, MonthStatus.APPROVED, MonthStatus.EMPTY})


class EditorialWindow(Window):
    """Every button and every message is checked anew: who is it, and may they."""

    is_for_staff = True
    commands = frozenset({CALENDAR})
    actions = frozenset({NEWSDESK})

    def __init__(self, wording: Wording, newsroom: EditorialCalendar, approval_notices: ApprovalNotices, inputs: StaffInputs) -> None:
        self._wording = wording
        self._newsroom = newsroom
        self._approval_notices = approval_notices
        self._inputs = inputs

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return [self._calendar(incoming.at)] if self._staff(incoming) else [Reply(self._wording.newsroom.staff_only)]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        staff = self._staff(incoming)
        if staff is None:
            return [Reply(self._wording.newsroom.staff_only)]
        match pieces[1:]:
            case [str(what)] if what == LIST:
                return [self._calendar(incoming.at)]
            case [what, number, *rest]:
                month = _month(number)
                return self._in_month(incoming, staff, what, month, rest) if month else None
            case _:
                return None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A new title, summary or body, where one is expected."""
        staff = self._staff(incoming)
        expected = self._expected(staff, incoming.at) if staff else None
        if staff is None or expected is None:
            return None
        field, month = expected
        done = self._newsroom.edit(month, field, incoming.text, staff, incoming.at)
        if isinstance(done, Faulty):
            return [Reply(self._wording.newsroom.faulty.format(faults="\n".join(done.lines)))]
        self._inputs.drop(staff.id)
        if isinstance(done, AnnouncementRefusal):
            return [self._refused(done)]
        return [Reply(self._wording.newsroom.changed), *self._preview(month), self._month(month, staff, incoming.at)]

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        staff = self._staff(incoming)
        expected = self._expected(staff, incoming.at) if staff else None
        if staff is None or expected is None:
            return None
        self._inputs.drop(staff.id)
        return [Reply(self._wording.newsroom.dropped), self._month(expected[1], staff, incoming.at)]

    def _staff(self, incoming: Incoming) -> Staff | None:
        return self._approval_notices.staff.by_chat(incoming.sender)

    def _expected(self, staff: Staff, at: datetime) -> tuple[DraftField, Month] | None:
        found = self._inputs.expected(staff.id)
        if found is None or abs(at - found[1]) > TYPED_WITHIN:
            return None
        field, _, number = found[0].partition(":")
        month = _month(number)
        return (DraftField(field), month) if field in set(DraftField) and month else None

    def _in_month(self, incoming: Incoming, staff: Staff, what: str, month: Month, rest: Sequence[str]) -> Sequence[Reply] | None:
        match what, rest:
            case str(), [] if what == MONTH:
                return [self._month(month, staff, incoming.at)]
            case str(), [] if what == VIEW:
                return self._preview(month) or [self._refused(AnnouncementRefusal.NOT_THERE)]
            case str(), [article, *seen] if what == APPROVE and is_row(article):
                minute = int(seen[0]) if seen and is_row(seen[0]) else 0
                return self._approved(month, int(article), minute, staff, incoming.at, is_sure=seen[1:] == [AT_ONCE])
            case str(), [field] if what == EDIT and field in set(DraftField):
                return self._to_be_typed(month, DraftField(field), staff, incoming.at)
            case _:
                return self._moved(month, what, rest, staff, incoming.at)

    def _moved(self, month: Month, what: str, rest: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        words = self._wording.newsroom
        match what, rest:
            case str(), [number] if what == POSTPONE and (days := small(number)) is not None and days <= max(POSTPONED_BY):
                leaves = self._later(month, days, at)
                done = self._newsroom.postpone(month, leaves, staff, at)
                return self._told(done, words.postponed.format(due=self._due(month)), staff, at)
            case str(), [] if what in (SKIP, UNSKIP):
                done = self._newsroom.skip(month, what == SKIP, staff, at)
                return self._told(done, (words.skipped if what == SKIP else words.unskipped).format(month=month), staff, at)
            case str(), [("1" | "-1") as by] if what == SWAP:
                other = month.after(int(by))
                return self._told(self._newsroom.swap(month, other, staff, at), words.swapped.format(month=month, other=other), staff, at)
            case str(), [] if what == OTHER:
                return [self._posts(month)]
            case str(), [number] if what == OTHER and (nth := small(number)) is not None and nth < len(ready := self._newsroom.ready()):
                post = ready[nth]
                done = self._newsroom.choose(month, post.record_id, staff, at)
                return self._told(done, words.chosen.format(title=post.title, month=month), staff, at)
            case _:
                return None

    def _approved(self, month: Month, article: int, minute: int, staff: Staff, at: datetime, *, is_sure: bool) -> Sequence[Reply]:
        words = self._wording.newsroom
        done = self._newsroom.approve(month, article, minute, staff, at, is_sure=is_sure)
        if done is AnnouncementRefusal.HOUR_PAST:
            at_once = Button(words.approve_at_once, f"{NEWSDESK}:{APPROVE}:{month.number}:{article}:{minute}:{AT_ONCE}")
            return [Reply(words.refusals[done], rows=((at_once,),)), self._month(month, staff, at)]
        if isinstance(done, AnnouncementRefusal):
            again = [*self._preview(month), self._month(month, staff, at)] if done is AnnouncementRefusal.CHANGED else []
            return [self._refused(done), *again]
        return self._told(done, words.approved.format(due=self._due(month)) if done.is_approved else words.approved_one, staff, at)

    def _to_be_typed(self, month: Month, field: DraftField, staff: Staff, at: datetime) -> Sequence[Reply]:
        words, kept = self._wording.newsroom, self._newsroom.draft(self._newsroom.entry(month))
        if kept is None:
            return [self._refused(AnnouncementRefusal.NOT_THERE)]
        self._inputs.expect(staff.id, f"{field}:{month.number}", at)
        match field:
            case DraftField.TITLE:
                return [Reply(words.type_title.format(month=month))]
            case DraftField.SUMMARY:
                return [Reply(words.type_summary.format(month=month))]
            case DraftField.BODY:
                body = ReplyFile(f"{month.number}.md", "text/markdown", kept.article.markdown.encode())
                return [Reply(words.type_body.format(month=month), file=body)]

    def _later(self, month: Month, days: int, at: datetime) -> datetime | None:
        """So many days after the hour, or, where that is over, after today's; None for 0: the usual hour."""
        leaves = due(self._newsroom.entry(month), self._newsroom.timetable)
        while leaves < at:
            leaves += timedelta(days=1)
        return leaves + timedelta(days=days) if days else None

    def _told(self, done: PlannedMonth | AnnouncementRefusal, said: str, staff: Staff, at: datetime) -> Sequence[Reply]:
        return [self._refused(done)] if isinstance(done, AnnouncementRefusal) else [Reply(said), self._month(done.month, staff, at)]

    def _refused(self, why: AnnouncementRefusal) -> Reply:
        return Reply(self._wording.newsroom.refusals[why])

    def _due(self, month: Month) -> str:
        return self._approval_notices.shown(due(self._newsroom.entry(month), self._newsroom.timetable))

    def _calendar(self, at: datetime) -> Reply:
        words, table = self._wording.newsroom, self._newsroom.timetable
        entries = self._newsroom.calendar(at)
        lines = [words.calendar.format(day=table.day, hour=f"{table.hour:%H:%M}")]
        for entry in entries:
            title = self._newsroom.title(entry) or words.no_post
            told = words.standings[standing(entry, table, at)]
            lines.append(words.calendar_line.format(month=entry.month, standing=told, title=title))
        buttons = [Button(str(entry.month), f"{NEWSDESK}:{MONTH}:{entry.month.number}") for entry in entries]
        return Reply("\n".join(lines), tuple(tuple(buttons[begin : begin + 3]) for begin in range(0, len(buttons), 3)))

    def _month(self, month: Month, staff: Staff, at: datetime) -> Reply:
        words, entry = self._wording.newsroom, self._newsroom.entry(month)
        stands = standing(entry, self._newsroom.timetable, at)
        title = self._newsroom.title(entry) or words.no_post
        lines = [words.month.format(month=month, standing=words.standings[stands], title=title)]
        if stands in OPEN:
            lines.append(words.month_due.format(due=self._due(month), approvals=len(entry.approvals), needed=APPROVALS_FOR_EVERYBODY))
        return Reply("\n".join(lines), self._month_rows(entry, stands, staff))

    def _month_rows(self, entry: PlannedMonth, stands: MonthStatus, staff: Staff) -> tuple[tuple[Button, ...], ...]:
        words = self._wording.newsroom

        def button(label: str, what: str, *more: str) -> Button:
            return Button(label, ":".join((NEWSDESK, what, str(entry.month.number), *more)))

        back = (Button(words.back, f"{NEWSDESK}:{LIST}"),)
        if stands is MonthStatus.SKIPPED:
            return ((button(words.unskip, UNSKIP),), back)
        if stands not in OPEN:
            return (back,)
        rows: list[tuple[Button, ...]] = []
        if entry.article:
            sign = button(words.approve, APPROVE, str(entry.article), str(self._newsroom.minute_of(entry)))
            rows.append((button(words.see, VIEW), *((sign,) if self._newsroom.may_approve(entry, staff) else ())))
            rows.append((button(words.edit_title, EDIT, "title"), button(words.edit_summary, EDIT, "summary")))
            rows.append((button(words.edit_body, EDIT, "body"),))
        rows.append(tuple(button(words.postpone.format(days=days), POSTPONE, str(days)) for days in POSTPONED_BY))
        if entry.due:
            rows.append((button(words.usual_hour, POSTPONE, "0"),))
        rows.append((button(words.earlier, SWAP, "-1"), button(words.later, SWAP, "1")))
        rows.append((button(words.other_post, OTHER), button(words.skip, SKIP)))
        return (*rows, back)

    def _posts(self, month: Month) -> Reply:
        rows = [
            (Button(shortened(post.title), f"{NEWSDESK}:{OTHER}:{month.number}:{number}"),)
            for number, post in enumerate(self._newsroom.ready())
        ]
        return Reply(self._wording.newsroom.which_post.format(month=month), tuple(rows))

    def _preview(self, month: Month) -> list[Reply]:
        """The post as followers will see it."""
        kept = self._newsroom.draft(self._newsroom.entry(month))
        return [preview(self._approval_notices, kept)] if kept else []


def preview(approval_notices: ApprovalNotices, kept: PublishedArticle) -> Reply:
    """The post as followers will see it: cover, card and buttons, which count nowhere."""
    cover = Path(approval_notices.posting.covers.path(kept.article))
    return Reply(
        approval_notices.posting.caption(kept),
        approval_notices.posting.rows(kept, 0),
        file=ReplyFile("bia.jpg", "image/jpeg", cover.read_bytes()),
    )


def _month(number: str) -> Month | None:
    """The month that a button names; None where it was made up."""
    read = small(number)
    if read is None or len(number) != LONGEST_MONTH:
        return None
    year, month = divmod(read, 100)
    return Month(year, month) if year in YEARS and 1 <= month <= 12 else None
