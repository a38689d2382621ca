"""An office of two units over a database: who works there, what citizens write, and the calendar of 2026."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Table, delete, func, insert, select, text
from sqlmodel import SQLModel, col

from bot import wording
from bot.database import audit
from bot.database.engine import read_session
from bot.database.tables.staff import AuditHeadRow, AuditRow, StaffRow, UnitRow
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.petitions.cases.office import hours_of
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import Contact, Naming, NewPetition, Petition, PetitionKind, PetitionPlace
from bot.petitions.services import PetitionConfig, PetitionServices, build_services
from tests.support import databases

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = hours_of("07:30-11:30 13:30-17:00")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZONE)  # no holiday until 27 April
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")
GROUP = ChatId("telegram", "-100")
WORDS = wording.load()
SENDER = Contact("Nguyễn Văn An", "Thôn 3, xã Hòa Bình", "0912345678")
LIGHT = "Đèn đường trước số 12 Lê Lợi hỏng đã ba tuần, tối đi rất nguy hiểm"


@dataclass(frozen=True)
class Office:
    """The room and its people."""

    room: PetitionServices
    reception: Unit
    roads: Unit
    admin: Staff
    clerk: Staff  # of the reception, which coordinates
    leader: Staff  # of the roads
    hoa: Staff  # officers of the roads
    lan: Staff


def place(tmp_path: Path, group: ChatId | None = GROUP) -> PetitionConfig:
    return PetitionConfig(
        ZONE, HOURS, tmp_path / "files", group, lambda chat, at: None, lambda code: code == "1.001193", unit_name="UBND xã Hòa Bình"
    )


def office(engine: Engine, tmp_path: Path, group: ChatId | None = GROUP, needs_approval: bool = False) -> Office:
    room = build_services(engine, WORDS.petitions, place(tmp_path, group))
    return Office(room, *_hired_in(engine, needs_approval))


People = tuple[Unit, Unit, Staff, Staff, Staff, Staff, Staff]


def _hired_in(engine: Engine, needs_approval: bool) -> People:
    """Where the trail is empty and has no key, the rows that hiring once wrote are copied: each hire is a transaction of its own."""
    if audit.key_of(engine) or _has_a_trail(engine):
        return _hired(StaffBook(engine), needs_approval)
    people, rows = _hired_once(needs_approval)
    with engine.begin() as connection:
        connection.execute(delete(AuditHeadRow))
        for table, written in rows.items():
            connection.execute(insert(table), written)
            if engine.dialect.name == "postgresql" and table.autoincrement_column is not None:
                last = func.setval(func.pg_get_serial_sequence(table.name, "id"), len(written))
                connection.execute(select(last))
    return people


def _has_a_trail(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.scalar(select(col(AuditHeadRow.last))))


@cache
def _hired_once(needs_approval: bool) -> tuple[People, Mapping[Table, Sequence[Mapping[str, Any]]]]:
    """Who works there, and every row that hiring them leaves."""
    with TemporaryDirectory() as folder:
        engine = databases.sqlite_at(Path(folder) / "hired.db")
        people = _hired(StaffBook(engine), needs_approval)
        tables = [SQLModel.metadata.tables[str(kind.__tablename__)] for kind in (UnitRow, StaffRow, AuditRow, AuditHeadRow)]
        with engine.connect() as connection:
            rows = {table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables}
        engine.dispose()
    return people, rows


def _hired(book: StaffBook, needs_approval: bool) -> People:
    reception = book.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", MONDAY)
    roads = book.add_unit(Unit(0, "Phòng Hạ tầng", needs_approval=needs_approval), "cli", MONDAY)

    def person(name: str, role: Role, unit: Unit) -> Staff:
        return book.add(name, role, unit.id, "cli", MONDAY, chat=ChatId("telegram", name))

    return (
        reception,
        roads,
        person("Quản trị", Role.ADMIN, reception),
        person("Cúc", Role.OFFICER, reception),
        person("Dũng", Role.LEADER, roads),
        person("Hoa", Role.OFFICER, roads),
        person("Lan", Role.OFFICER, roads),
    )


def filing(
    content: str = LIGHT, kind: PetitionKind = PetitionKind.OTHER, naming: Naming = Naming.HIDDEN, where: str = "Thôn 3, xã Hòa Bình"
) -> NewPetition:
    contact = Contact() if naming is Naming.ANONYMOUS else SENDER
    return NewPetition(kind, content, naming, contact, PetitionPlace(where))


def done(outcome: object) -> Petition:
    """The petition after what was done to it, and it was done."""
    assert isinstance(outcome, Done), outcome
    return outcome.petition


def why(outcome: object) -> RefusalReason:
    """Why something was refused, and it was refused."""
    assert isinstance(outcome, NotDone), outcome
    return outcome.why


def letters(engine: Engine, chat: ChatId | None) -> list[str]:
    """The texts of all letters to `chat`, the oldest first."""
    assert chat is not None
    with read_session(engine) as session:
        query = text("SELECT text FROM outbox WHERE channel = :channel AND key = :key ORDER BY id")
        return list(session.scalars(query, {"channel": chat.channel, "key": chat.key}))
