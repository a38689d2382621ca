"""Who comes to an event, who waits for a seat, and what a chat is about to type. Each method is one transaction; times are aware."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Engine, bindparam, delete, func, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_connection, read_session, upserting, write_session
from bot.database.outgoing import queue
from bot.database.tables.chats import hold_chat
from bot.database.tables.dialogues import DialogueDraftRow, DialogueRow, DialogueSeatRow
from bot.database.types import aware, storable
from bot.dialogues.rules.dialogue import DialogueGuest, DialogueState, OfficeDialogue
from bot.dialogues.rules.numbers import MOST_WAITING, REMINDED_BEFORE
from bot.dialogues.store.rows import dialogue_of, guest_of
from bot.messages import ChatId, OutboxMessage

EXPECTED = select(col(DialogueDraftRow.dialogue), col(DialogueDraftRow.wish), col(DialogueDraftRow.at)).where(
    col(DialogueDraftRow.channel) == bindparam("channel"), col(DialogueDraftRow.key) == bindparam("key")
)
"""Made once: it is asked at every message."""

READ = "dialogue.guests_read"  # what the audit trail says of who saw the names


class SeatOutcome(StrEnum):
    """What came of a registration; each has a sentence in the wording."""

    SEATED = "seated"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"
    LEFT = "left"
    NONE = "none"


class SeatBook:
    """The guests of every event."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, number: int, chat: ChatId, name: str, at: datetime) -> SeatOutcome:
        """`chat` comes, under `name`; where all seats are taken it waits. Again: the name is another, the place in the row the same."""
        with write_session(self._engine) as session:
            row = _open(session, number, at)
            if row is None:
                return SeatOutcome.CLOSED
            hold_chat(session, chat.channel, chat.key, aware(at))
            own = session.scalars(select(DialogueSeatRow).where(*_own(number, chat))).first()
            if own is None:
                waiting = _count(session, number, is_waiting=True)
                is_waiting = bool(waiting) or bool(row.seats and _count(session, number, is_waiting=False) >= row.seats)
                if is_waiting and waiting >= MOST_WAITING:
                    return SeatOutcome.FULL
                own = DialogueSeatRow(dialogue=number, channel=chat.channel, key=chat.key, name="", is_waiting=is_waiting, at=aware(at))
                session.add(own)
            own.name = storable(name)
            return SeatOutcome.WAITING if own.is_waiting else SeatOutcome.SEATED

    def leave(self, number: int, chat: ChatId) -> SeatOutcome:
        """`chat` does not come; whoever waits longest is let in by the next `fill`."""
        with write_session(self._engine) as session:
            gone = session.execute(delete(DialogueSeatRow).where(*_own(number, chat)).returning(col(DialogueSeatRow.id))).first()
            return SeatOutcome.LEFT if gone else SeatOutcome.NONE

    def seat(self, number: int, chat: ChatId) -> DialogueGuest | None:
        """What `chat` has there."""
        with read_session(self._engine) as session:
            row = session.scalars(select(DialogueSeatRow).where(*_own(number, chat))).first()
            return guest_of(row) if row else None

    def place_of(self, number: int, guest: DialogueGuest) -> int:
        """As the how-manieth `guest` waits, from 1."""
        ahead = (col(DialogueSeatRow.dialogue) == number, col(DialogueSeatRow.is_waiting), col(DialogueSeatRow.id) <= guest.id)
        with read_session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(DialogueSeatRow).where(*ahead)) or 0

    def guests(self, number: int, reader: str, at: datetime) -> tuple[DialogueGuest, ...]:
        """Everybody, in the order in which they came; who waits behind those who have a seat. That somebody of the staff (`reader`) saw
        their names stands in the audit trail."""
        query = select(DialogueSeatRow).where(col(DialogueSeatRow.dialogue) == number)
        with read_session(self._engine) as session:
            rows = session.scalars(query.order_by(col(DialogueSeatRow.is_waiting), col(DialogueSeatRow.id)))
            found = tuple(map(guest_of, rows))
        if found:
            audit.note_read(self._engine, reader, READ, f"dialogue:{number}", at)
        return found

    def counts(self, number: int) -> tuple[int, int]:
        """How many have a seat, and how many wait."""
        with read_session(self._engine) as session:
            return _count(session, number, is_waiting=False), _count(session, number, is_waiting=True)

    def fill(self, text: Callable[[OfficeDialogue], str], at: datetime, not_before: datetime) -> int:
        """Seats that became free go to those who wait, the longest first; they are told. How many."""
        is_on = (col(DialogueRow.state) == DialogueState.ANNOUNCED, col(DialogueRow.begins) > aware(at))
        waits = select(col(DialogueSeatRow.dialogue)).where(col(DialogueSeatRow.is_waiting))
        with write_session(self._engine) as session:
            rows = session.scalars(select(DialogueRow).where(*is_on, col(DialogueRow.id).in_(waits)).order_by(col(DialogueRow.id)))
            return sum(_filled(session, number, text, at, not_before) for number in [row.id or 0 for row in rows])

    def remind(self, text: Callable[[OfficeDialogue], str], at: datetime, not_before: datetime) -> int:
        """Queue a letter to everybody who has a seat at what begins within REMINDED_BEFORE hours, once for each time of it. How many."""
        soon = aware(at) + timedelta(hours=REMINDED_BEFORE)
        is_on = (col(DialogueRow.state) == DialogueState.ANNOUNCED, col(DialogueRow.begins) > aware(at), col(DialogueRow.begins) <= soon)
        with write_session(self._engine) as session:
            new = 0
            for row in session.scalars(select(DialogueRow).where(*is_on)).all():
                guests = [each for each in _seated(session, row.id or 0) if each.reminded != row.begins]
                told = text(dialogue_of(row)) if guests else ""
                new += queue(session, (_letter(row, each, told, f"before{row.begins:%Y%m%d%H%M}", not_before) for each in guests), at)
                for each in guests:
                    each.reminded = row.begins
            return new

    def expect(self, chat: ChatId, number: int, wish: str, at: datetime) -> None:
        """The next message of `chat` is its name or its question."""
        values = {"channel": chat.channel, "key": chat.key, "dialogue": number, "wish": wish, "at": aware(at)}
        with write_session(self._engine) as session:
            if session.get(DialogueRow, number, with_for_update={"read": True, "key_share": True}) is None:
                return  # held before the chat is, as in `take`: else the two wait for each other
            hold_chat(session, chat.channel, chat.key, aware(at))
            made = upserting(session, DialogueDraftRow).values(values)
            session.execute(made.on_conflict_do_update(index_elements=["channel", "key"], set_=values))

    def expected(self, chat: ChatId) -> tuple[int, str, datetime] | None:
        """For which event what is expected of `chat`, since when."""
        with read_connection(self._engine) as connection:
            row = connection.execute(EXPECTED, {"channel": chat.channel, "key": chat.key}).first()
        return (row[0], row[1], row[2]) if row else None

    def forget(self, chat: ChatId) -> None:
        """Expect nothing of `chat` any more."""
        own = (col(DialogueDraftRow.channel) == chat.channel, col(DialogueDraftRow.key) == chat.key)
        with write_session(self._engine) as session:
            session.execute(delete(DialogueDraftRow).where(*own))


def to_guests(session: Session, row: DialogueRow, text: str, why: str, at: datetime, not_before: datetime) -> int:
    """Queue `text` to everybody who is registered, waiting or not."""
    guests = session.scalars(select(DialogueSeatRow).where(col(DialogueSeatRow.dialogue) == row.id)).all()
    return queue(session, [_letter(row, each, text, why, not_before) for each in guests], at)


def _letter(row: DialogueRow, guest: DialogueSeatRow, text: str, why: str, not_before: datetime) -> OutboxMessage:
    key = f"dialogues:{row.id}:guest:{why}:{guest.id}"
    return OutboxMessage(ChatId(guest.channel, guest.key), text, key, not_before=not_before)


def _filled(session: Session, number: int, text: Callable[[OfficeDialogue], str], at: datetime, not_before: datetime) -> int:
    row = _open(session, number, at)
    if row is None:
        return 0
    free = row.seats - _count(session, number, is_waiting=False) if row.seats else MOST_WAITING
    own = (col(DialogueSeatRow.dialogue) == number, col(DialogueSeatRow.is_waiting))
    guests = session.scalars(select(DialogueSeatRow).where(*own).order_by(col(DialogueSeatRow.id)).limit(max(0, free))).all()
    told = text(dialogue_of(row)) if guests else ""
    for each in guests:
        each.is_waiting = False
    queue(session, [_letter(row, each, told, "seat", not_before) for each in guests], at)
    return len(guests)


def _open(session: Session, number: int, at: datetime) -> DialogueRow | None:
    """One that was announced and has not begun; held, so that no two take the last seat."""
    row = session.get(DialogueRow, number, with_for_update=True)
    is_open = row is not None and row.state == DialogueState.ANNOUNCED and row.begins > aware(at)
    return row if is_open else None


def _seated(session: Session, number: int) -> list[DialogueSeatRow]:
    own = (col(DialogueSeatRow.dialogue) == number, col(DialogueSeatRow.is_waiting).is_(False))
    return list(session.scalars(select(DialogueSeatRow).where(*own)))


def _count(session: Session, number: int, *, is_waiting: bool) -> int:
    own = (col(DialogueSeatRow.dialogue) == number, col(DialogueSeatRow.is_waiting).is_(is_waiting))
    return session.scalar(select(func.count()).select_from(DialogueSeatRow).where(*own)) or 0


def _own(number: int, chat: ChatId) -> tuple[ColumnElement[bool], ...]:
    seat = DialogueSeatRow
    return (col(seat.dialogue) == number, col(seat.channel) == chat.channel, col(seat.key) == chat.key)
