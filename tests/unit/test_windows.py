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
