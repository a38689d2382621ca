"""What is kept of lessons: proposed by anyone of the staff, counting once a leader or an admin has approved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, tzinfo

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot.answers.lessons.learned import LONGEST_LIFE, Learned, LearnedKind, Lesson, wordings_in
from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.learned import LearnedRow, LearnedVersionRow
from bot.database.types import aware
from bot.people.staff import Role, Staff

VERSION = 1
MOST_LISTED = 500
Seal = tuple[int, date]
"""Changes whenever other lessons count: with an approval, a removal, and at midnight."""


class Lessons:
    """Each method is one transaction; times are aware (ValueError if naive); days are the office's (`zone`)."""

    def __init__(self, engine: Engine, zone: tzinfo) -> None:
        self._engine = engine
        self._zone = zone
        self._last = 0
        self._counting: tuple[Learned, ...] = ()

    def propose(self, staff: Staff, lesson: Lesson, at: datetime) -> Learned | None:
        """Keep a lesson; one of a leader or an admin counts at once. None where its day has passed or is years away."""
        now = aware(at)
        if not self._lasts(lesson, now):
            return None
        with write_session(self._engine) as session:
            return _learned(_added(session, staff, lesson, now, {}))

    def revise(self, staff: Staff, number: int, lesson: Lesson, at: datetime) -> Learned | None:
        """Another lesson in the place of one: as `propose`, and the old one counts no more; it stays in the list. None, too, where that one
        is gone, of another kind, or not for them to change (see `may_revise`)."""
        now = aware(at)
        if not self._lasts(lesson, now):
            return None
        with write_session(self._engine) as session:
            row = session.get(LearnedRow, number, with_for_update=True)
            if row is None or row.kind != lesson.kind or not may_revise(staff, _learned(row)):
                return None
            row.removed = now
            _grow(session)
            return _learned(_added(session, staff, lesson, now, {"replaces": number}))

    def get(self, number: int) -> Learned | None:
        with read_session(self._engine) as session:
            row = session.get(LearnedRow, number)
            return _learned(row) if row else None

    def _lasts(self, lesson: Lesson, now: datetime) -> bool:
        today = now.astimezone(self._zone).date()
        return today <= lesson.expires <= today + LONGEST_LIFE

    def approve(self, staff: Staff, number: int, at: datetime) -> bool:
        """Let it count from now on; False where it may not: not a leader, not there, counting already, or removed."""
        with write_session(self._engine) as session:
            row = session.get(LearnedRow, number, with_for_update=True)
            if row is None or row.approved or row.removed or not _may_approve(staff):
                return False
            _approve(session, row, staff, aware(at))
            return True

    def remove(self, staff: Staff, number: int, at: datetime) -> bool:
        """Let it count no more; False as in `approve`."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(LearnedRow, number, with_for_update=True)
            if row is None or row.removed or not _may_approve(staff):
                return False
            row.removed = now
            _grow(session)
            audit.record(session, staff.actor, "learned.removed", f"learned:{number}", {}, now)
            return True

    def listed(self) -> tuple[Learned, ...]:
        """The last MOST_LISTED lessons: what waits for approval first, what was removed last, the newest first."""
        order = (col(LearnedRow.removed).is_not(None), col(LearnedRow.approved).is_not(None), col(LearnedRow.id).desc())
        with read_session(self._engine) as session:
            return tuple(map(_learned, session.scalars(select(LearnedRow).order_by(*order).limit(MOST_LISTED))))

    def waiting(self, at: datetime) -> int:
        """How many wait for somebody's approval at `at`."""
        today = aware(at).astimezone(self._zone).date()
        waits = (col(LearnedRow.approved).is_(None), col(LearnedRow.removed).is_(None), col(LearnedRow.expires) >= today)
        with read_session(self._engine) as session:
            return int(session.execute(select(func.count()).select_from(LearnedRow).where(*waits)).scalar_one())

    def live(self, at: datetime) -> tuple[Learned, ...]:
        """What counts at `at`, oldest first."""
        today = aware(at).astimezone(self._zone).date()
        counting = (col(LearnedRow.approved).is_not(None), col(LearnedRow.removed).is_(None), col(LearnedRow.expires) >= today)
        with read_session(self._engine) as session:
            return tuple(map(_learned, session.scalars(select(LearnedRow).where(*counting).order_by(col(LearnedRow.id)))))

    def counting(self, at: datetime) -> tuple[Learned, ...]:
        """As `live`; while the database does not answer, what was known last: questions go on."""
        try:
            self._counting = self.live(at)
        except SQLAlchemyError:
            today = aware(at).astimezone(self._zone).date()
            return tuple(item for item in self._counting if item.lesson.expires >= today)
        return self._counting

    def seal(self, at: datetime) -> Seal:
        """What tells one state of `counting` from another."""
        with suppress(SQLAlchemyError), read_session(self._engine) as session:
            self._last = session.get_one(LearnedVersionRow, VERSION).version
        return self._last, aware(at).astimezone(self._zone).date()


def may_revise(staff: Staff, learned: Learned) -> bool:
    """Leaders and admins change everything that is not gone, whoever proposed it only what nobody has approved yet."""
    return not learned.removed and (_may_approve(staff) or (learned.proposed_by == staff.id and not learned.approved))


def _added(session: Session, staff: Staff, lesson: Lesson, now: datetime, told: Mapping[str, object]) -> LearnedRow:
    """A new lesson; one of a leader or an admin counts at once."""
    row = LearnedRow(
        kind=lesson.kind,
        text=lesson.text,
        answer=lesson.answer,
        source=lesson.source,
        code=lesson.code,
        asked_as="\n".join(lesson.asked_as),
        expires=lesson.expires,
        proposed_by=staff.id,
        proposed=now,
    )
    session.add(row)
    session.flush()
    action = "learned.revised" if told else "learned.proposed"
    audit.record(session, staff.actor, action, f"learned:{row.id}", {"kind": str(lesson.kind), **told}, now)
    if _may_approve(staff):
        _approve(session, row, staff, now)
    return row


def _may_approve(staff: Staff) -> bool:
    return staff.role in (Role.LEADER, Role.ADMIN)


def _approve(session: Session, row: LearnedRow, staff: Staff, now: datetime) -> None:
    row.approved_by, row.approved = staff.id, now
    _grow(session)
    audit.record(session, staff.actor, "learned.approved", f"learned:{row.id}", {"kind": row.kind}, now)


def _grow(session: Session) -> None:
    session.execute(update(LearnedVersionRow).where(col(LearnedVersionRow.id) == VERSION).values(version=LearnedVersionRow.version + 1))


def _learned(row: LearnedRow) -> Learned:
    lesson = Lesson(LearnedKind(row.kind), row.text, row.expires, row.answer, row.source, row.code, wordings_in(row.asked_as))
    return Learned(row.id or 0, lesson, row.proposed_by, row.proposed, row.approved_by, row.approved, row.removed)
