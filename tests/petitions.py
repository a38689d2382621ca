"""An office of two units over a database: who works there, what citizens write, and the calendar of 2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import wording
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.petitions.assembly import Place, Room, assemble
from bot.petitions.office import hours_of
from bot.petitions.petition import Contact, Filing, Kind, Naming
from bot.petitions.petition import Place as Where

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

    room: Room
    reception: Unit
    roads: Unit
    admin: Staff
    clerk: Staff  # of the reception, which coordinates
    leader: Staff  # of the roads
    hoa: Staff  # officers of the roads
    lan: Staff


def place(tmp_path: Path, group: ChatId | None = GROUP) -> Place:
    return Place(
        ZONE, HOURS, tmp_path / "files", group, lambda chat, at: None, lambda code: code == "1.001193", unit_name="UBND xã Hòa Bình"
    )


def office(engine: Engine, tmp_path: Path, group: ChatId | None = GROUP, needs_approval: bool = False) -> Office:
    room = assemble(engine, WORDS.petitions, place(tmp_path, group))
    book, at = room.staff, MONDAY
    reception = book.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", at)
    roads = book.add_unit(Unit(0, "Phòng Hạ tầng", needs_approval=needs_approval), "cli", at)

    def person(name: str, role: Role, unit: Unit) -> Staff:
        return book.add(name, role, unit.id, "cli", at, chat=ChatId("telegram", name))

    return Office(
        room,
        reception,
        roads,
        person("Quản trị", Role.ADMIN, reception),
        person("Cúc", Role.OFFICER, reception),
        person("Dũng", Role.LEADER, roads),
        person("Hoa", Role.OFFICER, roads),
        person("Lan", Role.OFFICER, roads),
    )


def filing(content: str = LIGHT, kind: Kind = Kind.OTHER, naming: Naming = Naming.HIDDEN, where: str = "xã Hòa Bình") -> Filing:
    contact = Contact() if naming is Naming.ANONYMOUS else SENDER
    return Filing(kind, content, naming, contact, Where(where))
