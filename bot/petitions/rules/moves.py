"""The plain case of every move of a petition: the state as the table says, its words kept with it, its clock stopped or going. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.petitions.rules import clocks, deadlines
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Actor, Command
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.texts.hidden import Hidden
from bot.petitions.rules.transitions import PUBLIC, RULES, Capacity, Transition, after
from bot.petitions.rules.workdays import Workdays

LONGEST = 3_000  # characters of a text that goes to a citizen: with its frame it fits one message of any channel
ENDED = frozenset(
    {PetitionState.CLOSED, PetitionState.REJECTED, PetitionState.WITHDRAWN}
)  # from then on the time runs after which personal data goes
UNSIGNED = frozenset({Transition.ASK, Transition.REJECT, Transition.APOLOGISE, Transition.ADD})
"""Words that reach a citizen without a draft: where a leader signs, the leader's."""
READ_BY_CITIZENS = UNSIGNED | {
    Transition.DRAFT,
    Transition.APPROVE,
    Transition.ANSWER,
    Transition.PROPOSE_ASK,
    Transition.PROPOSE_REJECT,
    Transition.REVISE,
    Transition.CORRECT,
    Transition.FORWARD,
}
UNFILLED = re.compile(r"(?<![{$])[{｛]\s*[^\W\d_][^{}｛｝]{0,300}(?:[}｝](?!\})|$)|\[(?:điền|ghi rõ|nhập)\b[^\[\]]{0,80}\]", re.IGNORECASE)
"""A place of a template that nobody replaced, "{nơi}", "{nơi nộp (ghi rõ)}", "[điền nơi]", also one that is never closed."""
NO_DRAFT = MappingProxyType({"draft": "", "draft_for": "", "draft_shared": ""})  # nothing waits for a signature


class Moves:
    """Decides under one calendar. `coordinator`: the unit to which what nobody takes goes back; `mask`: what stands over what is hidden."""

    def __init__(self, workdays: Workdays, coordinator: int | None, mask: Callable[[Hidden], str]) -> None:
        self._workdays = workdays
        self._coordinator = coordinator
        self._mask = mask

    def staff(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """The plain case: the state moves as the table says, words are kept with it."""
        who = actor.capacities(file.petition)
        if not who:
            return NotDone(RefusalReason.UNKNOWN)
        if command.move in UNSIGNED and actor.needs_signature(file):
            return NotDone(RefusalReason.NEEDS_LEADER, file.petition)
        if command.move in READ_BY_CITIZENS and UNFILLED.search(command.text):
            return NotDone(RefusalReason.UNFILLED, file.petition)
        return self._moved(file, command, who, actor.staff.actor)

    def citizen(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        return self._moved(file, command, frozenset({Capacity.CITIZEN}), "citizen")

    def system(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        return self._moved(file, command, frozenset({Capacity.SYSTEM}), "system")

    def setting(self, actor: Actor, file: PetitionFile, command: Command, **values: object) -> PetitionChange | NotDone:
        """The plain case that also sets fields of the petition; UNCHANGED where it and they stand so already."""
        change = self.staff(actor, file, command)
        if isinstance(change, NotDone):
            return change
        if change.petition.state is file.petition.state and all(getattr(file.petition, name) == value for name, value in values.items()):
            return NotDone(RefusalReason.UNCHANGED, file.petition)
        return self._with(change, **values)

    def _moved(self, file: PetitionFile, command: Command, who: frozenset[Capacity], name: str) -> PetitionChange | NotDone:
        petition = file.petition
        if RULES[command.move].needs_reason and not command.text.strip():
            return NotDone(RefusalReason.NO_REASON, petition)
        if len(command.text) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG, petition)
        state = next((ends for each in sorted(who) if (ends := after(petition.state, command.move, each))), None)
        if state is None:
            return NotDone(_why_not(petition, command.move, who), petition)
        moved = replace(petition, state=state, closed=command.at if state in ENDED else petition.closed)
        change = PetitionChange(moved, command.move, name, command.text.strip(), is_public=command.move in PUBLIC)
        return self._clocked(file, change, command)

    def _clocked(self, file: PetitionFile, change: PetitionChange, command: Command) -> PetitionChange:
        """The clock stops while we wait for the citizen, goes on afterwards, and warns of nothing that is over."""
        was, state = file.petition.state, change.petition.state
        if state is PetitionState.WAITING and was is not PetitionState.WAITING:
            return replace(self._with(change, warn_at=None), pauses=True)
        if was is PetitionState.WAITING and state is not PetitionState.WAITING:
            due, warn_at = self._owed(file, command.at)
            return replace(self._with(change, due=due, warn_at=warn_at if change.petition.is_open else None), resumes=True)
        return change if change.petition.is_open else self._with(change, warn_at=None)

    def _owed(self, file: PetitionFile, at: datetime | None) -> tuple[datetime, datetime | None]:
        """When the answer is owed, and when somebody is warned next; `at`: when a clock that stands still goes on (None: it does not)."""
        due, warned = clocks.due(self._workdays, file, at), file.petition.warned
        if warned >= len(deadlines.WARNINGS):
            return due, None
        return due, clocks.moment(self._workdays, file, deadlines.WARNINGS[warned], at)

    @staticmethod
    def _with(change: PetitionChange, **values: object) -> PetitionChange:
        return replace(change, petition=replace(change.petition, **values))  # type: ignore[arg-type]


def _why_not(petition: Petition, move: Transition, who: frozenset[Capacity]) -> RefusalReason:
    rule = RULES[move]
    if petition.state in rule.begins and not rule.by & who:
        return RefusalReason.NOT_YOURS
    return RefusalReason.TAKEN if move is Transition.CLAIM and petition.officer is not None else RefusalReason.NOT_NOW
