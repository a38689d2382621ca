"""What citizens said is kept no longer than the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Table, TypeDecorator

from bot.answers.store.questions import Questions
from bot.database.engine import write_session
from bot.database.outgoing import queue
from bot.database.tables import keeping, tables_of_a_chat
from bot.messages import ChatId, OutboxMessage
from bot.outbox.store import Outbox
from bot.people.chats import Conversation
from bot.people.store import PASSING, Chats

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
YEAR, DAY = timedelta(days=365), timedelta(days=1)
AN, BINH = ChatId("web", "an"), ChatId("telegram", "binh")


@pytest.fixture
def chats(engine: Engine) -> Chats:
    return Chats(engine)


@pytest.fixture
def questions(engine: Engine) -> Questions:
    return Questions(engine)


def test_a_chat_that_fell_silent_goes_with_its_questions(chats: Chats, questions: Questions) -> None:
    chats.greet(AN, NOW - 2 * YEAR)
    questions.record(AN, "kết hôn", "answered", "", "", NOW - YEAR - DAY)
    chats.greet(BINH, NOW - DAY)
    assert chats.purge(NOW - YEAR) == 1
    assert (questions.of(AN), chats.count()) == ((), 1)
    assert chats.greet(AN, NOW), "as if never met"


def test_whoever_spoke_since_stays(chats: Chats, questions: Questions) -> None:
    for chat in (AN, BINH):
        chats.greet(chat, NOW - 2 * YEAR)
    chats.remember(AN, Conversation(("kết hôn",)), NOW - YEAR)
    questions.record(BINH, "giá vàng", "small_talk", "", "", NOW - YEAR)
    assert chats.purge(NOW - YEAR) == 0


def row_of(table: Table, chat: ChatId) -> dict[str, object]:
    """Some row of `chat`: every column that needs a value has one."""
    plain = {str: "x", int: 1, bool: False, datetime: NOW, list: [], dict: {}, date: NOW.date(), bytes: b"x"}
    needed = [column for column in table.columns if not column.nullable and column.default is None and column.autoincrement is not True]
    values = {column.name: plain.get(_kind(column), {}) for column in needed}
    return values | {"channel": chat.channel, "key": chat.key}


def _above(table: Table) -> Iterator[Table]:
    """The tables that a row of it rests on, those that they rest on first; a chat's is made otherwise."""
    for parent in (each.referred_table for each in table.foreign_key_constraints if each.referred_table.name != "chats"):
        yield from _above(parent)
        yield parent


def _kind(column: Column[Any]) -> type:
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return getattr(stored.impl_instance, "python_type", str) if isinstance(stored, TypeDecorator) else stored.python_type


def test_a_chat_for_which_another_room_keeps_something_stays(engine: Engine, chats: Chats) -> None:
    rooms = [table for table in tables_of_a_chat() if table.name not in PASSING and len(table.foreign_key_constraints) == 1]
    assert rooms
    for table in rooms:
        chat = ChatId("web", table.name)
        chats.greet(chat, NOW - 2 * YEAR)
        with write_session(engine) as session:
            session.connection().execute(table.insert(), row_of(table, chat))
    assert chats.purge(NOW - YEAR) == 0


def test_a_chat_to_which_a_letter_has_still_to_leave_stays_until_it_has_left(engine: Engine, chats: Chats) -> None:
    chats.greet(AN, NOW - 2 * YEAR)
    with write_session(engine) as session:
        queue(session, [OutboxMessage(AN, "Kiến nghị đã được trả lời", "1")], NOW - 2 * YEAR)
    assert chats.purge(NOW - YEAR) == 0
    assert [message.text for message in Outbox(engine, "web").collect(AN, NOW)] == ["Kiến nghị đã được trả lời"]
    assert chats.purge(NOW - YEAR) == 1


def test_each_kind_is_kept_for_its_own_time(chats: Chats, questions: Questions) -> None:
    chats.greet(AN, NOW - 10 * DAY)
    questions.record(AN, "cũ", "answered", "", "", NOW - 31 * DAY)
    questions.record(AN, "mới", "answered", "", "", NOW - 29 * DAY)
    assert (questions.purge(NOW - 30 * DAY), chats.purge(NOW - YEAR)) == (1, 0)
    assert [logged.question for logged in questions.of(AN)] == ["mới"]
    assert (questions.purge(NOW - 30 * DAY), chats.purge(NOW - YEAR)) == (0, 0), "twice does no harm"


def test_a_time_without_a_zone_is_refused(chats: Chats) -> None:
    with pytest.raises(ValueError, match="naive"):
        chats.purge(datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_chat_that_has_just_written_into_a_form_stays_though_it_was_silent_for_long(engine: Engine, chats: Chats) -> None:
    """The petition that somebody is about to send is not taken away in the night."""
    tables = {table.name: table for table in tables_of_a_chat()}
    written = {name: column for name, column in keeping.PASSING.items() if column and name != "questions"}
    assert {"petition_talks", "petition_senders", "round_drafts"} <= written.keys()
    for name, column in written.items():
        chat = ChatId("web", name)
        chats.greet(chat, NOW - 2 * YEAR)
        with write_session(engine) as session:
            for parent in _above(tables[name]):
                held = {column: value for column, value in row_of(parent, chat).items() if column in parent.columns}
                session.connection().execute(parent.insert(), held)
            session.connection().execute(tables[name].insert(), row_of(tables[name], chat) | {column: NOW - DAY})
    assert chats.purge(NOW - YEAR) == 0
