"""What is kept about units and staff; every change of them is in the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_connection, read_session, write_session
from bot.database.outgoing import queue, take_back
from bot.database.tables.staff import KeptFormRow, LoginLinkRow, SessionRow, StaffRow, UnitRow
from bot.database.types import aware
from bot.messages import ChatId, OutboxMessage
from bot.people.account_letters import Tell
from bot.people.logins import Purpose
from bot.people.mailing import told_moved
from bot.people.rights import may_still
from bot.people.staff import Role, Staff, Unit
from knowledge.texts.collation import in_order
from knowledge.texts.mailboxes import mailbox

_KNOWN = select(
    col(StaffRow.id),
    col(StaffRow.name),
    col(StaffRow.role),
    col(StaffRow.unit),
    col(StaffRow.chat_channel),
    col(StaffRow.chat_key),
    col(StaffRow.is_active),
    col(StaffRow.email),
    col(StaffRow.email_confirmed),
    col(StaffRow.email_before),
)
BY_NUMBER = _KNOWN.where(col(StaffRow.id) == bindparam("number"))
BY_CHAT = _KNOWN.where(
    col(StaffRow.chat_channel) == bindparam("channel"), col(StaffRow.chat_key) == bindparam("key"), col(StaffRow.is_active)
)
"""Made once: it is asked at every message, and nearly always of a citizen."""

STANDING = frozenset({"role", "unit", "chat_channel", "chat_key", "email"})
"""What decides who somebody is here and what they may see: where it changes, they come in anew."""
VOUCHED = "staff.mailbox_vouched"
"""In the audit trail: somebody else than who wrote a mailbox down says that it is this person's."""


class NoLongerError(ValueError):
    """Who asks for it was an admin when they began, and is none any more; holds whom the trail would have named."""


class TakenError(ValueError):
    """A unit of that name, or a staff member with that chat, is there already; holds which."""


class StaffBook:
    """Each method is one transaction; times are aware (ValueError if naive); `by` is the actor whom the audit trail names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, staff_id: int) -> Staff | None:
        """One of the staff, also one who has left: time lines name them."""
        with read_connection(self._engine) as connection:
            row = connection.execute(BY_NUMBER, {"number": staff_id}).one_or_none()
        return _known(row) if row else None

    def by_chat(self, chat: ChatId) -> Staff | None:
        """Who of the staff writes from `chat`; None for strangers and for those who have left."""
        with read_connection(self._engine) as connection:
            row = connection.execute(BY_CHAT, {"channel": chat.channel, "key": chat.key}).one_or_none()
        return _known(row) if row else None

    def of_unit(self, unit_id: int) -> tuple[Staff, ...]:
        """Who works in a unit now, by name."""
        query = select(StaffRow).where(col(StaffRow.unit) == unit_id, col(StaffRow.is_active)).order_by(col(StaffRow.id))
        with read_session(self._engine) as session:
            return tuple(sorted(map(_known, session.scalars(query)), key=lambda person: in_order(person.name)))

    def units(self) -> tuple[Unit, ...]:
        """Every unit, by name."""
        with read_session(self._engine) as session:
            return tuple(sorted(map(_unit, session.scalars(select(UnitRow))), key=lambda unit: in_order(unit.name)))

    def unit(self, unit_id: int) -> Unit | None:
        with read_session(self._engine) as session:
            row = session.get(UnitRow, unit_id)
            return _unit(row) if row else None

    def everyone(self) -> tuple[Staff, ...]:
        """All staff, those who have left last."""
        with read_session(self._engine) as session:
            people = map(_known, session.scalars(select(StaffRow).order_by(col(StaffRow.id))))
            return tuple(sorted(people, key=lambda person: (not person.is_active, in_order(person.name))))

    def revoke_again(self, left: Collection[tuple[int, str]], by: str, at: datetime) -> tuple[str, ...]:
        """Revoke those of `left` (number and name) who are here again, as they are in a database that goes back in time; returns whom."""
        back = [person for person in self.everyone() if person.is_active and (person.id, person.name) in left]
        return tuple(person.name for person in back if self.revoke(person.id, by, at))

    def begun(self) -> datetime | None:
        """When the office began: the first of the staff was added. Nobody is ever deleted, so it stays."""
        with read_session(self._engine) as session:
            return session.scalar(select(col(StaffRow.since)).order_by(col(StaffRow.since)).limit(1))

    def add_unit(self, unit: Unit, by: str, at: datetime) -> Unit:
        """A unit as `unit` says, whose number is ours to give. Raises TakenError where one has that name."""
        row = UnitRow(name=unit.name, place=unit.place, needs_approval=unit.needs_approval, is_coordinator=unit.is_coordinator)
        self._add(row, unit.name, by, "unit.added", at, {"name": unit.name, "place": unit.place})
        return _unit(row)

    def change_unit(self, unit: Unit, by: str, at: datetime) -> bool:
        """Make the unit with `unit.id` what `unit` says; False where there is none. Raises TakenError."""
        changed = {"name": unit.name, "place": unit.place, "needs_approval": unit.needs_approval, "is_coordinator": unit.is_coordinator}
        return self._change(UnitRow, unit.id, changed, by, "unit.changed", at)

    def add(self, name: str, role: Role, unit_id: int, by: str, at: datetime, chat: ChatId | None = None, email: str = "") -> Staff:
        """Raises TakenError where that chat or address is somebody else's, ValueError where there is no such unit or it is no address."""
        if self.unit(unit_id) is None:
            raise ValueError(f"unit {unit_id}")
        where = _chat_columns(chat)
        row = StaffRow(name=name, role=role, unit=unit_id, chat_channel=where["chat_channel"], chat_key=where["chat_key"], since=aware(at))
        row.email = mailbox(email) if email else ""
        self._add(row, name, by, "staff.added", at, {"name": name, "role": role, "unit": unit_id})
        return _known(row)

    def change(
        self,
        staff_id: int,
        name: str,
        role: Role,
        unit_id: int,
        by: str,
        at: datetime,
        email: str | None = None,
        tell: Tell | None = None,
        heard: Sequence[OutboxMessage] = (),
    ) -> bool:
        """Another name, role, unit or (None: as it is) e-mail address; another role, unit or address than they had ends their sessions, and
        who else changed it is told to them (`tell`); `heard`: what others hear of another address. False where there is no such person.

        Raises ValueError where there is no such unit or it is no address, TakenError where it is somebody else's.
        """
        if self.unit(unit_id) is None:
            raise ValueError(f"unit {unit_id}")
        changed: dict[str, object] = {"name": name, "role": str(role), "unit": unit_id}
        if email is not None:
            changed["email"] = mailbox(email) if email else ""
        return self._change(StaffRow, staff_id, changed, by, "staff.changed", at, tell, heard)

    def bind(self, staff_id: int, chat: ChatId, by: str, at: datetime) -> bool:
        """From now on `chat` is this person's, and sessions opened from another end; False where there is none.

        Raises TakenError where it is somebody else's.
        """
        return self._change(StaffRow, staff_id, _chat_columns(chat), by, "staff.bound", at)

    def vouch(self, staff_id: int, by: str, at: datetime) -> bool:
        """The mailbox of this person, as it stands now, is theirs: whoever wrote it down. False where they have none."""
        with write_session(self._engine) as session:
            row = session.get(StaffRow, staff_id) if may_still(session, by) else None
            if row is None or not row.is_active or not row.email:
                return False
            audit.record(session, by, VOUCHED, f"staff:{staff_id}", {}, at)
            return True

    def revoke(self, staff_id: int, by: str, at: datetime) -> bool:
        """They have left: no session, no link and no chat of theirs works any more, what they had not sent is gone, what was written to
        them leaves no more. False where they had left already."""
        with write_session(self._engine, changes_standing=True) as session:
            row = session.get(StaffRow, staff_id, with_for_update=True) if may_still(session, by) else None
            if row is None or not row.is_active:
                return False
            row.is_active, row.chat_channel, row.chat_key, row.email, row.email_confirmed = False, None, None, "", None
            session.execute(delete(LoginLinkRow).where(col(LoginLinkRow.staff) == staff_id))
            session.execute(delete(KeptFormRow).where(col(KeptFormRow.staff) == staff_id))
            ended, kept_back = end_sessions(session, staff_id), take_back(session, staff_id, at)
            audit.record(session, by, "staff.revoked", f"staff:{staff_id}", {"sessions": ended, "letters": kept_back}, at)
            return True

    def reinstate(self, staff_id: int, by: str, at: datetime) -> bool:
        """They are back, as what they were; a new invitation or login link lets them in. False where they never left."""
        with write_session(self._engine) as session:
            row = session.get(StaffRow, staff_id, with_for_update=True) if may_still(session, by) else None
            if row is None or row.is_active:
                return False
            row.is_active = True
            audit.record(session, by, "staff.reinstated", f"staff:{staff_id}", {}, at)
            return True

    def _add(self, row: UnitRow | StaffRow, name: str, by: str, action: str, at: datetime, told: Mapping[str, object]) -> None:
        try:
            with write_session(self._engine) as session:
                if not may_still(session, by):
                    raise NoLongerError(by)
                session.add(row)
                session.flush()
                session.refresh(row)
                audit.record(session, by, action, f"{action.partition('.')[0]}:{row.id}", told, at)
                session.flush()
                session.expunge(row)
        except IntegrityError as error:
            raise TakenError(name) from error

    def _change(
        self,
        kind: type[UnitRow | StaffRow],
        number: int,
        changed: Mapping[str, object],
        by: str,
        action: str,
        at: datetime,
        tell: Tell | None = None,
        heard: Sequence[OutboxMessage] = (),
    ) -> bool:
        try:
            with write_session(self._engine, changes_standing=kind is StaffRow) as session:
                row = session.get(kind, number, with_for_update=True) if may_still(session, by) else None
                if row is None:
                    return False
                before = {name: value for name in changed if (value := getattr(row, name)) != changed[name]}
                if isinstance(row, StaffRow):
                    _leaves_behind(session, row, before, tell, at)
                    queue(session, heard if "email" in before else (), at)
                for name in before:
                    setattr(row, name, changed[name])
                if kind is StaffRow and any(before.get(name) not in (None, "") for name in STANDING):
                    end_sessions(session, number)
                if before:
                    told = {"from": before, "to": {name: changed[name] for name in before}}
                    audit.record(session, by, action, f"{action.partition('.')[0]}:{number}", told, at)
                return True
        except IntegrityError as error:
            raise TakenError(str(number)) from error


def _leaves_behind(session: Session, row: StaffRow, before: Mapping[str, object], tell: Tell | None, at: datetime) -> None:
    """Who they were until now is told, as they were reached then, and what waits for their old chat or mailbox leaves no more."""
    if row.is_active and tell and STANDING & set(before):
        queue(session, [tell(_known(row))], at)
    if "chat_key" in before:
        take_back(session, row.id or 0, at)
    if "email" in before:
        _moves_house(session, row, at)


def _moves_house(session: Session, row: StaffRow, at: datetime) -> None:
    """Another address, or none: it is confirmed anew, no letter to the old one opens anything, and where that was confirmed it is told."""
    links = (col(LoginLinkRow.staff) == row.id, col(LoginLinkRow.purpose) == Purpose.MAILBOX)
    session.execute(delete(LoginLinkRow).where(*links))
    if row.email and row.email_confirmed:
        row.email_before = row.email
        queue(session, [told_moved(row.id or 0, at)], at)
    row.email_asked = row.email_confirmed = None


def end_sessions(session: Session, staff_id: int) -> int:
    """Log a person out on every machine, within another store's transaction, and let no open login link count; returns how many sessions.

    An invitation stays: it opens no page.
    """
    links = (col(LoginLinkRow.staff) == staff_id, col(LoginLinkRow.purpose) == Purpose.LOGIN)
    session.execute(delete(LoginLinkRow).where(*links))
    return len(session.execute(delete(SessionRow).where(col(SessionRow.staff) == staff_id).returning(col(SessionRow.token_hash))).all())


def staff_of(session: Session, staff_id: int) -> Staff | None:
    """One of the staff, within another store's transaction; None for those who have left."""
    found = _staff(session.get(StaffRow, staff_id))
    return found if found and found.is_active else None


def _chat_columns(chat: ChatId | None) -> dict[str, str | None]:
    return {"chat_channel": chat.channel if chat else None, "chat_key": chat.key if chat else None}


def _unit(row: UnitRow) -> Unit:
    return Unit(row.id or 0, row.name, row.place, row.needs_approval, row.is_coordinator)


def _staff(row: StaffRow | None) -> Staff | None:
    return _known(row) if row else None


def _known(row: StaffRow | Row[*tuple[Any, ...]]) -> Staff:
    chat = ChatId(row.chat_channel, row.chat_key) if row.chat_channel and row.chat_key else None
    confirmed = row.email_confirmed is not None
    return Staff(row.id or 0, row.name, Role(row.role), row.unit, chat, row.is_active, row.email, confirmed, row.email_before)
