"""The editorial calendar: the monthly posts from the ready post to the campaign. Every job may run late, twice, or after a week off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import ValidationError

from bot.announcements.cases.approval_notices import ApprovalNotices
from bot.announcements.rules.article import Article, body_of, faults
from bot.announcements.rules.calendar import (
    APPROVALS_FOR_EVERYBODY,
    Month,
    PlannedMonth,
    PostingTimes,
    PrepareDraft,
    Remind,
    Send,
    due,
    months_at_work,
    steps,
)
from bot.announcements.rules.campaign import APPROVERS
from bot.announcements.rules.facts import MonthFacts, fill
from bot.announcements.rules.followers import Audience, Sending
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty
from bot.announcements.store.articles import ArticleStore, CalendarBook
from bot.people.staff import Staff
from bot.wording import Wording
from knowledge.records.post import AudienceKind, Post
from knowledge.texts.prose import ProseError

AHEAD = 12  # months for which ready posts are foreseen


class DraftField(StrEnum):
    """What of a draft is edited."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class EditorialDeps:
    """What the newsroom works with."""

    calendar: CalendarBook
    articles: ArticleStore
    approval_notices: ApprovalNotices
    wording: Wording
    timetable: PostingTimes
    posts: Callable[[], Mapping[str, Post]]
    facts: Callable[[Month, datetime], MonthFacts]


class EditorialCalendar:
    """Times are aware. Who may do what is decided here, whichever window or page they come through."""

    def __init__(self, desk: EditorialDeps) -> None:
        self._desk = desk

    @property
    def timetable(self) -> PostingTimes:
        return self._desk.timetable

    def work(self, at: datetime) -> None:
        """The job of every minute: drafts, reminders and posts that are due."""
        self._foresee(at)
        for month in months_at_work(self.timetable, at):
            for step in steps(self._desk.calendar.entry(month), self.timetable, at):
                self._take(step, at)

    def calendar(self, at: datetime, months: int = AHEAD) -> tuple[PlannedMonth, ...]:
        """This month and the ones after it."""
        self._foresee(at)
        return self._desk.calendar.entries(self.timetable.month(at), months)

    def entry(self, month: Month) -> PlannedMonth:
        return self._desk.calendar.entry(month)

    def title(self, entry: PlannedMonth) -> str:
        """Of the draft, else of the ready post; "" where there is neither."""
        if entry.article and (kept := self._desk.articles.get(entry.article)):
            return kept.article.title
        post = self._desk.posts().get(entry.post)
        return post.title if post else ""

    def draft(self, entry: PlannedMonth) -> PublishedArticle | None:
        """The month's text as it stands."""
        return self._desk.articles.get(entry.article) if entry.article else None

    def ready(self) -> tuple[Post, ...]:
        """The ready posts, by month."""
        return tuple(sorted(self._desk.posts().values(), key=lambda post: (post.month, post.record_id)))

    def approve(
        self, month: Month, article: int, minute: int, by: Staff, at: datetime, *, is_sure: bool = False
    ) -> PlannedMonth | AnnouncementRefusal:
        """One of two approvals of exactly this text at this hour, `minute` of `minute_of`. HOUR_PAST where it is over, unless
        `is_sure` that it may leave at once."""
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        if by.id in before.approvals and before.article == article and not before.is_approved:
            return AnnouncementRefusal.ALREADY_APPROVED
        if self.is_own(month, by):
            return AnnouncementRefusal.OWN
        if before.article == article and not is_sure and due(before, self.timetable) <= at:
            return AnnouncementRefusal.HOUR_PAST
        if minute != self.minute_of(before):
            return AnnouncementRefusal.CHANGED
        return self._desk.calendar.approve(month, article, before.due, by.id, at)

    def may_approve(self, entry: PlannedMonth, by: Staff) -> bool:
        """Whether an approval of theirs would be taken now, that the hour is over left out: to others none is offered."""
        is_open = bool(entry.article) and not entry.is_approved and not entry.is_skipped
        may = by.role in APPROVERS and by.is_active and by.id not in entry.approvals
        return is_open and may and not self.is_own(entry.month, by)

    def minute_of(self, entry: PlannedMonth) -> int:
        """When it leaves, in minutes since 1970: what somebody who approves has seen beside the text."""
        return int(due(entry, self.timetable).timestamp()) // 60

    def is_own(self, month: Month, by: Staff) -> bool:
        """Whether `by` wrote the text and two others could approve it; where there are no two, who wrote it is one of two."""
        writers, people = self._desk.calendar.writers(month), self._desk.approval_notices.staff.everyone()
        others = sum(each.is_active and each.role in APPROVERS and each.id not in writers for each in people)
        return by.id in writers and others >= APPROVALS_FOR_EVERYBODY

    def edit(self, month: Month, field: DraftField, text: str, by: Staff, at: datetime) -> int | AnnouncementRefusal | Faulty:
        """Another title, summary or body; approvals given before are void."""
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        kept = self.draft(before)
        if kept is None:
            return AnnouncementRefusal.NOT_THERE
        article = self._edited(kept.article, field, text)
        if isinstance(article, Faulty):
            return article
        return self._desk.calendar.edit(month, before.article, article, by.id, at)

    def sketch(self, month: Month, at: datetime) -> Article | None:
        """The month's ready post filled with what is known now, kept nowhere: to begin an own text from."""
        post = self._desk.posts().get(self.entry(month).post)
        return fill(post, self._desk.facts(month, at), self._desk.wording.announcements.article.facts) if post else None

    def rewrite(self, month: Month, seen: int | None, article: Article, by: Staff, at: datetime) -> int | AnnouncementRefusal:
        """Another text for the month, whole; `seen`: the number of the one that stood there. Approvals given before are void."""
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        return self._desk.calendar.edit(month, seen, article, by.id, at)

    def postpone(self, month: Month, leaves: datetime | None, by: Staff, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        """Another hour within the same month, in the future, outside the quiet hours; None: the usual one."""
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        if leaves and (self.timetable.month(leaves) != month or leaves <= at):
            return AnnouncementRefusal.OUTSIDE_MONTH
        if leaves and self.timetable.is_quiet(leaves):
            return AnnouncementRefusal.QUIET_HOURS
        return self.entry(month) if self._desk.calendar.postpone(month, leaves, by.id, at) else AnnouncementRefusal.TOO_LATE

    def skip(self, month: Month, is_skipped: bool, by: Staff, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        return self.entry(month) if self._desk.calendar.skip(month, is_skipped, by.id, at) else AnnouncementRefusal.TOO_LATE

    def choose(self, month: Month, post: str, by: Staff, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        """Another ready post for the month."""
        before = self._changeable(month, by, at)
        if isinstance(before, AnnouncementRefusal):
            return before
        if post not in self._desk.posts():
            return AnnouncementRefusal.NOT_THERE
        return self.entry(month) if self._desk.calendar.choose(month, post, by.id, at) else AnnouncementRefusal.TOO_LATE

    def swap(self, month: Month, other: Month, by: Staff, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        """Change the posts of two months."""
        for each in (month, other):
            before = self._changeable(each, by, at)
            if isinstance(before, AnnouncementRefusal):
                return before
        return self.entry(month) if self._desk.calendar.swap(month, other, by.id, at) else AnnouncementRefusal.TOO_LATE

    def _changeable(self, month: Month, by: Staff, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        if by.role not in APPROVERS or not by.is_active:
            return AnnouncementRefusal.NOT_ALLOWED
        entry = self.entry(month)
        return AnnouncementRefusal.TOO_LATE if entry.sent or at >= month.ends(self.timetable.zone) else entry

    def _edited(self, article: Article, field: DraftField, text: str) -> Article | Faulty:
        try:
            value = body_of(text) if field is DraftField.BODY else text
            return Article.model_validate({**article.model_dump(exclude={"body"}), "body": article.body, field: value})
        except (ValidationError, ProseError) as error:
            return Faulty(faults(error, self._desk.wording.announcements.article.faults))

    def _foresee(self, at: datetime) -> None:
        """A ready post for each of the next months about which nobody decided: the one written for that month of the year."""
        by_month = {post.month: post.record_id for post in reversed(self.ready())}
        first = self.timetable.month(at)
        empty = [entry.month for entry in self._desk.calendar.entries(first, AHEAD) if not entry.post and entry.article is None]
        foreseen = {month: by_month[month.month] for month in empty if month.month in by_month}
        if foreseen:
            self._desk.calendar.foresee(foreseen)

    def _take(self, step: PrepareDraft | Remind | Send, at: datetime) -> None:
        match step:
            case PrepareDraft(month):
                self._make_draft(month, at)
            case Remind(month, of):
                letters = self._desk.approval_notices.to_approve(self.entry(month), of, at)
                self._desk.calendar.remind(month, of, list(letters), at)
            case Send(month):
                self._desk.calendar.send(month, self._sending(month), at)

    def _make_draft(self, month: Month, at: datetime) -> None:
        post = self._desk.posts().get(self.entry(month).post)
        if post is None:
            return
        article = fill(post, self._desk.facts(month, at), self._desk.wording.announcements.article.facts)
        self._desk.approval_notices.posting.covers.path(article)  # drawn before the transaction: it takes a tenth of a second
        self._desk.calendar.draft(month, article, self._desk.approval_notices.to_see(at), at)

    def _sending(self, month: Month) -> Sending:
        """To all, or, where the post is for one kind of people, to those."""
        kept = self.draft(self.entry(month))
        kind = kept.article.audience if kept else AudienceKind.EVERYBODY
        return Sending(Audience(kinds=() if kind is AudienceKind.EVERYBODY else (kind,)))
