"""What is kept of plans: the tasks that are followed, what was due and done, the units' posts, and which reminders went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, upserting, write_session
from bot.database.outgoing import queue
from bot.database.tables.plans import DueRow, PlanTaskRow, RemindedRow, UnitPostRow
from bot.database.types import aware
from bot.messages import OutboxMessage
from bot.plans.task import Due, Period, ProofKind, Tracked, UnitPost, fingerprint, key_of_unit, periods
from knowledge.records.plan import Plan, Task


class PlanBook:
    """Each method is one transaction; times are aware (ValueError if naive); `by`: the number of one of the staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def follow(self, plan: Plan, year: int, units: Mapping[str, int], by: int, at: datetime) -> int:
        """Follow the tasks of `plan` in `year`; again, after the plan was changed, what is new is added and what is gone dropped.

        `units`: numbers of our units by `key_of_unit`. Proofs that were given stay. Returns how many tasks are followed.
        """
        with write_session(self._engine) as session:
            kept = {row.fingerprint: row for row in session.scalars(select(PlanTaskRow).where(*_of(plan.record_id, year)))}
            wanted = {fingerprint(plan, task, year): task for task in plan.tasks}
            for mark, task in wanted.items():
                row = kept.get(mark) or _new(mark, plan.record_id, task, year)
                row.lead, row.support, row.timing, row.is_dropped = list(task.lead), list(task.support), task.when, False
                row.unit = row.unit or next((units[key] for name in task.lead if (key := key_of_unit(name)) in units), None)
                session.add(row)
                session.flush()
                self._fall_due(session, row.id or 0, periods(task.when, year))
            for mark in kept.keys() - wanted.keys():
                kept[mark].is_dropped = True
            audit.record(session, f"staff:{by}", "plan.followed", f"plan:{plan.record_id}", {"year": year, "tasks": len(wanted)}, at)
            return len(wanted)

    def assign(self, task_id: int, unit: int, by: int, at: datetime) -> bool:
        """That unit owes the task; False where there is none."""
        with write_session(self._engine) as session:
            row = session.get(PlanTaskRow, task_id, with_for_update=True)
            if row is None:
                return False
            row.unit = unit
            audit.record(session, f"staff:{by}", "plan.assigned", f"task:{task_id}", {"unit": unit}, at)
            return True

    def due(self, due_id: int) -> Due | None:
        with read_session(self._engine) as session:
            found = session.execute(_dues().where(col(DueRow.id) == due_id)).first()
            return _due(*found) if found else None

    def dues(self, first: date, last: date, unit: int | None = None) -> tuple[Due, ...]:
        """What falls due between two days, both included, of one unit or of all; by day."""
        query = _dues().where(col(DueRow.due).between(first, last))
        if unit is not None:
            query = query.where(col(PlanTaskRow.unit) == unit)
        with read_session(self._engine) as session:
            return tuple(_due(*found) for found in session.execute(query))

    def do(self, due_id: int, kind: ProofKind, proof: str, by: int, at: datetime) -> bool:
        """The task was done in that period, with this proof; a later proof stands for an earlier. False where there is none."""
        with write_session(self._engine) as session:
            row = session.get(DueRow, due_id, with_for_update=True)
            if row is None:
                return False
            row.done, row.done_by, row.proof_kind, row.proof = row.done or aware(at), by, kind, proof
            audit.record(session, f"staff:{by}", "plan.done", f"due:{due_id}", {"kind": kind}, at)
            return True

    def add_post(self, unit: int, month: int, title: str, kind: ProofKind, proof: str, by: int, at: datetime) -> int:
        """The unit brought out a post in `month` (year × 100 + month); returns its number."""
        row = UnitPostRow(unit=unit, month=month, title=title, proof_kind=kind, proof=proof, staff=by, at=aware(at))
        with write_session(self._engine) as session:
            session.add(row)
            session.flush()
            audit.record(session, f"staff:{by}", "plan.posted", f"unit:{unit}", {"month": month, "post": row.id}, at)
            return row.id or 0

    def posts(self, first: int, last: int) -> tuple[UnitPost, ...]:
        """The units' posts of the months from `first` to `last` (year × 100 + month)."""
        query = select(UnitPostRow).where(col(UnitPostRow.month).between(first, last)).order_by(col(UnitPostRow.month), col(UnitPostRow.id))
        with read_session(self._engine) as session:
            return tuple(
                UnitPost(row.id or 0, row.unit, row.month, row.title, ProofKind(row.proof_kind), row.proof, row.at)
                for row in session.scalars(query)
            )

    def remind(self, day: date, letters: Iterable[OutboxMessage], at: datetime) -> bool:
        """Queue the letters of the reminder of `day`; False where it went out before."""
        with write_session(self._engine) as session:
            made = upserting(session, RemindedRow).values(day=day.isoformat(), at=aware(at)).on_conflict_do_nothing()
            if session.execute(made.returning(RemindedRow.day)).first() is None:
                return False
            queue(session, letters, at)
            return True

    def was_reminded(self, day: date) -> bool:
        with read_session(self._engine) as session:
            return session.get(RemindedRow, day.isoformat()) is not None

    def _fall_due(self, session: Session, task: int, found: Iterable[Period]) -> None:
        """The task falls due in `found`; proofs that were given stay."""
        for period in found:
            made = upserting(session, DueRow).values(task=task, period=period.name, due=period.day, proof_kind="", proof="")
            session.execute(made.on_conflict_do_update(index_elements=["task", "period"], set_={"due": period.day}))


def _of(plan: str, year: int) -> tuple[ColumnElement[bool], ...]:
    return col(PlanTaskRow.plan) == plan, col(PlanTaskRow.year) == year


def _new(mark: str, plan: str, task: Task, year: int) -> PlanTaskRow:
    number = _number(task.section, task.no)
    return PlanTaskRow(fingerprint=mark, plan=plan, no=number, content=task.content, lead=[], support=[], timing="", year=year)


def _number(section: str, no: str) -> str:
    return ".".join(part for part in (section, no) if part)


def _dues() -> Any:
    joined = select(DueRow, PlanTaskRow).join(PlanTaskRow, col(PlanTaskRow.id) == col(DueRow.task))
    return joined.where(~col(PlanTaskRow.is_dropped)).order_by(col(DueRow.due), col(DueRow.id))


def _due(row: DueRow, task: PlanTaskRow) -> Due:
    tracked = Tracked(task.id or 0, task.plan, task.no, task.content, tuple(task.lead), task.timing, task.year, task.unit)
    kind = ProofKind(row.proof_kind) if row.proof_kind else None
    return Due(row.id or 0, tracked, Period(row.due, row.period), row.done, row.done_by, kind, row.proof)
