"""What is kept of forms that are not sent yet; each row is read by the one who typed it and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, String, cast, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.database.engine import read_session, write_session
from bot.database.tables.staff import KeptFormRow
from bot.database.types import aware, storable
from bot.people.workplace.kept_forms import KeptForm, following

MOST_FORMS = 200  # unsent forms of one person; who has more throws some away

MOST_KEPT = 5_000_000  # characters of one person's unsent forms, as stored: every page of theirs reads them


class KeptForms:
    """Each method is one transaction; times are aware (ValueError if naive). No row of the audit trail: nothing was done yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, staff_id: int, typed: KeptForm, seen: int, at: datetime) -> KeptForm | None:
        """Keep what stands in a form whose page knew the revision `seen`; an empty one is thrown away. None where there are too many.

        Of two windows that write to a new form in one moment the second finds what the first has just kept.
        """
        try:
            return self._keep(staff_id, typed, seen, aware(at))
        except IntegrityError:
            return self._keep(staff_id, typed, seen, aware(at))

    def _keep(self, staff_id: int, typed: KeptForm, seen: int, now: datetime) -> KeptForm | None:
        with write_session(self._engine) as session:
            row = session.get(KeptFormRow, (staff_id, typed.place), with_for_update=True)
            if row is None and (typed.is_empty or _count(session, staff_id) >= MOST_FORMS):
                return typed if typed.is_empty else None
            if not typed.is_empty and _size(session, staff_id) >= MOST_KEPT:
                return None
            kept = following(_form(row) if row else None, typed, seen)
            if kept.is_empty and not kept.others:
                session.delete(row)
                return kept
            if row is None:
                session.add(_row(staff_id, kept, now))  # no merge: it would look once more, and overwrite what has come meanwhile
            else:
                session.merge(_row(staff_id, kept, now))
            return kept

    def of(self, staff_id: int) -> Mapping[str, KeptForm]:
        """All that somebody has not sent yet, by place, the newest first."""
        query = select(KeptFormRow).where(col(KeptFormRow.staff) == staff_id).order_by(col(KeptFormRow.at).desc())
        with read_session(self._engine) as session:
            return {row.place: _form(row) for row in session.scalars(query)}

    def drop(self, staff_id: int, place: str) -> None:
        """It was sent, or thrown away."""
        with write_session(self._engine) as session:
            session.execute(delete(KeptFormRow).where(*_own(staff_id, place)))

    def purge(self, before: datetime) -> int:
        """Delete what nobody has touched since; returns how many."""
        old = delete(KeptFormRow).where(col(KeptFormRow.at) < aware(before)).returning(col(KeptFormRow.place))
        with write_session(self._engine) as session:
            return len(session.execute(old).all())


def _own(staff_id: int, place: str) -> tuple[ColumnElement[bool], ...]:
    return col(KeptFormRow.staff) == staff_id, col(KeptFormRow.place) == place


def _size(session: Session, staff_id: int) -> int:
    """Of all that somebody has not sent, as it is stored."""
    fields, others = (func.length(cast(column, String)) for column in (KeptFormRow.fields, KeptFormRow.others))
    return int(session.execute(select(func.coalesce(func.sum(fields + others), 0)).where(col(KeptFormRow.staff) == staff_id)).scalar_one())


def _count(session: Session, staff_id: int) -> int:
    return int(session.execute(select(func.count()).where(col(KeptFormRow.staff) == staff_id)).scalar_one())


def _row(staff_id: int, kept: KeptForm, now: datetime) -> KeptFormRow:
    return KeptFormRow(
        staff=staff_id,
        place=kept.place,
        page=kept.page,
        title=storable(kept.title),
        version=kept.version,
        revision=kept.revision,
        at=now,
        fields=_storable(kept.fields),
        others=[_storable(other) for other in kept.others],
    )


def _storable(fields: Mapping[str, str]) -> dict[str, str]:
    return {storable(name): storable(text) for name, text in fields.items()}


def _form(row: KeptFormRow) -> KeptForm:
    return KeptForm(row.place, row.page, row.title, row.fields, row.version, row.revision, row.at, tuple(row.others))
