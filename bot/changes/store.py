"""What is kept of changes: the state of every procedure, the last look, and a row for each thing that became of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, Table, delete, func, insert, or_, select
from sqlmodel import Session, SQLModel, col

from bot.announcements.rules.calendar import Month
from bot.announcements.rules.followers import key_of_place
from bot.changes.seen import ChangeQuery, SeenChange
from bot.database.engine import read_session, upserting, write_session
from bot.database.tables.changes import ProcedureChangeRow, ProcedureLookRow, ProcedureStateRow
from bot.database.types import aware
from knowledge.publications.changes import Change, ChangeKind, State, States, compared, to_keep
from knowledge.records.procedure import Part

ONLY = 1  # the number of the one row that is held
STATES: Table = SQLModel.metadata.tables[str(ProcedureStateRow.__tablename__)]
LOOKS: Table = SQLModel.metadata.tables[str(ProcedureLookRow.__tablename__)]


class ChangeBook:
    """Each method is one transaction; times are aware (ValueError if naive). `zone`: the office's, where its months begin."""

    def __init__(self, engine: Engine, zone: ZoneInfo) -> None:
        self._engine = engine
        self._zone = zone

    def looked_at(self) -> str:
        """The seal of the index that was looked at last; "" before the first look."""
        with read_session(self._engine) as session:
            row = session.get(ProcedureLookRow, ONLY)
            return row.seal if row else ""

    def take(self, seal: str, now: States, at: datetime) -> int:
        """Compare `now` with what is kept, keep what is newer, write what became of each; returns how many changes there were.

        Of several who look at once one writes, and the others find that `seal` was looked at.
        """
        with write_session(self._engine) as session:
            look = _held(session)
            if look.seal == seal:
                return 0
            before = {row.code: State.model_validate(row.state) for row in session.scalars(select(ProcedureStateRow))}
            kept, found = to_keep(before, now), compared(before, now)
            _replace(session, before, kept)
            if found:
                session.execute(insert(ProcedureChangeRow), [self._row(seal, change, at) for change in found])
            look.seal, look.at = seal, aware(at)
            return len(found)

    def page(self, wanted: ChangeQuery, limit: int, offset: int = 0) -> tuple[SeenChange, ...]:
        """Newest month first; within it by field and code."""
        row = ProcedureChangeRow
        order = (col(row.month).desc(), col(row.field), col(row.code), col(row.id).desc())
        return self._seen(wanted, order, limit, offset)

    def newest(self, wanted: ChangeQuery, limit: int) -> tuple[SeenChange, ...]:
        """In the order in which they were seen, the latest first."""
        return self._seen(wanted, (col(ProcedureChangeRow.id).desc(),), limit, 0)

    def count(self, wanted: ChangeQuery) -> int:
        with read_session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(ProcedureChangeRow).where(*_those(wanted))) or 0

    def months(self, wanted: ChangeQuery) -> Mapping[int, int]:
        """How many changes each month has, the newest first."""
        month = col(ProcedureChangeRow.month)
        query = select(month, func.count()).where(*_those(wanted)).group_by(month).order_by(month.desc())
        with read_session(self._engine) as session:
            return {int(found[0]): int(found[1]) for found in session.execute(query)}

    def fields(self, wanted: ChangeQuery) -> Mapping[str, int]:
        """How many changes each field has, in the order of the alphabet."""
        name = col(ProcedureChangeRow.field)
        query = select(name, func.count()).where(*_those(wanted)).group_by(name).order_by(name)
        with read_session(self._engine) as session:
            return {str(found[0]): int(found[1]) for found in session.execute(query)}

    def _seen(self, wanted: ChangeQuery, order: Sequence[Any], limit: int, offset: int) -> tuple[SeenChange, ...]:
        query = select(ProcedureChangeRow).where(*_those(wanted)).order_by(*order).limit(limit).offset(offset)
        with read_session(self._engine) as session:
            return tuple(map(_seen, session.scalars(query)))

    def _row(self, seal: str, change: Change, at: datetime) -> dict[str, object]:
        told = change.model_dump(exclude={"kind", "parts", "successor"})
        own = {"kind": change.kind, "parts": [str(part) for part in change.parts], "successor": change.successor or ""}
        month = Month.of(at, self._zone).number
        return {"seal": seal, "seen": aware(at), "month": month, "place": key_of_place(change.province), **told, **own}


def _held(session: Session) -> ProcedureLookRow:
    """The row of the last look, made where there is none, and kept from others until the transaction ends."""
    session.execute(upserting(session, LOOKS).values(id=ONLY, seal="", at=None).on_conflict_do_nothing())
    return session.get_one(ProcedureLookRow, ONLY, with_for_update=True)


def _replace(session: Session, before: States, kept: States) -> None:
    gone = sorted(before.keys() - kept.keys())
    if gone:
        session.execute(delete(ProcedureStateRow).where(col(ProcedureStateRow.code).in_(gone)))
    other = [
        {"code": code, "state": state.model_dump(mode="json", exclude_defaults=True)}
        for code, state in sorted(kept.items())
        if before.get(code) != state
    ]
    if other:
        made = upserting(session, STATES)
        session.execute(made.on_conflict_do_update(index_elements=["code"], set_={"state": made.excluded.state}), other)


def _those(wanted: ChangeQuery) -> list[ColumnElement[bool]]:
    row, found = ProcedureChangeRow, list[ColumnElement[bool]]()
    if wanted.first:
        found.append(col(row.month) >= wanted.first)
    if wanted.last:
        found.append(col(row.month) <= wanted.last)
    if wanted.field:
        found.append(col(row.field) == wanted.field)
    if wanted.kinds:
        found.append(col(row.kind).in_(sorted(wanted.kinds)))
    if wanted.place:
        found.append(or_(col(row.place) == "", col(row.place) == key_of_place(wanted.place)))
    if wanted.is_served:
        found.append(col(row.is_served).is_(True))
    return found


def _seen(row: ProcedureChangeRow) -> SeenChange:
    change = Change(
        kind=ChangeKind(row.kind),
        code=row.code,
        name=row.name,
        field=row.field,
        province=row.province,
        decision=row.decision,
        as_of=row.as_of,
        successor=row.successor or None,
        is_served=row.is_served,
        parts=tuple(map(Part, row.parts)),
        was_named=row.was_named,
    )
    return SeenChange(row.id or 0, row.seen, change)
