"""The one table of what may be done with a petition: from which state, by whom, to which state. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.petitions.rules.petition import OPEN, PetitionState


class Capacity(StrEnum):
    """In which capacity somebody acts."""

    CITIZEN = "citizen"
    OFFICER = "officer"  # of the unit that has it
    HOLDER = "holder"  # the officer who has it
    LEADER = "leader"  # of the unit that has it, or of the unit that coordinates
    SYSTEM = "system"


class Transition(StrEnum):
    """What can happen to a petition."""

    FILE = "file"
    CLAIM = "claim"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    BEGIN = "begin"
    FORWARD = "forward"
    RELEASE = "release"  # who had it has left, is away, or works in another unit
    HAND_OVER = "hand_over"  # the same; a colleague has it now, as far as it had come
    NOTE = "note"
    ASK = "ask"
    ADD = "add"
    DRAFT = "draft"
    APPROVE = "approve"
    RETURN = "return"
    PROPOSE_ASK = "propose_ask"  # a question to the sender, for the leader's signature
    PROPOSE_REJECT = "propose_reject"  # that it is not taken on, for the leader's signature
    ANSWER = "answer"
    REVISE = "revise"  # another answer in the place of the one that was sent, for the leader's signature
    CORRECT = "correct"  # it is sent; the first one stays in the time line
    KEEP = "keep"  # the leader does not sign it: what was sent stands
    CLOSE = "close"
    REJECT = "reject"
    MERGE = "merge"
    UNMERGE = "unmerge"
    JOIN = "join"  # another one was merged into it
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    PROVE = "prove"  # who sent it writes from another chat
    APOLOGISE = "apologise"
    LINK = "link"
    SORT = "sort"  # it is about another topic
    RECLASSIFY = "reclassify"  # it is of another kind, and due when such a one is
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


@dataclass(frozen=True, slots=True)
class TransitionRule:
    """A line of the table. `ends` None: the state stays. `needs_reason`: nothing happens without words."""

    begins: frozenset[PetitionState]
    ends: PetitionState | None
    by: frozenset[Capacity]
    needs_reason: bool = False


S, W = PetitionState, Capacity
EVERY = frozenset(PetitionState)
NOBODYS = frozenset({S.RECEIVED, S.FORWARDED})
HELD = frozenset({S.ASSIGNED, S.IN_PROGRESS})
WORKED = HELD | {S.WAITING, S.DRAFTED}
OVER = frozenset({S.ANSWERED, S.CLOSED, S.REJECTED})
SENT = frozenset({S.ANSWERED, S.CLOSED})
DESK = frozenset({W.HOLDER, W.LEADER})
UNIT = DESK | {W.OFFICER}

RULES: Mapping[Transition, TransitionRule] = {
    Transition.CLAIM: TransitionRule(NOBODYS, S.IN_PROGRESS, UNIT),
    Transition.ASSIGN: TransitionRule(NOBODYS, S.ASSIGNED, frozenset({W.LEADER})),
    Transition.BEGIN: TransitionRule(frozenset({S.ASSIGNED}), S.IN_PROGRESS, frozenset({W.HOLDER})),
    Transition.REASSIGN: TransitionRule(WORKED, S.ASSIGNED, DESK, needs_reason=True),
    Transition.FORWARD: TransitionRule(NOBODYS | HELD, S.FORWARDED, UNIT | {W.SYSTEM}, needs_reason=True),
    Transition.RELEASE: TransitionRule(WORKED | {S.APPROVED}, S.FORWARDED, frozenset({W.SYSTEM})),
    Transition.HAND_OVER: TransitionRule(WORKED | {S.APPROVED}, None, frozenset({W.SYSTEM}), needs_reason=True),
    Transition.NOTE: TransitionRule(EVERY, None, UNIT, needs_reason=True),
    Transition.ASK: TransitionRule(HELD, S.WAITING, DESK, needs_reason=True),
    Transition.ADD: TransitionRule(OPEN, None, frozenset({W.CITIZEN, W.HOLDER, W.LEADER}), needs_reason=True),
    Transition.DRAFT: TransitionRule(HELD | {S.WAITING, S.DRAFTED}, S.DRAFTED, DESK, needs_reason=True),
    Transition.PROPOSE_ASK: TransitionRule(HELD | {S.DRAFTED}, S.DRAFTED, DESK, needs_reason=True),
    Transition.PROPOSE_REJECT: TransitionRule(WORKED, S.DRAFTED, DESK, needs_reason=True),
    Transition.APPROVE: TransitionRule(frozenset({S.DRAFTED}), S.APPROVED, frozenset({W.LEADER})),
    Transition.RETURN: TransitionRule(frozenset({S.DRAFTED, S.APPROVED}), S.IN_PROGRESS, frozenset({W.LEADER}), needs_reason=True),
    Transition.ANSWER: TransitionRule(WORKED | {S.APPROVED}, S.ANSWERED, DESK, needs_reason=True),
    Transition.REVISE: TransitionRule(SENT, None, DESK, needs_reason=True),
    Transition.CORRECT: TransitionRule(SENT, None, DESK, needs_reason=True),
    Transition.KEEP: TransitionRule(SENT, None, frozenset({W.LEADER}), needs_reason=True),
    Transition.CLOSE: TransitionRule(frozenset({S.ANSWERED, S.FORWARDED}), S.CLOSED, frozenset({W.CITIZEN, W.HOLDER, W.LEADER, W.SYSTEM})),
    Transition.REJECT: TransitionRule(NOBODYS | WORKED, S.REJECTED, UNIT, needs_reason=True),
    Transition.MERGE: TransitionRule(NOBODYS | WORKED, S.MERGED, UNIT),
    Transition.JOIN: TransitionRule(OPEN, None, frozenset({W.SYSTEM})),
    Transition.UNMERGE: TransitionRule(frozenset({S.MERGED}), None, UNIT),  # back to where it was; the store knows where
    Transition.FOLLOW: TransitionRule(EVERY - {S.MERGED, S.WITHDRAWN}, None, frozenset({W.CITIZEN})),
    Transition.UNFOLLOW: TransitionRule(EVERY, None, frozenset({W.CITIZEN})),
    Transition.RATE: TransitionRule(SENT, None, frozenset({W.CITIZEN})),
    Transition.REOPEN: TransitionRule(OVER, S.RECEIVED, frozenset({W.CITIZEN}), needs_reason=True),
    Transition.WITHDRAW: TransitionRule(OPEN, S.WITHDRAWN, frozenset({W.CITIZEN})),  # no line leads back
    Transition.PROVE: TransitionRule(EVERY, None, frozenset({W.CITIZEN})),
    Transition.APOLOGISE: TransitionRule(OPEN, None, DESK, needs_reason=True),
    Transition.LINK: TransitionRule(EVERY, None, UNIT),
    Transition.SORT: TransitionRule(EVERY - {S.WITHDRAWN}, None, UNIT),
    Transition.RECLASSIFY: TransitionRule(OPEN, None, UNIT),
    Transition.PUBLISH: TransitionRule(SENT, None, DESK),
    Transition.UNPUBLISH: TransitionRule(
        EVERY - {S.WITHDRAWN}, None, DESK
    ),  # what is published by mistake is taken down whatever became of it since
}
"""FILE is in no line: it makes the petition. JOIN is what merging does to the one that stays.
ADD while WAITING also sets the clock going again (`after` says so)."""

PUBLIC = frozenset(
    {
        *(
            Transition.FILE,
            Transition.CLAIM,
            Transition.ASSIGN,
            Transition.FORWARD,
            Transition.ASK,
            Transition.ADD,
            Transition.ANSWER,
            Transition.CLOSE,
            Transition.REJECT,
        ),
        *(
            Transition.MERGE,
            Transition.UNMERGE,
            Transition.REOPEN,
            Transition.APOLOGISE,
            Transition.WITHDRAW,
            Transition.PROVE,
            Transition.CORRECT,
            Transition.RECLASSIFY,
        ),
    }
)
"""What the citizen is told and sees in the time line, with the reason where there is one: the form that asks for it says who will read it.
Who of the unit hands a petition to whom and why stays inside."""


def after(state: PetitionState, move: Transition, who: Capacity) -> PetitionState | None:
    """The state after `who` does `move`; None where the table does not allow it."""
    rule = RULES.get(move)
    if rule is None or state not in rule.begins or who not in rule.by:
        return None
    if move is Transition.ADD and state is PetitionState.WAITING:
        return PetitionState.IN_PROGRESS
    return rule.ends or state


def allowed(state: PetitionState, who: frozenset[Capacity]) -> frozenset[Transition]:
    """What somebody who acts in any of the capacities `who` may do with a petition in `state`."""
    return frozenset(move for move, rule in RULES.items() if state in rule.begins and rule.by & who)
