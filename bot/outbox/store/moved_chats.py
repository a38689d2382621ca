"""Where a group is now: its first key is who it is, in every table and for good; its address may change (Telegram's supergroups)."""

from __future__ import annotations

from sqlalchemy import Engine, Table, delete, select, update
from sqlmodel import Session, SQLModel

from bot.database.engine import read_connection, write_session
from bot.database.outgoing import upsert
from bot.messages import ChatId

MOVED: Table = SQLModel.metadata.tables["outbox_moved"]
SLOTS: Table = SQLModel.metadata.tables["outbox_slots"]
GROUPS = "-"  # how Telegram's keys of groups begin; nobody's own chat ever moves


class MovedChats:
    """Read at every message of a group, so that all processes know at once of a move that one of them heard of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def home(self, chat: ChatId, known: ChatId | None = None) -> ChatId:
        """Who writes from `chat`: the key it had first, or `known` (what the settings call it) where that is the same group."""
        if chat == known or not chat.key.startswith(GROUPS):
            return chat
        olds = select(MOVED.c.old_key).where(MOVED.c.channel == chat.channel, MOVED.c.new_key == chat.key).order_by(MOVED.c.old_key)
        with read_connection(self._engine) as connection:
            found = [ChatId(chat.channel, key) for key in connection.scalars(olds)]
        return known if known in found else next(iter(found), chat)

    def moved(self, old: ChatId, new: ChatId) -> bool:
        """From now on `old` is found at `new`; False where that was known."""
        with write_session(self._engine) as session:
            return move(session, old.channel, old.key, new.key)


def move(session: Session, channel: str, old: str, new: str) -> bool:
    """Keep the new address, and forget which messages stand in slots: their numbers mean other messages there, or none."""
    known = select(MOVED.c.new_key).where(MOVED.c.channel == channel, MOVED.c.old_key == old)
    if session.execute(known).scalar() == new:
        return False
    session.execute(update(MOVED).where(MOVED.c.channel == channel, MOVED.c.new_key == old).values(new_key=new))
    upsert(session, MOVED, {"channel": channel, "old_key": old, "new_key": new}, new_key=new)
    theirs = select(MOVED.c.old_key).where(MOVED.c.channel == channel, MOVED.c.new_key == new)
    session.execute(delete(SLOTS).where(SLOTS.c.channel == channel, SLOTS.c.key.in_(theirs)))
    return True


def is_old(session: Session, channel: str, key: str, address: str) -> bool:
    """Whether what is known as `key` has gone on from `address` meanwhile."""
    found = select(MOVED.c.new_key).where(MOVED.c.channel == channel, MOVED.c.old_key == key)
    return session.execute(found).scalar() not in (None, address)
