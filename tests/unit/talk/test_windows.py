"""bot.frontdesk: no two windows take the same thing."""

from __future__ import annotations

from typing import cast

import pytest

from bot import wording
from bot.frontdesk import FrontDesk, Window
from bot.people.chat_states import ChatStates
from bot.people.store import Chats


class Left(Window):
    commands = frozenset({"/huy-don"})


class Right(Window):
    commands = frozenset({"/huy-don"})


def test_two_windows_that_claim_the_same_command_stop_the_start() -> None:
    with pytest.raises(ValueError, match="Left, Right"):
        FrontDesk((Left(), Right()), wording.load(), cast("Chats", None), cast("ChatStates", None), "a key")


class Forgetful(Window):
    keeps_in = "petition_senders"


def test_a_window_whose_table_does_not_say_that_something_is_open_there_stops_the_start() -> None:
    with pytest.raises(ValueError, match="Forgetful: petition_senders"):
        FrontDesk((Forgetful(),), wording.load(), cast("Chats", None), cast("ChatStates", None), "a key")


class Greedy(Window):
    def __init__(self, command: str, action: str) -> None:
        self.commands, self.actions = frozenset({command}), frozenset({action})  # type: ignore[misc]


@pytest.mark.parametrize(("command", "action"), [("/huy", "gr"), ("/trogiup", "gr"), ("/start", "gr"), ("/tham-lam", "c")])
def test_a_window_that_claims_what_is_the_desks_own_stops_the_start(command: str, action: str) -> None:
    """Help and cancel would be gone for everybody."""
    with pytest.raises(ValueError, match="FrontDesk, Greedy"):
        FrontDesk((Greedy(command, action),), wording.load(), cast("Chats", None), cast("ChatStates", None), "a key")
