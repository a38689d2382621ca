"""Who holds a petition works where it lies; where a leader signs, no word of an officer's own leaves the unit by any other door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff, Unit
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.rules.listing import BoardQuery
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionFile, PetitionKind
from bot.petitions.rules.transitions import Transition
from tests.petitions import AN, BINH, MONDAY, Office, done, filing, office, why

DAY = timedelta(days=1)
SIGNED = "Cơ quan sẽ kiểm tra và trả lời trong tháng."
OWN = "Cơ quan bồi thường mỗi hộ 5 triệu đồng."
NEEDS = RefusalReason.NEEDS_LEADER
WAYS: dict[str, Callable[[OfficerDesk, Staff, int], Outcome]] = {
    "ask": lambda desk, by, number: desk.ask(by, number, OWN, MONDAY + DAY),
    "reject": lambda desk, by, number: desk.reject(by, number, OWN, MONDAY + DAY),
    "apologise": lambda desk, by, number: desk.apologise(by, number, (MONDAY + 21 * DAY).date(), OWN, MONDAY + DAY),
    "add": lambda desk, by, number: desk.add(by, number, OWN, MONDAY + DAY),
}


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


def test_where_a_leader_signs_it_goes_to_another_office_with_words_by_the_leader_alone(signing: Office) -> None:
    desk, number = signing.room.desk, with_hoa(signing)
    assert why(desk.forward(signing.hoa, number, None, "Sở Xây dựng", OWN, MONDAY + DAY)) is NEEDS
    assert done(desk.forward(signing.leader, number, None, "Sở Xây dựng", OWN, MONDAY + DAY)).agency == "Sở Xây dựng"


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


FORWARDED = "chuyển cho đúng việc"


def third_unit(here: Office) -> tuple[Unit, Staff]:
    """Where nobody signs, and an officer of it."""
    unit = here.room.staff.add_unit(replace(here.roads, name="Phòng Kinh tế", needs_approval=False), "cli", MONDAY)
    return unit, here.room.staff.add("Khoa", Role.OFFICER, unit.id, "cli", MONDAY)


GOES: dict[str, Callable[[Office, int, Unit, Staff], Outcome]] = {
    "forwarded by who has it": lambda here, number, unit, _: here.room.desk.forward(here.hoa, number, unit.id, "", FORWARDED, MONDAY),
    "forwarded by the leader": lambda here, number, unit, _: here.room.desk.forward(here.leader, number, unit.id, "", FORWARDED, MONDAY),
    "taken by the coordinator": lambda here, number, _, __: here.room.desk.forward(
        here.hoa, number, here.reception.id, "", FORWARDED, MONDAY
    ),
    "given away by an admin": lambda here, number, _, who: here.room.desk.reassign(here.admin, number, who.id, FORWARDED, MONDAY),
}


@pytest.mark.parametrize("is_drafted", [True, False])
@pytest.mark.parametrize("way", GOES)
def test_the_signature_goes_along_wherever_the_petition_goes(signing: Office, way: str, is_drafted: bool) -> None:
    """A unit that does not sign is no way round the one that does, whoever brings it there, with a draft or without."""
    desk, number = signing.room.desk, with_hoa(signing)
    unit, khoa = third_unit(signing)
    if is_drafted:
        done(desk.draft(signing.hoa, number, OWN, MONDAY))
        done(desk.send_back(signing.leader, number, "không được hứa", MONDAY))
    done(GOES[way](signing, number, unit, khoa))
    who = signing.clerk if "coordinator" in way else khoa
    if way != "given away by an admin":
        done(desk.claim(who, number, MONDAY))
    assert why(desk.answer(who, number, OWN, MONDAY)) is RefusalReason.NEEDS_APPROVAL
    for words in WAYS.values():
        assert why(words(desk, who, number)) is NEEDS
    seen = desk.see(who, number, MONDAY)
    assert isinstance(seen, SeenPetition)
    assert not seen.may & {Transition.ANSWER, *map(Transition, WAYS)}
    done(desk.draft(who, number, SIGNED, MONDAY))
    approved = done(desk.approve(signing.admin, number, MONDAY))
    assert done(desk.answer(who, number, "", MONDAY)).answer == approved.draft
    assert why(desk.correct(who, number, OWN, MONDAY + DAY)) is RefusalReason.NEEDS_APPROVAL


def test_it_is_not_merged_away_from_the_signature_after_it_was_forwarded(signing: Office) -> None:
    desk, number = signing.room.desk, with_hoa(signing)
    unit, khoa = third_unit(signing)
    other = done(desk.forward(signing.admin, filed_alike(signing), unit.id, "", "đúng việc", MONDAY))
    done(desk.claim(khoa, other.id, MONDAY))
    done(desk.forward(signing.hoa, number, unit.id, "", FORWARDED, MONDAY))
    assert why(desk.merge(khoa, number, other.code, MONDAY)) is NEEDS


def filed_alike(here: Office) -> int:
    file = here.room.intake.file(filing("Đèn đường hỏng nữa rồi"), BINH, MONDAY)
    assert isinstance(file, PetitionFile)
    return file.petition.id


def test_what_the_unit_that_hands_out_only_handed_on_is_answered_as_the_other_unit_does(engine: Engine, tmp_path: Path) -> None:
    """Where the coordinator signs: its queue is the way in for everybody's petitions; what it began with keeps its promise."""
    here = office(engine, tmp_path)
    assert here.room.staff.change_unit(replace(here.reception, needs_approval=True), "cli", MONDAY)
    desk, passed, begun = here.room.desk, filed(here), filed_alike(here)
    done(desk.forward(here.clerk, passed, here.roads.id, "", "đúng việc", MONDAY))
    done(desk.claim(here.clerk, begun, MONDAY))
    done(desk.forward(here.clerk, begun, here.roads.id, "", "đúng việc", MONDAY))
    for number in (passed, begun):
        done(desk.claim(here.hoa, number, MONDAY))
    assert why(desk.answer(here.hoa, begun, OWN, MONDAY)) is RefusalReason.NEEDS_APPROVAL
    done(desk.answer(here.hoa, passed, OWN, MONDAY))
