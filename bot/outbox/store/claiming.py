"""Which messages may leave now, in which order: one statement that takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlmodel import Session

from bot.database.outgoing import COUNTERS, OUTBOX
from bot.database.types import NUMBER, Instant, ShortString
from bot.messages import Priority
from bot.outbox.rate_limit import RateLimit

NONE = 0  # the campaign of messages that belong to none
WAITING: ColumnElement[str] = literal_column("'waiting'")  # written out: a partial index is not found through a variable
SENDING: ColumnElement[str] = literal_column("'sending'")
CHANNEL = bindparam("_channel", type_=ShortString(32))
NOW = bindparam("_now", type_=Instant())
LIMIT = bindparam("_limit", type_=Integer())


def running(session: Session) -> list[int]:
    """The campaigns that may send, the oldest first."""
    rest = COUNTERS.c.total - COUNTERS.c.sent - COUNTERS.c.blocked - COUNTERS.c.failed
    found = select(COUNTERS.c.campaign).where(COUNTERS.c.state == "running", rest > 0).order_by(COUNTERS.c.campaign)
    return list(session.execute(found).scalars())


def give_back_expired(session: Session, channel: str, now: datetime) -> None:
    """What a dead worker had is waiting again."""
    lost = (OUTBOX.c.channel == channel, OUTBOX.c.state == SENDING, OUTBOX.c.lease < now)
    session.execute(update(OUTBOX).where(*lost).values(state="waiting", worker="", lease=None))


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes how many messages of which channel and campaigns, until when; with the rate limit to be kept."""

    channel: str
    worker: str
    limit: int
    now: datetime
    until: datetime
    rate_limit: RateLimit
    campaigns: tuple[int, ...]

    def values(self) -> dict[str, object]:
        """What the statement's variables stand for."""
        edges = {"_chat_edge": self.now - self.rate_limit.apart, "_group_edge": self.now - self.rate_limit.groups_apart}
        lanes = {f"_campaign{number}": campaign for number, campaign in enumerate((NONE, *self.campaigns))}
        who = {"_channel": self.channel, "_worker": self.worker, "_until": self.until}
        return {"_limit": self.limit, "_now": self.now} | edges | lanes | who


def take(session: Session, taking: Taking) -> list[Row[Any]]:
    """Mark the messages as being sent, the most urgent first; of two to one chat only the first."""
    taken = session.connection().execute(statement(1 + len(taking.campaigns)), taking.values()).all()
    return sorted(taken, key=lambda row: (row.priority, row.due, row.id))


@cache  # to put it together takes a hundred times as long as to run it
def statement(campaigns: int) -> Executable:
    """The claim over so many campaigns, none being one of them.

    It reads lane by lane. A lane is a range of the index `outbox_waiting`: that of a paused campaign is not even looked at, and what is
    not due yet ends the range, so that a claim costs the same with ten messages waiting and with a million.
    """
    lanes = [_lane(bindparam(f"_campaign{number}", type_=NUMBER), priority) for priority in Priority for number in range(campaigns)]
    each = [select(literal_column(str(number)).label("lane"), lane.subquery()) for number, lane in enumerate(lanes)]
    picked = union_all(*each).limit(LIMIT).cte("picked")
    turn = func.row_number().over(partition_by=picked.c.key, order_by=(picked.c.lane, picked.c.due, picked.c.id))
    ranked = select(picked.c.id, turn.label("turn")).subquery("ranked")
    first = select(ranked.c.id).where(ranked.c.turn == 1)
    values = {"state": "sending", "worker": bindparam("_worker"), "lease": bindparam("_until"), "attempts": OUTBOX.c.attempts + 1}
    return update(OUTBOX).where(OUTBOX.c.id.in_(first)).values(values).returning(*OUTBOX.c)


def _lane(campaign: ColumnElement[int], priority: Priority) -> Select[Any]:
    mine = OUTBOX.alias()
    which = (mine.c.campaign == campaign, mine.c.channel == CHANNEL, mine.c.priority == literal_column(str(int(priority))))
    due = (mine.c.state == WAITING, mine.c.due <= NOW)
    chosen = select(mine.c.id, mine.c.key, mine.c.due).where(*which, *due, ~_busy(mine), ~_preceded(mine), ~_recent(mine))
    return chosen.order_by(mine.c.due, mine.c.id).limit(LIMIT).with_for_update(skip_locked=True)


def _busy(mine: Any) -> ColumnElement[bool]:
    """A message to the same chat is in flight."""
    other = OUTBOX.alias()
    return exists().where(_same_chat(mine, other), other.c.state == SENDING)


def _preceded(mine: Any) -> ColumnElement[bool]:
    """An older message of the same chat and lane is due, or is being tried again."""
    other = OUTBOX.alias()
    lane = and_(other.c.campaign == mine.c.campaign, other.c.priority == mine.c.priority)
    older = and_(other.c.finished.is_(None), other.c.state == WAITING, other.c.id < mine.c.id)
    return exists().where(_same_chat(mine, other), lane, older, or_(other.c.due <= NOW, other.c.attempts > 0))


def _recent(mine: Any) -> ColumnElement[bool]:
    """The last message to the same chat left a moment ago."""
    other = OUTBOX.alias()
    edge = case((mine.c.key.startswith("-"), bindparam("_group_edge", type_=Instant())), else_=bindparam("_chat_edge", type_=Instant()))
    return exists().where(_same_chat(mine, other), other.c.finished > edge, other.c.state == "sent")


def _same_chat(mine: Any, other: Any) -> ColumnElement[bool]:
    return and_(other.c.channel == mine.c.channel, other.c.key == mine.c.key)
