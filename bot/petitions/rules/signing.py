"""Of which petitions what leaves is signed by a leader first: the promise goes along wherever a petition goes (ADR 30). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.people.staff import Unit
from bot.petitions.rules.petition import Event, PetitionFile
from bot.petitions.rules.transitions import NOBODYS


@dataclass(frozen=True, slots=True)
class Signing:
    """`units`: where a leader signs; `coordinator`: the unit that hands out what comes in (None: there is no unit)."""

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
