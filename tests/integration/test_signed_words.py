"""Who holds a petition works where it lies; where a leader signs, no word of an officer's own leaves the unit by any other door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionKind
from bot.petitions.rules.transitions import Transition
from tests.petitions import AN, MONDAY, Office, filing, office

DAY = timedelta(days=1)
SIGNED = "Cơ quan sẽ kiểm tra và trả lời trong tháng."
OWN = "Cơ quan bồi thường mỗi hộ 5 triệu đồng."
NEEDS = RefusalReason.NEEDS_LEADER
WAYS: dict[str, Callable[[OfficerDesk, Staff, int], Outcome]] = {
    "ask": lambda desk, by, number: desk.ask(by, number, OWN, MONDAY + DAY),
    "reject": lambda desk, by, number: desk.reject(by, number, OWN, MONDAY + DAY),
    "apologise": lambda desk, by, number: desk.apologise(by, number, (MONDAY + 21 * DAY).date(), OWN, MONDAY + DAY),
}


@pytest.fixture
def signing(engine: Engine, tmp_path: Path) -> Office:
    return office(engine, tmp_path, needs_approval=True)


def done(outcome: Outcome) -> Petition:
    assert isinstance(outcome, Done), outcome
    return outcome.petition


def why(outcome: object) -> RefusalReason:
    assert isinstance(outcome, NotDone), outcome
    return outcome.why


def filed(here: Office, kind: PetitionKind = PetitionKind.OTHER) -> int:
    file = here.room.intake.file(filing(kind=kind), AN, MONDAY)
    assert isinstance(file, PetitionFile)
    return file.petition.id


def with_hoa(here: Office, kind: PetitionKind = PetitionKind.OTHER) -> int:
    number = filed(here, kind)
    done(here.room.desk.forward(here.admin, number, here.roads.id, "", "đúng việc", MONDAY))
    return done(here.room.desk.assign(here.leader, number, here.hoa.id, MONDAY)).id


def answered(here: Office) -> int:
    return done(here.room.desk.answer(here.leader, with_hoa(here), SIGNED, MONDAY)).id


def moved(here: Office) -> Staff:
    """Hoa, once she works in a third unit, where nobody signs."""
    third = here.room.staff.add_unit(replace(here.roads, name="Phòng Kinh tế", needs_approval=False), "cli", MONDAY)
    assert here.room.staff.change(here.hoa.id, here.hoa.name, Role.OFFICER, third.id, "cli", MONDAY)
    found = here.room.staff.get(here.hoa.id)
    assert found is not None
    return found


@pytest.mark.parametrize("end", ["answered", "closed", "rejected"])
def test_who_went_to_another_unit_neither_reads_nor_changes_what_they_once_answered(signing: Office, end: str) -> None:
    desk, number = signing.room.desk, with_hoa(signing)
    if end == "rejected":
        done(desk.reject(signing.leader, number, "Không thuộc thẩm quyền.", MONDAY))
    else:
        done(desk.answer(signing.leader, number, SIGNED, MONDAY))
    if end == "closed":
        done(desk.close(signing.leader, number, MONDAY))
    gone = moved(signing)
    assert why(desk.see(gone, number, MONDAY + DAY)) is RefusalReason.UNKNOWN
    for outcome in (
        desk.correct(gone, number, OWN, MONDAY + DAY),
        desk.revise(gone, number, OWN, MONDAY + DAY),
        desk.publish(gone, number, "Đèn hỏng", OWN, MONDAY + DAY),
        desk.unpublish(gone, number, MONDAY + DAY),
        desk.note(gone, number, "x", MONDAY + DAY),
        desk.suggested(gone, number),
    ):
        assert why(outcome) is RefusalReason.UNKNOWN
    assert number not in [line.id for line in desk.page(gone, BoardQuery(), MONDAY + DAY).lines]


def test_a_report_about_staff_is_hidden_from_who_once_had_it_and_now_coordinates(signing: Office) -> None:
    number = with_hoa(signing, PetitionKind.BEHAVIOUR)
    done(signing.room.desk.answer(signing.leader, number, SIGNED, MONDAY))
    assert signing.room.staff.change(signing.hoa.id, signing.hoa.name, Role.OFFICER, signing.reception.id, "cli", MONDAY)
    gone = signing.room.staff.get(signing.hoa.id)
    assert gone is not None
    assert signing.room.desk.visible(gone, [number]) == frozenset()
    assert why(signing.room.desk.see(gone, number, MONDAY + DAY)) is RefusalReason.UNKNOWN


@pytest.mark.parametrize("way", WAYS)
def test_where_a_leader_signs_an_officer_sends_the_citizen_no_words_of_their_own(signing: Office, way: str) -> None:
    number = with_hoa(signing)
    assert why(WAYS[way](signing.room.desk, signing.hoa, number)) is NEEDS
    seen = signing.room.desk.see(signing.hoa, number, MONDAY + DAY)
    assert isinstance(seen, SeenPetition)
    assert Transition(way) not in seen.may, "what would be refused is not offered"
    done(WAYS[way](signing.room.desk, signing.leader, number))


def test_the_unit_that_coordinates_rejects_nothing_that_lies_where_a_leader_signs(signing: Office) -> None:
    number = filed(signing)
    done(signing.room.desk.forward(signing.admin, number, signing.roads.id, "", "đúng việc", MONDAY))
    assert why(signing.room.desk.reject(signing.clerk, number, OWN, MONDAY)) is NEEDS


def test_where_a_leader_signs_an_officer_publishes_what_was_signed_and_the_leader_other_words(signing: Office) -> None:
    desk, number = signing.room.desk, answered(signing)
    proposed = desk.suggested(signing.hoa, number)
    assert not isinstance(proposed, NotDone)
    assert why(desk.publish(signing.hoa, number, proposed[0], OWN, MONDAY + DAY)) is NEEDS
    assert why(desk.publish(signing.hoa, number, OWN, proposed[1], MONDAY + DAY)) is NEEDS
    assert done(desk.publish(signing.hoa, number, *proposed, MONDAY + DAY)).published_answer == SIGNED
    assert why(desk.publish(signing.hoa, number, proposed[0], OWN, MONDAY + DAY)) is NEEDS, "nor in the place of what stands there"
    by_leader = done(desk.publish(signing.leader, number, proposed[0], "Sẽ trả lời trong tháng.", MONDAY + DAY))
    assert by_leader.published_answer == "Sẽ trả lời trong tháng."


def test_where_nobody_signs_an_officer_publishes_and_asks_as_before(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    number = with_hoa(here)
    done(here.room.desk.ask(here.hoa, number, "Cột nào ạ?", MONDAY))
    done(here.room.desk.answer(here.hoa, number, SIGNED, MONDAY))
    done(here.room.desk.publish(here.hoa, number, "Đèn hỏng", "Đã xem.", MONDAY))
