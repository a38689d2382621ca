"""What became of messages → rows: states, the sums of campaigns, slots, uploaded photos, moved groups, a pause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, select, update
from sqlmodel import Session, SQLModel

from bot.database.outgoing import COUNTERS, OUTBOX, upsert
from bot.outbox.claimed_message import Again, Blocked, ClaimedMessage, Gone, Moved, Rejected, Result, RetryAfter, Sent
from bot.outbox.store.hydrate import MEDIA, SLOTS
from bot.outbox.store.moved_chats import is_old, move

PACES: Table = SQLModel.metadata.tables["outbox_paces"]
LONGEST_REASON = 500  # characters of a channel's refusal that are worth keeping
Told = tuple[ClaimedMessage, Result]


def record(session: Session, channel: str, told: Sequence[Told], now: datetime) -> None:
    """Write `told` down. A message that another worker has by now keeps what that worker does with it; but what is sent is sent."""
    rows = _rows(session, told)
    accepted = [(message, result) for message, result in told if _is_ours(rows.get(message.id), message, result)]
    if not accepted:
        return
    session.connection().execute(_CHANGE, [_change(message, result, now) for message, result in accepted])
    _count(session, accepted)
    for message, result in accepted:
        _learn(session, channel, message, result, now)


_CHANGE = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("_id"))
    .values(worker="", lease=None, **{name: bindparam(f"_{name}") for name in ("state", "finished", "message_id", "reason")})
    .values(due=bindparam("_due"), attempts=bindparam("_attempts"))
)


def _rows(session: Session, told: Iterable[Told]) -> dict[int, Row[Any]]:
    columns = (OUTBOX.c.id, OUTBOX.c.state, OUTBOX.c.worker, OUTBOX.c.attempts)
    wanted = select(*columns).where(OUTBOX.c.id.in_([message.id for message, _ in told])).order_by(OUTBOX.c.id).with_for_update()
    return {row.id: row for row in session.execute(wanted)}


def _is_ours(row: Row[Any] | None, message: ClaimedMessage, result: Result) -> bool:
    if row is None:  # the chat was deleted meanwhile
        return False
    if isinstance(result, Sent) and row.state in ("sending", "waiting"):
        return True
    return row.state == "sending" and (row.worker, row.attempts) == (message.worker, message.attempts)


def _change(message: ClaimedMessage, result: Result, now: datetime) -> dict[str, Any]:
    finished = {"_finished": now, "_due": now, "_attempts": message.attempts, "_message_id": "", "_reason": ""}
    again = finished | {"_state": "waiting", "_finished": None}
    change: dict[str, Any]
    match result:
        case Sent(message_id=message_id):
            change = finished | {"_state": "sent", "_message_id": message_id}
        case Blocked(reason=reason):
            change = finished | {"_state": "blocked", "_reason": reason[:LONGEST_REASON]}
        case Rejected(reason=reason):
            change = finished | {"_state": "failed", "_reason": reason[:LONGEST_REASON]}
        case Again(at=at, reason=reason, counts=counts):
            change = again | {"_due": at, "_attempts": message.attempts - (not counts), "_reason": reason[:LONGEST_REASON]}
        case RetryAfter(seconds=seconds):
            change = again | {"_due": now + timedelta(seconds=seconds), "_attempts": message.attempts - 1}
        case Moved() | Gone():
            change = again
    return change | {"_id": message.id}


def _count(session: Session, accepted: Iterable[Told]) -> None:
    """Keep the sums of the campaigns up; always in the same order, so that two workers do not wait for each other."""
    columns = {Sent: "sent", Blocked: "blocked", Rejected: "failed"}
    sums = Counter(
        (message.campaign, columns[type(result)]) for message, result in accepted if message.campaign and type(result) in columns
    )
    for (campaign, column), number in sorted(sums.items()):
        session.execute(update(COUNTERS).where(COUNTERS.c.campaign == campaign).values({column: COUNTERS.c[column] + number}))


def _learn(session: Session, channel: str, message: ClaimedMessage, result: Result, now: datetime) -> None:
    """Keep what the result tells about the chat, the photo, the channel."""
    match result:
        case Sent(message_id=message_id, file_id=file_id):
            if message.slot and message_id:
                _fill(session, message, message_id)
            if file_id and file_id != message.file_id:
                values = {"channel": channel, "photo": message.photo, "file_id": file_id}
                upsert(session, MEDIA, values, file_id=file_id)
        case Moved(key=key):
            move(session, channel, message.chat.key, key)
        case Gone():
            _forget(session, channel, message)
        case RetryAfter(seconds=seconds):
            until = now + timedelta(seconds=seconds)
            later = (PACES.c.channel == channel, PACES.c.paused.is_(None) | (PACES.c.paused < until))
            session.execute(update(PACES).where(*later).values(paused=until))
        case Blocked() | Rejected() | Again():
            pass


def _fill(session: Session, message: ClaimedMessage, message_id: str) -> None:
    queued = select(OUTBOX.c.channel, OUTBOX.c.key).where(OUTBOX.c.id == message.id)  # by the key that the chat had when it was queued
    where = dict(session.execute(queued).one()._mapping)
    if is_old(session, where["channel"], where["key"], message.chat.key):  # the group moved on while it was on its way
        return
    values = where | {"slot": message.slot, "message_id": message_id, "letter": message.id}
    upsert(session, SLOTS, values, message_id=message_id, letter=message.id)


def _forget(session: Session, channel: str, message: ClaimedMessage) -> None:
    """The message to edit is gone, else the uploaded photo is."""
    if message.edits:
        gone = (SLOTS.c.channel == channel, SLOTS.c.slot == message.slot, SLOTS.c.message_id == message.edits)
        session.execute(delete(SLOTS).where(*gone))
    else:
        session.execute(delete(MEDIA).where(MEDIA.c.channel == channel, MEDIA.c.photo == message.photo, MEDIA.c.file_id == message.file_id))
