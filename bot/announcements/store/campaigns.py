"""What is kept about campaigns; a campaign is queued to its followers some thousands at a time, by the database itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, and_, literal, select, tuple_
from sqlmodel import Session, col

from bot.announcements.rules.calendar import APPROVALS_FOR_EVERYBODY, VIETNAM, Month
from bot.announcements.rules.campaign import Campaign, CampaignState, may_move
from bot.announcements.rules.followers import CampaignReach, Sending
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.approving import is_one_hand, needed, sending_of
from bot.announcements.store.reach import count_post, plan_simply, reach, reached, who
from bot.database import audit
from bot.database.engine import read_session, upserting, write_session
from bot.database.outgoing import queue_selection, was_queued
from bot.database.tables.announcements import CampaignRow, FollowerRow, TouchRow
from bot.database.tables.staff import StaffRow
from bot.database.types import aware
from bot.messages import BulkMessage, ChatId

CHUNK = 20_000  # followers a transaction: half a second in which SQLite lets nobody else write

Approved = Campaign | AnnouncementRefusal


class CampaignBook:
    """Each method is one transaction; times are aware (ValueError if naive); `by`: the number of one of the staff. `zone`: the office's."""

    def __init__(self, engine: Engine, zone: ZoneInfo = VIETNAM) -> None:
        self._engine = engine
        self._zone = zone

    def get(self, campaign_id: int) -> Campaign | None:
        with read_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id)
            return campaign_of(row) if row else None

    def latest(self, limit: int) -> tuple[Campaign, ...]:
        """Newest first."""
        with read_session(self._engine) as session:
            return tuple(map(campaign_of, session.scalars(select(CampaignRow).order_by(col(CampaignRow.id).desc()).limit(limit))))

    def in_states(self, states: Iterable[CampaignState]) -> tuple[Campaign, ...]:
        """Oldest first."""
        query = select(CampaignRow).where(col(CampaignRow.state).in_(list(states))).order_by(col(CampaignRow.id))
        with read_session(self._engine) as session:
            return tuple(map(campaign_of, session.scalars(query)))

    def propose(self, source: str, article: int, sending: Sending, urgent_because: str, by: int, at: datetime) -> Campaign:
        """A new campaign that waits for approval, or the existing one where `source` was proposed before."""
        with write_session(self._engine) as session:
            return campaign_of(add_campaign(session, source, article, sending, urgent_because, CampaignState.PROPOSED, by, (), at))

    def change(self, campaign_id: int, sending: Sending, urgent_because: str, by: int, at: datetime) -> Campaign | None:
        """Another audience for a campaign that waits: it must be approved anew. None where it waits no more."""
        with write_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or row.state != CampaignState.PROPOSED:
                return None
            row.audience, row.is_important, row.urgent_because, row.approvals = (
                sending.audience.as_json(),
                sending.is_important,
                urgent_because,
                [],
            )
            audit.record(session, f"staff:{by}", "campaign.changed", f"campaign:{row.id}", {"audience": row.audience}, at)
            return campaign_of(row)

    def approve(self, campaign_id: int, by: int, at: datetime, *, most: int = APPROVALS_FOR_EVERYBODY, seen: str = "") -> Approved:
        """One approval more, each person's counts once; with all that are needed (`most`: there are no more who could) its queueing begins,
        or it waits for its hour. CHANGED where it is no longer what `seen`, its seal, says; TOO_LATE where it waits no more."""
        with write_session(self._engine) as session:
            session.get(StaffRow, by, with_for_update=True)  # what they approve at the same time is counted one after the other
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or row.state != CampaignState.PROPOSED:
                return AnnouncementRefusal.TOO_LATE
            if seen and campaign_of(row).seal != seen:
                return AnnouncementRefusal.CHANGED
            if any(is_one_hand(session, by, other, at) for other in row.approvals):
                return AnnouncementRefusal.ONE_HAND
            if by not in row.approvals:
                row.approvals = [*row.approvals, by]
                audit.record(session, f"staff:{by}", "campaign.approved", f"campaign:{row.id}", {"because": row.urgent_because}, at)
            if len(row.approvals) >= min(needed(session, row, by, at), most):
                row.state, row.started = (CampaignState.SCHEDULED, None) if row.starts else (CampaignState.QUEUEING, aware(at))
            return campaign_of(row)

    def needed(self, campaign_id: int, by: int | None, at: datetime) -> int:
        """How many people approve it, if `by` is one of them."""
        with read_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id)
            return needed(session, row, by, at) if row else APPROVALS_FOR_EVERYBODY

    def time(self, campaign_id: int, starts: datetime | None, by: int, at: datetime) -> Campaign | None:
        """Another hour for a campaign that waits (None: at once); it must be approved anew. None where it waits no more."""
        with write_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or row.state != CampaignState.PROPOSED:
                return None
            row.starts, row.approvals = aware(starts) if starts else None, []
            told = {"starts": starts.isoformat() if starts else ""}
            audit.record(session, f"staff:{by}", "campaign.timed", f"campaign:{row.id}", told, at)
            return campaign_of(row)

    def begin(self, campaign_id: int, at: datetime) -> bool:
        """The hour of an approved campaign has come: its queueing begins. False where it has not, or somebody was faster."""
        with write_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or row.state != CampaignState.SCHEDULED or not row.starts or row.starts > aware(at):
                return False
            row.state, row.started = CampaignState.QUEUEING, aware(at)
            audit.record(session, "system", "campaign.queueing", f"campaign:{campaign_id}", {}, at)
            return True

    def move(self, campaign_id: int, after: CampaignState, by: str, at: datetime) -> bool:
        """Bring it to another state; False where that is not allowed."""
        with write_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or not may_move(CampaignState(row.state), after):
                return False
            row.state = after
            row.ended = aware(at) if after in (CampaignState.DONE, CampaignState.STOPPED, CampaignState.DROPPED) else None
            audit.record(session, by, f"campaign.{after}", f"campaign:{campaign_id}", {}, at)
            return True

    def queue_part(self, campaign_id: int, circular: BulkMessage, month: Month, at: datetime) -> bool:
        """Queue the campaign's article to the next CHUNK followers; False once all have been looked at.

        Stopped at any point and called again, it goes on where it was: no follower is passed over and none gets it twice.
        """
        with write_session(self._engine) as session:
            row = session.get(CampaignRow, campaign_id, with_for_update=True)
            if row is None or row.state != CampaignState.QUEUEING:
                return False
            last = _last_of_part(session, row)
            self._queue(session, row, _between(row, last), circular, month, at)
            if last is None:
                row.state = CampaignState.RUNNING
                return False
            row.cursor_channel, row.cursor_key = last
            return True

    def _queue(
        self, session: Session, row: CampaignRow, among: ColumnElement[bool], circular: BulkMessage, month: Month, at: datetime
    ) -> None:
        sending = sending_of(row)
        plan_simply(session)
        sums = reach(session, among, sending, month, self._zone)
        those = and_(among, reached(sending, month, self._zone))
        row.queued += queue_selection(session, circular, select(col(FollowerRow.channel), col(FollowerRow.key)).where(those), at)
        count_post(session, those, month)
        row.capped += sums.capped
        row.slow += sums.slow
        row.inactive += sums.inactive

    def record_click(self, campaign_id: int, what: str, chat: ChatId) -> None:
        """A button under the campaign's post was pressed in `chat`, which is not kept; nothing is counted of who never got that post."""
        with write_session(self._engine) as session:
            if session.get(CampaignRow, campaign_id) is None or not was_queued(session, campaign_id, chat):
                return
            made = upserting(session, TouchRow).values(campaign=campaign_id, what=what, count=1)
            more = {"count": TouchRow.count + 1}
            session.execute(made.on_conflict_do_update(index_elements=["campaign", "what"], set_=more))

    def touches(self, campaign_id: int) -> dict[str, int]:
        """How often each button under the post was pressed ("read", "call0", "fewer", "leave")."""
        with read_session(self._engine) as session:
            rows = session.scalars(select(TouchRow).where(col(TouchRow.campaign) == campaign_id))
            return {row.what: row.count for row in rows}


def add_campaign(
    session: Session,
    source: str,
    article: int,
    sending: Sending,
    urgent_because: str,
    state: CampaignState,
    by: int | None,
    approvals: tuple[int, ...],
    at: datetime,
) -> CampaignRow:
    """Make a campaign inside another store's transaction; `source` is made once."""
    values = {
        "source": source,
        "article": article,
        "audience": sending.audience.as_json(),
        "is_important": sending.is_important,
        "urgent_because": urgent_because,
        "state": state,
        "author": by,
        "approvals": list(approvals),
        "made": aware(at),
        "started": aware(at) if state is CampaignState.QUEUEING else None,
        **dict.fromkeys(("cursor_channel", "cursor_key"), ""),
        **dict.fromkeys(("queued", "capped", "slow", "inactive"), 0),
    }
    session.execute(upserting(session, CampaignRow).values(values).on_conflict_do_nothing(index_elements=["source"]))
    return session.scalars(select(CampaignRow).where(col(CampaignRow.source) == source)).one()


def campaign_of(row: CampaignRow) -> Campaign:
    return Campaign(
        row.id or 0,
        row.source,
        row.article,
        sending_of(row),
        row.urgent_because,
        CampaignState(row.state),
        row.author,
        tuple(row.approvals),
        row.made,
        row.started,
        row.ended,
        CampaignReach(row.queued, row.capped, row.slow, row.inactive),
        row.starts,
    )


def _after(row: CampaignRow) -> ColumnElement[bool]:
    return who > tuple_(literal(row.cursor_channel), literal(row.cursor_key))


def _last_of_part(session: Session, row: CampaignRow) -> tuple[str, str] | None:
    """Who is the last of the next CHUNK followers; None where fewer are left."""
    query = select(col(FollowerRow.channel), col(FollowerRow.key)).where(_after(row))
    ordered = query.order_by(col(FollowerRow.channel), col(FollowerRow.key)).offset(CHUNK - 1).limit(1)
    found = session.execute(ordered).first()
    return (found[0], found[1]) if found else None


def _between(row: CampaignRow, last: tuple[str, str] | None) -> ColumnElement[bool]:
    return _after(row) if last is None else and_(_after(row), who <= tuple_(literal(last[0]), literal(last[1])))
