"""bot.people.staff_store on SQLite and PostgreSQL: who works where, under which role, from which chat."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.database.audit import Intact, verify
from bot.database.engine import read_session
from bot.database.tables.staff import AuditRow, StaffRow
from bot.messages import ChatId
from bot.people import staff_store
from bot.people.staff import Role, Unit
from bot.people.staff_store import StaffBook, TakenError

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHAT = ChatId("telegram", "42")


@pytest.fixture
def book(engine: Engine) -> StaffBook:
    return StaffBook(engine)


@pytest.fixture
def unit(book: StaffBook) -> Unit:
    return book.add_unit(Unit(0, "UBND xã An", "An"), "cli", NOON)


def actions(engine: Engine) -> list[tuple[str, str]]:
    with read_session(engine) as session:
        return [(row.action, row.subject) for row in session.exec(select(AuditRow).order_by(col(AuditRow.id)))]


def test_a_unit_comes_back_as_it_was_added(book: StaffBook) -> None:
    added = book.add_unit(Unit(0, "Sở B", "tỉnh", needs_approval=True, is_coordinator=True), "cli", NOON)
    assert added == Unit(added.id, "Sở B", "tỉnh", needs_approval=True, is_coordinator=True)
    assert book.unit(added.id) == added
    assert book.unit(added.id + 1) is None
    assert book.units() == (added,)


def test_people_and_units_stand_in_the_order_of_the_alphabet(book: StaffBook, unit: Unit) -> None:
    for name in ("Vũ Thị Giang", "Đỗ Thị Lan", "Nguyễn Văn An", "Ngô Văn Tư", "Đặng Văn Ba"):
        book.add(name, Role.OFFICER, unit.id, "cli", NOON)
    names = ["Đặng Văn Ba", "Đỗ Thị Lan", "Ngô Văn Tư", "Nguyễn Văn An", "Vũ Thị Giang"]
    assert [person.name for person in book.everyone()] == [person.name for person in book.of_unit(unit.id)] == names
    for name in ("Văn phòng", "Đoàn xã"):
        book.add_unit(Unit(0, name), "cli", NOON)
    assert [each.name for each in book.units()] == ["Đoàn xã", "UBND xã An", "Văn phòng"]


def test_two_units_of_one_name_cannot_be_told_apart(book: StaffBook, unit: Unit) -> None:
    with pytest.raises(TakenError):
        book.add_unit(Unit(0, unit.name), "cli", NOON)
    other = book.add_unit(Unit(0, "Khác"), "cli", NOON)
    with pytest.raises(TakenError):
        book.change_unit(replace(other, name=unit.name), "cli", NOON)


def test_somebody_is_known_by_number_unit_and_chat(book: StaffBook, unit: Unit) -> None:
    added = book.add("Lê Thị B", Role.LEADER, unit.id, "cli", NOON, CHAT)
    assert book.get(added.id) == book.by_chat(CHAT) == added
    assert book.of_unit(unit.id) == book.everyone() == (added,)
    assert book.by_chat(ChatId("web", "42")) is None
    assert book.get(added.id + 1) is None


def test_a_chat_belongs_to_one_person(book: StaffBook, unit: Unit) -> None:
    one, other = (book.add(name, Role.OFFICER, unit.id, "cli", NOON) for name in ("A", "B"))
    assert book.bind(one.id, CHAT, "cli", NOON)
    with pytest.raises(TakenError):
        book.bind(other.id, CHAT, "cli", NOON)
    assert not book.bind(other.id + 1, ChatId("telegram", "43"), "cli", NOON)
    assert book.by_chat(CHAT) == replace(one, chat=CHAT)


def test_any_number_of_staff_may_have_no_chat_yet(book: StaffBook, unit: Unit) -> None:
    assert [book.add(name, Role.OFFICER, unit.id, "cli", NOON).chat for name in "AAB"] == [None] * 3


def test_who_has_left_is_still_named_but_no_longer_known(book: StaffBook, unit: Unit) -> None:
    added = book.add("A", Role.ADMIN, unit.id, "cli", NOON, CHAT)
    assert not book.revoke(added.id, "staff:9", NOON), "nobody of that number is here"
    assert book.revoke(added.id, "cli", NOON)
    assert not book.revoke(added.id, "cli", NOON)
    assert not book.revoke(added.id + 1, "cli", NOON)
    assert book.by_chat(CHAT) is None
    assert book.of_unit(unit.id) == ()
    assert book.get(added.id) == replace(added, chat=None, is_active=False)
    assert book.add("B", Role.OFFICER, unit.id, "cli", NOON, CHAT).chat == CHAT, "the telephone may be handed on"


def test_there_is_no_staff_without_a_unit(book: StaffBook, unit: Unit) -> None:
    added = book.add("A", Role.OFFICER, unit.id, "cli", NOON)
    with pytest.raises(ValueError, match="unit"):
        book.add("B", Role.OFFICER, unit.id + 1, "cli", NOON)
    with pytest.raises(ValueError, match="unit"):
        book.change(added.id, "A", Role.LEADER, unit.id + 1, "cli", NOON)


def test_every_change_is_in_the_trail_and_nothing_else(book: StaffBook, unit: Unit, engine: Engine) -> None:
    added = book.add("A", Role.OFFICER, unit.id, "cli", NOON)
    assert book.change(added.id, "A", Role.LEADER, unit.id, "staff:9", NOON)
    assert book.change(added.id, "A", Role.LEADER, unit.id, "staff:9", NOON), "the same again is no change"
    assert book.change_unit(replace(unit, needs_approval=True), "staff:9", NOON)
    book.bind(added.id, CHAT, "staff:9", NOON)
    book.revoke(added.id, "staff:9", NOON)
    one, person = f"unit:{unit.id}", f"staff:{added.id}"
    assert actions(engine) == [
        ("unit.added", one),
        ("staff.added", person),
        ("staff.changed", person),
        ("unit.changed", one),
        ("staff.bound", person),
        ("staff.revoked", person),
    ]
    assert isinstance(verify(engine), Intact)


def test_what_is_read_of_staff_at_every_message_is_all_that_they_are_made_of() -> None:
    """`_KNOWN` names its columns, so that a column that came since is not asked for of a database that a backup may bring back; one that
    `_known` reads and the list leaves out is a fault at the first message."""
    tree = ast.parse(inspect.getsource(staff_store._known))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "row"
    }
    listed = set(staff_store._KNOWN.selected_columns.keys())
    assert read == listed
    assert listed <= set(StaffRow.__table__.columns.keys())  # type: ignore[attr-defined]
