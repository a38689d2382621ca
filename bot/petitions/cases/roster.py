"""A picture of units and staff, taken before a transaction, so that nothing is looked up while others wait."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.petitions.notices.letters import Staffing
from bot.petitions.notices.presenter import StaffNames
from bot.petitions.rules.command import Actor, Signing, coordinator_of


@dataclass(frozen=True, slots=True)
class Roster:
    """Who works where at one moment."""

    staff: dict[int, Staff]
    units: dict[int, Unit]

    @classmethod
    def of(cls, book: StaffBook) -> Roster:
        return cls({person.id: person for person in book.everyone()}, {unit.id: unit for unit in book.units()})

    @property
    def coordinator(self) -> int | None:
        """The unit to which new petitions go and what nobody takes: the one that coordinates, else the first."""
        return coordinator_of(self.units.values())

    def coordinator_of(self, about: str) -> int | None:
        """The same, unless a petition is `about` that unit."""
        unit = self.coordinator
        return None if f",u{unit}," in about else unit

    @property
    def signing(self) -> Signing:
        return Signing.of(self.units.values())

    @property
    def names(self) -> StaffNames:
        return StaffNames(self._unit_name, self._staff_name)

    def actor(self, staff: Staff) -> Actor:
        return Actor(staff, self.units.get(staff.unit), self.signing)

    def officer(self, number: int) -> Staff | None:
        """Somebody who works here now."""
        found = self.staff.get(number)
        return found if found and found.is_active else None

    def of_unit(self, unit: int | None) -> tuple[Staff, ...]:
        """Who works in a unit now; where nobody does, the admins."""
        if unit is None:
            return tuple(person for person in self.staff.values() if person.is_active and person.role is Role.ADMIN)
        return tuple(person for person in self.staff.values() if person.is_active and person.unit == unit)

    def staffing(self, group: ChatId | None) -> Staffing:
        return Staffing(group, self.of_unit, self.officer, self.signing.wants, self._stand_ins)

    def _stand_ins(self) -> tuple[Staff, ...]:
        """Whether the bot reaches them or they look at the console: a notice stands there for everybody."""
        here = [person for person in self.staff.values() if person.is_active]
        return tuple(person for person in here if person.role is Role.ADMIN or person.unit == self.coordinator) or tuple(here)

    def _unit_name(self, number: int) -> str:
        unit = self.units.get(number)
        return unit.name if unit else ""

    def _staff_name(self, number: int) -> str:
        person = self.staff.get(number)
        return person.name if person else ""
