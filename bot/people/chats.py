"""What one chat is talking about. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED = 3  # questions that the next one is read with
FORGOTTEN_AFTER = timedelta(minutes=30)  # a phone is handed on, a counter's screen has its next visitor: they must not share a topic


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last questions, oldest first (only the last REMEMBERED are kept), the code and part being talked about ("" where none),
    and the actions that were offered last, in the order in which they were shown."""

    asked: tuple[str, ...] = ()
    code: str = ""
    part: str = ""
    offered: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "asked", tuple(self.asked)[-REMEMBERED:])


def is_over(talked: datetime, at: datetime) -> bool:
    """Whether a conversation of `talked` is over at `at`. A clock that jumped back a little ends none; one that jumped far ends all."""
    return abs(at - talked) > FORGOTTEN_AFTER


def resumed(conversation: Conversation, talked: datetime | None, at: datetime) -> Conversation:
    """`conversation`, last spoken in at `talked` (None: never), as the next message finds it at `at`: empty where it is over."""
    return Conversation() if talked is None or is_over(talked, at) else conversation
