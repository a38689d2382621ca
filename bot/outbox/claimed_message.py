"""A message on its way, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Button, ChatId, Priority


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """A message that one worker has taken to send to `chat`, where the chat is now.

    `key`: the message's own, once and for all. `edits`: the channel's id of the message whose place it takes; empty: a new message.
    `photo`: a path; `file_id`: how the channel calls that photo, empty where it was never uploaded. `attempts` counts this one.
    """

    id: int
    chat: ChatId
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: str = ""
    file_id: str = ""
    edits: str = ""
    slot: str = ""
    campaign: int | None = None
    priority: Priority = Priority.NOTICE
    attempts: int = 1
    worker: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it. `file_id`: how it calls the photo."""

    message_id: str
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The channel wants nothing from us for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked us, left, or is no more."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group is called otherwise now (Telegram: it became a supergroup); the message goes there."""

    key: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to edit, or the photo behind `file_id`, is no longer there: send anew, or upload again."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The channel will never take this message."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No connection, no answer in time, a fault of the channel's own: may work later."""

    reason: str


@dataclass(frozen=True, slots=True)
class Again:
    """To be tried again at `at`; `counts`: whether this try was one."""

    at: datetime
    reason: str = ""
    counts: bool = True


Outcome = Sent | RetryAfter | Blocked | Moved | Gone | Rejected | Unreachable
"""What a sender says."""

Result = Sent | RetryAfter | Blocked | Moved | Gone | Rejected | Again
"""What the outbox records."""
