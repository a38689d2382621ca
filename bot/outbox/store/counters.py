"""How far the campaigns are, and what else waits; and what is kept no longer. One method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Engine, and_, delete, func, select, update
from sqlmodel import Session

from bot.database.outgoing import COLLECTED, COUNTERS, OUTBOX, upsert
from bot.database.types import aware
from bot.messages import ChatId
from bot.outbox.store.claiming import NONE, SENDING, WAITING
from bot.outbox.store.errors import read_session, write_session

MOST_COUNTED = 10_000  # above that the exact number helps nobody, and counting costs
PURGED_AT_ONCE = 2_000  # rows a transaction: others get their turn in between
State = Literal["running", "paused", "stopped"]


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign's sums. `withdrawn`: never sent because it was stopped or the chat deleted its data."""

    state: State
    total: int
    sent: int
    blocked: int
    failed: int
    waiting: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What became of one message of a campaign; `id` to page on from."""

    id: int
    chat: ChatId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Depth:
    """What is due and has not left: messages to persons (at most MOST_COUNTED), since when the oldest; messages of running campaigns.

    What lies at a channel until somebody comes for it is not late, and not counted."""

    personal: int
    since: datetime | None
    campaigns: int


class Counters:
    """The campaigns in the outbox, of all channels."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pause(self, campaign: int) -> None:
        """None of its messages is taken from now on; those in flight arrive. Also before the first is queued."""
        self._turn(campaign, "paused")

    def resume(self, campaign: int) -> None:
        """Go on; a stopped campaign stays stopped."""
        self._turn(campaign, "running")

    def stop(self, campaign: int) -> None:
        """As `pause`, for good: what has not left is withdrawn."""
        self._turn(campaign, "stopped")

    def progress(self, campaign: int) -> Progress:
        """Its sums; all 0 where nothing was ever queued. Costs the same however many messages it has."""
        with read_session(self._engine) as session:
            row = session.execute(select(COUNTERS).where(COUNTERS.c.campaign == campaign)).one_or_none()
            if row is None:
                return Progress("running", 0, 0, 0, 0, 0, 0)
            rest = row.total - row.sent - row.blocked - row.failed
            is_open = _exists(session, campaign, SENDING) or (row.state != "stopped" and _exists(session, campaign, WAITING))
            waiting = rest if is_open else 0
            return Progress(row.state, row.total, row.sent, row.blocked, row.failed, waiting, rest - waiting)

    def results(
        self, campaign: int, state: Literal["sent", "blocked", "failed"], after: int = 0, limit: int = 1_000
    ) -> list[DeliveryResult]:
        """Those of its messages that ended so, in the order of their numbers, from the one after `after`."""
        ended = (OUTBOX.c.campaign == campaign, OUTBOX.c.state == state, OUTBOX.c.finished.is_not(None), OUTBOX.c.id > after)
        columns = (OUTBOX.c.id, OUTBOX.c.channel, OUTBOX.c.key, OUTBOX.c.finished, OUTBOX.c.reason)
        with read_session(self._engine) as session:
            found = session.execute(select(*columns).where(*ended).order_by(OUTBOX.c.id).limit(limit))
            return [DeliveryResult(row.id, ChatId(row.channel, row.key), row.finished, row.reason) for row in found]

    def depth(self, at: datetime) -> Depth:
        """For the monitoring."""
        due = (OUTBOX.c.campaign == NONE, OUTBOX.c.channel != COLLECTED, OUTBOX.c.state == WAITING, OUTBOX.c.due <= aware(at))
        some = select(OUTBOX.c.due).where(*due).limit(MOST_COUNTED).subquery()
        rest = func.sum(COUNTERS.c.total - COUNTERS.c.sent - COUNTERS.c.blocked - COUNTERS.c.failed)
        with read_session(self._engine) as session:
            number, since = session.execute(select(func.count(), func.min(some.c.due)).select_from(some)).one()
            campaigns = session.execute(select(rest).where(COUNTERS.c.state == "running")).scalar()
            return Depth(number, since, int(campaigns or 0))

    def overdue(self, chats: Collection[ChatId], since: datetime) -> int:
        """How many messages of no campaign to `chats` were due before `since` and have not arrived; at most MOST_COUNTED are counted."""
        open_ = (OUTBOX.c.campaign == NONE, OUTBOX.c.finished.is_(None), OUTBOX.c.due < aware(since))
        number = 0
        with read_session(self._engine) as session:
            for channel in sorted({chat.channel for chat in chats} - {COLLECTED}):
                keys = [chat.key for chat in chats if chat.channel == channel]
                some = select(OUTBOX.c.id).where(OUTBOX.c.channel == channel, OUTBOX.c.key.in_(keys), *open_).limit(MOST_COUNTED)
                number += session.execute(select(func.count()).select_from(some.subquery())).scalar_one()
        return number

    def purge(self, before: datetime) -> int:
        """Delete what ended before `before`, and what stopped campaigns left. Returns how many.

        What still waits or is tried again stays, however old: nobody has said that it need not arrive. But what lies at a channel where
        people come for their messages, and nobody came, goes. The sums stay.
        A key that was purged could be queued again: keep messages longer than anybody may try to queue them.
        """
        return sum(self._purged(aware(before)))

    def _purged(self, before: datetime) -> Iterator[int]:
        stopped = OUTBOX.c.campaign.in_(select(COUNTERS.c.campaign).where(COUNTERS.c.state == "stopped"))
        waiting = OUTBOX.c.state == WAITING
        uncollected = and_(waiting, OUTBOX.c.channel == COLLECTED, OUTBOX.c.due < before)
        for which in (OUTBOX.c.finished < before, and_(waiting, stopped), uncollected):
            while deleted := self._delete(which):
                yield deleted

    def _delete(self, which: ColumnElement[bool]) -> int:
        some = select(OUTBOX.c.id).where(which).limit(PURGED_AT_ONCE).with_for_update(skip_locked=True)
        with write_session(self._engine) as session:
            return session.connection().execute(delete(OUTBOX).where(OUTBOX.c.id.in_(some))).rowcount

    def _turn(self, campaign: int, state: State) -> None:
        values = {"campaign": campaign, "state": state, "total": 0, "sent": 0, "blocked": 0, "failed": 0}
        with write_session(self._engine) as session:
            kept = session.execute(select(COUNTERS.c.state).where(COUNTERS.c.campaign == campaign).with_for_update()).scalar()
            if kept is None:
                upsert(session, COUNTERS, values, state=state)
            elif kept != "stopped":
                session.execute(update(COUNTERS).where(COUNTERS.c.campaign == campaign).values(state=state))


def _exists(session: Session, campaign: int, state: ColumnElement[str]) -> bool:
    found = select(OUTBOX.c.id).where(OUTBOX.c.campaign == campaign, OUTBOX.c.state == state).limit(1)
    return session.execute(found).scalar() is not None
