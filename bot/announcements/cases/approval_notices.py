"""What those who may approve are told: a draft to look at, an hour that has come, a campaign that needs a second person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.announcements.formats.posting import Posting
from bot.announcements.rules.calendar import APPROVALS_FOR_EVERYBODY, PlannedMonth, PostingTimes, due
from bot.announcements.rules.campaign import APPROVERS, Campaign
from bot.announcements.rules.news import PublishedArticle
from bot.messages import Button, OutboxMessage
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.wording import Wording

NEWSDESK, BROADCASTING = "nd", "ca"  # the first pieces of the actions of the staff's buttons
MONTH, CAMPAIGN = "m", "c"


@dataclass(frozen=True, slots=True)
class ApprovalNotices:
    """Letters to leaders and admins, outside the quiet hours."""

    staff: StaffBook
    posting: Posting
    wording: Wording
    timetable: PostingTimes

    def to_see(self, at: datetime) -> Callable[[PlannedMonth, PublishedArticle], Iterator[OutboxMessage]]:
        """The preview of a month's draft, as followers will see it, and below it what can be done with it."""

        def letters(entry: PlannedMonth, kept: PublishedArticle) -> Iterator[OutboxMessage]:
            words = self.wording.newsroom
            text = words.draft_ready.format(month=entry.month, due=self.shown(due(entry, self.timetable)))
            for staff in self._approvers():
                key = f"draft:{entry.month.number}:{kept.id}:{staff.id}"
                if staff.chat:
                    yield self.posting.trial(kept, staff.chat, key, self.timetable.wakes(at))
                yield staff.letter(text, f"{key}:ask", self.open_month(entry), path=_of_month(entry), not_before=self.timetable.wakes(at))

        return letters

    def to_approve(self, entry: PlannedMonth, of: datetime, at: datetime) -> Iterator[OutboxMessage]:
        """The hour `of` has come and the month is not approved."""
        words = self.wording.newsroom
        told = words.reminder if entry.article else words.reminder_empty
        text = told.format(month=entry.month, approvals=len(entry.approvals), needed=APPROVALS_FOR_EVERYBODY)
        for staff in self._approvers():
            key = f"remind:{entry.month.number}:{of:%Y%m%d%H%M}:{staff.id}"
            yield staff.letter(text, key, self.open_month(entry), path=_of_month(entry), not_before=self.timetable.wakes(at))

    def to_confirm(self, campaign: Campaign, title: str, at: datetime, writers: Collection[int] = ()) -> Iterator[OutboxMessage]:
        """A campaign has its first approval: the others are asked for the second, and none of its `writers`, who may not."""
        text = self.wording.newsroom.confirm_asked.format(id=campaign.id, title=title)
        if campaign.starts:
            text = f"{text}\n{self.wording.newsroom.starts.format(at=self.shown(campaign.starts))}"
        rows = ((Button(self.wording.newsroom.see, f"{BROADCASTING}:{CAMPAIGN}:{campaign.id}"),),)
        for staff in self._approvers():
            if staff.id not in campaign.approvals and staff.id not in writers:
                key = f"confirm:{campaign.id}:{staff.id}"
                yield staff.letter(text, key, rows, path=_of_campaign(campaign), not_before=self.timetable.wakes(at))

    def to_let_out(self, campaign: Campaign, title: str, at: datetime) -> Iterator[OutboxMessage]:
        """A campaign that the program proposed waits for somebody to approve it."""
        text = self.wording.changes.letter.proposed.format(id=campaign.id, title=title)
        rows = ((Button(self.wording.newsroom.see, f"{BROADCASTING}:{CAMPAIGN}:{campaign.id}"),),)
        for staff in self._approvers():
            key = f"proposed:{campaign.id}:{staff.id}"
            yield staff.letter(text, key, rows, path=_of_campaign(campaign), not_before=self.timetable.wakes(at))

    def open_month(self, entry: PlannedMonth) -> tuple[tuple[Button, ...], ...]:
        return ((Button(self.wording.newsroom.month_open, f"{NEWSDESK}:{MONTH}:{entry.month.number}"),),)

    def shown(self, at: datetime) -> str:
        """A moment as people write it."""
        return f"{at.astimezone(self.timetable.zone):%H:%M, %d/%m/%Y}"

    def _approvers(self) -> Iterator[Staff]:
        return (staff for staff in self.staff.everyone() if staff.is_active and staff.role in APPROVERS)


def _of_month(entry: PlannedMonth) -> str:
    """Where the console shows it."""
    return f"/lich-bai/{entry.month.number}"


def _of_campaign(campaign: Campaign) -> str:
    return f"/dot-gui/{campaign.id}"
