"""Rows of the outbox → claimed messages: the shared text, the message to edit, the photo's name at the channel, the chat's new key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select, tuple_, update
from sqlmodel import Session, SQLModel

from bot.database.outgoing import BULK_MESSAGES, OUTBOX, buttons_of
from bot.messages import ChatId, Priority
from bot.outbox.claimed_message import ClaimedMessage

SLOTS: Table = SQLModel.metadata.tables["outbox_slots"]
MEDIA: Table = SQLModel.metadata.tables["outbox_media"]
MOVED: Table = SQLModel.metadata.tables["outbox_moved"]


def hydrated(session: Session, rows: Sequence[Row[Any]], now: datetime) -> tuple[ClaimedMessage, ...]:
    """The messages of `rows` of one channel, in their order, without those whose slot holds something newer by now."""
    if not rows:
        return ()
    slots = _slots(session, rows)
    old = {row.id for row in rows if row.slot and (row.key, row.slot) in slots and slots[row.key, row.slot].letter > row.id}
    if old:
        replaced = {"state": "replaced", "finished": now, "worker": "", "lease": None}
        session.execute(update(OUTBOX).where(OUTBOX.c.id.in_(old)).values(replaced))
    kept = [row for row in rows if row.id not in old]
    bulk = _bulk_messages(session, kept)
    contents = [bulk.get(row.circular, row) for row in kept]
    files = _files(session, rows[0].channel, {content.photo for content in contents})
    moved = _moved(session, kept)
    return tuple(
        ClaimedMessage(
            id=row.id,
            chat=ChatId(row.channel, moved.get(row.key, row.key)),
            text=content.text,
            key=row.idempotency_key,
            rows=buttons_of(content.rows),
            photo=content.photo,
            file_id=files.get(content.photo, ""),
            edits=slots[row.key, row.slot].message_id if (row.key, row.slot) in slots else "",
            slot=row.slot,
            campaign=row.campaign or None,
            priority=Priority(row.priority),
            attempts=row.attempts,
            worker=row.worker,
        )
        for row, content in zip(kept, contents, strict=True)
    )


def _bulk_messages(session: Session, rows: Sequence[Row[Any]]) -> dict[int | None, Row[Any]]:
    wanted = {row.circular for row in rows if row.circular}
    found = session.execute(select(BULK_MESSAGES).where(BULK_MESSAGES.c.id.in_(wanted))) if wanted else ()
    return {bulk.id: bulk for bulk in found}


def _slots(session: Session, rows: Sequence[Row[Any]]) -> dict[tuple[str, str], Row[Any]]:
    wanted = {(row.key, row.slot) for row in rows if row.slot}
    which = (SLOTS.c.channel == rows[0].channel, tuple_(SLOTS.c.key, SLOTS.c.slot).in_(wanted))
    found = session.execute(select(SLOTS).where(*which)) if wanted else ()
    return {(slot.key, slot.slot): slot for slot in found}


def _files(session: Session, channel: str, photos: set[str]) -> dict[str, str]:
    which = (MEDIA.c.channel == channel, MEDIA.c.photo.in_(photos))
    found = session.execute(select(MEDIA).where(*which)) if any(photos) else ()
    return {row.photo: row.file_id for row in found}


def _moved(session: Session, rows: Sequence[Row[Any]]) -> dict[str, str]:
    """Old key → new key; a group moves rarely, and the table is small."""
    which = (MOVED.c.channel == rows[0].channel, MOVED.c.old_key.in_({row.key for row in rows})) if rows else ()
    found = session.execute(select(MOVED).where(*which)) if rows else ()
    return {row.old_key: row.new_key for row in found}
