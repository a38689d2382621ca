"""What is kept of official channels. Each method is one transaction; times are aware; `by`: how the trail names who does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.official import OfficialChannelRow
from bot.database.types import aware, storable
from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialKind, OfficialState

OneHand = Callable[[Session, int, int, datetime], bool]
"""Whether two of the staff are one person for us: as announcements ask it."""


class OfficialMove(StrEnum):
    """What became of a try to change the register; each but DONE has a sentence in the wording."""

    DONE = "done"
    NOT_THERE = "not_there"
    NOT_YOURS = "not_yours"
    NOT_OPEN = "not_open"
    OWN = "own"
    ONE_HAND = "one_hand"
    EARLIER = "earlier"
    FILE = "file"
    FULL = "full"


class OfficialBook:
    """Every channel that was entered; what is the office's no more stays, with its last day."""

    def __init__(self, engine: Engine, one_hand: OneHand) -> None:
        self._engine = engine
        self._one_hand = one_hand

    def enter(self, drafts: Sequence[OfficialDraft], writer: int, by: str, at: datetime) -> Sequence[int]:
        """New ones, which wait for a second person; their numbers."""
        with write_session(self._engine) as session:
            rows = [OfficialChannelRow(**_columns(draft), writer=writer, made=aware(at)) for draft in drafts]
            session.add_all(rows)
            session.flush()
            for row in rows:
                audit.record(session, by, "official.entered", f"official:{row.id}", {"kind": row.kind}, at)
            return [row.id or 0 for row in rows]

    def let_in(self, number: int, approver: int, by: str, at: datetime) -> OfficialMove:
        """A second person vouches for it: from its first day on it is the office's."""
        with write_session(self._engine) as session:
            row = _held(session, number, OfficialState.PROPOSED)
            if row is None:
                return OfficialMove.NOT_OPEN
            if approver == row.writer:
                return OfficialMove.OWN
            if self._one_hand(session, approver, row.writer, at):
                return OfficialMove.ONE_HAND
            row.state, row.approver = OfficialState.LISTED, approver
            audit.record(session, by, "official.let_in", f"official:{number}", {"kind": row.kind}, at)
            return OfficialMove.DONE

    def drop(self, number: int, by: str, at: datetime) -> OfficialMove:
        """What waits is not taken in."""
        with write_session(self._engine) as session:
            row = _held(session, number, OfficialState.PROPOSED)
            if row is None:
                return OfficialMove.NOT_OPEN
            row.state = OfficialState.DROPPED
            audit.record(session, by, "official.dropped", f"official:{number}", {"kind": row.kind}, at)
            return OfficialMove.DONE

    def end(self, number: int, until: date, by: str, at: datetime) -> OfficialMove:
        """`until` is its last day; never later than the one that was said before, which would need a second person."""
        with write_session(self._engine) as session:
            row = _held(session, number, OfficialState.LISTED)
            if row is None:
                return OfficialMove.NOT_OPEN
            if until < row.since or (row.until is not None and until > row.until):
                return OfficialMove.EARLIER
            row.until = until
            audit.record(session, by, "official.ended", f"official:{number}", {"kind": row.kind, "until": until.isoformat()}, at)
            return OfficialMove.DONE

    def get(self, number: int) -> OfficialChannel | None:
        with read_session(self._engine) as session:
            row = session.get(OfficialChannelRow, number)
            return channel_of(row) if row else None

    def all(self) -> tuple[OfficialChannel, ...]:
        """Everything that was entered and not dropped, by kind and in the order in which it was entered."""
        query = select(OfficialChannelRow).where(col(OfficialChannelRow.state) != OfficialState.DROPPED)
        with read_session(self._engine) as session:
            rows = session.scalars(query.order_by(col(OfficialChannelRow.id)))
            order = list(OfficialKind)
            return tuple(sorted(map(channel_of, rows), key=lambda each: (order.index(each.draft.kind), each.id)))

    def exported(self, count: int, by: str, at: datetime) -> None:
        """The register was taken along as a file."""
        with write_session(self._engine) as session:
            audit.record(session, by, "official.exported", "official", {"count": count}, at)


def _held(session: Session, number: int, state: OfficialState) -> OfficialChannelRow | None:
    row = session.get(OfficialChannelRow, number, with_for_update=True)
    return row if row is not None and row.state == state else None


def _columns(draft: OfficialDraft) -> dict[str, Any]:
    texts = {name: storable(getattr(draft, name)) for name in ("value", "holder", "purpose", "source", "bank")}
    days = {"since": draft.since, "until": draft.until}
    told = {"state": OfficialState.PROPOSED, "kind": draft.kind, "key": storable(draft.key), "has_subdomains": draft.has_subdomains}
    return told | texts | days


def channel_of(row: OfficialChannelRow) -> OfficialChannel:
    told = (row.value, row.holder, row.purpose, row.source, row.since, row.until, row.bank, row.has_subdomains)
    return OfficialChannel(row.id or 0, OfficialState(row.state), OfficialDraft(OfficialKind(row.kind), *told), row.writer, row.approver)
