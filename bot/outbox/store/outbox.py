"""The messages of one channel: claimed by workers, sent or fetched, and recorded. One method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Select, select, text, update
from sqlmodel import Session

from bot.database.outgoing import OUTBOX, on_queued, upsert
from bot.database.types import aware
from bot.messages import ChatId
from bot.outbox.claimed_message import ClaimedMessage, Result, Sent
from bot.outbox.rate_limit import Grant, RateLimit
from bot.outbox.store.claiming import NONE, WAITING, Taking, give_back_expired, running, take
from bot.outbox.store.errors import read_session, write_session
from bot.outbox.store.hydrate import hydrated
from bot.outbox.store.recording import PACES, record

LEASE = timedelta(seconds=120)  # a send takes 30 seconds at most; who has said nothing for longer is dead
FROZEN = "5s"  # who stops in the middle of a claim holds up the others no longer than this (PostgreSQL)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a worker took, first things first, each to leave in `departures` seconds from the claim.

    `has_more`: the rate limit alone held back what else may be due, for `wait` seconds.
    """

    messages: tuple[ClaimedMessage, ...]
    departures: tuple[float, ...]
    has_more: bool
    wait: float


class Outbox:
    """The messages of `channel`. Times are aware (ValueError if naive); every method may raise OutboxUnavailableError."""

    def __init__(self, engine: Engine, channel: str, rate_limit: RateLimit | None = None, lease: timedelta = LEASE) -> None:
        self._engine = engine
        self._lease = lease
        self.channel = channel
        self.rate_limit = rate_limit or RateLimit()

    def claim(self, worker: str, limit: int, at: datetime) -> Claimed:
        """Take at most `limit` messages that may leave now. Who does not report on them within the lease loses them to others.

        A claim is the right to send: the rate limit, one row for all workers, is locked first and gives a departure to each message taken.
        Of one chat one message is in flight at most, the next not before the limit allows; messages of one chat, campaign and
        priority keep their order.
        """
        now = aware(at)
        with write_session(self._engine) as session:
            free, grant = self._granted(session, limit, now)
            if not grant.departures:
                return Claimed((), (), limit > 0, grant.wait)
            give_back_expired(session, self.channel, now)
            campaigns = tuple(running(session))
            taken = take(session, Taking(self.channel, worker, len(grant.departures), now, now + self._lease, self.rate_limit, campaigns))
            if taken:
                spent = self.rate_limit.spent(free, now, len(taken))
                session.execute(update(PACES).where(PACES.c.channel == self.channel).values(free=spent))
            return Claimed(hydrated(session, taken, now), grant.departures, len(taken) == len(grant.departures), grant.wait)

    def record(self, results: Sequence[tuple[ClaimedMessage, Result]], at: datetime) -> None:
        """Write down what became of messages. What a worker lost meanwhile is left to the other, except that sent is sent."""
        if results:
            with write_session(self._engine) as session:
                record(session, self.channel, results, aware(at))

    def waits(self, chat: ChatId, at: datetime) -> bool:
        """Whether `collect` would find something; only reads, so that a page may ask often."""
        with read_session(self._engine) as session:
            return session.execute(_theirs(session, chat, aware(at)).limit(1)).first() is not None

    def collect(self, chat: ChatId, at: datetime) -> tuple[ClaimedMessage, ...]:
        """The messages that wait for a chat which comes to fetch them (the web page), in their order; they count as delivered now."""
        now = aware(at)
        with write_session(self._engine) as session:
            found = _theirs(session, chat, now).order_by(OUTBOX.c.id).with_for_update(skip_locked=True)
            messages = hydrated(session, session.execute(found).all(), now)
            record(session, chat.channel, [(message, Sent("")) for message in messages], now)
            return messages

    def listening(self, call: Callable[[], None]) -> AbstractContextManager[None]:
        """While open, `call` is called, from any thread, whenever this process has queued something."""
        return on_queued(self._engine, call)

    def _granted(self, session: Session, limit: int, now: datetime) -> tuple[datetime, Grant]:
        """How many messages may leave; the row of the rate limit stays locked until the transaction ends."""
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{FROZEN}'"))
        mine = select(PACES.c.free, PACES.c.paused).where(PACES.c.channel == self.channel).with_for_update()
        row = session.execute(mine).one_or_none()
        if row is None:
            upsert(session, PACES, {"channel": self.channel, "free": now, "paused": None}, channel=self.channel)
            row = session.execute(mine).one()
        return row.free, self.rate_limit.grant(row.free, row.paused, now, limit)


def _theirs(session: Session, chat: ChatId, now: datetime) -> Select[Any]:
    """The messages to `chat` that may be fetched now."""
    waiting = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.finished.is_(None), OUTBOX.c.state == WAITING)
    return select(OUTBOX).where(*waiting, OUTBOX.c.campaign.in_([NONE, *running(session)]), OUTBOX.c.due <= now)
