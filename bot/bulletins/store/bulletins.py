"""What is kept of notices. Each method is one transaction; times are aware; `by`: how the trail names who does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, bindparam, or_, select
from sqlmodel import Session, col

from bot.bulletins.rules.bulletin import BulletinDraft, BulletinKind, BulletinState, OfficeBulletin
from bot.database import audit
from bot.database.engine import read_connection, read_session, write_session
from bot.database.outgoing import queue, withdraw
from bot.database.tables.bulletins import BulletinRow
from bot.database.types import aware, storable
from bot.messages import OutboxMessage

OneHand = Callable[[Session, int, int, datetime], bool]
"""Whether two of the staff are one person for us: as announcements ask it."""


IS_ON = (col(BulletinRow.state) == BulletinState.ANNOUNCED, col(BulletinRow.ends) > bindparam("since"))
STANDS = select(col(BulletinRow.id)).where(*IS_ON).limit(1)
"""Made once: making it takes longer than running it."""


class BulletinMove(StrEnum):
    """What became of a try to change a notice; each but DONE has a sentence in the wording."""

    DONE = "done"
    NOT_THERE = "not_there"
    NOT_YOURS = "not_yours"
    CHANGED = "changed"
    NOT_OPEN = "not_open"
    OWN = "own"
    ONE_HAND = "one_hand"
    OVER = "over"
    EARLIER = "earlier"
    NO_REASON = "no_reason"


class BulletinBook:
    """Every notice of the office."""

    def __init__(self, engine: Engine, one_hand: OneHand) -> None:
        self._engine = engine
        self._one_hand = one_hand

    def write(self, draft: BulletinDraft, writer: int, by: str, at: datetime) -> int:
        """A new one, which waits for a second person; its number."""
        with write_session(self._engine) as session:
            told: dict[str, Any] = {"revision": 1, "writers": [writer], "approvals": [], "made": aware(at)}
            row = BulletinRow(state=BulletinState.PROPOSED, **_columns(draft), **told)
            session.add(row)
            session.flush()
            audit.record(session, by, "bulletin.written", f"bulletin:{row.id}", {}, at)
            return row.id or 0

    def rewrite(self, number: int, draft: BulletinDraft, revision: int, writer: int, by: str, at: datetime) -> BulletinMove:
        """Other words for one that waits; `revision`: of the text that stood in the form."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != BulletinState.PROPOSED:
                return BulletinMove.NOT_OPEN
            if row.revision != revision:
                return BulletinMove.CHANGED
            for name, value in _columns(draft).items():
                setattr(row, name, value)
            row.revision, row.writers = revision + 1, sorted({*row.writers, writer})
            audit.record(session, by, "bulletin.changed", f"bulletin:{number}", {}, at)
            return BulletinMove.DONE

    def announce(self, number: int, revision: int, ahead: int, approver: int, by: str, at: datetime) -> BulletinMove:
        """A second person lets it out, with the text that they have seen; `ahead`: working days before it begins."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != BulletinState.PROPOSED:
                return BulletinMove.NOT_OPEN
            if row.revision != revision:
                return BulletinMove.CHANGED
            if approver in row.writers:
                return BulletinMove.OWN
            if row.ends <= aware(at):
                return BulletinMove.OVER
            if any(self._one_hand(session, approver, writer, at) for writer in row.writers):
                return BulletinMove.ONE_HAND
            row.state, row.approvals, row.announced, row.ahead = BulletinState.ANNOUNCED, [approver], aware(at), ahead
            row.shown = max(row.shown, aware(at))
            audit.record(session, by, "bulletin.announced", f"bulletin:{number}", {"ahead": ahead}, at)
            return BulletinMove.DONE

    def drop(self, number: int, by: str, at: datetime) -> BulletinMove:
        """It is never shown."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != BulletinState.PROPOSED:
                return BulletinMove.NOT_OPEN
            row.state = BulletinState.DROPPED
            audit.record(session, by, "bulletin.dropped", f"bulletin:{number}", {}, at)
            return BulletinMove.DONE

    def close(self, number: int, by: str, at: datetime) -> BulletinMove:
        """It ends now, before its time."""
        with write_session(self._engine) as session:
            row = _running(session, number, at)
            if row is None:
                return BulletinMove.NOT_OPEN
            row.closed, row.later, row.later_by = aware(at), None, None
            withdraw(session, f"bulletins:{number}:", at)
            audit.record(session, by, "bulletin.closed", f"bulletin:{number}", _change(row.ends, at), at)
            return BulletinMove.DONE

    def withdraw(self, number: int, reason: str, by: str, at: datetime) -> BulletinMove:
        """It was wrong, whether it is over or not: nobody is shown it any more; `reason` stands in the trail."""
        with write_session(self._engine) as session:
            row = _held(session, number)
            if row is None or row.state != BulletinState.ANNOUNCED:
                return BulletinMove.NOT_OPEN
            row.state, row.closed, row.later, row.later_by = BulletinState.WITHDRAWN, row.closed or aware(at), None, None
            withdraw(session, f"bulletins:{number}:", at)
            audit.record(session, by, "bulletin.withdrawn", f"bulletin:{number}", {"reason": reason}, at)
            return BulletinMove.DONE

    def ask_later(self, number: int, ends: datetime, asker: int, by: str, at: datetime) -> BulletinMove:
        """It is to last until `ends`, once a second person agrees; what is to end sooner is closed instead."""
        with write_session(self._engine) as session:
            row = _running(session, number, at)
            if row is None:
                return BulletinMove.NOT_OPEN
            if aware(ends) <= row.ends:
                return BulletinMove.EARLIER
            row.later, row.later_by = aware(ends), asker
            audit.record(session, by, "bulletin.longer", f"bulletin:{number}", _change(row.ends, ends), at)
            return BulletinMove.DONE

    def extend(self, number: int, ends: datetime, approver: int, by: str, at: datetime) -> BulletinMove:
        """A second person lets it last until `ends`, which they have seen."""
        with write_session(self._engine) as session:
            row = _running(session, number, at)
            if row is None or row.later is None or row.later_by is None:
                return BulletinMove.NOT_OPEN
            if row.later != aware(ends):
                return BulletinMove.CHANGED
            if approver == row.later_by:
                return BulletinMove.OWN
            if self._one_hand(session, approver, row.later_by, at):
                return BulletinMove.ONE_HAND
            audit.record(session, by, "bulletin.extended", f"bulletin:{number}", _change(row.ends, ends), at)
            row.ends, row.later, row.later_by = row.later, None, None
            row.approvals = [*row.approvals, approver]
            return BulletinMove.DONE

    def get(self, number: int) -> OfficeBulletin | None:
        with read_session(self._engine) as session:
            row = session.get(BulletinRow, number)
            return bulletin_of(row) if row else None

    def all(self) -> tuple[OfficeBulletin, ...]:
        """The newest first."""
        with read_session(self._engine) as session:
            return tuple(map(bulletin_of, session.scalars(select(BulletinRow).order_by(col(BulletinRow.id).desc()))))

    def waiting(self) -> tuple[OfficeBulletin, ...]:
        """Those that nobody has let out yet, by their beginning."""
        query = select(BulletinRow).where(col(BulletinRow.state) == BulletinState.PROPOSED).order_by(col(BulletinRow.begins))
        with read_session(self._engine) as session:
            return tuple(map(bulletin_of, session.scalars(query)))

    def announced(self, since: datetime) -> tuple[OfficeBulletin, ...]:
        """Those that were let out and end after `since`, by their beginning. Asked at every message and page, mostly for none."""
        with read_connection(self._engine) as connection:
            if connection.execute(STANDS, {"since": aware(since)}).first() is None:
                return ()
        is_it = (col(BulletinRow.state) == BulletinState.ANNOUNCED, col(BulletinRow.ends) > aware(since))
        is_open = or_(col(BulletinRow.closed).is_(None), col(BulletinRow.closed) > aware(since))
        query = select(BulletinRow).where(*is_it, is_open).order_by(col(BulletinRow.begins), col(BulletinRow.id))
        with read_session(self._engine) as session:
            return tuple(map(bulletin_of, session.scalars(query)))

    def shown_since(self, since: datetime) -> tuple[OfficeBulletin, ...]:
        """Those that were let out and were to end after `since`, also those that somebody ended early."""
        query = select(BulletinRow).where(col(BulletinRow.state) == BulletinState.ANNOUNCED, col(BulletinRow.ends) > aware(since))
        with read_session(self._engine) as session:
            return tuple(map(bulletin_of, session.scalars(query)))

    def announced_between(self, begins: datetime, ends: datetime) -> Sequence[tuple[BulletinKind, int]]:
        """Kind, and working days ahead, of each that was let out from `begins` to `ends`."""
        when = (col(BulletinRow.announced) >= aware(begins), col(BulletinRow.announced) < aware(ends))
        with read_session(self._engine) as session:
            rows = session.execute(select(col(BulletinRow.kind), col(BulletinRow.ahead)).where(*when))
            return [(BulletinKind(kind), ahead or 0) for kind, ahead in rows]

    def tell(self, letters: Iterable[OutboxMessage], at: datetime) -> int:
        """Queue what the staff are told; how many were new."""
        with write_session(self._engine) as session:
            return queue(session, letters, at)


def _held(session: Session, number: int) -> BulletinRow | None:
    return session.get(BulletinRow, number, with_for_update=True)


def _running(session: Session, number: int, at: datetime) -> BulletinRow | None:
    """One that was let out and is not over."""
    row = _held(session, number)
    is_on = row is not None and row.state == BulletinState.ANNOUNCED and row.closed is None and row.ends > aware(at)
    return row if is_on else None


def _change(before: datetime, after: datetime) -> dict[str, object]:
    return {"from": {"ends": aware(before).isoformat()}, "to": {"ends": aware(after).isoformat()}}


def _columns(draft: BulletinDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "title": storable(draft.title),
        "text": storable(draft.text),
        "place": storable(draft.place),
        "begins": aware(draft.begins),
        "ends": aware(draft.ends),
        "shown": aware(draft.shown),
        "units": list(draft.units),
        "touched": [storable(each) for each in draft.touched],
        "on_web": draft.on_web,
        "in_chat": draft.in_chat,
    }


def bulletin_of(row: BulletinRow) -> OfficeBulletin:
    told = (row.title, row.text, row.begins, row.ends, row.shown, row.place, tuple(row.units), tuple(row.touched), row.on_web, row.in_chat)
    draft = BulletinDraft(BulletinKind(row.kind), *told)
    people = (tuple(row.writers), tuple(row.approvals))
    return OfficeBulletin(
        *(row.id or 0, BulletinState(row.state), draft, row.revision, *people, row.made, row.announced, row.ahead, row.closed),
        later=row.later,
        later_by=row.later_by,
    )
