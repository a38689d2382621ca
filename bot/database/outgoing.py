"""Put messages into the outbox from inside another store's transaction: they leave if, and only if, that is committed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine, Select, Table, bindparam, event, literal, select, text, update
from sqlalchemy.engine import Row
from sqlmodel import Session, SQLModel

from bot.database.engine import upserting
from bot.database.tables import outbox
from bot.database.tables.staff import StaffNoticeRow
from bot.database.types import NUMBER, aware, storable
from bot.messages import CONSOLE, BulkMessage, Button, ChatId, OutboxMessage

COLLECTED = "web"  # the channel whose messages lie there until somebody comes for them; nobody may
CHUNK = 500  # messages a statement: enough to be fast, few enough to hold in memory
QUEUED = "queued"  # in `session.info`: messages go with this transaction
OUTBOX: Table = SQLModel.metadata.tables[outbox.OutboxRow.__tablename__]
BULK_MESSAGES: Table = SQLModel.metadata.tables[outbox.BulkMessageRow.__tablename__]
COUNTERS: Table = SQLModel.metadata.tables[outbox.CampaignCountersRow.__tablename__]
NOTICES: Table = SQLModel.metadata.tables[StaffNoticeRow.__tablename__]
CHATS: Table = SQLModel.metadata.tables["chats"]


def queue(session: Session, messages: Iterable[OutboxMessage], at: datetime) -> int:
    """Queue `messages`, in this order for each chat; those whose key was queued before are passed over. Returns how many were new.

    What is written to one of the staff stands in their console too, and there alone where they have no chat.
    A message in a slot takes the place of those that still wait for the same slot. A chat that is not known yet is made.
    Memory does not grow with the number of messages, but a message takes up to half a millisecond: for one text to many, `queue_selection`.
    """
    now = aware(at)
    remaining = iter(messages)
    new = 0
    while chunk := list(islice(remaining, CHUNK)):
        new += _queue_chunk(session, chunk, now)
    return new


def queue_selection(session: Session, bulk: BulkMessage, recipients: Select[str, str], at: datetime) -> int:
    """Queue `bulk` to every (channel, key) of `recipients`, chats that exist; in the database, without reading them.

    Returns how many were new; again, or over a part that overlaps, queues nobody twice. A million take half a minute: SQLite lets nobody
    else write meanwhile, so let `recipients` be some ten thousand at a time, a transaction each.
    """
    now = aware(at)
    chosen = recipients.subquery()
    names = {
        "idempotency_key": literal(f"{bulk.name}:") + chosen.c[0] + ":" + chosen.c[1],
        "channel": chosen.c[0],
        "key": chosen.c[1],
        "circular": literal(_bulk_message(session, bulk), NUMBER),
        **{name: literal(value, OUTBOX.c[name].type) for name, value in _shared(bulk, now).items()},
    }
    found = select(*names.values()).where(text("1 = 1"))  # SQLite reads ON CONFLICT as part of a join where there is no WHERE
    made = upserting(session, OUTBOX).from_select(list(names), found, include_defaults=False).on_conflict_do_nothing()
    new = session.connection().execute(made, execution_options={"preserve_rowcount": True}).rowcount
    _count(session, {bulk.campaign: new})
    session.info[QUEUED] = True
    return new


def was_queued(session: Session, campaign: int, chat: ChatId) -> bool:
    """Whether a message of that campaign was queued to `chat`, and is still kept."""
    own = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.campaign == campaign)
    return session.execute(select(OUTBOX.c.id).where(*own).limit(1)).first() is not None


@contextmanager
def on_queued(engine: Engine, call: Callable[[], None]) -> Iterator[None]:
    """While open, `call` is called after each commit of this process that queued messages in the database of `engine`; from any thread."""

    def committed(session: Session) -> None:
        if session.info.get(QUEUED) and getattr(session.get_bind(), "pool", None) is engine.pool:
            call()

    event.listen(Session, "after_commit", committed)
    try:
        yield
    finally:
        event.remove(Session, "after_commit", committed)


def rows_of(buttons: tuple[tuple[Button, ...], ...]) -> list[list[list[Any]]]:
    """Buttons as JSON."""
    return [[list(astuple(button)) for button in row] for row in buttons]


def buttons_of(rows: list[list[list[Any]]]) -> tuple[tuple[Button, ...], ...]:
    """Buttons from JSON."""
    return tuple(tuple(Button(*fields) for fields in row) for row in rows)


def upsert(session: Session, table: Table, values: dict[str, Any], **changed: Any) -> None:
    """Insert `values`; where the primary key is there already, set `changed` instead."""
    session.execute(upserting(session, table).values(values).on_conflict_do_update(index_elements=list(table.primary_key), set_=changed))


def _queue_chunk(session: Session, messages: list[OutboxMessage], now: datetime) -> int:
    told = _note(session, [message for message in messages if message.staff], now)
    leaving = [message for message in messages if message.chat.channel != CONSOLE]
    return _queue_leaving(session, leaving, now) if leaving else told


def _note(session: Session, messages: list[OutboxMessage], now: datetime) -> int:
    """What the staff are told, for their console; each once."""
    if not messages:
        return 0
    rows = [
        {"staff": each.staff, "key": each.key, "text": storable(each.noted or each.text), "path": each.path, "at": now} for each in messages
    ]
    return len(session.execute(upserting(session, NOTICES).on_conflict_do_nothing().returning(NOTICES.c.id), rows).all())


def _queue_leaving(session: Session, messages: list[OutboxMessage], now: datetime) -> int:
    chats = sorted(
        {(message.chat.channel, message.chat.key) for message in messages}
    )  # sorted: two transactions must not wait for each other
    fresh = [{"channel": channel, "key": key, "since": now, "asked": [], "code": "", "part": ""} for channel, key in chats]
    session.execute(upserting(session, CHATS).on_conflict_do_nothing(), fresh)
    columns = (OUTBOX.c.id, OUTBOX.c.channel, OUTBOX.c.key, OUTBOX.c.slot, OUTBOX.c.campaign)
    made = upserting(session, OUTBOX).on_conflict_do_nothing().returning(*columns)
    new = session.execute(made, [_values(message, now) for message in messages]).all()
    _replace(session, [row for row in new if row.slot], now)
    _count(session, Counter(row.campaign for row in new))
    session.info[QUEUED] = True
    return len(new)


def _values(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    return _shared(message, now) | {
        "idempotency_key": message.key,
        "channel": message.chat.channel,
        "key": message.chat.key,
        "slot": message.slot,
        "text": message.text,
        "rows": rows_of(message.rows),
        "photo": message.photo,
    }


def _shared(message: OutboxMessage | BulkMessage, now: datetime) -> dict[str, Any]:
    """What an OutboxMessage and a BulkMessage have in common, with every column that has no other value yet."""
    due = aware(message.not_before or now)
    empty = {"slot": "", "text": "", "rows": [], "photo": "", "worker": "", "message_id": "", "reason": "", "attempts": 0}
    return empty | {"campaign": message.campaign or 0, "priority": int(message.priority), "state": "waiting", "queued": now, "due": due}


def take_back(session: Session, staff: int, at: datetime) -> int:
    """What was written to one of the staff and still waits leaves no more: they have left, or another chat is theirs. It stays in their
    console. Returns how many."""
    theirs = select(NOTICES.c.key).where(NOTICES.c.staff == staff)
    waiting = update(OUTBOX).where(OUTBOX.c.state == "waiting", OUTBOX.c.finished.is_(None), OUTBOX.c.idempotency_key.in_(theirs))
    return len(session.execute(waiting.values(state="replaced", finished=aware(at)).returning(OUTBOX.c.id)).all())


def withdraw(session: Session, begin: str, at: datetime) -> int:
    """What waits under a key that begins with `begin` leaves no more: what it tells is no longer so. Returns how many."""
    keyed = OUTBOX.c.idempotency_key.startswith(begin, autoescape=True)
    waiting = update(OUTBOX).where(OUTBOX.c.state == "waiting", OUTBOX.c.finished.is_(None), keyed)
    return len(session.execute(waiting.values(state="replaced", finished=aware(at)).returning(OUTBOX.c.id)).all())


def _replace(session: Session, new: list[Row[Any]], now: datetime) -> None:
    """Those that wait for the same slot have become old."""
    if not new:
        return
    same = [OUTBOX.c[name] == bindparam(f"_{name}") for name in ("channel", "key", "slot")]
    older = (*same, OUTBOX.c.finished.is_(None), OUTBOX.c.state == "waiting", OUTBOX.c.id < bindparam("_id"))
    replaced = update(OUTBOX).where(*older).values(state="replaced", finished=now)
    session.connection().execute(replaced, [{"_channel": row.channel, "_key": row.key, "_slot": row.slot, "_id": row.id} for row in new])


def _bulk_message(session: Session, bulk: BulkMessage) -> int:
    values = {"name": bulk.name, "text": bulk.text, "rows": rows_of(bulk.rows), "photo": bulk.photo}
    session.execute(upserting(session, BULK_MESSAGES).values(values).on_conflict_do_nothing())
    return int(session.execute(select(BULK_MESSAGES.c.id).where(BULK_MESSAGES.c.name == bulk.name)).scalar_one())


def _count(session: Session, new: Mapping[int, int]) -> None:
    """Add to the sums of campaigns."""
    for campaign, number in sorted(new.items()):
        if campaign:
            values = {"campaign": campaign, "state": "running", "total": number, "sent": 0, "blocked": 0, "failed": 0}
            upsert(session, COUNTERS, values, total=COUNTERS.c.total + number)
