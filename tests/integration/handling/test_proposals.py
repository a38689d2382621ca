"""Where a leader signs, an officer proposes to ask the citizen or not to take a petition on; with the signature it leaves, and not before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.messages import ChatId
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from tests.petitions import AN, MONDAY, Office, done, filing, letters, office, why
from tests.presence import found

DAY = timedelta(days=1)
WORDS = "Đèn ở cột số mấy, thưa bác?"
KINDS = {
    Transition.PROPOSE_ASK: PetitionState.WAITING,
    Transition.PROPOSE_REJECT: PetitionState.REJECTED,
}
each = pytest.mark.parametrize("move", KINDS)


def held(here: Office, chat: ChatId | None = AN) -> int:
    filed = here.room.intake.file(filing(), chat, MONDAY)
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY))
    return done(here.room.desk.claim(here.hoa, filed.petition.id, MONDAY)).id


def proposed(here: Office, move: Transition) -> Petition:
    return done(here.room.desk.propose(here.hoa, held(here), move, WORDS, MONDAY + DAY))


def may(here: Office, number: int) -> frozenset[Transition]:
    seen = here.room.desk.see(here.hoa, number, MONDAY + DAY)
    assert isinstance(seen, SeenPetition)
    return seen.may


@each
def test_nothing_leaves_until_the_leader_who_was_told_approves(signing: Office, engine: Engine, move: Transition) -> None:
    petition = proposed(signing, move)
    assert petition.state is PetitionState.DRAFTED
    assert not any(WORDS in letter for letter in letters(engine, AN))
    assert WORDS in letters(engine, signing.leader.chat)[-1]
    assert why(signing.room.desk.approve(signing.hoa, petition.id, MONDAY + DAY)) is RefusalReason.NOT_YOURS
    assert not any(WORDS in letter for letter in letters(engine, AN))
    approved = done(signing.room.desk.approve(signing.leader, petition.id, MONDAY + DAY, shown=petition.draft_mark))
    assert (approved.state, approved.draft, approved.draft_for) == (KINDS[move], "", "")
    assert WORDS in letters(engine, AN)[-1]
    heard = letters(engine, signing.hoa.chat)[-1]
    assert WORDS in heard, "who proposed it hears that it left"
    assert "đã gửi cho người dân.\n\n" in heard, "and below that which petition it is"
    line = found(signing.room.stores.petitions.get(petition.id)).events[-1]
    assert (line.move, line.who) == (move.removeprefix("propose_"), signing.leader.actor)


def test_the_clock_stands_still_from_the_signature_on_and_goes_again_with_the_reply(signing: Office) -> None:
    petition = proposed(signing, Transition.PROPOSE_ASK)
    assert found(signing.room.stores.petitions.get(petition.id)).pauses == (), "while the leader reads, the time runs"
    done(signing.room.desk.approve(signing.leader, petition.id, MONDAY + 2 * DAY))
    (pause,) = found(signing.room.stores.petitions.get(petition.id)).pauses
    assert (pause.since, pause.until) == (MONDAY + 2 * DAY, None)
    assert done(signing.room.intake.add(petition.id, AN, "Cột số 7", MONDAY + 3 * DAY)).state is PetitionState.IN_PROGRESS


@each
def test_the_leader_may_change_the_words_and_those_leave(signing: Office, engine: Engine, move: Transition) -> None:
    petition = proposed(signing, move)
    done(signing.room.desk.approve(signing.leader, petition.id, MONDAY + DAY, text="Lời của lãnh đạo."))
    assert "Lời của lãnh đạo." in letters(engine, AN)[-1]
    assert not any(WORDS in letter for letter in letters(engine, AN))


@each
def test_what_was_given_back_leaves_by_no_other_door(signing: Office, engine: Engine, move: Transition) -> None:
    petition, desk = proposed(signing, move), signing.room.desk
    done(desk.send_back(signing.leader, petition.id, "Hỏi rõ hơn", MONDAY + DAY))
    assert why(desk.answer(signing.leader, petition.id, "", MONDAY + DAY)) is RefusalReason.NO_REASON, "a question is no answer"
    done(desk.draft(signing.hoa, petition.id, "Đã thay đèn.", MONDAY + DAY))
    signed = done(desk.approve(signing.leader, petition.id, MONDAY + DAY))
    assert signed.state is PetitionState.APPROVED
    done(desk.answer(signing.hoa, petition.id, "", MONDAY + DAY))
    assert "Đã thay đèn." in letters(engine, AN)[-1]
    assert not any(WORDS in letter for letter in letters(engine, AN))


@each
def test_a_button_under_other_words_approves_nothing(signing: Office, move: Transition) -> None:
    petition, desk = proposed(signing, move), signing.room.desk
    done(desk.propose(signing.hoa, petition.id, move, "Lời khác hẳn.", MONDAY + DAY))
    assert why(desk.approve(signing.leader, petition.id, MONDAY + DAY, shown=petition.draft_mark)) is RefusalReason.STALE


def test_a_button_under_the_same_words_for_something_else_approves_nothing(signing: Office) -> None:
    petition, desk = proposed(signing, Transition.PROPOSE_ASK), signing.room.desk
    done(desk.propose(signing.hoa, petition.id, Transition.PROPOSE_REJECT, WORDS, MONDAY + DAY))
    assert why(desk.approve(signing.leader, petition.id, MONDAY + DAY, shown=petition.draft_mark)) is RefusalReason.STALE


def test_it_is_offered_where_a_leader_signs_and_only_there(signing: Office) -> None:
    number = held(signing)
    assert may(signing, number) >= set(KINDS)
    assert not may(signing, number) & {Transition.ASK, Transition.REJECT}


def test_who_does_not_hold_it_proposes_nothing(signing: Office) -> None:
    number = held(signing)
    for move in KINDS:
        outcome = signing.room.desk.propose(signing.lan, number, move, WORDS, MONDAY + DAY)
        assert why(outcome) is RefusalReason.NOT_YOURS


def test_where_nobody_signs_nothing_is_proposed(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    number = held(here)
    assert not may(here, number) & set(KINDS)
    assert may(here, number) >= {Transition.ASK, Transition.REJECT}


@each
def test_where_no_message_reaches_the_sender_who_proposed_it_is_told_to_call(signing: Office, engine: Engine, move: Transition) -> None:
    number, desk = held(signing, None), signing.room.desk
    done(desk.propose(signing.hoa, number, move, WORDS, MONDAY + DAY))
    done(desk.approve(signing.leader, number, MONDAY + DAY))
    heard = letters(engine, signing.hoa.chat)[-1]
    assert "gọi điện" in heard
    assert "đã gửi" not in heard
