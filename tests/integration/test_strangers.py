"""What a stranger can do with the numbers of petitions: nothing. First the attack that once worked, over the whole front desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.database.engine import reading
from bot.database.outgoing import OUTBOX
from bot.frontdesk import FrontDesk
from bot.messages import ChatId, Incoming
from bot.people.staff import Role, Unit
from bot.settings import Settings
from bot.wiring import front_desk, rooms_of, wire
from bot.wiring.rooms import Rooms
from tests import databases
from tests.petitions import AN, MONDAY, SENDER, filing

STRANGER = ChatId("web", "nobody-knows")


@pytest.fixture
def house(tmp_path: Path, small_index_folder: Path) -> Iterator[tuple[Engine, Rooms, FrontDesk]]:
    engine = databases.sqlite_at(tmp_path / "s.db")
    parts = wire(small_index_folder)
    settings = Settings(_env_file=None, secret_key="a key", files_dir=tmp_path / "files")  # type: ignore[call-arg]
    rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
    yield engine, rooms, front_desk(parts, rooms)
    engine.dispose()


def letters_to(engine: Engine, chat: ChatId) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(OUTBOX.c.text).where(OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key)))


def test_counting_numbers_subscribes_nobody_to_the_answers_of_others(house: tuple[Engine, Rooms, FrontDesk]) -> None:
    engine, rooms, desk = house
    unit = rooms.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", MONDAY)
    admin = rooms.staff.add("Quản trị", Role.ADMIN, unit.id, "cli", MONDAY)
    filed = rooms.petitions.intake.file(filing(), AN, MONDAY)
    for number in range(1, 20):
        desk.handle(Incoming(STRANGER, MONDAY, action=f"t:follow:{number}"))
    rooms.petitions.desk.claim(admin, filed.petition.id, MONDAY)
    rooms.petitions.desk.answer(admin, filed.petition.id, f"Kính gửi {SENDER.name}, {SENDER.phone}: đã sửa đèn.", MONDAY)
    assert letters_to(engine, STRANGER) == []
    assert any(SENDER.phone in letter for letter in letters_to(engine, AN)), "the sender is told"
