"""Those who work here: units, staff and their roles. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.messages import CONSOLE, Button, ChatId, OutboxMessage


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
    """One person who works in a unit; `chat`: where the bot knows them (None until they have followed their invitation); `email`: where
    they are told that something waits ("" nowhere), once its owner has confirmed it; `email_before`: the confirmed one that it replaced."""

    id: int
    name: str
    role: Role
    unit: int
    chat: ChatId | None
    is_active: bool = True
    email: str = ""
    is_email_confirmed: bool = False
    email_before: str = ""

    def letter(
        self,
        text: str,
        key: str,
        rows: tuple[tuple[Button, ...], ...] = (),
        *,
        path: str,
        not_before: datetime | None = None,
        in_console_only: bool = False,
        matter: str = "",
    ) -> OutboxMessage:
        """What this person is told: in their chat where they have one, and always in the console, where it leads to `path`. `matter`: what
        follows `text` in the chat alone, where it names what the console and the mail only lead to."""
        chat = None if in_console_only else self.chat
        told = f"{text}\n\n{matter}" if matter else text
        to = chat or ChatId(CONSOLE, str(self.id))
        return OutboxMessage(to, told, key, rows, not_before=not_before, staff=self.id, path=path, noted=text if matter else "")

    @property
    def actor(self) -> str:
        """How the audit trail and the time lines name this person."""
        return f"staff:{self.id}"
