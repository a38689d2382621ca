"""bot.seals: a button counts in the chat that it was made for, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import LONGEST_ACTION, Button, ChatId
from bot.seals import Seals, is_readable

AN, BINH = ChatId("web", "an"), ChatId("web", "binh")
SEALS = Seals("a key", frozenset({"p", "l"}))


def test_what_names_something_counts_only_in_its_chat() -> None:
    sealed = SEALS.sealed(AN, "t:see:163")
    assert sealed.startswith("t:see:163~")
    assert len(sealed) == len("t:see:163") + 12
    assert SEALS.opened(AN, sealed) == "t:see:163"
    assert SEALS.opened(BINH, sealed) is None
    assert SEALS.opened(ChatId("telegram", "an"), sealed) is None
    assert SEALS.opened(AN, sealed.replace("163", "164")) is None
    assert SEALS.opened(AN, "t:see:163") is None


def test_another_key_opens_nothing() -> None:
    assert Seals("another").opened(AN, SEALS.sealed(AN, "t:see:163")) is None
    with pytest.raises(ValueError, match="key"):
        Seals("")


@pytest.mark.parametrize("action", ["p:1.001193:phi", "l:3:2:n", "k:kind:khac", "t:list", "x", "d:sure"])
def test_what_is_everybodys_and_what_names_nothing_counts_everywhere(action: str) -> None:
    assert SEALS.sealed(AN, action) == action
    assert SEALS.opened(BINH, action) == action
    assert SEALS.opened(BINH, f"{action}~AAAAAAAAAAA") is None


@pytest.mark.parametrize(
    "action", ["t:see:-5", "t:see:٣", "t:see:²", "t:see: 3", "t:see:" + "9" * 30, "p:²:phi", "", "t:see:KN7-4XQ-M3P", "t\n:list"]
)
def test_what_no_window_could_read_is_an_old_button(action: str) -> None:
    assert not SEALS.opened(AN, action)


def test_a_letter_that_found_another_chat_is_sealed_for_that_one() -> None:
    again = SEALS.rows(BINH, SEALS.rows(AN, ((Button("Xem", "t:see:163"),),)))
    assert SEALS.opened(BINH, again[0][0].action) == "t:see:163"
    assert again == SEALS.rows(BINH, ((Button("Xem", "t:see:163"),),))


def test_the_longest_action_with_two_of_the_largest_numbers_has_room() -> None:
    largest = str(10**18 - 1)
    assert len(SEALS.sealed(AN, f"w:unit:{largest}:9999999999")) <= LONGEST_ACTION
    assert SEALS.rows(AN, ((Button("Xem", f"w:to:{largest}:{largest}"),),))


@given(st.text(max_size=80))
def test_nothing_made_up_passes_and_nothing_breaks(pressed: str) -> None:
    opened = SEALS.opened(AN, pressed)
    assert opened is None or (opened == pressed and is_readable(opened) and not SEALS.needs_seal(opened))
