"""Campaigning: from an article to its followers: dry run, trial, approval, queueing, pause, resume, stop, report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from bot.announcements.cases.approval_notices import ApprovalNotices
from bot.announcements.formats.posting import Posting
from bot.announcements.rules.article import Article, body_of, faults
from bot.announcements.rules.calendar import PostingTimes
from bot.announcements.rules.campaign import APPROVERS, AT_WORK, LONGEST_WAIT, Campaign, CampaignState
from bot.announcements.rules.followers import CampaignReach, Sending
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty
from bot.announcements.store.articles import ArticleStore
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.messages import OutboxMessage
from bot.outbox.store import Counters, Progress
from bot.people.staff import Staff
from bot.wording import Wording
from knowledge.texts.prose import ProseError

RECENT = 10  # campaigns that may just have been stopped
TITLE, SUMMARY, BODY = 0, 1, 2  # the lines of what is typed as a new announcement


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """A campaign in figures; `touches`: how often each button under the post was pressed."""

    campaign: Campaign
    title: str
    progress: Progress
    touches: dict[str, int]


@dataclass(frozen=True, slots=True)
class CampaignDeps:
    """What campaigning works with; `post` puts a letter into the outbox."""

    campaigns: CampaignBook
    articles: ArticleStore
    followers: FollowerBook
    counters: Counters
    posting: Posting
    approval_notices: ApprovalNotices
    wording: Wording
    timetable: PostingTimes
    post: Callable[[OutboxMessage, datetime], None]


class Campaigning:
    """Times are aware. Who may do what is decided here, whichever window or page they come through."""

    def __init__(self, press: CampaignDeps) -> None:
        self._press = press

    def work(self, at: datetime) -> None:
        """The job of every minute: begin what waited for its hour; go on queueing; keep the quiet hours; end what has all been sent."""
        for campaign in self._press.campaigns.in_states({CampaignState.SCHEDULED}):
            if campaign.starts and campaign.starts <= at:
                self._press.articles.publish(campaign.article, at)  # before anybody is sent to its page
                self._press.campaigns.begin(campaign.id, at)
        for campaign in self._press.campaigns.in_states(AT_WORK):
            self._go_on(campaign, at)
        for campaign in self._press.campaigns.latest(RECENT):
            if campaign.state is CampaignState.STOPPED:  # a crash after the button was taken must not let the rest leave
                self._turn(campaign)

    def get(self, campaign_id: int) -> Campaign | None:
        return self._press.campaigns.get(campaign_id)

    def latest(self, limit: int = 10) -> tuple[Campaign, ...]:
        return self._press.campaigns.latest(limit)

    def title(self, campaign: Campaign) -> str:
        kept = self._press.articles.get(campaign.article)
        return kept.article.title if kept else ""

    def article(self, campaign: Campaign) -> PublishedArticle | None:
        return self._press.articles.get(campaign.article)

    def write(self, text: str, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal | Faulty:
        """A new announcement from what was typed: a line of title, a line of summary, the body; it waits for its audience and approval."""
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        lines = [line for line in text.strip().split("\n") if line.strip()]
        if len(lines) <= BODY:
            return Faulty((self._press.wording.newsroom.too_short,))
        try:
            body = body_of(text.strip().split(lines[SUMMARY], 1)[1].strip())
            article = Article(title=lines[TITLE], summary=lines[SUMMARY], body=body)
        except (ValidationError, ProseError) as error:
            return Faulty(faults(error, self._press.wording.announcements.article.faults))
        return self.propose(self._press.articles.add(article, by.id, at), Sending.to_everybody(), by, at)

    def offer(self, article: Article, sending: Sending, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """A campaign for an article that another room has written; it waits for approval."""
        return (
            AnnouncementRefusal.NOT_ALLOWED if _may_not(by) else self.propose(self._press.articles.add(article, by.id, at), sending, by, at)
        )

    def propose(self, article: int, sending: Sending, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """A campaign for an article that is kept; one for each article."""
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        return self._press.campaigns.propose(f"article:{article}", article, sending, "", by.id, at)

    def change(self, campaign: Campaign, sending: Sending, because: str, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """Another audience, importance or urgency; approvals given before are void. What is urgent has a reason."""
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        if sending.is_urgent and not because.strip():
            return AnnouncementRefusal.NO_REASON
        return self._press.campaigns.change(campaign.id, sending, because.strip(), by.id, at) or AnnouncementRefusal.TOO_LATE

    def time(self, campaign: Campaign, starts: datetime | None, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """It leaves at that hour, outside the quiet hours (None: as soon as it is approved); approvals given before are void."""
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        if starts and not at < starts <= at + LONGEST_WAIT:
            return AnnouncementRefusal.WRONG_HOUR
        if starts and self._press.timetable.is_quiet(starts) and not campaign.sending.is_urgent:
            return AnnouncementRefusal.QUIET_HOURS
        return self._press.campaigns.time(campaign.id, starts, by.id, at) or AnnouncementRefusal.TOO_LATE

    def tomorrow(self, at: datetime) -> datetime:
        """The hour of the monthly posts, on the next day."""
        day = at.astimezone(self._press.timetable.zone).date() + timedelta(days=1)
        return datetime.combine(day, self._press.timetable.hour, self._press.timetable.zone)

    def dry_run(self, campaign: Campaign, at: datetime) -> CampaignReach:
        """How many would get it now, and why the others would not."""
        return self._press.followers.reach(campaign.sending, self._press.timetable.month(at))

    def try_out(self, campaign: Campaign, by: Staff, at: datetime) -> AnnouncementRefusal | None:
        """Send it to the one who asks, to nobody else; None: done."""
        kept = self._press.articles.get(campaign.article)
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        if kept is None:
            return AnnouncementRefusal.NOT_THERE
        if by.chat is None:
            return AnnouncementRefusal.NO_CHAT
        self._press.post(self._press.posting.trial(kept, by.chat, f"trial:{campaign.id}:{by.id}:{at:%Y%m%d%H%M%S%f}"), at)
        return None

    def is_own(self, campaign: Campaign, by: Staff) -> bool:
        """Whether `by` wrote or changed what would go out: who writes does not approve."""
        return by.id in self._press.articles.writers(campaign.article)

    def approvals_needed(self, campaign: Campaign, at: datetime, by: Staff | None = None) -> int:
        """How many different people approve it, `by` being one (None: whoever), by whom it would reach now with what `by` let out alone
        lately; who wrote it is none of them, and where the office has fewer others who may, all of these."""
        return min(self._press.campaigns.needed(campaign.id, by.id if by else None, at), self._others(campaign))

    def _others(self, campaign: Campaign) -> int:
        """How many may approve it and have written nothing of it; one at least."""
        writers, people = self._press.articles.writers(campaign.article), self._press.approval_notices.staff.everyone()
        return max(1, sum(each.is_active and not _may_not(each) and each.id not in writers for each in people))

    def approve(self, campaign: Campaign, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """One approval of what `campaign` says, CHANGED where it is another by now; where another person must approve too, the others are
        asked."""
        if why := self.why_not(campaign, by, at):
            return why
        found = self._press.campaigns.approve(campaign.id, by.id, at, most=self._others(campaign), seen=campaign.seal)
        if isinstance(found, AnnouncementRefusal):
            return found
        if found.state is CampaignState.PROPOSED:
            writers = self._press.articles.writers(found.article)
            for letter in self._press.approval_notices.to_confirm(found, self.title(found), at, writers):
                self._press.post(letter, at)
        elif found.state is CampaignState.QUEUEING:
            self._press.articles.publish(found.article, at)
        return found

    def why_not(self, campaign: Campaign, by: Staff, at: datetime) -> AnnouncementRefusal | None:
        """Why `by` may not approve it now."""
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        if campaign.state is CampaignState.PROPOSED and campaign.starts and campaign.starts <= at:
            return AnnouncementRefusal.HOUR_GONE
        if by.id in campaign.approvals:
            return AnnouncementRefusal.ALREADY_APPROVED
        return AnnouncementRefusal.OWN if self.is_own(campaign, by) else None

    def may_approve(self, campaign: Campaign, by: Staff, at: datetime) -> bool:
        """Whether an approval of theirs would be taken now: to others none is offered."""
        return campaign.state is CampaignState.PROPOSED and self.why_not(campaign, by, at) is None

    def drop(self, campaign: Campaign, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """Give up what waits for approval."""
        return self._move(campaign, CampaignState.DROPPED, by, at)

    def pause(self, campaign: Campaign, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        return self._move(campaign, CampaignState.PAUSED, by, at)

    def resume(self, campaign: Campaign, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        return self._move(campaign, CampaignState.RUNNING, by, at)

    def stop(self, campaign: Campaign, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        """For good: what has not left is withdrawn."""
        return self._move(campaign, CampaignState.STOPPED, by, at)

    def report(self, campaign: Campaign) -> CampaignReport:
        """The figures, at any time."""
        touches = self._press.campaigns.touches(campaign.id)
        return CampaignReport(campaign, self.title(campaign), self._press.counters.progress(campaign.id), touches)

    def _move(self, campaign: Campaign, after: CampaignState, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal:
        if _may_not(by):
            return AnnouncementRefusal.NOT_ALLOWED
        if not self._press.campaigns.move(campaign.id, after, by.actor, at):
            return AnnouncementRefusal.TOO_LATE
        found = self._press.campaigns.get(campaign.id)
        if found is None:
            return AnnouncementRefusal.NOT_THERE
        self._turn(found)
        return found

    def _turn(self, campaign: Campaign) -> None:
        """Let the outbox do what the campaign's state says; done again, it changes nothing."""
        match campaign.state:
            case CampaignState.PAUSED | CampaignState.QUIET:
                self._press.counters.pause(campaign.id)
            case CampaignState.RUNNING | CampaignState.QUEUEING:
                self._press.counters.resume(campaign.id)
            case CampaignState.STOPPED | CampaignState.DROPPED:
                self._press.counters.stop(campaign.id)
            case CampaignState.PROPOSED | CampaignState.SCHEDULED | CampaignState.DONE:
                pass

    def _go_on(self, campaign: Campaign, at: datetime) -> None:
        if campaign.state is CampaignState.QUEUEING:
            self._queue(campaign, at)
            return
        self._turn(campaign)  # a crash between the two databases' sides of a button is mended here
        after = self._next(campaign, at)
        if after and self._press.campaigns.move(campaign.id, after, "system", at):
            found = self._press.campaigns.get(campaign.id)
            if found:
                self._turn(found)

    def _next(self, campaign: Campaign, at: datetime) -> CampaignState | None:
        """What time alone makes of a campaign."""
        is_quiet = self._press.timetable.is_quiet(at) and not campaign.sending.is_urgent
        if campaign.state is CampaignState.RUNNING and is_quiet:
            return CampaignState.QUIET
        if campaign.state is CampaignState.QUIET and not is_quiet:
            return CampaignState.RUNNING
        if campaign.state is CampaignState.RUNNING and self._press.counters.progress(campaign.id).waiting == 0:
            return CampaignState.DONE
        return None

    def _queue(self, campaign: Campaign, at: datetime) -> None:
        kept = self._press.articles.get(campaign.article)
        if kept is None or campaign.started is None:
            return
        if self._press.timetable.is_quiet(at) and not campaign.sending.is_urgent:
            return
        circular = self._press.posting.circular(kept, campaign.id)
        month = self._press.timetable.month(campaign.started)
        while self._press.campaigns.queue_part(campaign.id, circular, month, at):
            pass


def _may_not(staff: Staff) -> bool:
    return staff.role not in APPROVERS or not staff.is_active
