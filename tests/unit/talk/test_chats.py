"""bot.people.chats: a conversation is short, and ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.people.chats import FORGOTTEN_AFTER, REMEMBERED, Conversation, is_over

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_only_the_last_questions_are_kept_oldest_first() -> None:
    assert Conversation(("a", "b", "c", "d")).asked == ("b", "c", "d")
    assert len(Conversation(("a",) * 9).asked) == REMEMBERED == 3


@pytest.mark.parametrize(
    ("later", "over"),
    [
        (timedelta(0), False),
        (timedelta(minutes=30), False),
        (timedelta(minutes=30, microseconds=1), True),
        (timedelta(minutes=-5), False),
        (timedelta(days=-400), True),
    ],
)
def test_a_conversation_ends_after_half_an_hour_and_when_the_clock_makes_no_sense(later: timedelta, over: bool) -> None:
    assert is_over(NOON, NOON + later) is over
    assert timedelta(minutes=30) == FORGOTTEN_AFTER
