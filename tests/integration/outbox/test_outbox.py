"""The outbox in the database: queued once, claimed by one, in order, at a pace, and counted."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Connection, Engine, Executable, select, text
from sqlalchemy.sql.compiler import SQLCompiler

from bot.database.engine import open_database, read_session, write_session
from bot.database.outgoing import CHATS, OUTBOX, queue, queue_selection
from bot.messages import BulkMessage, Button, ChatId, OutboxMessage, Priority
from bot.outbox.claimed_message import Again, Blocked, ClaimedMessage, Gone, Moved, Rejected, Result, RetryAfter, Sent
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Counters, Outbox, OutboxUnavailableError, Progress
from bot.outbox.store.claiming import Taking, statement
from bot.people.store import Chats
from tests.presence import as_a, found

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
AN, BINH, GROUP = ChatId("telegram", "1"), ChatId("telegram", "2"), ChatId("telegram", "-100")
ROWS = ((Button("Xem", "petition:12"), Button("Đóng", "close:12")), (Button("Đánh giá", "rate:12"),))
SPACE = timedelta(seconds=5)  # longer than any spacing between letters to one chat


def letter(chat: ChatId, what: str, **fields: Any) -> OutboxMessage:
    return OutboxMessage(chat, what, f"{chat}/{what}", **fields)


def put(engine: Engine, *letters: OutboxMessage, at: datetime = NOON) -> int:
    with write_session(engine) as session:
        return queue(session, letters, at)


def box(engine: Engine, rate: float = 1_000.0) -> Outbox:
    return Outbox(engine, "telegram", RateLimit(rate))


def claim(outbox: Outbox, at: datetime, worker: str = "w", limit: int = 50) -> tuple[ClaimedMessage, ...]:
    outbox.claim(worker, 0, at - timedelta(seconds=1))  # the first look begins the pace
    return outbox.claim(worker, limit, at).messages


def tell(outbox: Outbox, at: datetime, messages: Iterable[ClaimedMessage], result: Result) -> None:
    outbox.record([(message, result) for message in messages], at)


def states(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        return list(session.execute(select(OUTBOX.c.state).order_by(OUTBOX.c.id)).scalars())


def drained(outbox: Outbox, at: datetime) -> list[str]:
    """Everything that leaves from `at` on, in that order, each taken by the channel at once."""
    texts: list[str] = []
    while messages := claim(outbox, at):
        texts += [message.text for message in messages]
        tell(outbox, at, messages, Sent("m"))
        at += SPACE
    return texts


def test_a_letter_arrives_as_it_was_written(engine: Engine) -> None:
    put(engine, letter(AN, "Kiến nghị đã được tiếp nhận 🎉", rows=ROWS, photo="/a/b.jpg", priority=Priority.REPLY))
    (message,) = claim(box(engine), NOON)
    assert (message.chat, message.text, message.rows, message.photo) == (AN, "Kiến nghị đã được tiếp nhận 🎉", ROWS, "/a/b.jpg")
    assert (message.file_id, message.edits, message.attempts, message.campaign, message.priority) == ("", "", 1, None, Priority.REPLY)


def test_the_same_key_is_queued_once(engine: Engine) -> None:
    assert put(engine, letter(AN, "a"), letter(AN, "a"), letter(BINH, "a")) == 2
    assert put(engine, letter(AN, "a"), letter(AN, "b")) == 1
    assert drained(box(engine), NOON) == ["a", "a", "b"]


def test_what_is_undone_is_not_queued(engine: Engine) -> None:
    def fail() -> None:
        with write_session(engine) as session:
            queue(session, [letter(AN, "a")], NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert claim(box(engine), NOON) == ()


def test_people_who_wait_come_first_then_notices_then_campaigns(engine: Engine) -> None:
    put(engine, letter(AN, "c", priority=Priority.CAMPAIGN, campaign=1), letter(BINH, "n"), letter(GROUP, "r", priority=Priority.REPLY))
    assert [message.text for message in claim(box(engine), NOON)] == ["r", "n", "c"]


def test_what_is_due_later_waits(engine: Engine) -> None:
    put(engine, letter(AN, "morning", not_before=NOON + timedelta(hours=19)), letter(BINH, "now"))
    outbox = box(engine)
    assert drained(outbox, NOON) == ["now"]
    assert drained(outbox, NOON + timedelta(hours=19)) == ["morning"]


def test_one_letter_of_a_chat_is_in_flight_and_they_keep_their_order(engine: Engine) -> None:
    put(engine, *(letter(AN, str(number)) for number in range(5)), letter(BINH, "b"))
    outbox = box(engine)
    first = claim(outbox, NOON)
    assert [message.text for message in first] == ["0", "b"]
    assert claim(outbox, NOON + SPACE) == ()
    tell(outbox, NOON, first, Sent("m"))
    assert drained(outbox, NOON + SPACE) == ["1", "2", "3", "4"]


def test_a_letter_that_is_tried_again_is_not_overtaken(engine: Engine) -> None:
    put(engine, letter(AN, "received"), letter(AN, "answered"))
    outbox = box(engine)
    tell(outbox, NOON, claim(outbox, NOON), Again(NOON + timedelta(minutes=1)))
    assert drained(outbox, NOON + SPACE) == []
    assert drained(outbox, NOON + timedelta(minutes=1)) == ["received", "answered"]


def test_of_two_lanes_one_letter_of_a_chat_leaves(engine: Engine) -> None:
    put(
        engine,
        letter(AN, "post", campaign=1, priority=Priority.CAMPAIGN),
        letter(AN, "notice"),
        letter(AN, "reply", priority=Priority.REPLY),
    )
    outbox = box(engine)
    assert [message.text for message in claim(outbox, NOON)] == ["reply"]
    with read_session(engine) as session:
        assert list(session.execute(select(OUTBOX.c.attempts).order_by(OUTBOX.c.id)).scalars()) == [0, 0, 1]


@pytest.mark.parametrize(("chat", "seconds"), [(AN, 1), (GROUP, 3)])
def test_letters_to_one_chat_keep_their_distance(engine: Engine, chat: ChatId, seconds: int) -> None:
    put(engine, letter(chat, "a"), letter(chat, "b"))
    outbox = box(engine)
    tell(outbox, NOON, claim(outbox, NOON), Sent("m"))
    assert claim(outbox, NOON + timedelta(seconds=seconds - 0.1)) == ()
    assert len(claim(outbox, NOON + timedelta(seconds=seconds))) == 1


def test_workers_keep_the_rate_together(engine: Engine) -> None:
    put(engine, *(letter(ChatId("telegram", str(number)), "a") for number in range(200)))
    workers = [Outbox(engine, "telegram", RateLimit(25)) for _ in range(4)]
    taken = 0
    for tick in range(100):  # four seconds
        for number, worker in enumerate(workers):
            taken += len(worker.claim(str(number), 50, NOON + timedelta(seconds=tick / 25)).messages)
    assert 97 <= taken <= 110  # a quarter of a second is given out in advance


def test_a_claim_tells_when_to_come_back(engine: Engine) -> None:
    put(engine, *(letter(ChatId("telegram", str(number)), "a") for number in range(9)))
    claimed = Outbox(engine, "telegram", RateLimit(10)).claim("w", 5, NOON)
    assert claimed.departures == pytest.approx((0, 0.1, 0.2))
    assert (len(claimed.messages), claimed.has_more) == (3, True)
    assert claimed.wait == pytest.approx(0.05)


def test_when_the_channel_wants_a_pause_nobody_sends(engine: Engine) -> None:
    put(engine, letter(AN, "a"), letter(BINH, "b"))
    outbox, other = box(engine), box(engine)
    tell(outbox, NOON, claim(outbox, NOON, limit=1), RetryAfter(30))
    assert claim(other, NOON + timedelta(seconds=29)) == ()
    assert claim(other, NOON + timedelta(seconds=30))[0].attempts == 1


def test_what_a_dead_worker_had_is_sent_by_another(engine: Engine) -> None:
    put(engine, letter(AN, "a"))
    outbox = box(engine)
    (lost,) = claim(outbox, NOON, "dead")
    assert claim(outbox, NOON + timedelta(seconds=119), "alive") == ()
    (again,) = claim(outbox, NOON + timedelta(seconds=121), "alive")
    assert (again.id, again.attempts, again.worker) == (lost.id, 2, "alive")


def test_who_was_only_slow_does_not_spoil_what_the_other_does(engine: Engine) -> None:
    put(engine, letter(AN, "a"))
    outbox = box(engine)
    slow = claim(outbox, NOON, "slow")
    other = claim(outbox, NOON + timedelta(minutes=3), "other")
    tell(outbox, NOON + timedelta(minutes=3), slow, Rejected("late"))
    assert states(engine) == ["sending"]
    tell(outbox, NOON + timedelta(minutes=3), slow, Sent("m"))
    tell(outbox, NOON + timedelta(minutes=3), other, Rejected("too late"))
    assert states(engine) == ["sent"]


def test_the_latest_text_of_a_slot_wins(engine: Engine) -> None:
    put(engine, letter(GROUP, "received", slot="petition:12"), letter(GROUP, "other", slot="petition:13"))
    put(engine, letter(GROUP, "assigned", slot="petition:12"))
    assert drained(box(engine), NOON) == ["other", "assigned"]
    assert states(engine) == ["replaced", "sent", "sent"]


def test_a_slot_that_has_a_message_is_edited(engine: Engine) -> None:
    outbox = box(engine)
    put(engine, letter(GROUP, "received", slot="petition:12"))
    tell(outbox, NOON, claim(outbox, NOON), Sent("77"))
    put(engine, letter(GROUP, "assigned", slot="petition:12"))
    edit = claim(outbox, NOON + SPACE)
    assert [message.edits for message in edit] == ["77"]
    tell(outbox, NOON + SPACE, edit, Gone())
    assert [message.edits for message in claim(outbox, NOON + 2 * SPACE)] == [""]


def test_an_old_text_never_overwrites_a_newer_one(engine: Engine) -> None:
    outbox = box(engine)
    put(engine, letter(GROUP, "old", slot="s"))
    old = claim(outbox, NOON)
    put(engine, letter(GROUP, "new", slot="s", priority=Priority.REPLY))
    tell(outbox, NOON, old, Again(NOON + timedelta(minutes=1)))
    assert drained(outbox, NOON + SPACE) == ["new"]
    assert drained(outbox, NOON + timedelta(minutes=1)) == []
    assert states(engine) == ["replaced", "sent"]


def test_a_photo_is_known_by_the_name_the_channel_gave_it(engine: Engine) -> None:
    outbox = box(engine)
    put(engine, letter(AN, "a", photo="/cover.jpg"), letter(BINH, "b", photo="/cover.jpg"))
    first, second = claim(outbox, NOON)
    tell(outbox, NOON, [first], Sent("1", "file-1"))
    tell(outbox, NOON, [second], Again(NOON))
    known = claim(outbox, NOON + SPACE)
    assert [message.file_id for message in known] == ["file-1"]
    tell(outbox, NOON + SPACE, known, Gone())
    assert [message.file_id for message in claim(outbox, NOON + 2 * SPACE)] == [""]


def test_letters_follow_a_group_that_moves_twice(engine: Engine) -> None:
    outbox = box(engine)
    put(engine, letter(GROUP, "a"), letter(GROUP, "b"))
    tell(outbox, NOON, claim(outbox, NOON), Moved("-2"))
    (moved,) = claim(outbox, NOON + SPACE)
    assert (moved.text, moved.chat.key) == ("a", "-2")
    tell(outbox, NOON + SPACE, [moved], Moved("-3"))
    again = claim(outbox, NOON + 2 * SPACE)
    assert [(message.text, message.chat.key) for message in again] == [("a", "-3")]
    tell(outbox, NOON + 2 * SPACE, again, Sent("m"))
    put(engine, letter(ChatId("telegram", "-2"), "c"))
    assert {message.chat.key for message in claim(outbox, NOON + 3 * SPACE)} == {"-3"}


def campaign(engine: Engine, number: int, chats: int, at: datetime = NOON) -> int:
    with write_session(engine) as session:
        fresh = [{"channel": "telegram", "key": str(key), "since": at, "asked": [], "code": "", "part": ""} for key in range(chats)]
        kept = set(session.execute(select(CHATS.c.key)).scalars())
        if missing := [row for row in fresh if row["key"] not in kept]:
            session.execute(CHATS.insert(), missing)
        everyone = select(CHATS.c.channel, CHATS.c.key).where(CHATS.c.channel == "telegram")
        return queue_selection(session, BulkMessage(f"campaign:{number}", "Tin tháng 7", number, ROWS, "/cover.jpg"), everyone, at)


def test_a_circular_reaches_everybody_once_however_often_it_is_queued(engine: Engine) -> None:
    assert campaign(engine, 7, 5) == 5
    assert campaign(engine, 7, 8) == 3
    messages = claim(box(engine), NOON)
    assert sorted(message.chat.key for message in messages) == [str(key) for key in range(8)]
    assert {(message.text, message.rows, message.photo, message.campaign) for message in messages} == {
        ("Tin tháng 7", ROWS, "/cover.jpg", 7)
    }
    assert Counters(engine).progress(7) == Progress("running", 8, 0, 0, 0, 8, 0)


def test_the_sums_of_a_campaign_are_right_to_the_last_letter(engine: Engine) -> None:
    campaign(engine, 7, 6)
    outbox, counters = box(engine), Counters(engine)
    sent, again, blocked, failed, gone, waiting = claim(outbox, NOON)
    tell(outbox, NOON, [sent], Sent("m"))
    tell(outbox, NOON, [sent], Sent("m"))
    tell(outbox, NOON, [again], Again(NOON + timedelta(hours=1)))
    tell(outbox, NOON, [blocked], Blocked("bot was blocked"))
    tell(outbox, NOON, [failed], Rejected("photo invalid"))
    Chats(engine).delete(gone.chat, NOON)
    tell(outbox, NOON, [gone], Sent("m"))
    assert counters.progress(7) == Progress("running", 6, 1, 1, 1, 3, 0)
    tell(outbox, NOON, [waiting], Sent("m"))
    tell(outbox, NOON + timedelta(hours=1), claim(outbox, NOON + timedelta(hours=1)), Sent("m"))
    assert counters.progress(7) == Progress("running", 6, 3, 1, 1, 0, 1)
    assert [(result.chat, result.reason) for result in counters.results(7, "blocked")] == [(blocked.chat, "bot was blocked")]
    assert [result.reason for result in counters.results(7, "failed")] == ["photo invalid"]
    first, *rest = counters.results(7, "sent")
    assert counters.results(7, "sent", after=first.id, limit=1) == rest[:1]
    assert counters.progress(8) == Progress("running", 0, 0, 0, 0, 0, 0)


def test_a_paused_campaign_rests_and_others_go_on(engine: Engine) -> None:
    counters, outbox = Counters(engine), box(engine)
    counters.pause(7)
    campaign(engine, 7, 3)
    campaign(engine, 8, 1)
    put(engine, letter(GROUP, "n"))
    first = claim(outbox, NOON)
    assert {message.campaign for message in first} == {None, 8}
    tell(outbox, NOON, first, Sent("m"))
    assert counters.progress(7).state == "paused"
    counters.resume(7)
    assert {message.campaign for message in claim(outbox, NOON + SPACE)} == {7}


def test_a_stopped_campaign_never_goes_on_and_its_rows_are_purged(engine: Engine) -> None:
    campaign(engine, 7, 5)
    outbox, counters = box(engine), Counters(engine)
    tell(outbox, NOON, claim(outbox, NOON, limit=2), Sent("m"))
    counters.stop(7)
    counters.resume(7)
    assert claim(outbox, NOON + SPACE) == ()
    assert counters.progress(7) == Progress("stopped", 5, 2, 0, 0, 0, 3)
    assert counters.purge(NOON - timedelta(days=1)) == 3
    assert counters.purge(NOON + timedelta(days=1)) == 2
    assert counters.progress(7) == Progress("stopped", 5, 2, 0, 0, 0, 3)


def test_what_still_waits_is_never_purged_however_old(engine: Engine) -> None:
    outbox, counters = box(engine), Counters(engine)
    put(engine, letter(AN, "tried again"), letter(BINH, "arrived"), letter(GROUP, "blocked"))
    by_text = {message.text: message for message in claim(outbox, NOON)}
    tell(outbox, NOON, [by_text["tried again"]], Again(NOON + timedelta(minutes=1), "network"))
    tell(outbox, NOON, [by_text["arrived"]], Sent("m"))
    tell(outbox, NOON, [by_text["blocked"]], Blocked("gone"))
    put(engine, letter(BINH, "in flight"))
    claim(outbox, NOON + SPACE)
    n_paused = campaign(engine, 7, 2)
    counters.pause(7)
    assert counters.purge(NOON + timedelta(days=400)) == 2
    assert states(engine) == ["waiting", "sending", *["waiting"] * n_paused]
    assert sorted(drained(outbox, NOON + timedelta(days=400))) == ["in flight", "tried again"]


def test_what_nobody_came_for_goes_and_keeps_no_campaign_open(engine: Engine) -> None:
    visitor = ChatId("web", "v")
    with write_session(engine) as session:
        queue(session, [OutboxMessage(visitor, "hôm qua", "1"), OutboxMessage(visitor, "bài của tháng", "2", campaign=9)], NOON)
    counters = Counters(engine)
    assert counters.purge(NOON) == 0
    assert counters.progress(9).waiting == 1
    assert counters.purge(NOON + timedelta(days=1)) == 2
    assert counters.progress(9) == Progress("running", 1, 0, 0, 0, 0, 1)


def test_depth_tells_what_is_overdue(engine: Engine) -> None:
    campaign(engine, 7, 3)
    put(
        engine,
        letter(AN, "a"),
        letter(AN, "b"),
        letter(BINH, "later", not_before=NOON + timedelta(hours=1)),
        letter(ChatId("web", "visitor"), "lies there until they come"),
        at=NOON - timedelta(minutes=5),
    )
    depth = Counters(engine).depth(NOON)
    assert (depth.personal, depth.since, depth.campaigns) == (2, NOON - timedelta(minutes=5), 3)


def test_a_web_visitor_fetches_what_waits_once(engine: Engine) -> None:
    visitor, outbox = ChatId("web", "v"), box(engine)
    put(engine, letter(visitor, "a", rows=ROWS), letter(visitor, "b"), letter(ChatId("web", "w"), "c"), letter(AN, "d"))
    put(engine, letter(visitor, "later", not_before=NOON + timedelta(hours=1)))
    assert [message.text for message in claim(outbox, NOON)] == ["d"]
    assert [(message.text, message.rows) for message in outbox.collect(visitor, NOON)] == [("a", ROWS), ("b", ())]
    assert outbox.collect(visitor, NOON) == ()
    assert [message.text for message in outbox.collect(visitor, NOON + timedelta(hours=1))] == ["later"]


def test_letters_go_with_the_chat_that_is_deleted(engine: Engine) -> None:
    put(engine, letter(AN, "a"))
    assert Chats(engine).export(AN)["outbox"][0]["text"] == "a"
    Chats(engine).delete(AN, NOON)
    assert drained(box(engine), NOON) == []


def test_eight_workers_send_nothing_twice(engine: Engine) -> None:
    put(engine, *(letter(ChatId("telegram", str(number % 150)), str(number)) for number in range(300)))
    rate_limit = RateLimit(100_000, timedelta(0), timedelta(0))

    def work(worker: int) -> list[str]:
        outbox, texts = Outbox(engine, "telegram", rate_limit), []
        while len(messages := outbox.claim(str(worker), 7, datetime.now(UTC)).messages) or len(states_left(engine)):
            texts += [message.text for message in messages]
            tell(outbox, datetime.now(UTC), messages, Sent("m"))
        return texts

    with ThreadPoolExecutor(8) as workers:
        texts = [text for found in workers.map(work, range(8)) for text in found]
    assert sorted(texts, key=int) == [str(number) for number in range(300)]


def states_left(engine: Engine) -> set[str]:
    return {state for state in states(engine) if state != "sent"}


def test_a_claim_reads_ranges_of_indexes_alone_with_many_waiting(engine: Engine) -> None:
    put(engine, *(letter(ChatId("telegram", str(number)), "a", campaign=number % 2 + 1) for number in range(3_000)))
    Counters(engine).pause(1)
    with write_session(engine) as session:
        session.execute(text("ANALYZE"))
        taking = Taking("telegram", "w", 25, NOON, NOON, RateLimit(), (2,))
        plan = explained(session.connection(), statement(2), taking.values())
    assert "outbox_waiting" in plan
    assert not [line for line in plan.splitlines() if "Seq Scan on outbox" in line or line.strip().startswith("SCAN outbox")], plan


def explained(connection: Connection, claim: Executable, values: dict[str, object]) -> str:
    compiled = as_a(SQLCompiler, as_a(ClauseElement, claim).compile(connection))
    is_sqlite = connection.dialect.name == "sqlite"
    parameters = compiled.construct_params(values)
    parameters = {name: compiled._bind_processors.get(name, lambda value: value)(value) for name, value in parameters.items()}
    if is_sqlite:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(parameters[name] for name in found(compiled.positiontup)))
        return "\n".join(row[3] for row in rows)
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {compiled}", parameters))


def test_a_database_that_does_not_answer_is_told_by_name() -> None:
    engine = open_database("postgresql://nobody@/nothing?host=/nowhere")
    with pytest.raises(OutboxUnavailableError):
        Outbox(engine, "telegram").claim("w", 1, NOON)
    with pytest.raises(OutboxUnavailableError):
        Counters(engine).depth(NOON)


def test_a_naive_time_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="naive"):
        box(engine).claim("w", 1, datetime(2026, 7, 1))  # noqa: DTZ001
