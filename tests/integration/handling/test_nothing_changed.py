"""A choice that is so already does nothing: no draft, no signature, no promise and no line of the trail is lost or written by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.petitions.rules.outcome import Outcome, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from tests.petitions import MONDAY, Office, done, filing, office, why

DAY = timedelta(days=1)
PROMISED = (MONDAY + timedelta(days=28)).date()  # a Monday, after the day that is owed
Again = Callable[[Office, int], Outcome]

AGAIN: dict[str, Again] = {
    "claim": lambda here, number: here.room.desk.claim(here.hoa, number, MONDAY + DAY),
    "reassign": lambda here, number: here.room.desk.reassign(here.leader, number, here.hoa.id, "giao lại", MONDAY + DAY),
    "reassign by oneself": lambda here, number: here.room.desk.reassign(here.hoa, number, here.hoa.id, "giao lại", MONDAY + DAY),
    "draft": lambda here, number: here.room.desk.draft(here.hoa, number, "Đã thay đèn.", MONDAY + DAY),
    "link": lambda here, number: here.room.desk.link(here.hoa, number, "1.001193", MONDAY + DAY),
    "sort": lambda here, number: here.room.desk.sort(here.hoa, number, "dien", MONDAY + DAY),
    "apologise": lambda here, number: here.room.desk.apologise(here.leader, number, PROMISED, "chờ vật tư", MONDAY + DAY),
}


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Office:
    return office(engine, tmp_path, needs_approval=True)


def in_the_queue(here: Office) -> Petition:
    filed = here.room.intake.file(filing(), None, MONDAY)
    assert isinstance(filed, PetitionFile)
    return done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY))


def drafted(here: Office) -> Petition:
    """Held, linked, sorted, promised for another day, and waiting for a signature."""
    number, desk = in_the_queue(here).id, here.room.desk
    done(desk.claim(here.hoa, number, MONDAY))
    done(desk.link(here.hoa, number, "1.001193", MONDAY))
    if here.room.stores.petitions.get(number).petition.topic != "dien":  # type: ignore[union-attr]
        done(desk.sort(here.hoa, number, "dien", MONDAY))
    done(desk.apologise(here.leader, number, PROMISED, "chờ vật tư", MONDAY))
    return done(desk.draft(here.hoa, number, "Đã thay đèn.", MONDAY))


@pytest.mark.parametrize("what", AGAIN)
def test_a_choice_that_is_so_already_undoes_nothing_and_says_so(here: Office, what: str) -> None:
    before = drafted(here)
    assert why(AGAIN[what](here, before.id)) is RefusalReason.UNCHANGED
    file = here.room.stores.petitions.get(before.id)
    assert file is not None
    assert file.petition == before, "not even its version"


def test_a_signature_is_not_undone_by_giving_it_to_who_has_it(here: Office) -> None:
    signed = done(here.room.desk.approve(here.leader, drafted(here).id, MONDAY + DAY))
    assert why(here.room.desk.reassign(here.leader, signed.id, here.hoa.id, "giao lại", MONDAY + DAY)) is RefusalReason.UNCHANGED
    file = here.room.stores.petitions.get(signed.id)
    assert file is not None
    assert file.petition.state is PetitionState.APPROVED


def test_to_the_queue_where_it_lies_nothing_is_forwarded(here: Office) -> None:
    number, desk = in_the_queue(here).id, here.room.desk
    assert why(desk.forward(here.admin, number, here.roads.id, "", "đúng việc", MONDAY)) is RefusalReason.UNCHANGED
    done(desk.claim(here.hoa, number, MONDAY))
    assert done(desk.forward(here.hoa, number, here.roads.id, "", "trả về hàng chờ", MONDAY)).officer is None, "who has it gives it back"
    done(desk.forward(here.admin, number, None, "Công ty Điện lực", "việc của điện lực", MONDAY))
    assert why(desk.forward(here.admin, number, None, " Công ty Điện lực ", "lần nữa", MONDAY)) is RefusalReason.UNCHANGED


def test_who_may_not_see_it_learns_nothing_of_where_it_is(here: Office) -> None:
    number = in_the_queue(here).id
    done(here.room.desk.forward(here.admin, number, here.reception.id, "", "của văn phòng", MONDAY))
    assert why(here.room.desk.forward(here.hoa, number, here.reception.id, "", "?", MONDAY)) is RefusalReason.UNKNOWN


@pytest.mark.parametrize("move", [Transition.ASSIGN, Transition.REASSIGN])
def test_another_officer_still_gets_it(here: Office, move: Transition) -> None:
    desk = here.room.desk
    if move is Transition.ASSIGN:
        assert done(desk.assign(here.leader, in_the_queue(here).id, here.lan.id, MONDAY)).officer == here.lan.id
    else:
        assert done(desk.reassign(here.leader, drafted(here).id, here.lan.id, "bận", MONDAY + DAY)).officer == here.lan.id
