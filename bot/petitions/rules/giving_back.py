"""What was handed over while somebody was said to be away, and goes back to them because they were not. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.people.staff import Staff
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Event, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition

HANDED = frozenset({Transition.HAND_OVER, Transition.RELEASE})
SYSTEM, STAFF = "system", "staff:"


def given_back(file: PetitionFile, officer: Staff, handed_because: str, why: str, by: str) -> PetitionChange | NotDone:
    """To `officer` again, as far as it had come. NOT_NOW where `handed_because` did not take it from them, or where one of the staff has
    touched it since: what somebody goes on with stays theirs."""
    petition = file.petition
    handed = _handed(file, officer, handed_because)
    if handed is None or not petition.is_open or petition.unit != officer.unit:
        return NotDone(RefusalReason.NOT_NOW, petition)
    state = petition.state
    if handed.move == Transition.RELEASE:
        state = handed.begins or PetitionState.ASSIGNED
        state = PetitionState.IN_PROGRESS if state is PetitionState.WAITING else state  # its clock went on when it was released
    return PetitionChange(replace(petition, officer=officer.id, state=state), Transition.HAND_OVER, by, why)


def _handed(file: PetitionFile, officer: Staff, because: str) -> Event | None:
    """The line that took it from them, where none of the staff has written one since."""
    for before, event in reversed(list(pairwise(file.events))):
        if event.move in HANDED and event.who == SYSTEM and event.why == because:
            return event if before.officer == officer.id else None
        if event.who.startswith(STAFF):
            return None
    return None
