"""bot.answers.store.questions on SQLite and PostgreSQL: the log is masked, mined, rated by its own chat alone, and emptied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.answers.store.questions import Questions
from bot.messages import ChatId
from bot.people.store import Chats

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AN, BINH = ChatId("web", "an"), ChatId("telegram", "an")


@pytest.fixture
def questions(engine: Engine) -> Questions:
    return Questions(engine)


def ask(questions: Questions, question: str = "q", outcome: str = "answered", at: datetime = NOON, chat: ChatId = AN) -> int:
    return questions.record(chat, question, outcome, "1.001193", "phi", at)


def test_what_is_recorded_comes_back_masked_and_in_order(questions: Questions) -> None:
    first = ask(questions, "CCCD 001203004567 làm khai sinh 1.001193", at=NOON)
    second = ask(questions, "\0\ud800", "not_found", NOON - HOUR)
    kept = questions.of(AN)
    assert [one.id for one in kept] == [first, second], "as they came, whatever the clock said"
    assert [one.question for one in kept] == ["CCCD *** làm khai sinh 1.001193", "\ufffd\ufffd"]
    assert (kept[0].outcome, kept[0].code, kept[0].part, kept[0].at, kept[0].is_right) == ("answered", "1.001193", "phi", NOON, None)
    assert questions.of(BINH) == ()


def test_the_last_word_of_the_own_chat_counts(questions: Questions) -> None:
    number = ask(questions)
    assert questions.rate(number, AN, False, NOON)
    assert questions.rate(number, AN, True, NOON - HOUR)
    assert questions.of(AN)[0].is_right is True
    assert not questions.rate(number, BINH, False, NOON)
    assert questions.of(AN)[0].is_right is True


@pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63, 10**40])
def test_a_made_up_question_is_rated_by_nobody(questions: Questions, number: int) -> None:
    ask(questions)
    assert not questions.rate(number, AN, True, NOON)


def test_unanswered_newest_first_from_a_day_on(questions: Questions) -> None:
    for hour, outcome in enumerate(["not_found", "answered", "not_found", "small_talk", "unanswered", "ambiguous", "elsewhere", "empty"]):
        ask(questions, str(hour), outcome, NOON + hour * HOUR)
    assert [one.question for one in questions.unanswered(NOON, 10)] == ["4", "2", "0"]
    assert [one.question for one in questions.unanswered(NOON + 2 * HOUR, 10)] == ["4", "2"]
    assert [one.question for one in questions.unanswered(NOON, 1)] == ["4"]
    assert questions.unanswered(NOON, 0) == ()
    assert questions.owed(NOON) == 3


def test_an_answer_that_was_not_right_is_owed_too_until_the_one_who_asked_says_otherwise(questions: Questions) -> None:
    number = ask(questions, "mượn loa đài làm đám cưới", "answered", NOON)
    ask(questions, "làm giấy khai sinh", "answered", NOON)
    assert questions.rate(number, AN, False, NOON)
    assert [one.question for one in questions.unanswered(NOON, 10)] == ["mượn loa đài làm đám cưới"]
    assert questions.owed(NOON) == 1
    assert questions.rate(number, AN, True, NOON)
    assert questions.unanswered(NOON, 10) == ()


def test_counts_by_outcome(questions: Questions) -> None:
    ask(questions, at=NOON - HOUR)
    ask(questions)
    ask(questions, chat=BINH)
    ask(questions, outcome="not_found")
    assert questions.counts(NOON) == {"answered": 2, "not_found": 1}
    assert questions.counts(NOON + HOUR) == {}


def test_retention_deletes_what_is_older_and_nothing_else(questions: Questions) -> None:
    ask(questions, "old", at=NOON - HOUR)
    ask(questions, "new", at=NOON)
    assert questions.purge(NOON) == 1
    assert [one.question for one in questions.of(AN)] == ["new"]
    assert questions.purge(NOON) == 0


def test_the_number_of_a_deleted_question_is_not_given_again(questions: Questions, engine: Engine) -> None:
    number = ask(questions)
    Chats(engine).delete(AN, NOON)
    assert not questions.rate(number, AN, True, NOON)
    assert ask(questions) > number


def test_threads_record_every_question(questions: Questions) -> None:
    with ThreadPoolExecutor(8) as threads:
        numbers = set(threads.map(lambda number: ask(questions, str(number)), range(100)))
    assert len(numbers) == 100
    assert questions.counts(NOON) == {"answered": 100}


def test_a_naive_time_is_refused(questions: Questions) -> None:
    naive = NOON.replace(tzinfo=None)
    number = ask(questions)
    for call in (
        lambda: ask(questions, at=naive),
        lambda: questions.rate(number, AN, True, naive),
        lambda: questions.unanswered(naive, 1),
        lambda: questions.counts(naive),
        lambda: questions.purge(naive),
    ):
        with pytest.raises(ValueError, match="naive"):
            call()
    assert questions.counts(NOON) == {"answered": 1}
