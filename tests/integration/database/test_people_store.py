"""bot.people.store on SQLite and PostgreSQL: strangers never share, nobody is greeted twice, and what is kept can be seen and deleted."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from bot.answers.store.questions import Questions
from bot.database.tables import tables_of_a_chat
from bot.messages import ChatId
from bot.people.chats import Conversation
from bot.people.store import Chats

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")
MARRIAGE = Conversation(("kết hôn cần gì", "mất bao lâu"), "1.000894", "thoi_han")
GREET = """
import sys
from datetime import UTC, datetime
from bot.database.engine import open_database
from bot.messages import ChatId
from bot.people.chats import Conversation
from bot.people.store import Chats
engine = open_database(sys.argv[1])
chats, now = Chats(engine), datetime.now(UTC)
print(sum(chats.greet(ChatId("web", str(number)), now) for number in range(40)))
for number in range(40):
    chats.remember(ChatId(sys.argv[2], str(number)), Conversation((str(number),), "1.000001", "phi"), now)
engine.dispose()
"""


@pytest.fixture
def chats(engine: Engine) -> Chats:
    return Chats(engine)


def test_a_stranger_talks_about_nothing(chats: Chats) -> None:
    assert chats.conversation(AN, NOON) == Conversation()


def test_what_is_remembered_comes_back(chats: Chats) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    assert chats.conversation(AN, NOON + timedelta(minutes=30)) == MARRIAGE


@pytest.mark.parametrize("other", [BINH, ChatId("telegram", "an"), ChatId("web", "AN"), ChatId("web", "an ")])
def test_strangers_never_share(chats: Chats, other: ChatId) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    assert chats.conversation(other, NOON) == Conversation()
    chats.delete(other, NOON)
    chats.forget_topic(other, NOON)
    assert chats.conversation(AN, NOON) == MARRIAGE


def test_after_half_an_hour_the_next_visitor_begins_anew(chats: Chats) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    assert chats.conversation(AN, NOON + timedelta(minutes=30, seconds=1)) == Conversation()


def test_the_last_conversation_counts_even_when_the_clock_jumps_back(chats: Chats) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    assert chats.conversation(AN, NOON - timedelta(minutes=5)) == MARRIAGE
    assert chats.conversation(AN, NOON - timedelta(days=1)) == Conversation()
    later = Conversation(("khai sinh",), "1.001193", "ho_so")
    chats.remember(AN, later, NOON - timedelta(days=1))
    assert chats.conversation(AN, NOON - timedelta(days=1)) == later
    assert chats.conversation(AN, NOON) == Conversation()


def test_times_of_another_zone_are_the_same_moment(chats: Chats) -> None:
    hanoi = timezone(timedelta(hours=7))
    chats.remember(AN, MARRIAGE, NOON.astimezone(hanoi))
    assert chats.conversation(AN, NOON) == MARRIAGE
    assert chats.conversation(AN, (NOON + timedelta(minutes=31)).astimezone(hanoi)) == Conversation()


def test_a_dropped_topic_is_gone_with_its_questions(chats: Chats) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    chats.forget_topic(AN, NOON)
    assert chats.conversation(AN, NOON) == Conversation()


def test_personal_numbers_are_not_remembered_and_any_text_is(chats: Chats) -> None:
    chats.remember(AN, Conversation(("CCCD 001203004567 \0\ud800 😀",)), NOON)
    assert chats.conversation(AN, NOON).asked == ("CCCD *** \ufffd\ufffd 😀",)


def test_everyone_is_greeted_once(chats: Chats) -> None:
    assert [chats.greet(AN, NOON), chats.greet(AN, NOON), chats.greet(AN, NOON - timedelta(days=9))] == [True, False, False]
    assert chats.greet(BINH, NOON)


def test_who_was_remembered_but_not_shown_the_notice_is_greeted(chats: Chats) -> None:
    chats.remember(AN, MARRIAGE, NOON)
    assert chats.greet(AN, NOON)
    assert chats.conversation(AN, NOON) == MARRIAGE


def test_threads_greet_once_and_lose_no_conversation(engine: Engine) -> None:
    chats = Chats(engine)
    greeted = []

    def talk(number: int) -> None:
        own = ChatId("telegram", str(number))
        greeted.append(chats.greet(AN, NOON))
        chats.remember(own, Conversation((str(number),), "1.000001", "phi"), NOON)
        chats.remember(AN, Conversation((f"q{number}",), f"1.{number:06}", ""), NOON)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(talk, range(64)))
    assert sum(greeted) == 1
    for number in range(64):
        assert chats.conversation(ChatId("telegram", str(number)), NOON).asked == (str(number),)
    last = chats.conversation(AN, NOON)
    assert last.code == f"1.{int(last.asked[0][1:]):06}", "one of them, whole"


def test_processes_greet_once_and_lose_no_conversation(engine: Engine, empty_url: str) -> None:
    command = [sys.executable, "-c", GREET, empty_url]
    running = [subprocess.Popen([*command, channel], stdout=subprocess.PIPE, text=True) for channel in ("a", "b")]
    greeted = [int(process.communicate()[0]) for process in running]
    assert sum(greeted) == 40
    chats, now = Chats(engine), datetime.now(UTC)
    kept = [chats.conversation(ChatId(channel, str(number)), now).asked for channel in ("a", "b") for number in range(40)]
    assert kept == [(str(number),) for number in range(40)] * 2


def test_asking_and_deleting_at_once_leaves_nothing_behind(engine: Engine) -> None:
    chats, questions = Chats(engine), Questions(engine)

    def ask_or_delete(number: int) -> None:
        if number % 2:
            chats.delete(AN, NOON)
        else:
            questions.record(AN, "q", "answered", "", "", NOON)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask_or_delete, range(80)))
    chats.delete(AN, NOON)
    assert questions.counts(NOON) == {}


def test_everything_kept_is_exported_and_deleted(engine: Engine) -> None:
    chats, questions = Chats(engine), Questions(engine)
    chats.greet(AN, NOON)
    chats.remember(AN, MARRIAGE, NOON)
    questions.record(AN, "kết hôn cần gì", "answered", "1.000894", "ho_so", NOON)
    questions.record(BINH, "khai sinh", "answered", "", "", NOON)
    kept = chats.export(AN)
    assert json.loads(json.dumps(kept)) == kept
    assert kept["chats"][0]["asked"] == list(MARRIAGE.asked)
    assert [row["question"] for row in kept["questions"]] == ["kết hôn cần gì"]
    assert "khai sinh" not in json.dumps(kept, ensure_ascii=False)
    chats.delete(AN, NOON)
    assert chats.export(AN) == {}
    assert questions.of(AN) == ()
    assert len(questions.of(BINH)) == 1
    assert chats.greet(AN, NOON), "deleted is as if never met"


def test_every_table_that_names_a_chat_is_exported_and_deleted_with_it() -> None:
    naming = {name for name, table in SQLModel.metadata.tables.items() if {"channel", "key"} <= set(table.columns.keys())}
    of_staff = {"staff_unreached"}
    assert {table.name for table in tables_of_a_chat()} == naming - of_staff >= {"chats", "questions"}


def test_a_naive_time_is_refused(chats: Chats) -> None:
    naive = NOON.replace(tzinfo=None)
    for call in (chats.greet, chats.conversation, chats.forget_topic):
        with pytest.raises(ValueError, match="naive"):
            call(AN, naive)
    with pytest.raises(ValueError, match="naive"):
        chats.remember(AN, MARRIAGE, naive)
    assert chats.export(AN) == {}
