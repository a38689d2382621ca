"""What is kept of absences of the staff; every change of them is in the audit trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine, select, update
from sqlmodel import col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.staff import AbsenceRow
from bot.people.rights import may_still_manage
from bot.people.staff_store import NoLongerError
from bot.people.workplace.absences import Absence


class AbsenceBook:
    """Each method is one transaction; `by` is the actor whom the audit trail names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, absence: Absence, by: str, at: datetime) -> Absence:
        """An absence whose number is ours to give. Raises NoLongerError where `by` no longer manages whom it is about."""
        row = AbsenceRow(staff=absence.staff, begins=absence.begins, ends=absence.ends, stand_in=absence.stand_in)
        told = {"day": absence.begins.isoformat(), "until": absence.ends.isoformat(), "officer": absence.stand_in}
        with write_session(self._engine) as session:
            if not may_still_manage(session, by, absence.staff):
                raise NoLongerError(by)
            session.add(row)
            session.flush()
            audit.record(session, by, "staff.away", f"staff:{absence.staff}", told, at)
            return replace(absence, id=row.id or 0)

    def remove(self, absence_id: int, by: str, at: datetime) -> Absence | None:
        """They are there after all: the absence that was kept; None where there is none."""
        with write_session(self._engine) as session:
            row = session.get(AbsenceRow, absence_id, with_for_update=True)
            if row is None or not may_still_manage(session, by, row.staff):
                return None
            told = {"day": row.begins.isoformat(), "until": row.ends.isoformat()}
            audit.record(session, by, "staff.there_again", f"staff:{row.staff}", told, at)
            removed = _absence(row)
            session.delete(row)
            return removed

    def upcoming(self, day: date) -> tuple[Absence, ...]:
        """Those that are not over on `day`, the first to begin first."""
        query = select(AbsenceRow).where(col(AbsenceRow.ends) >= day).order_by(col(AbsenceRow.begins), col(AbsenceRow.id))
        with read_session(self._engine) as session:
            return tuple(_absence(row) for row in session.scalars(query))

    def to_hand_over(self, day: date) -> tuple[Absence, ...]:
        """Those that last on `day` and of which nothing is handed over yet."""
        return tuple(each for each in self.upcoming(day) if each.holds(day) and not each.is_handed)

    def handed(self, absence_id: int) -> None:
        """What was open when it began is handed over."""
        with write_session(self._engine) as session:
            session.execute(update(AbsenceRow).where(col(AbsenceRow.id) == absence_id).values(is_handed=True))


def _absence(row: AbsenceRow) -> Absence:
    return Absence(row.id or 0, row.staff, row.begins, row.ends, row.stand_in, row.is_handed)
