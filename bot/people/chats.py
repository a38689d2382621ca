"""What one chat is talking about. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MATTERS = 11  # procedures: the one at hand, three before it, and the seven that the longest list of what to do has
REMEMBERED = 3  # questions that the next one is read with
FORGOTTEN_AFTER = timedelta(minutes=30)  # a phone is handed on, a counter's screen has its next visitor: they must not share a topic


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last questions, oldest first (only the last REMEMBERED are kept), the code and part being talked about ("" where none),
    the actions that were offered last, in the order in which they were shown, and the codes talked about before, newest first."""

    asked: tuple[str, ...] = ()
    code: str = ""
    part: str = ""
    offered: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "asked", tuple(self.asked)[-REMEMBERED:])
        earlier = dict.fromkeys(code for code in self.matters if code and code != self.code)
        object.__setattr__(self, "matters", tuple(earlier)[: MATTERS - 1])

    def after(self, before: Conversation) -> Conversation:
        """This one, come after `before`: what that was about can be gone back to."""
        return replace(self, matters=(before.code, *before.matters))


def is_over(talked: datetime, at: datetime) -> bool:
    """Whether a conversation of `talked` is over at `at`. A clock that jumped back a little ends none; one that jumped far ends all."""
    return abs(at - talked) > FORGOTTEN_AFTER


def resumed(conversation: Conversation, talked: datetime | None, at: datetime) -> Conversation:
    """`conversation`, last spoken in at `talked` (None: never), as the next message finds it at `at`: empty where it is over."""
    return Conversation() if talked is None or is_over(talked, at) else conversation
