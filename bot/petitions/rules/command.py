"""Who of the staff acts on a petition, in which capacities, and what they want to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.signing import NOWHERE, Signing
from bot.petitions.rules.transitions import Capacity, Transition


@dataclass(frozen=True, slots=True)
class Actor:
    """Who of the staff acts, the unit they work in, and where a leader signs."""

    staff: Staff
    unit: Unit | None
    signing: Signing = NOWHERE

    def capacities(self, petition: Petition) -> frozenset[Capacity]:
        """In which capacities this person may act on `petition`; none: they may not even see it."""
        held = {Capacity.HOLDER} if petition.is_held_by(self.staff.id, self.staff.unit) else set()
        if self.staff.role is Role.ADMIN:
            return frozenset(held | {Capacity.LEADER, Capacity.OFFICER})
        coordinates = self.unit is not None and self.unit.is_coordinator and not petition.is_about(0, self.unit.id)
        if not held and not coordinates and petition.unit != self.staff.unit:
            return frozenset()
        if not held and petition.is_about(self.staff.id):
            return frozenset()  # who is named reads it only where somebody gave it to them
        if self.staff.role is Role.LEADER:
            return frozenset(held | {Capacity.LEADER, Capacity.OFFICER})
        if petition.is_restricted and not held:
            return frozenset()  # who is complained about may sit at the next desk: leaders hand these out
        return frozenset(held | {Capacity.OFFICER})

    def needs_signature(self, file: PetitionFile) -> bool:
        """Whether words of this person's own leave only after a leader has signed them."""
        petition = file.petition
        wants = self.signing.wants(file) or (petition.unit is None and self.staff.unit in self.signing.units)
        return wants and petition.state is not PetitionState.APPROVED and Capacity.LEADER not in self.capacities(petition)


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody wants to do: `text` is the reason, the note, the question or the answer. `shown`: the mark of the draft that they
    had before them ("": they decide about none); of another one nothing is done. `read`: the mark of what who sent the
    merged ones will be told, as it stood before them."""

    move: Transition
    at: datetime
    text: str = ""
    version: int | None = None
    shown: str = ""
    is_sure: bool = False
    read: str = ""


def is_named(petition: Petition, officer: Staff) -> bool:
    """Whether it is about whom it would be given to: the officer, or the unit that it would come to with them."""
    return petition.is_about(officer.id, officer.unit if officer.unit != petition.unit else None)
