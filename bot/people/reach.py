"""Which of the staff our messages do not reach. Pure: knows no database and no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.messages import ChatId
from bot.people.staff import Role, Staff

NOBODY, LATE = ChatId("staff", "nobody"), ChatId("staff", "late")
MARKS = frozenset({NOBODY, LATE})
"""Kept like chats out of reach, though they are none: that nobody at all can be told, and that notices do not leave."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Our messages do not reach `chat` since `since`; `reason`: in the channel's words."""

    chat: ChatId
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StaffReach:
    """How the office stands. `group`: None where it hears us, or there is none; `is_nobody_told`: neither the group nor anybody's own chat
    hears us; `late`: notices to the staff that should have arrived and have not."""

    group: Unreached | None = None
    people: tuple[tuple[Staff, Unreached], ...] = ()
    is_nobody_told: bool = False
    late: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """For whoever runs the service: a line each, without names, because anybody may read it."""
        lines = (
            ("nobody of the staff can be told of petitions", self.is_nobody_told),
            ("the staff group cannot be reached", self.group is not None),
            (f"staff who cannot be reached: {len(self.people)}", bool(self.people)),
            (f"staff notices that do not leave: {self.late}", self.late > 0),
        )
        return tuple(line for line, is_so in lines if is_so)

    @property
    def figures(self) -> dict[str, float]:
        """For the monitoring; 0 where all is well."""
        return {"group": int(self.group is not None), "people": len(self.people), "nobody": int(self.is_nobody_told), "late": self.late}


def hearing(staff: Iterable[Staff], unreached: Collection[ChatId]) -> list[Staff]:
    """Who works here, has a chat and hears us there."""
    return [person for person in staff if person.is_active and person.chat and person.chat not in unreached]


def stand_ins(staff: Iterable[Staff], coordinator: int | None, unreached: Collection[ChatId]) -> list[Staff]:
    """Who is told what others should have been: the unit that coordinates and the admins; where none of them hears us, whoever does."""
    reached = hearing(staff, unreached)
    return [person for person in reached if person.role is Role.ADMIN or person.unit == coordinator] or reached
