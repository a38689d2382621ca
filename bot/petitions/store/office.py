"""The office's own numbers and texts: days off and worked, days to answer, templates; every change of them is in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlmodel import col

from bot.database import audit
from bot.database.engine import read_session, upserting, write_session
from bot.database.tables.petitions import DayRow, LimitRow, TemplateRow
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.workdays import DayChange


class OfficeBook:
    """Each method is one transaction; `by` is the actor whom the audit trail names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def days(self) -> Mapping[date, DayChange]:
        """What admins said of single days."""
        with read_session(self._engine) as session:
            return {row.day: DayChange(row.is_off, row.name) for row in session.scalars(select(DayRow))}

    def set_day(self, day: date, change: DayChange | None, by: str, at: datetime) -> None:
        """Off or worked; None: what the calendar says by itself."""
        with write_session(self._engine) as session:
            row = session.get(DayRow, day)
            if row is not None:
                session.delete(row)
                session.flush()
            if change is not None:
                session.add(DayRow(day=day, is_off=change.is_off, name=change.name))
            told = {"is_off": change.is_off if change else None, "name": change.name if change else ""}
            audit.record(session, by, "office.day", f"day:{day.isoformat()}", told, at)

    def limits(self) -> Mapping[PetitionKind, int]:
        """The working days that an admin set; a kind that is not there has the default."""
        with read_session(self._engine) as session:
            return {PetitionKind(row.kind): row.days for row in session.scalars(select(LimitRow))}

    def set_limit(self, kind: PetitionKind, days: int, by: str, at: datetime) -> None:
        with write_session(self._engine) as session:
            made = upserting(session, LimitRow).values(kind=kind, days=days)
            session.execute(made.on_conflict_do_update(index_elements=["kind"], set_={"days": days}))
            audit.record(session, by, "office.limit", f"kind:{kind}", {"days": days}, at)

    def templates(self, unit: int | None) -> tuple[ReplyTemplate, ...]:
        """Those of all units and of `unit`, by title; None: every one."""
        query = select(TemplateRow).order_by(col(TemplateRow.title), col(TemplateRow.id))
        if unit is not None:
            query = query.where(col(TemplateRow.unit).is_(None) | (col(TemplateRow.unit) == unit))
        with read_session(self._engine) as session:
            return tuple(_template(row) for row in session.scalars(query))

    def template(self, template_id: int) -> ReplyTemplate | None:
        with read_session(self._engine) as session:
            row = session.get(TemplateRow, template_id)
            return _template(row) if row else None

    def save_template(self, template: ReplyTemplate, by: str, at: datetime, seen: ReplyTemplate | None = None) -> ReplyTemplate | None:
        """Make (id 0) or change one; without a body it is deleted. None where there is none of that number, or not as it was `seen`."""
        with write_session(self._engine) as session:
            row = session.get(TemplateRow, template.id, with_for_update=True) if template.id else TemplateRow(title="", body="")
            if row is None or (seen and _template(row) != seen):
                return None
            row.title, row.body, row.unit = template.title, template.body, template.unit
            if template.body:
                session.add(row)
            elif template.id:
                session.delete(row)
            session.flush()
            audit.record(session, by, "office.template", f"template:{row.id}", {"title": template.title}, at)
            return _template(row)


def _template(row: TemplateRow) -> ReplyTemplate:
    return ReplyTemplate(row.id or 0, row.title, row.body, row.unit)
