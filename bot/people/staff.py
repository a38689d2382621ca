"""Those who work here: units, staff and their roles. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.messages import ChatId


class Role(StrEnum):
    """What somebody may do; what each role may reach in the console stands in bot/console/roles.py."""

    OFFICER = "officer"
    LEADER = "leader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Unit:
    """An office that answers petitions or owes posts.

    `place`: where it serves ("" everywhere). `needs_approval`: an answer leaves only after a leader has approved it.
    `is_coordinator`: takes what nobody else takes.
    """

    id: int
    name: str
    place: str = ""
    needs_approval: bool = False
    is_coordinator: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """One person who works in a unit; `chat`: where the bot knows them (None until they have followed their invitation)."""

    id: int
    name: str
    role: Role
    unit: int
    chat: ChatId | None
    is_active: bool = True

    @property
    def actor(self) -> str:
        """How the audit trail and the time lines name this person."""
        return f"staff:{self.id}"
