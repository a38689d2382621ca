"""Who of the staff acts on a petition, in which capacities, and what they want to do. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import Event, Petition, PetitionFile, PetitionState
from bot.petitions.rules.transitions import NOBODYS, Capacity, Transition


@dataclass(frozen=True, slots=True)
class Signing:
    """Of which petitions what leaves is signed by a leader first: the promise goes along wherever a petition goes (ADR 30). `units`:
    where a leader signs; `coordinator`: the unit that hands out what comes in (None: there is no unit)."""

    units: frozenset[int] = frozenset()
    coordinator: int | None = None

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Signing:
        known = tuple(units)
        return cls(frozenset(unit.id for unit in known if unit.needs_approval), coordinator_of(known))

    def wants(self, file: PetitionFile) -> bool:
        """Whether a leader signs what leaves of it: where it lies with a unit that signs, and for good where it ever lay with one. What the
        coordinator only handed on from its queue was never its to answer."""
        petition = file.petition
        return petition.unit in self.units or any(self._was_theirs(event) for event in file.events)

    def _was_theirs(self, event: Event) -> bool:
        is_passing = event.unit == self.coordinator and event.officer is None and event.ends in NOBODYS
        return event.unit in self.units and not is_passing


NOWHERE = Signing()


def coordinator_of(units: Iterable[Unit]) -> int | None:
    """The unit to which new petitions go and what nobody takes: the one that coordinates, else the first."""
    return min(((not unit.is_coordinator, unit.id) for unit in units), default=(True, None))[1]


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
