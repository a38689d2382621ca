"""Who was an admin when a request began and is none any more does nothing with accounts: the right is asked for where the change is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.messages import ChatId
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import NoLongerError, StaffBook
from bot.people.workplace.absence_store import AbsenceBook
from bot.people.workplace.absences import Absence
from tests.presence import found

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
DAY = date(2026, 3, 3)


@dataclass(frozen=True)
class AdminRequest:
    """Two admins, one of whom is no more, somebody who works here, and somebody who left."""

    engine: Engine
    book: StaffBook
    unit: Unit
    gone: Staff
    stays: Staff
    lan: Staff
    left: Staff


@pytest.fixture(params=["demoted", "revoked"])
def here(engine: Engine, request: pytest.FixtureRequest) -> AdminRequest:
    book = StaffBook(engine)
    unit = book.add_unit(Unit(0, "Văn phòng"), "cli", NOW)

    def person(name: str, role: Role) -> Staff:
        return book.add(name, role, unit.id, "cli", NOW)

    made = AdminRequest(
        engine,
        book,
        unit,
        *(person(name, role) for name, role in (("Tí", Role.ADMIN), ("Sửu", Role.ADMIN), ("Lan", Role.OFFICER), ("Mão", Role.OFFICER))),
    )
    book.revoke(made.left.id, "cli", NOW)
    AbsenceBook(engine).add(Absence(0, made.lan.id, DAY, DAY, None), "cli", NOW)
    if request.param == "revoked":
        book.revoke(made.gone.id, made.stays.actor, NOW)
    else:
        book.change(made.gone.id, made.gone.name, Role.OFFICER, unit.id, made.stays.actor, NOW)
    return made


WAYS: dict[str, Callable[[AdminRequest, str], object]] = {
    "reinstate": lambda here, by: here.book.reinstate(here.left.id, by, NOW),
    "revoke": lambda here, by: here.book.revoke(here.lan.id, by, NOW),
    "change": lambda here, by: here.book.change(here.lan.id, "Lan", Role.ADMIN, here.unit.id, by, NOW),
    "bind": lambda here, by: here.book.bind(here.lan.id, ChatId("telegram", "9"), by, NOW),
    "add": lambda here, by: here.book.add("Ngọ", Role.ADMIN, here.unit.id, by, NOW),
    "add unit": lambda here, by: here.book.add_unit(Unit(0, "Phòng mới"), by, NOW),
    "change unit": lambda here, by: here.book.change_unit(Unit(here.unit.id, "Phòng khác"), by, NOW),
    "invite": lambda here, by: Logins(here.engine).link(here.lan.id, Purpose.INVITE, by, NOW),
    "let in": lambda here, by: Logins(here.engine).link(here.lan.id, Purpose.LOGIN, by, NOW),
    "log out everywhere": lambda here, by: Logins(here.engine).leave_everywhere(here.lan.id, by, NOW),
    "away": lambda here, by: AbsenceBook(here.engine).add(Absence(0, here.lan.id, DAY, DAY, None), by, NOW),
    "there again": lambda here, by: AbsenceBook(here.engine).remove(1, by, NOW),
}


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    """Everything that an account operation writes."""
    tables = ("units", "staff", "login_links", "sessions", "staff_absences", "audit")
    with read_session(engine) as session:
        return [[tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1"))] for table in tables]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_done_and_nothing_is_written(here: AdminRequest, way: str) -> None:
    before = kept(here.engine)
    with suppress(NoLongerError):
        assert not WAYS[way](here, here.gone.actor)
    assert kept(here.engine) == before


@pytest.mark.parametrize("way", WAYS)
def test_who_is_one_still_does_it(here: AdminRequest, way: str) -> None:
    before = kept(here.engine)
    WAYS[way](here, here.stays.actor)
    assert kept(here.engine) != before, "each of these writes something where it is done"


def test_who_was_demoted_while_they_edited_their_own_account_is_no_admin_again(here: AdminRequest) -> None:
    before = kept(here.engine)
    assert not here.book.change(here.gone.id, here.gone.name, Role.ADMIN, here.unit.id, here.gone.actor, NOW)
    assert kept(here.engine) == before


def test_everybody_logs_themselves_in_and_out_with_no_right_over_others(here: AdminRequest) -> None:
    logins = Logins(here.engine)
    cookie = found(logins.enter(found(logins.link(here.lan.id, Purpose.LOGIN, here.lan.actor, NOW)), NOW))
    assert logins.of_session(cookie, NOW) == here.lan
    assert logins.leave_everywhere(here.lan.id, here.lan.actor, NOW) == 1
