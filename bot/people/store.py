"""What is kept about chats: the conversation, the notice on personal data, and everything, to be shown or deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Table, bindparam, delete, exists, func, select, update
from sqlmodel import Session, SQLModel, col

from bot.database import audit
from bot.database.engine import read_connection, read_session, write_connection, write_session
from bot.database.tables import tables_of_a_chat
from bot.database.tables.chats import CHATS, ChatRow, hold_chat, notice_chat
from bot.database.tables.keeping import PASSING as WRITTEN
from bot.database.types import aware, storable
from bot.messages import ChatId
from bot.people.chats import Conversation, is_over, resumed
from bot.people.masking import masked

CAMPAIGNS = SQLModel.metadata.tables["campaigns"]
LOOKED_AT = (CAMPAIGNS.c.cursor_channel == bindparam("of"), CAMPAIGNS.c.cursor_key == bindparam("who"), CAMPAIGNS.c.ended.is_not(None))
"""Campaigns that are over and whose last follower this was; one that still goes on needs to know how far it is."""
OUTBOX = SQLModel.metadata.tables["outbox"]
OWN = (CHATS.c.channel == bindparam("channel"), CHATS.c.key == bindparam("key"))
TALK = select(CHATS.c.talked, CHATS.c.asked, CHATS.c.code, CHATS.c.part, CHATS.c.offered, CHATS.c.matters).where(*OWN)
"""Made once: making it takes longer than running it."""
PETITIONS = "petition_people"
CITIZEN = "citizen"  # how the audit trail calls who acts for themselves
PASSING = frozenset({CHATS.name, *WRITTEN})
"""What is kept about a chat for a time only, and goes when it falls silent: each table says so itself."""


class Chats:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def conversation(self, chat: ChatId, at: datetime) -> Conversation:
        """What `chat` is talking about; empty where its last message is older than FORGOTTEN_AFTER."""
        now = aware(at)
        with read_connection(self._engine) as connection:
            row = connection.execute(TALK, {"channel": chat.channel, "key": chat.key}).first()
        return (
            resumed(Conversation(row.asked, row.code, row.part, tuple(row.offered), tuple(row.matters)), row.talked, now)
            if row
            else Conversation()
        )

    def remember(self, chat: ChatId, conversation: Conversation, at: datetime) -> None:
        """Keep `conversation`, personal numbers masked; the last call counts, whatever its clock says."""
        keep = self.remembering(chat, conversation, at)
        with write_connection(self._engine) as connection:
            keep(connection)

    def remembering(self, chat: ChatId, conversation: Conversation | None, at: datetime) -> Callable[[Connection], None]:
        """As `remember`, in the transaction of another store; None: as it is."""
        now = aware(at)
        if conversation is None:
            return lambda connection: hold_chat(connection, chat.channel, chat.key, now)
        kept = {
            "talked": now,
            "asked": [storable(masked(question)) for question in conversation.asked],
            "code": conversation.code,
            "part": conversation.part,
            "offered": list(conversation.offered),
            "matters": list(conversation.matters),
        }
        return lambda connection: hold_chat(connection, chat.channel, chat.key, now, **kept)

    def offer(self, chat: ChatId, actions: Sequence[str], at: datetime) -> None:
        """Remember what was offered, so that its number can be typed; what is being talked about stays."""
        now = aware(at)
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, now)
            row = session.get_one(ChatRow, (chat.channel, chat.key))
            if row.talked is None or is_over(row.talked, now):
                row.asked, row.code, row.part, row.matters = [], "", "", []
            row.talked, row.offered = now, list(actions)

    def forget_topic(self, chat: ChatId, at: datetime) -> None:
        """Begin anew: the next question is read on its own."""
        self.remember(chat, Conversation(), at)

    def greet(self, chat: ChatId, at: datetime) -> bool:
        """True exactly once for a chat: the notice on personal data is to be shown now, and is recorded as shown at `at`."""
        now = aware(at)
        with write_connection(self._engine) as connection:
            return notice_chat(connection, chat.channel, chat.key, now)

    def export(self, chat: ChatId, at: datetime | None = None) -> dict[str, list[dict[str, object]]]:
        """What is kept about `chat`, ready for JSON: the name of each table → its rows, oldest first; {} where nothing is kept.

        Left out is which petitions it is told of: their own room says that, by codes, because numbers of rows are nobody's.
        With `at` it is taken along, and the audit trail says so.
        """
        with write_session(self._engine) if at else read_session(self._engine) as session:
            kept = {table.name: _rows(session, table, chat) for table in tables_of_a_chat() if table.name != PETITIONS}
            if at:
                _note(session, "chat.exported", chat, kept, at)
        return {name: [{column: _plain(value) for column, value in row.items()} for row in rows] for name, rows in kept.items() if rows}

    def kept_of(self, chat: ChatId) -> dict[str, list[dict[str, object]]]:
        """As `export`, for showing: days are days and times are times, aware."""
        with read_session(self._engine) as session:
            kept = {table.name: _rows(session, table, chat) for table in tables_of_a_chat() if table.name != PETITIONS}
        return {name: rows for name, rows in kept.items() if rows}

    def delete(self, chat: ChatId, at: datetime) -> None:
        """Delete everything kept about `chat`; the next contact is its first. That it was done stays in the audit trail, without a name."""
        with write_session(self._engine) as session:
            kept = {table.name: _rows(session, table, chat) for table in tables_of_a_chat()}
            _note(session, "chat.deleted", chat, kept, at)
            session.execute(delete(ChatRow).where(col(ChatRow.channel) == chat.channel, col(ChatRow.key) == chat.key))
            session.execute(
                update(CAMPAIGNS).where(*LOOKED_AT).values(cursor_channel="", cursor_key=""), {"of": chat.channel, "who": chat.key}
            )

    def count(self) -> int:
        """How many chats are known."""
        with read_session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(ChatRow)) or 0

    def purge(self, before: datetime) -> int:
        """Delete the chats that have been silent since `before`, with what they wrote; returns how many.

        One of which another room keeps something (it follows announcements, it has a petition) stays until that room lets go; one to which
        a message has still to leave, until it has left.
        """
        spoke = [col(column) >= aware(before) for column in (ChatRow.since, ChatRow.noticed, ChatRow.talked)]
        rows = [exists().where(*_of_chat(table)) for table in tables_of_a_chat() if table.name not in PASSING]
        dated = [(SQLModel.metadata.tables[name], moment) for name, moment in WRITTEN.items() if moment]
        wrote = [exists().where(*_of_chat(table), table.c[moment] >= aware(before)) for table, moment in dated]
        owed = exists().where(*_of_chat(OUTBOX), OUTBOX.c.finished.is_(None))
        silent = (func.coalesce(each, False).is_(False) for each in spoke)
        gone = delete(ChatRow).where(*silent, ~owed, *(~each for each in (*wrote, *rows)))
        with write_session(self._engine) as session:
            return len(session.execute(gone.returning(col(ChatRow.key))).all())


def _note(session: Session, action: str, chat: ChatId, kept: Mapping[str, Sequence[object]], at: datetime) -> None:
    """Record how many rows each table had, under a pseudonym: only somebody with the key and the name can say whose they were."""
    told = {name: len(rows) for name, rows in kept.items() if rows}
    audit.record(session, CITIZEN, action, f"chat:{audit.pseudonym(session, str(chat))}", told, at)


def _of_chat(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The rows of `table` that are of the chat in the outer query."""
    return table.c.channel == col(ChatRow.channel), table.c.key == col(ChatRow.key)


def _rows(session: Session, table: Table, chat: ChatId) -> list[dict[str, object]]:
    """The rows of a chat in one table; the chat itself is known to who asks, so it is left out."""
    columns = [column for column in table.columns if column.name not in ("channel", "key")]
    query = select(*columns).where(table.c.channel == chat.channel, table.c.key == chat.key).order_by(*table.primary_key)
    return [dict(row) for row in session.execute(query).mappings()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
