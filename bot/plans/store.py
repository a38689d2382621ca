"""What is kept of plans: the tasks that are followed, what was due and done, the units' posts, and which reminders went out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, func, select, update
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, upserting, write_session
from bot.database.outgoing import queue
from bot.database.tables.plans import DueRow, PlanTaskRow, RemindedRow, UnitPostRow
from bot.database.types import aware
from bot.messages import OutboxMessage
from bot.plans.task import Due, Period, ProofKind, Tracked, UnitPost, fingerprint, key_of_unit, periods
from knowledge.records.plan import Plan, Task

OWN = "own:"  # with what the fingerprint of a task begins that the office added itself


class PlanBook:
    """Each method is one transaction; times are aware (ValueError if naive); `by`: the number of one of the staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def follow(self, plan: Plan, year: int, units: Mapping[str, int], by: int, at: datetime, begins: int = 1) -> int:
        """Follow the tasks of `plan` in `year` from the month `begins` on; again, after the plan was changed, what is new is added and what
        is gone dropped, but for what the office added itself.

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
                self._fall_due(session, row.id or 0, periods(task.when, year), date(year, begins, 1))
            for mark in kept.keys() - wanted.keys():
                kept[mark].is_dropped = not mark.startswith(OWN)
            told = {"year": year, "tasks": len(wanted), "month": year * 100 + begins}
            audit.record(session, f"staff:{by}", "plan.followed", f"plan:{plan.record_id}", told, at)
            return len(wanted)

    def followed(self, year: int) -> Mapping[str, int]:
        """The plans that are followed in `year`, by record_id, with how many tasks."""
        query = select(col(PlanTaskRow.plan), func.count()).where(col(PlanTaskRow.year) == year, ~col(PlanTaskRow.is_dropped))
        with read_session(self._engine) as session:
            return {row[0]: row[1] for row in session.execute(query.group_by(col(PlanTaskRow.plan)))}

    def unfollow(self, plan: str, year: int, by: int, at: datetime) -> int:
        """The tasks of a plan are followed no more; proofs that were given stay. Returns how many tasks there were."""
        dropped = update(PlanTaskRow).where(*_of(plan, year), ~col(PlanTaskRow.is_dropped)).values(is_dropped=True)
        with write_session(self._engine) as session:
            count = len(session.execute(dropped.returning(col(PlanTaskRow.id))).all())
            if count:
                audit.record(session, f"staff:{by}", "plan.unfollowed", f"plan:{plan}", {"year": year, "tasks": count}, at)
            return count

    def add(self, plan: str, year: int, content: str, timing: str, unit: int, by: int, at: datetime, today: date) -> int:
        """A task of the office's own beside those of a plan; returns its number. `today`: the office's day at `at`."""
        mark = OWN + secrets.token_hex(16)
        row = PlanTaskRow(fingerprint=mark, plan=plan, no="", content=content, lead=[], support=[], timing=timing, year=year, unit=unit)
        with write_session(self._engine) as session:
            session.add(row)
            session.flush()
            self._fall_due(session, row.id or 0, periods(timing, year), today)
            audit.record(session, f"staff:{by}", "plan.added", f"task:{row.id}", {"year": year, "unit": unit}, at)
            return row.id or 0

    def edit(self, task_id: int, content: str, timing: str, by: int, at: datetime, today: date, seen: tuple[str, str]) -> bool:
        """Other words or another time for a task; what is done stays. False where there is none, or words and time are not as `seen`."""
        with write_session(self._engine) as session:
            row = session.get(PlanTaskRow, task_id, with_for_update=True)
            if row is None or (row.content, row.timing) != seen:
                return False
            before = {"content": row.content, "timing": row.timing}
            if timing != row.timing:
                session.execute(delete(DueRow).where(col(DueRow.task) == task_id, col(DueRow.done).is_(None)))
                self._fall_due(session, task_id, periods(timing, row.year), today)
            row.content, row.timing = content, timing
            told = {"from": before, "to": {"content": content, "timing": timing}}
            audit.record(session, f"staff:{by}", "plan.edited", f"task:{task_id}", told, at)
            return True

    def drop(self, task_id: int, by: int, at: datetime) -> bool:
        """A task that is not ours is followed no more, until its plan is followed anew. False where there is none."""
        with write_session(self._engine) as session:
            row = session.get(PlanTaskRow, task_id, with_for_update=True)
            if row is None or row.is_dropped:
                return False
            row.is_dropped = True
            audit.record(session, f"staff:{by}", "plan.dropped", f"task:{task_id}", {}, at)
            return True

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
        """The task was done in that period, with this proof. A later one stands for an earlier, from its own day on, and the trail keeps
        what stood there: a task is not done in time by a proof that came late. False where there is none."""
        with write_session(self._engine) as session:
            row = session.get(DueRow, due_id, with_for_update=True)
            if row is None:
                return False
            told: dict[str, object] = {"kind": kind}
            if row.done:
                told["from"] = {"kind": row.proof_kind, "proof": row.proof, "by": row.done_by, "at": row.done.isoformat()}
            row.done, row.done_by, row.proof_kind, row.proof = aware(at), by, kind, proof
            audit.record(session, f"staff:{by}", "plan.done", f"due:{due_id}", told, at)
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

    def _fall_due(self, session: Session, task: int, found: Iterable[Period], begins: date) -> None:
        """The task falls due in those of `found` that end on `begins` or later, and before it in none; proofs that were given stay."""
        earlier = (col(DueRow.task) == task, col(DueRow.due) < begins, col(DueRow.done).is_(None))
        session.execute(delete(DueRow).where(*earlier))
        for period in (each for each in found if each.day >= begins):
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
    number = task.no or str(task.id or 0)  # of a task that no plan numbers: its own, whatever becomes of others or of its days
    tracked = Tracked(task.id or 0, task.plan, number, task.content, tuple(task.lead), task.timing, task.year, task.unit)
    kind = ProofKind(row.proof_kind) if row.proof_kind else None
    return Due(row.id or 0, tracked, Period(row.due, row.period), row.done, row.done_by, kind, row.proof)
