"""The rooms of announcements, put together: windows for the front desk, use cases for the console, jobs for the timetable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.announcements.cases.approval_notices import ApprovalNotices
from bot.announcements.cases.campaigning import CampaignDeps, Campaigning
from bot.announcements.cases.editorial import EditorialCalendar, EditorialDeps
from bot.announcements.cover.files import CoverStore
from bot.announcements.formats.posting import Posting
from bot.announcements.rules.calendar import Month, PostingTimes
from bot.announcements.rules.facts import MonthFacts
from bot.announcements.store.articles import ArticleStore, CalendarBook, StaffInputs
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.announcements.windows.broadcasting import BroadcastingWindow
from bot.announcements.windows.editorial import EditorialWindow
from bot.announcements.windows.subscribing import SubscribingWindow
from bot.database.engine import write_session
from bot.database.outgoing import queue
from bot.frontdesk.window import Ask, Window
from bot.messages import OutboxMessage
from bot.outbox.quiet import quiet_hours
from bot.outbox.store import Counters
from bot.people.staff_store import StaffBook
from bot.runtime.address_deeds import SUBSCRIPTIONS, AddressDeeds
from bot.runtime.rate_limiter import Arrivals
from bot.settings import VAR, Settings
from bot.wording import Wording
from knowledge.records.post import Post

COVERS = VAR / "covers"


@dataclass(frozen=True, slots=True)
class Announcing:
    """Everything about announcements over one migrated database."""

    wording: Wording
    office: str
    followers: FollowerBook
    campaigns: CampaignBook
    articles: ArticleStore
    inputs: StaffInputs
    approval_notices: ApprovalNotices
    newsroom: EditorialCalendar
    campaigning: Campaigning
    covers: CoverStore
    subscriptions: AddressDeeds

    def windows(self, ask: Ask, petition: Ask) -> tuple[Window, ...]:
        """`ask` answers a question, `petition` begins one, for the chat of an incoming message."""
        staff = self.approval_notices.staff
        return (
            EditorialWindow(self.wording, self.newsroom, self.approval_notices, self.inputs),
            BroadcastingWindow(self.wording, self.campaigning, self.followers, self.approval_notices, self.inputs),
            SubscribingWindow(
                self.wording, self.office, self.followers, self.campaigns, self.articles, staff, ask, petition, self.subscriptions
            ),
        )


def timetable_of(settings: Settings) -> PostingTimes:
    """When posts leave. Raises ValueError where the hour lies in the quiet hours."""
    hour = time.fromisoformat(settings.monthly_post_time)
    return PostingTimes(ZoneInfo(settings.timezone), settings.monthly_post_day, hour, quiet_hours(settings.quiet_hours))


def announcing(
    engine: Engine,
    wording: Wording,
    settings: Settings,
    posts: Callable[[], Mapping[str, Post]],
    facts: Callable[[Month, datetime], MonthFacts],
    covers: Path = COVERS,
    arrivals: Arrivals | None = None,
) -> Announcing:
    """Put the rooms together. Raises ValueError where the settings contradict one another."""
    table, staff, articles = timetable_of(settings), StaffBook(engine), ArticleStore(engine)
    shelf = CoverStore(covers, settings.unit_name, settings.office_color)
    posting = Posting(wording, shelf)
    approval_notices = ApprovalNotices(staff, posting, wording, table)
    followers, campaigns = FollowerBook(engine, table.zone), CampaignBook(engine, table.zone)

    def post(letter: OutboxMessage, at: datetime) -> None:
        with write_session(engine) as session:
            queue(session, [letter], at)

    newsroom = EditorialCalendar(EditorialDeps(CalendarBook(engine), articles, approval_notices, wording, table, posts, facts))
    press = CampaignDeps(campaigns, articles, followers, Counters(engine), posting, approval_notices, wording, table, post)
    return Announcing(
        wording,
        settings.unit_name,
        followers,
        campaigns,
        articles,
        StaffInputs(engine),
        approval_notices,
        newsroom,
        Campaigning(press),
        shelf,
        AddressDeeds(SUBSCRIPTIONS, "subscriptions", arrivals),
    )
