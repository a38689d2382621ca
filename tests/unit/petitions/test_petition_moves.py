"""bot.petitions.rules.transitions and decisions: whatever people do in whatever order, a petition is always in a state the table allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Actor, Command
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import OPEN, Event, Naming, Petition, PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.transitions import RULES, Capacity, Transition, after, allowed
from bot.petitions.rules.workdays import Workdays
from bot.petitions.rules.workflow import Workflow
from tests.petitions import HOURS, MONDAY, ZONE

CLOCK = Workdays(ZONE, HOURS)
RECEPTION, ROADS = Unit(1, "Văn phòng", is_coordinator=True), Unit(2, "Hạ tầng")
DECISIONS = Workflow(CLOCK, RECEPTION.id, str)


def person(number: int, role: Role, unit: Unit) -> Actor:
    return Actor(Staff(number, f"n{number}", role, unit.id, ChatId("telegram", str(number))), unit)


PEOPLE = [
    person(1, Role.OFFICER, RECEPTION),
    person(2, Role.LEADER, ROADS),
    person(3, Role.OFFICER, ROADS),
    person(4, Role.OFFICER, ROADS),
    person(5, Role.ADMIN, RECEPTION),
    person(6, Role.OFFICER, Unit(3, "Khác")),
]


def fresh(kind: PetitionKind = PetitionKind.OTHER) -> PetitionFile:
    terms = DECISIONS.terms(MONDAY, 10)
    petition = Petition(
        1, "KN7-4XQ-M3P", 1, kind, Naming.HIDDEN, PetitionState.RECEIVED, "Đèn hỏng", MONDAY, terms.due, terms.forward_by, 10, MONDAY, terms.warn_at, unit=1
    )  # fmt: skip
    return PetitionFile(petition, None, (), (), ())


def done(file: PetitionFile, change: PetitionChange, at: datetime) -> PetitionFile:
    """What the store makes of a change."""
    event = Event(len(file.events), at, change.who, change.move, file.petition.state, change.petition.state, change.why)
    pauses = tuple(replace(pause, until=pause.until or at) for pause in file.pauses) if change.resumes else file.pauses
    pauses = (*pauses, Pause(at, None, change.why)) if change.pauses else pauses
    return PetitionFile(replace(change.petition, version=file.petition.version + 1), None, (), (*file.events, event), pauses)


def attempt(file: PetitionFile, actor: Actor | None, move: Transition, text: str, other: Actor, at: datetime) -> PetitionChange | NotDone:
    deed = Command(move, at, text)
    if actor is None:
        own = {Transition.REOPEN: DECISIONS.reopened, Transition.WITHDRAW: DECISIONS.withdrawn}
        return own.get(move, DECISIONS.citizen)(file, deed)
    match move:
        case Transition.CLAIM:
            return DECISIONS.taken(actor, file, deed, actor.staff)
        case Transition.ASSIGN | Transition.REASSIGN:
            return DECISIONS.taken(actor, file, deed, other.staff)
        case Transition.FORWARD:
            return DECISIONS.forwarded(actor, file, deed, other.staff.unit, "")
        case Transition.DRAFT | Transition.PROPOSE_ASK | Transition.PROPOSE_REJECT:
            return DECISIONS.drafted(actor, file, deed)
        case Transition.APPROVE | Transition.ASK | Transition.REJECT | Transition.ANSWER:
            return LET_OUT[move](actor, file, deed)
        case _:
            return merged_or_plain(file, actor, deed)


LET_OUT = {
    Transition.APPROVE: DECISIONS.approved,
    Transition.ASK: DECISIONS.asked,
    Transition.REJECT: DECISIONS.rejected,
    Transition.ANSWER: DECISIONS.answered,
}


def merged_or_plain(file: PetitionFile, actor: Actor, deed: Command) -> PetitionChange | NotDone:
    if deed.move is Transition.MERGE:
        return DECISIONS.merged(actor, file, replace(fresh(), petition=replace(fresh().petition, id=2)), deed)
    return DECISIONS.unmerged(actor, file, deed) if deed.move is Transition.UNMERGE else DECISIONS.staff(actor, file, deed)


deeds = st.tuples(
    st.sampled_from([*PEOPLE, None]),
    st.sampled_from([move for move in Transition if move is not Transition.FILE]),
    st.sampled_from(["", "vì sao"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 60),
)


@given(st.lists(deeds, max_size=40), st.sampled_from(list(PetitionKind)))
def test_whatever_is_done_every_state_is_a_legal_one(
    tried: list[tuple[Actor | None, Transition, str, Actor, int]], kind: PetitionKind
) -> None:
    file, at = fresh(kind), MONDAY
    for actor, move, text, other, hours in tried:
        at += timedelta(hours=hours)
        before = file.petition
        change = attempt(file, actor, move, text, other, at)
        if isinstance(change, NotDone):
            assert change.petition in (None, before)
            continue
        file = done(file, change, at)
        now = file.petition
        assert before.state in RULES[move].begins
        assert not RULES[move].needs_reason or text or (move is Transition.ANSWER and before.draft)
        assert actor is None or actor.capacities(before), "nobody changes what they may not see"
        assert (now.state is PetitionState.WAITING) == any(pause.until is None for pause in file.pauses)
        assert (now.state is PetitionState.MERGED) == (now.merged_into is not None)
        assert (
            now.state
            not in (PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.WAITING, PetitionState.DRAFTED, PetitionState.APPROVED)
            or now.officer
        )
        assert now.state is not PetitionState.ANSWERED or now.answer
        assert now.state is not PetitionState.WITHDRAWN or not (now.answer or now.draft)
        assert now.warn_at is None or (now.is_open and now.state is not PetitionState.WAITING)
        assert now.due >= before.due
        assert now.former is None or now.former != now.officer
        assert sum(event.move == Transition.REOPEN for event in file.events) <= 1


@pytest.mark.parametrize("state", sorted(PetitionState))
@pytest.mark.parametrize("who", sorted(Capacity))
def test_what_is_offered_is_what_is_allowed(state: PetitionState, who: Capacity) -> None:
    offered = allowed(state, frozenset({who}))
    assert offered == {move for move in RULES if after(state, move, who) is not None}


def test_citizens_never_do_what_officers_do() -> None:
    theirs = {
        Transition.ADD,
        Transition.CLOSE,
        Transition.FOLLOW,
        Transition.UNFOLLOW,
        Transition.RATE,
        Transition.REOPEN,
        Transition.WITHDRAW,
        Transition.PROVE,
    }
    for state in PetitionState:
        assert allowed(state, frozenset({Capacity.CITIZEN})) <= theirs


def test_what_was_withdrawn_never_comes_back() -> None:
    everybody = frozenset(Capacity)
    assert {after(PetitionState.WITHDRAWN, move, who) for move in Transition for who in everybody} <= {None, PetitionState.WITHDRAWN}
    assert allowed(PetitionState.WITHDRAWN, everybody) == {Transition.NOTE, Transition.LINK, Transition.UNFOLLOW, Transition.PROVE}


def test_nothing_owed_stays_without_somebody_who_may_act() -> None:
    for state in OPEN:
        assert allowed(state, frozenset({Capacity.LEADER})), state


def test_a_stranger_to_the_unit_is_told_of_no_such_petition() -> None:
    file = fresh()
    for move in (Transition.CLAIM, Transition.NOTE, Transition.FORWARD, Transition.ANSWER, Transition.MERGE):
        refused = attempt(file, PEOPLE[5], move, "x", PEOPLE[0], MONDAY)
        assert isinstance(refused, NotDone)
        assert refused.why is RefusalReason.UNKNOWN
        assert refused.petition is None
