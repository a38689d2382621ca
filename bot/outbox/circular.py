"""One text for many chats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Button, Priority


@dataclass(frozen=True, slots=True)
class Circular:
    """What every follower of a selection gets: stored once.

    `name` ("campaign:7", at most 24 characters) never stands for another text, and a chat gets it once. `campaign`: whose sums it
    counts in. The other fields as in Letter.
    """

    name: str
    text: str
    campaign: int
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: str = ""
    priority: Priority = Priority.CAMPAIGN
    not_before: datetime | None = None
