"""The one table of what may be done with a petition: from which state, by whom, to which state. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.petitions.petition import OPEN, State


class Who(StrEnum):
    """In which capacity somebody acts."""

    CITIZEN = "citizen"
    OFFICER = "officer"  # of the unit that has it
    HOLDER = "holder"  # the officer who has it
    LEADER = "leader"  # of the unit that has it, or of the unit that coordinates
    SYSTEM = "system"


class Move(StrEnum):
    """What can happen to a petition."""

    FILE = "file"
    CLAIM = "claim"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    BEGIN = "begin"
    FORWARD = "forward"
    RELEASE = "release"  # who had it has left
    NOTE = "note"
    ASK = "ask"
    ADD = "add"
    DRAFT = "draft"
    APPROVE = "approve"
    RETURN = "return"
    ANSWER = "answer"
    CLOSE = "close"
    REJECT = "reject"
    MERGE = "merge"
    UNMERGE = "unmerge"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    PROVE = "prove"  # who sent it writes from another chat
    APOLOGISE = "apologise"
    LINK = "link"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table. `ends` None: the state stays. `needs_reason`: nothing happens without words."""

    begins: frozenset[State]
    ends: State | None
    by: frozenset[Who]
    needs_reason: bool = False


S, W = State, Who
EVERY = frozenset(State)
NOBODYS = frozenset({S.RECEIVED, S.FORWARDED})
HELD = frozenset({S.ASSIGNED, S.IN_PROGRESS})
WORKED = HELD | {S.WAITING, S.DRAFTED}
OVER = frozenset({S.ANSWERED, S.CLOSED, S.REJECTED})
DESK = frozenset({W.HOLDER, W.LEADER})
UNIT = DESK | {W.OFFICER}

RULES: Mapping[Move, Rule] = {
    Move.CLAIM: Rule(NOBODYS, S.IN_PROGRESS, UNIT),
    Move.ASSIGN: Rule(NOBODYS, S.ASSIGNED, frozenset({W.LEADER})),
    Move.BEGIN: Rule(frozenset({S.ASSIGNED}), S.IN_PROGRESS, frozenset({W.HOLDER})),
    Move.REASSIGN: Rule(WORKED, S.ASSIGNED, DESK, needs_reason=True),
    Move.FORWARD: Rule(NOBODYS | HELD, S.FORWARDED, UNIT | {W.SYSTEM}, needs_reason=True),
    Move.RELEASE: Rule(WORKED | {S.APPROVED}, S.FORWARDED, frozenset({W.SYSTEM})),
    Move.NOTE: Rule(EVERY, None, UNIT, needs_reason=True),
    Move.ASK: Rule(HELD, S.WAITING, DESK, needs_reason=True),
    Move.ADD: Rule(OPEN, None, frozenset({W.CITIZEN, W.HOLDER, W.LEADER}), needs_reason=True),
    Move.DRAFT: Rule(HELD | {S.WAITING, S.DRAFTED}, S.DRAFTED, DESK, needs_reason=True),
    Move.APPROVE: Rule(frozenset({S.DRAFTED}), S.APPROVED, frozenset({W.LEADER})),
    Move.RETURN: Rule(frozenset({S.DRAFTED, S.APPROVED}), S.IN_PROGRESS, frozenset({W.LEADER}), needs_reason=True),
    Move.ANSWER: Rule(WORKED | {S.APPROVED}, S.ANSWERED, DESK, needs_reason=True),
    Move.CLOSE: Rule(frozenset({S.ANSWERED, S.FORWARDED}), S.CLOSED, frozenset({W.CITIZEN, W.HOLDER, W.LEADER, W.SYSTEM})),
    Move.REJECT: Rule(NOBODYS | WORKED, S.REJECTED, UNIT, needs_reason=True),
    Move.MERGE: Rule(NOBODYS | WORKED, S.MERGED, UNIT),
    Move.UNMERGE: Rule(frozenset({S.MERGED}), None, UNIT),  # back to where it was; the store knows where
    Move.FOLLOW: Rule(EVERY - {S.MERGED, S.WITHDRAWN}, None, frozenset({W.CITIZEN})),
    Move.UNFOLLOW: Rule(EVERY, None, frozenset({W.CITIZEN})),
    Move.RATE: Rule(frozenset({S.ANSWERED, S.CLOSED}), None, frozenset({W.CITIZEN})),
    Move.REOPEN: Rule(OVER, S.RECEIVED, frozenset({W.CITIZEN}), needs_reason=True),
    Move.WITHDRAW: Rule(OPEN, S.WITHDRAWN, frozenset({W.CITIZEN})),  # no line leads back
    Move.PROVE: Rule(EVERY, None, frozenset({W.CITIZEN})),
    Move.APOLOGISE: Rule(OPEN, None, DESK, needs_reason=True),
    Move.LINK: Rule(EVERY, None, UNIT),
    Move.PUBLISH: Rule(frozenset({S.ANSWERED, S.CLOSED}), None, DESK),
    Move.UNPUBLISH: Rule(EVERY - {S.WITHDRAWN}, None, DESK),  # what is published by mistake is taken down whatever became of it since
}
"""FILE is in no line: it makes the petition. ADD while WAITING also sets the clock going again (`after` says so)."""

PUBLIC = frozenset(
    {
        *(Move.FILE, Move.CLAIM, Move.ASSIGN, Move.FORWARD, Move.ASK, Move.ADD, Move.ANSWER, Move.CLOSE, Move.REJECT),
        *(Move.MERGE, Move.UNMERGE, Move.REOPEN, Move.APOLOGISE, Move.WITHDRAW, Move.PROVE),
    }
)
"""What the citizen is told and sees in the time line, with the reason where there is one: the form that asks for it says who will read it.
Who of the unit hands a petition to whom and why stays inside."""


def after(state: State, move: Move, who: Who) -> State | None:
    """The state after `who` does `move`; None where the table does not allow it."""
    rule = RULES.get(move)
    if rule is None or state not in rule.begins or who not in rule.by:
        return None
    if move is Move.ADD and state is State.WAITING:
        return State.IN_PROGRESS
    return rule.ends or state


def allowed(state: State, who: frozenset[Who]) -> frozenset[Move]:
    """What somebody who acts in any of the capacities `who` may do with a petition in `state`."""
    return frozenset(move for move, rule in RULES.items() if state in rule.begins and rule.by & who)
