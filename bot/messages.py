"""What every channel speaks: an Incoming message, the Replies to it, and their buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Protocol

LONGEST_ACTION = 64  # bytes; what Telegram carries in a button's callback_data
CONSOLE = "console"  # the channel of who has no chat: what they are told stands in the console alone, and nothing leaves


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
class Attachment:
    """A file that came with a message, already fetched to `path`; the channel deletes it after the desk has replied.

    `name` and `media_type` are what the sender says: they may lie. `size` in bytes.
    """

    path: Path
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message or a pressed button (`action`), received at `at` (aware).

    In a group `chat` is the group, `person` the private chat of the one who wrote; elsewhere `person` is None.
    `name`: how the channel calls that person. `reply_to`: the channel's id of the message that this one answers.
    `message`: the channel's id of this one, "" where it tells none; `edited`: it stands in the place of what that one said before.
    `phone`: the telephone number of a contact that was shared, as the channel tells it. `address`: where it
    comes from on the network, "" where nobody says.
    `is_overheard`: it comes from a group that is not the office's own: nobody there is staff to us, whoever it is (the front desk says so).
    """

    chat: ChatId
    at: datetime
    text: str = ""
    action: str = ""
    person: ChatId | None = None
    name: str = ""
    attachments: tuple[Attachment, ...] = ()
    location: Location | None = None
    reply_to: str = ""
    message: str = ""
    edited: bool = False
    phone: str = ""
    address: str = ""
    is_overheard: bool = False

    @property
    def sender(self) -> ChatId:
        """Who wrote: the private chat of that person."""
        return self.person or self.chat


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A file that goes with a reply."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """Plain text, at most 4,096 UTF-16 units, with rows of buttons.

    `topic`: the procedure being talked about. `replaces`: stands in the place of the message whose button was pressed,
    where the channel can do that. `rule`, `kind`: of an answer, what decided it and what its first sentence is (bot.answers.turn.deciding).
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    topic: str = ""
    file: ReplyFile | None = None
    replaces: bool = False
    rule: str = ""
    kind: str = ""


class MessageHandler(Protocol):
    """What a channel hands a message to: the front desk, or what stands in for it."""

    def handle(self, incoming: Incoming) -> Sequence[Reply]:
        """The replies to one message."""


class Priority(IntEnum):
    """Which message of the outbox leaves first; the smallest."""

    REPLY = 0  # somebody is waiting for it
    NOTICE = 10  # a change, a reminder
    CAMPAIGN = 20


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message that must leave by itself, not as the reply to one: queued in the outbox, sent surely.

    `key`: the same key is queued once, however often it is tried. `slot`: the message that this chat already has in that slot
    ("petition:12") is edited in place; where it has none, this one becomes it. `photo`: a path that every worker can read.
    `not_before`: aware; None is now. `campaign`: whose sums it counts in. `staff`: the number of the one of the staff to whom it is
    written, 0 nobody; it stands in their console too, and leads there to `path` (see `Staff.letter`); `noted`: as what it stands there, ""
    as `text`.
    """

    chat: ChatId
    text: str
    key: str
    rows: tuple[tuple[Button, ...], ...] = ()
    priority: Priority = Priority.NOTICE
    slot: str = ""
    photo: str = ""
    not_before: datetime | None = None
    campaign: int | None = None
    staff: int = 0
    path: str = ""
    noted: str = ""


@dataclass(frozen=True, slots=True)
class BulkMessage:
    """One text for many chats: what every follower of a selection gets, stored once.

    `name` ("campaign:7", at most 24 characters) never stands for another text, and a chat gets it once. `campaign`: whose sums it
    counts in. The other fields as in OutboxMessage.
    """

    name: str
    text: str
    campaign: int
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: str = ""
    priority: Priority = Priority.CAMPAIGN
    not_before: datetime | None = None
