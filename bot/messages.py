"""What every channel speaks: an Incoming message, the Replies to it, and their buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LONGEST_ACTION = 64  # bytes; what Telegram carries in a button's callback_data


@dataclass(frozen=True, slots=True, order=True)
class ChatId:
    """One conversation: the channel's name ("web", "telegram", "terminal") and its key there."""

    channel: str
    key: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.key}"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says and what it does; `action` comes back in `Incoming.action`, also after a restart."""

    label: str
    action: str

    def __post_init__(self) -> None:
        if len(self.action.encode()) > LONGEST_ACTION:
            raise ValueError(f"action longer than {LONGEST_ACTION} bytes: {self.action}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message or a pressed button (`action`), received at `at` (aware)."""

    chat: ChatId
    at: datetime
    text: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Plain text, at most 4,096 UTF-16 units, with rows of buttons. `topic`: the procedure being talked about."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    topic: str = ""
