"""What is kept of the events themselves. Each method is one transaction; times are aware; `by`: how the trail names who does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue, withdraw
from bot.database.tables.dialogues import DialogueMatterRow, DialogueRow
from bot.database.types import aware, storable
from bot.dialogues.rules.dialogue import DialogueDraft, DialogueMove, DialogueState, OfficeDialogue
from bot.dialogues.store.rows import columns_from, columns_of, dialogue_of, kept_of
from bot.dialogues.store.seats import to_guests
from bot.messages import OutboxMessage

SameHand = Callable[[Session, int, int, datetime], bool]
"""Whether two of the staff are one person for us: as announcements ask it."""
GuestText = Callable[[OfficeDialogue], str]
CHANGEABLE = (DialogueState.PROPOSED, DialogueState.ANNOUNCED)


class DialogueBook:
    """Every event of the office."""

    def __init__(self, engine: Engine, one_hand: SameHand) -> None:
        self._engine = engine
        self._one_hand = one_hand

    def write(self, draft: DialogueDraft, writer: int, by: str, at: datetime) -> int:
        """A new one, which waits for a second person; its number."""
        with write_session(self._engine) as session:
            told: dict[str, Any] = {"revision": 1, "writers": [writer], "minutes_writers": [], "made": aware(at)}
            row = DialogueRow(state=DialogueState.PROPOSED, **columns_of(draft), **told)
            session.add(row)
            session.flush()
            audit.record(session, by, "dialogue.written", f"dialogue:{row.id}", {}, at)
            return row.id or 0

    def rewrite(self, number: int, draft: DialogueDraft, revision: int, writer: int, by: str, at: datetime) -> DialogueMove:
        """Other words; of one that was announced they wait beside it for a second person. `revision`: of the text in the form."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state not in CHANGEABLE or (row.state == DialogueState.ANNOUNCED and row.begins <= aware(at)):
                return DialogueMove.NOT_OPEN
            if row.revision != revision:
                return DialogueMove.CHANGED
            is_first = row.state == DialogueState.ANNOUNCED and row.pending is None
            if row.state == DialogueState.ANNOUNCED:
                row.pending = kept_of(draft)
            else:
                _take(row, columns_of(draft))
            row.writers, row.revision = [writer] if is_first else sorted({*row.writers, writer}), revision + 1
            audit.record(session, by, "dialogue.changed", f"dialogue:{number}", {}, at)
            return DialogueMove.DONE

    def announce(
        self, number: int, revision: int, approver: int, by: str, text: GuestText, at: datetime, not_before: datetime
    ) -> DialogueMove:
        """A second person lets it out, with the text that they have seen; guests are told where its time or place is another (`text`)."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or not dialogue_of(row).is_waiting:
                return DialogueMove.NOT_OPEN
            if row.revision != revision:
                return DialogueMove.CHANGED
            pending = columns_from(row.pending) if row.pending else {}
            if min(row.begins, pending.get("begins", row.begins)) <= aware(at):
                return DialogueMove.OVER
            if refused := self._second(session, approver, row.writers, at):
                return refused
            _take(row, pending)
            row.pending = None
            before, row.told = row.told, f"{row.begins.isoformat()} {row.ends.isoformat()} {row.place}"
            row.state, row.approver, row.announced = DialogueState.ANNOUNCED, approver, row.announced or aware(at)
            if before and before != row.told:
                withdraw(session, f"dialogues:{number}:guest:", at)
                to_guests(session, row, text(dialogue_of(row)), f"changed{revision}", at, not_before)
            audit.record(session, by, "dialogue.announced", f"dialogue:{number}", {}, at)
            return DialogueMove.DONE

    def drop(self, number: int, by: str, at: datetime) -> DialogueMove:
        """It was never announced, and is not to be."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != DialogueState.PROPOSED or row.announced is not None:
                return DialogueMove.NOT_OPEN
            row.state = DialogueState.DROPPED
            audit.record(session, by, "dialogue.dropped", f"dialogue:{number}", {}, at)
            return DialogueMove.DONE

    def cancel(self, number: int, reason: str, by: str, text: GuestText, at: datetime, not_before: datetime) -> DialogueMove:
        """It does not take place; who is registered hears why (`text`)."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state not in CHANGEABLE or row.announced is None or row.ends <= aware(at):
                return DialogueMove.NOT_OPEN
            row.state, row.reason = DialogueState.CANCELLED, storable(reason)
            withdraw(session, f"dialogues:{number}:guest:", at)
            to_guests(session, row, text(dialogue_of(row)), "cancelled", at, not_before)
            audit.record(session, by, "dialogue.cancelled", f"dialogue:{number}", {"reason": reason}, at)
            return DialogueMove.DONE

    def keep_minutes(self, number: int, text: str, revision: int, writer: int, by: str, at: datetime) -> DialogueMove:
        """The minutes, or better ones; `revision`: of those that stood in the form."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != DialogueState.ANNOUNCED:
                return DialogueMove.NOT_OPEN
            if row.ends > aware(at):
                return DialogueMove.NOT_OVER
            if row.minutes_revision != revision:
                return DialogueMove.CHANGED
            row.minutes, row.minutes_revision = storable(text), revision + 1
            row.minutes_writers = sorted({*row.minutes_writers, writer})
            audit.record(session, by, "dialogue.minutes", f"dialogue:{number}", {}, at)
            return DialogueMove.DONE

    def publish(self, number: int, revision: int, publisher: int, by: str, at: datetime) -> DialogueMove:
        """A second person lets the minutes out; every question must have its answer, or a unit and a day."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != DialogueState.ANNOUNCED:
                return DialogueMove.NOT_OPEN
            if row.minutes_revision != revision:
                return DialogueMove.CHANGED
            if not row.minutes:
                return DialogueMove.NO_TEXT
            if refused := self._second(session, publisher, row.minutes_writers, at):
                return refused
            own = (col(DialogueMatterRow.dialogue) == number, col(DialogueMatterRow.is_dropped).is_(False))
            matters = session.scalars(select(DialogueMatterRow).where(*own)).all()
            if any(each.approved is None and (each.unit is None or each.due is None) for each in matters):
                return DialogueMove.UNASSIGNED
            row.state, row.publisher, row.published = DialogueState.PUBLISHED, publisher, aware(at)
            audit.record(session, by, "dialogue.published", f"dialogue:{number}", {}, at)
            return DialogueMove.DONE

    def reopen(self, number: int, reason: str, by: str, at: datetime) -> DialogueMove:
        """The minutes were wrong: they are shown no more until a second person has let out better ones."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != DialogueState.PUBLISHED:
                return DialogueMove.NOT_OPEN
            row.state, row.publisher, row.published = DialogueState.ANNOUNCED, None, None
            audit.record(session, by, "dialogue.reopened", f"dialogue:{number}", {"reason": reason}, at)
            return DialogueMove.DONE

    def prove(self, number: int, task: int, by: str, at: datetime) -> None:
        """It is the proof of a plan's task."""
        with write_session(self._engine) as session:
            if (row := _held(session, number)) is not None:
                row.task = task
                audit.record(session, by, "dialogue.proves", f"dialogue:{number}", {}, at)

    def get(self, number: int) -> OfficeDialogue | None:
        with read_session(self._engine) as session:
            row = session.get(DialogueRow, number)
            return dialogue_of(row) if row else None

    def all(self) -> tuple[OfficeDialogue, ...]:
        """Every one, the newest first."""
        with read_session(self._engine) as session:
            return tuple(map(dialogue_of, session.scalars(select(DialogueRow).order_by(col(DialogueRow.id).desc()))))

    def since(self, begin: datetime, states: Collection[DialogueState]) -> tuple[OfficeDialogue, ...]:
        """Those in `states` that end after `begin`, by their beginning."""
        is_it = (col(DialogueRow.state).in_(list(states)), col(DialogueRow.ends) > aware(begin))
        query = select(DialogueRow).where(*is_it).order_by(col(DialogueRow.begins), col(DialogueRow.id))
        with read_session(self._engine) as session:
            return tuple(map(dialogue_of, session.scalars(query)))

    def tell(self, letters: Iterable[OutboxMessage], at: datetime) -> int:
        """Queue what the staff are told; how many were new."""
        with write_session(self._engine) as session:
            return queue(session, letters, at)

    def _second(self, session: Session, by: int, writers: Iterable[int], at: datetime) -> DialogueMove | None:
        """Why `by` is no second person beside `writers`; None where they are."""
        if by in writers:
            return DialogueMove.OWN
        return DialogueMove.ONE_HAND if any(self._one_hand(session, by, writer, at) for writer in writers) else None


def _take(row: DialogueRow, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _held(session: Session, number: int) -> DialogueRow | None:
    return session.get(DialogueRow, number, with_for_update=True)
