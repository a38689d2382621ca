"""Who may still decide about somebody of the staff: asked within the transaction that does it, however long a page was open before."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from bot.database.tables.staff import StaffRow
from bot.people.staff import Role


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
    """Whether `by` may decide about the working days of `whose`: as an admin, or as the leader of their unit, who decides about no admin:
    one of them may hold what is said about that leader."""
    if may_still(session, by):
        return True
    leader, person = _here(session, by), session.get(StaffRow, whose)
    if leader is None or person is None or leader.role != Role.LEADER:
        return False
    return leader.unit == person.unit and person.role != Role.ADMIN


def _here(session: Session, by: str) -> StaffRow | None:
    """Who of the staff the actor `by` is, where they have not left."""
    number = by.removeprefix("staff:")
    row = session.get(StaffRow, int(number)) if number.isdecimal() else None
    return row if row is not None and row.is_active else None
