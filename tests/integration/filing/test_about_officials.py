"""A petition about an official or a unit reaches neither by itself: who coordinates, or where that is the one, an admin, decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import Naming, Petition, PetitionFile, PetitionKind
from tests.petitions import AN, MONDAY, Office, filing, office

ABOUT_ROADS = "Phòng Hạ tầng thu tiền của dân mà không có hóa đơn"
ABOUT_RECEPTION = "Bà Thủy trưởng phòng quát mắng người già ở quầy"


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Office:
    return office(engine, tmp_path, group=None)


@pytest.fixture
def thuy(here: Office) -> Staff:
    """Leads the unit that coordinates."""
    return here.room.staff.add("Trần Thị Thủy", Role.LEADER, here.reception.id, "cli", MONDAY, chat=ChatId("telegram", "Thủy"))


def file(here: Office, content: str, kind: PetitionKind = PetitionKind.BEHAVIOUR, by: Staff | None = None) -> Petition:
    told = filing(content, kind, Naming.HIDDEN, where="")
    filed = here.room.intake.file(told, None if by else AN, MONDAY, by=by)
    assert isinstance(filed, PetitionFile)
    return filed.petition


def told(engine: Engine, staff: Staff) -> int:
    assert staff.chat is not None
    with read_session(engine) as session:
        query = text("SELECT count(*) FROM outbox WHERE channel = :channel AND key = :key")
        return int(session.execute(query, {"channel": staff.chat.channel, "key": staff.chat.key}).scalar_one())


def confirmed(engine: Engine) -> list[bool]:
    """Of the petitions that were given to whom they are about all the same: what the audit trail has."""
    with read_session(engine) as session:
        details = session.execute(text("SELECT detail FROM audit ORDER BY id")).scalars()
        return [detail["confirmed"] for each in details if "confirmed" in (detail := json.loads(each))]


def sees(here: Office, staff: Staff, petition: Petition) -> bool:
    listed = any(line.id == petition.id for line in here.room.desk.page(staff, BoardQuery(), MONDAY).lines)
    opened = not isinstance(here.room.desk.see(staff, petition.id, MONDAY), NotDone)
    assert listed == opened, "the board and the page agree"
    return opened


def test_about_another_unit_it_lies_with_who_coordinates(here: Office, engine: Engine, thuy: Staff) -> None:
    for by in (None, here.hoa):
        petition = file(here, ABOUT_ROADS, by=by)
        assert petition.unit == here.reception.id, by
        assert [sees(here, person, petition) for person in (thuy, here.admin)] == [True, True]
        assert [sees(here, person, petition) for person in (here.leader, here.hoa, here.lan, here.clerk)] == [False] * 4
    assert told(engine, thuy) == 2
    assert [told(engine, person) for person in (here.leader, here.hoa, here.lan)] == [0, 0, 0]


def test_who_coordinates_may_still_give_it_to_the_one_named_with_a_second_word(here: Office, engine: Engine, thuy: Staff) -> None:
    petition = file(here, ABOUT_ROADS)
    desk, to = here.room.desk, here.roads.id
    refused = desk.forward(thuy, petition.id, to, "", "để giải trình", MONDAY)
    assert isinstance(refused, NotDone)
    assert refused.why is RefusalReason.NAMED
    assert not sees(here, here.leader, petition)
    named_by_officer = desk.assign(here.admin, petition.id, here.hoa.id, MONDAY)
    assert isinstance(named_by_officer, NotDone), "with an officer of that unit it comes to the unit too"
    assert isinstance(desk.forward(thuy, petition.id, to, "", "để giải trình", MONDAY, is_sure=True), Done)
    assert sees(here, here.leader, petition)
    assert confirmed(engine) == [True], "the trail tells who said so, and not whom it names"


def test_about_the_unit_that_coordinates_the_admins_decide(here: Office, engine: Engine, thuy: Staff) -> None:
    petition = file(here, ABOUT_RECEPTION)
    assert (petition.unit, petition.about) == (None, f",s{thuy.id},u{here.reception.id},")
    assert [sees(here, person, petition) for person in (here.admin, thuy, here.clerk)] == [True, False, False]
    assert (told(engine, here.admin), told(engine, thuy)) == (1, 0)
    assert here.room.desk.claim(thuy, petition.id, MONDAY) == NotDone(RefusalReason.UNKNOWN)
    here.room.reminders.warn(MONDAY)
    assert not sees(here, thuy, petition), "what waits for an admin is not handed to them by a job either"
    given = here.room.desk.forward(here.admin, petition.id, here.roads.id, "", "đơn vị khác xem", MONDAY)
    assert isinstance(given, Done)
    assert (sees(here, here.leader, petition), sees(here, thuy, petition)) == (True, False)


def test_who_is_named_in_anything_else_does_not_take_it_either(here: Office, engine: Engine) -> None:
    nam = here.room.staff.add("Đỗ Văn Nam", Role.OFFICER, here.roads.id, "cli", MONDAY, chat=ChatId("telegram", "Nam"))
    petition = file(here, "Đỗ Văn Nam hẹn năm lần mà hồ sơ chưa trả", PetitionKind.OTHER, by=here.hoa)
    assert petition.unit == here.reception.id, "not with the unit of the one named, though a colleague there took it down"
    here.room.desk.forward(here.admin, petition.id, here.roads.id, "", "x", MONDAY)
    assert [sees(here, person, petition) for person in (here.leader, nam, here.lan)] == [True, False, False]
    assert told(engine, nam) == 0
    unsure = here.room.desk.assign(here.leader, petition.id, nam.id, MONDAY)
    assert isinstance(unsure, NotDone)
    assert unsure.why is RefusalReason.NAMED
    assert isinstance(here.room.desk.assign(here.leader, petition.id, nam.id, MONDAY, is_sure=True), Done)
    assert confirmed(engine) == [True]
    assert sees(here, nam, petition), "given to them by who may"
    assert here.room.intake.alike(filing("Đỗ Văn Nam hẹn năm lần mà hồ sơ chưa trả"), AN, MONDAY) == (), "no other eyes"


def test_where_nobody_of_the_unit_may_read_it_the_admins_are_told(here: Office, engine: Engine, thuy: Staff) -> None:
    clinic = here.room.staff.add_unit(Unit(0, "Trạm y tế"), "cli", MONDAY)
    nurse = here.room.staff.add("Y Bình", Role.OFFICER, clinic.id, "cli", MONDAY, chat=ChatId("telegram", "Bình"))
    petition = file(here, "Cán bộ tiếp dân quát mắng người già ở quầy")
    before = told(engine, here.admin)
    assert isinstance(here.room.desk.forward(thuy, petition.id, clinic.id, "", "việc của trạm", MONDAY), Done)
    assert (told(engine, here.admin) - before, told(engine, nurse)) == (1, 0)
