"""bot.people.chat_states on SQLite and PostgreSQL: what one statement says of a chat is what each room would say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.messages import ChatId
from bot.people.chat_states import ChatState, ChatStates
from bot.people.chats import FORGOTTEN_AFTER, Conversation
from bot.people.staff import Role, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.petitions.store.dialogs import DialogStates

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
AN, BINH, GROUP = ChatId("web", "an"), ChatId("telegram", "binh"), ChatId("telegram", "-77")
MARRIAGE = Conversation(("kết hôn cần gì", "mất bao lâu"), "1.000894", "thoi_han", ("p:1.000894:phi", "p:1.000894:ho_so"))
STRANGER = ChatState(is_greeted=False, is_staff=False, is_writing=False, open=frozenset(), conversation=Conversation())


def test_of_a_stranger_nothing_is_known(engine: Engine) -> None:
    Chats(engine).remember(BINH, MARRIAGE, NOON)
    assert ChatStates(engine).of(AN, AN, NOON) == STRANGER


def test_a_conversation_is_read_with_it_until_it_is_over(engine: Engine) -> None:
    chats, chat_states = Chats(engine), ChatStates(engine)
    chats.remember(AN, MARRIAGE, NOON)
    for at in (NOON, NOON + FORGOTTEN_AFTER, NOON + FORGOTTEN_AFTER + timedelta(seconds=1), NOON - timedelta(days=1)):
        assert chat_states.of(AN, AN, at).conversation == chats.conversation(AN, at)
    assert chat_states.of(AN, AN, NOON) == ChatState(
        is_greeted=False, is_staff=False, is_writing=False, open=frozenset(), conversation=MARRIAGE
    )


def test_who_was_greeted_and_has_something_open(engine: Engine) -> None:
    chats, chat_states = Chats(engine), ChatStates(engine)
    chats.greet(AN, NOON)
    assert chat_states.of(AN, AN, NOON) == ChatState(
        is_greeted=True, is_staff=False, is_writing=False, open=frozenset(), conversation=Conversation()
    )
    DialogStates(engine).put(AN, "k", {}, NOON)
    assert chat_states.of(AN, AN, NOON).open == {"petition_talks"}
    assert chat_states.of(BINH, BINH, NOON) == STRANGER


def test_staff_are_known_in_a_group_that_never_wrote(engine: Engine) -> None:
    staff = StaffBook(engine)
    unit = staff.add_unit(Unit(0, "Một cửa"), "cli", NOON)
    staff.add("Bình", Role.OFFICER, unit.id, "cli", NOON, BINH)
    chat_states = ChatStates(engine)
    assert chat_states.of(GROUP, BINH, NOON).is_staff
    assert not chat_states.of(GROUP, AN, NOON).is_staff


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="naive"):
        ChatStates(engine).of(AN, AN, NOON.replace(tzinfo=None))
