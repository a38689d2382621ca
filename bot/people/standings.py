"""Who may do what in an office whose database goes back in time: what was taken away since does not come back with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import is_current, read_session, write_session
from bot.database.tables.staff import SecondFactorRow, StaffRow, UnitRow
from bot.people.staff import Role
from bot.people.staff_store import end_sessions

WAYS_IN = ("chat_channel", "chat_key", "email", "email_asked", "email_confirmed", "email_before")
PROMISES = {"needs_approval": "signs", "is_coordinator": "coordinates"}
"""What a unit is, beside its name, and what it is called where it differs."""
Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StandingsBefore:
    """What was true before the database went back: by number the columns of each of the staff, of each second factor, of each unit."""

    people: Mapping[int, Columns]
    factors: Mapping[int, Columns]
    units: Mapping[int, Columns]


@dataclass(frozen=True, slots=True)
class StandingDifference:
    """Of whom the backup says something else (`what`: "role", "unit", "way_in", "second"; "new": they
    were not there) than was true before, or of which unit ("signs", "signs_not", "coordinates", "coordinates_not": so it was before);
    `before`, `kept`: as it was and as the backup has it, "" where that is nobody's to read."""

    name: str
    what: str
    before: str = ""
    kept: str = ""


class UnreadableStandingsError(Exception):
    """There is an office, and who may do what in it cannot be read."""


def standings(engine: Engine) -> StandingsBefore:
    """As they are now; of nobody where there is no office yet. Raises UnreadableStandingsError where another version of this program
    keeps it."""
    if not is_current(engine):
        if inspect(engine).has_table(str(StaffRow.__tablename__)):
            raise UnreadableStandingsError
        return StandingsBefore({}, {}, {})
    with read_session(engine) as session:
        people = {row.id or 0: row.model_dump() for row in session.scalars(select(StaffRow))}
        factors = {row.staff: row.model_dump() for row in session.scalars(select(SecondFactorRow))}
        units = {row.id or 0: row.model_dump() for row in session.scalars(select(UnitRow))}
    return StandingsBefore(people, factors, units)


def put_right(engine: Engine, before: StandingsBefore, at: datetime, *, takes_old: bool, has_same_secret: bool) -> list[StandingDifference]:
    """In a database that went back: whose role, unit, way in or second factor was another before has what they had, unless `takes_old`:
    then those of the backup count, and that is noted. Returns what differs. Factors stay with the secret that they were made with
    (`has_same_secret`). Who has left is revoked elsewhere (`StaffBook.revoke_again`)."""
    found: list[StandingDifference] = []
    with write_session(engine, changes_standing=True) as session:
        units = {row.id or 0: row for row in session.scalars(select(UnitRow))}
        rows = session.scalars(select(StaffRow).order_by(col(StaffRow.id))).all()
        known = [row for row in rows if _is_known(row, before)]
        found += (StandingDifference(row.name, "new") for row in rows if before.people and row.is_active and not _is_same(row, before))
        differing = [(row, list(_differences(session, row, before, has_same_secret=has_same_secret))) for row in known]
        differing = [(row, told) for row, told in differing if told]
        if not takes_old:  # nobody's chat or address is in the way of whom it belongs to
            for row, _ in differing:
                row.chat_channel, row.chat_key, row.email = None, None, ""
            session.flush()
        for row, told in differing:
            found += told
            if not takes_old:
                _as_before(session, row, before, units, has_same_secret=has_same_secret)
            detail = {"differs": [each.what for each in told], "of_backup": takes_old}
            audit.record(session, "cli", "staff.standing_restored", f"staff:{row.id}", detail, at)
        if any(_is_same(row, before) for row in rows):  # the same office: a unit's number is the unit's
            found += _units_put_right(session, units, before, at, takes_old=takes_old)
    return found


def _units_put_right(
    session: Session, units: Mapping[int, UnitRow], before: StandingsBefore, at: datetime, *, takes_old: bool
) -> Iterator[StandingDifference]:
    """Whether a leader signs for a unit, and which unit hands out what comes in: a signature that was promised since is not taken back in
    silence. Where the unit that coordinated is not in the backup, the one of the backup does."""
    had_coordinator = any(was["is_coordinator"] and number in units for number, was in before.units.items())
    for number, row in sorted(units.items()):
        was = before.units.get(number)
        if was is None:
            continue
        names = [name for name in PROMISES if was[name] != getattr(row, name) and (had_coordinator or name != "is_coordinator")]
        for name in names:
            yield StandingDifference(row.name, PROMISES[name] if was[name] else f"{PROMISES[name]}_not")
            if not takes_old:
                setattr(row, name, was[name])
        if names:
            audit.record(session, "cli", "unit.standing_restored", f"unit:{number}", {"differs": names, "of_backup": takes_old}, at)


def came_back(engine: Engine, before: StandingsBefore) -> frozenset[tuple[int, str]]:
    """Who had left, and is here again in the database that went back: number and name."""
    with read_session(engine) as session:
        here = session.scalars(select(StaffRow).where(col(StaffRow.is_active))).all()
        return frozenset((row.id or 0, row.name) for row in here if _is_same(row, before) and not before.people[row.id or 0]["is_active"])


def _is_known(row: StaffRow, before: StandingsBefore) -> bool:
    """Whether they are one and the same person in both, and worked here until now."""
    return _is_same(row, before) and bool(before.people[row.id or 0]["is_active"])


def _is_same(row: StaffRow, before: StandingsBefore) -> bool:
    """Added at the same moment under the same number: names change."""
    was = before.people.get(row.id or 0)
    return was is not None and was["since"] == row.since


def _differences(session: Session, row: StaffRow, before: StandingsBefore, *, has_same_secret: bool) -> Iterator[StandingDifference]:
    was, number = before.people[row.id or 0], row.id or 0
    if was["role"] != row.role:
        yield StandingDifference(row.name, "role", was["role"], row.role)
    if was["unit"] != row.unit:
        kept = session.get(UnitRow, row.unit)
        yield StandingDifference(row.name, "unit", before.units.get(was["unit"], {}).get("name", ""), kept.name if kept else "")
    if any(was[name] != getattr(row, name) for name in WAYS_IN) or not row.is_active:
        yield StandingDifference(row.name, "way_in")
    factor = session.get(SecondFactorRow, number)
    if has_same_secret and before.factors.get(number) != (factor.model_dump() if factor else None):
        yield StandingDifference(row.name, "second")


def _as_before(session: Session, row: StaffRow, before: StandingsBefore, units: Mapping[int, UnitRow], *, has_same_secret: bool) -> None:
    """Their unit, where the backup does not have it, is that of the backup, in which they are no more than an officer."""
    was, number = before.people[row.id or 0], row.id or 0
    is_there = was["unit"] in units  # by its number: names change, and no unit is ever deleted
    row.role, row.unit = (was["role"], was["unit"]) if is_there else (was["role"] if was["role"] == Role.ADMIN else Role.OFFICER, row.unit)
    row.is_active = True
    for name in WAYS_IN:
        setattr(row, name, was[name])
    end_sessions(session, number)
    if has_same_secret:
        if factor := session.get(SecondFactorRow, number):
            session.delete(factor)
            session.flush()
        if number in before.factors:
            session.add(SecondFactorRow(**before.factors[number]))
    session.flush()
