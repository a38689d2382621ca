"""bot.petitions.moves and decisions: whatever people do in whatever order, a petition is always in a state the table allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.petitions.change import Change
from bot.petitions.decisions import Actor, Decisions, Deed
from bot.petitions.moves import RULES, Move, Who, after, allowed
from bot.petitions.outcome import Refused, Why
from bot.petitions.petition import OPEN, Event, File, Kind, Naming, Pause, Petition, State
from bot.petitions.workdays import Workdays
from tests.petitions import HOURS, MONDAY, ZONE

CLOCK = Workdays(ZONE, HOURS)
RECEPTION, ROADS = Unit(1, "Văn phòng", is_coordinator=True), Unit(2, "Hạ tầng")
DECISIONS = Decisions(CLOCK, RECEPTION.id)


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


def fresh(kind: Kind = Kind.OTHER) -> File:
    terms = DECISIONS.terms(MONDAY, 10)
    petition = Petition(
        1, "KN7-4XQ-M3P", 1, kind, Naming.HIDDEN, State.RECEIVED, "Đèn hỏng", MONDAY, terms.due, terms.forward_by, 10, MONDAY, terms.warn_at, unit=1
    )  # fmt: skip
    return File(petition, None, (), (), ())


def done(file: File, change: Change, at: datetime) -> File:
    """What the store makes of a change."""
    event = Event(len(file.events), at, change.who, change.move, file.petition.state, change.petition.state, change.why)
    pauses = tuple(replace(pause, until=pause.until or at) for pause in file.pauses) if change.resumes else file.pauses
    pauses = (*pauses, Pause(at, None, change.why)) if change.pauses else pauses
    return File(replace(change.petition, version=file.petition.version + 1), None, (), (*file.events, event), pauses)


def attempt(file: File, actor: Actor | None, move: Move, text: str, other: Actor, at: datetime) -> Change | Refused:
    deed = Deed(move, at, text)
    if actor is None:
        own = {Move.REOPEN: DECISIONS.reopened, Move.WITHDRAW: DECISIONS.withdrawn}
        return own.get(move, DECISIONS.citizen)(file, deed)
    match move:
        case Move.CLAIM:
            return DECISIONS.taken(actor, file, deed, actor.staff)
        case Move.ASSIGN | Move.REASSIGN:
            return DECISIONS.taken(actor, file, deed, other.staff)
        case Move.FORWARD:
            return DECISIONS.forwarded(actor, file, deed, other.staff.unit, "")
        case Move.DRAFT:
            return DECISIONS.drafted(actor, file, deed)
        case Move.ANSWER:
            return DECISIONS.answered(actor, file, deed)
        case _:
            return merged_or_plain(file, actor, deed)


def merged_or_plain(file: File, actor: Actor, deed: Deed) -> Change | Refused:
    if deed.move is Move.MERGE:
        return DECISIONS.merged(actor, file, replace(fresh().petition, id=2), deed)
    return DECISIONS.unmerged(actor, file, deed) if deed.move is Move.UNMERGE else DECISIONS.staff(actor, file, deed)


deeds = st.tuples(
    st.sampled_from([*PEOPLE, None]),
    st.sampled_from([move for move in Move if move is not Move.FILE]),
    st.sampled_from(["", "vì sao"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 60),
)


@given(st.lists(deeds, max_size=40), st.sampled_from(list(Kind)))
def test_whatever_is_done_every_state_is_a_legal_one(tried: list[tuple[Actor | None, Move, str, Actor, int]], kind: Kind) -> None:
    file, at = fresh(kind), MONDAY
    for actor, move, text, other, hours in tried:
        at += timedelta(hours=hours)
        before = file.petition
        change = attempt(file, actor, move, text, other, at)
        if isinstance(change, Refused):
            assert change.petition in (None, before)
            continue
        file = done(file, change, at)
        now = file.petition
        assert before.state in RULES[move].begins
        assert not RULES[move].needs_reason or text or (move is Move.ANSWER and before.draft)
        assert actor is None or actor.capacities(before), "nobody changes what they may not see"
        assert (now.state is State.WAITING) == any(pause.until is None for pause in file.pauses)
        assert (now.state is State.MERGED) == (now.merged_into is not None)
        assert now.state not in (State.ASSIGNED, State.IN_PROGRESS, State.WAITING, State.DRAFTED, State.APPROVED) or now.officer
        assert now.state is not State.ANSWERED or now.answer
        assert now.state is not State.WITHDRAWN or not (now.answer or now.draft)
        assert now.warn_at is None or (now.is_open and now.state is not State.WAITING)
        assert now.due >= before.due
        assert now.former is None or now.former != now.officer
        assert sum(event.move == Move.REOPEN for event in file.events) <= 1


@pytest.mark.parametrize("state", sorted(State))
@pytest.mark.parametrize("who", sorted(Who))
def test_what_is_offered_is_what_is_allowed(state: State, who: Who) -> None:
    offered = allowed(state, frozenset({who}))
    assert offered == {move for move in RULES if after(state, move, who) is not None}


def test_citizens_never_do_what_officers_do() -> None:
    theirs = {Move.ADD, Move.CLOSE, Move.FOLLOW, Move.UNFOLLOW, Move.RATE, Move.REOPEN, Move.WITHDRAW, Move.PROVE}
    for state in State:
        assert allowed(state, frozenset({Who.CITIZEN})) <= theirs


def test_what_was_withdrawn_never_comes_back() -> None:
    everybody = frozenset(Who)
    assert {after(State.WITHDRAWN, move, who) for move in Move for who in everybody} <= {None, State.WITHDRAWN}
    assert allowed(State.WITHDRAWN, everybody) == {Move.NOTE, Move.LINK, Move.UNFOLLOW, Move.PROVE}


def test_nothing_owed_stays_without_somebody_who_may_act() -> None:
    for state in OPEN:
        assert allowed(state, frozenset({Who.LEADER})), state


def test_a_stranger_to_the_unit_is_told_of_no_such_petition() -> None:
    file = fresh()
    for move in (Move.CLAIM, Move.NOTE, Move.FORWARD, Move.ANSWER, Move.MERGE):
        refused = attempt(file, PEOPLE[5], move, "x", PEOPLE[0], MONDAY)
        assert isinstance(refused, Refused)
        assert refused.why is Why.UNKNOWN
        assert refused.petition is None
