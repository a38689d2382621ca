"""Who may still do what they could when they began: asked within the transaction that does it, however long a page was open before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlmodel import Session, col

from bot.database.engine import CONDITION
from bot.database.tables.staff import StaffRow
from bot.people.staff import Role, Staff


class StandingLostError(Exception):
    """In the middle of what somebody of the staff did they left, or got another role or unit; nothing of it was done."""


@contextmanager
def acting(staff: Staff | None) -> Iterator[None]:
    """Within it every transaction that writes is in the name of `staff` (None: of nobody of the staff) and raises StandingLostError where
    they are not, or not any more, who decided that they may: of that role, in that unit, here. ADR 29."""

    def stands(session: Session) -> None:
        row = session.get(StaffRow, staff.id) if staff else None
        if staff and (row is None or not row.is_active or (row.role, row.unit) != (staff.role, staff.unit)):
            raise StandingLostError(staff.actor)

    token = CONDITION.set(stands if staff else None)
    try:
        yield
    finally:
        CONDITION.reset(token)


def may_still(session: Session, by: str, whose: int = 0) -> bool:
    """Whether the admin `by` is one still: of two who take one another's rights away at once, the second has none any more. The command
    line may, and who is here with their own account (`whose`); all admins are held until the transaction ends."""
    if whose and by == f"staff:{whose}":
        return _here(session, by) is not None
    admins = (
        select(col(StaffRow.id))
        .where(col(StaffRow.role) == Role.ADMIN, col(StaffRow.is_active))
        .order_by(col(StaffRow.id))
        .with_for_update()
    )
    here = set(session.scalars(admins))
    number = by.removeprefix("staff:")
    return not by.startswith("staff:") or not number.isdecimal() or int(number) in here or not here


def may_still_manage(session: Session, by: str, whose: int) -> bool:
    """As `manages`, of who both are now; the command line may."""
    leader, person = _here(session, by), session.get(StaffRow, whose)
    if leader is None or leader.role == Role.ADMIN:
        return may_still(session, by)
    return person is not None and manages(leader, person)


def manages(leader: Staff | StaffRow, person: Staff | StaffRow) -> bool:
    """Whether `leader` may decide about the working days of `person`: as an admin, or as the leader of their unit, who decides about no
    admin: one of them may hold what is said about that leader."""
    is_led = leader.role == Role.LEADER and leader.unit == person.unit and person.role != Role.ADMIN
    return leader.role == Role.ADMIN or is_led


def _here(session: Session, by: str) -> StaffRow | None:
    """Who of the staff the actor `by` is, where they have not left."""
    number = by.removeprefix("staff:")
    row = session.get(StaffRow, int(number)) if number.isdecimal() else None
    return row if row is not None and row.is_active else None
