"""Who of the staff our messages do not reach: kept once for all processes, covered by others, over when a message arrives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from structlog.testing import capture_logs

from bot.channels.telegram import CHANNEL
from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId, OutboxMessage
from bot.outbox.claimed_message import Blocked, ClaimedMessage, Moved, Rejected, Result, Sent
from bot.outbox.store import Counters, MovedChats, Outbox, Slots
from bot.outbox.store.slots import PATIENCE
from bot.people.alarms import AlarmTeller
from bot.people.reach import StaffReach, Unreached, stand_ins
from bot.people.reach_store import ReachBook
from bot.people.staff import Role
from bot.petitions.cases.reaching import AT_MOST, Reaching
from bot.petitions.notices.covering import Covering, petition_of
from bot.petitions.rules.petition import PetitionFile, PetitionKind
from tests.petitions import AN, GROUP, MONDAY, WORDS, ZONE, Office, filing, office

NEW = ChatId(CHANNEL, "-1001")
LATER = timedelta(seconds=5)


def reaching(engine: Engine, here: Office, group: ChatId | None = GROUP, is_pushed: bool = True) -> Reaching:
    room = here.room
    covering = Covering(WORDS.petitions, WORDS.reach)
    parts = (MovedChats(engine), Counters(engine), covering, WORDS.reach.group_moved, group)
    return Reaching(ReachBook(engine), room.staff, room.stores.petitions.get, *parts, is_pushed=is_pushed)


def files(here: Office, kind: PetitionKind = PetitionKind.OTHER) -> PetitionFile:
    found = here.room.intake.file(filing(kind=kind), AN, MONDAY)
    assert isinstance(found, PetitionFile)
    return found


def waiting(engine: Engine) -> list[tuple[str, str]]:
    """(key of the chat, key of the letter) of what has not left, in order."""
    mine = (OUTBOX.c.state == "waiting", OUTBOX.c.channel == CHANNEL)
    with read_session(engine) as session:
        return [(row.key, row.idempotency_key) for row in session.execute(select(OUTBOX).where(*mine).order_by(OUTBOX.c.id))]


def tried(engine: Engine, reach: Reaching, result: Result, at: datetime = MONDAY, key: str | None = GROUP.key) -> list[ClaimedMessage]:
    """A worker sends what waits for a chat (None: for all), and this becomes of it."""
    outbox = Outbox(engine, CHANNEL)
    messages = [message for message in outbox.claim("w", 50, at).messages if key in (None, message.chat.key)]
    told = [(message, result) for message in messages]
    reach.told(told, at)
    outbox.record(told, at)
    return messages


@pytest.mark.parametrize("result", [Blocked("kicked"), Rejected("no rights")])
def test_a_notice_that_does_not_arrive_is_told_to_who_coordinates_once(engine: Engine, tmp_path: Path, result: Result) -> None:
    here = office(engine, tmp_path)
    reach, file = reaching(engine, here), files(here)
    (message,) = tried(engine, reach, result)
    reach.told([(message, result)], MONDAY + LATER)  # the process died before it was recorded, and the letter went again
    letters = waiting(engine)
    about = [key for _, key in letters if key.startswith(f"petition:{file.petition.id}:")]
    assert {chat for chat, _ in letters} == {"Quản trị", "Cúc"}
    assert (len(about), len(letters)) == (2, 4), "each hears of the group, and of the petition"
    assert reach.state(MONDAY).told == ("the staff group cannot be reached",)


def test_the_log_says_it_once_whatever_many_processes_learn(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    several = [reaching(engine, here) for _ in range(4)]
    with capture_logs() as logs, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda each: each.lost(GROUP, "kicked", MONDAY), several))
        list(threads.map(lambda each: each.regained(GROUP, MONDAY + LATER), several))
    assert [log["event"] for log in logs] == ["staff out of reach", "staff in reach again"]


def test_out_of_reach_and_back_and_out_again_within_a_second_is_told_each_time(engine: Engine, tmp_path: Path) -> None:
    reach = reaching(engine, office(engine, tmp_path))
    for turn in range(2):
        reach.lost(GROUP, "kicked", MONDAY + timedelta(milliseconds=200 * turn))
        reach.regained(GROUP, MONDAY + timedelta(milliseconds=200 * turn + 100))
    told = [key.split(":")[2] for chat, key in waiting(engine) if chat == "Cúc"]
    assert told == ["lost", "again", "lost", "again"]


def test_when_the_stand_ins_are_gone_too_whoever_is_left_is_told(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach, file, at = reaching(engine, here), files(here), MONDAY
    heard: list[str] = []
    with capture_logs() as logs:
        for _ in range(12):  # everybody refuses everything
            at += LATER
            refused = tried(engine, reach, Blocked("blocked"), at, None)
            heard += [message.chat.key for message in refused if petition_of(message.key)]
    assert set(heard) == {GROUP.key, "Quản trị", "Cúc", "Dũng", "Hoa", "Lan"}
    assert len(heard) == len(set(heard)), "nobody twice"
    assert waiting(engine) == []
    assert [log["event"] for log in logs].count("nobody of the staff can be reached") == 1
    assert reach.state(at).is_nobody_told
    assert file.petition.officer is None


def test_what_may_not_be_read_by_all_is_told_to_those_who_may(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach = reaching(engine, here)
    files(here, PetitionKind.BEHAVIOUR)
    tried(engine, reach, Blocked("kicked"))
    assert {chat for chat, key in waiting(engine) if petition_of(key)} == {"Quản trị"}


def test_without_a_group_a_unit_that_nobody_can_be_told_in_is_stood_in_for(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path, group=None)
    for person in (here.admin, here.clerk):
        here.room.staff.revoke(person.id, "cli", MONDAY)
    files(here)
    assert {chat for chat, _ in waiting(engine)} == {"Dũng", "Hoa", "Lan"}


def test_what_a_citizen_does_not_get_is_no_alarm(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach, citizen = reaching(engine, here), ChatId(CHANNEL, "5005")
    reach.told([(ClaimedMessage(1, citizen, "tin", key="petition:1:2:telegram:5005"), Blocked("blocked"))], MONDAY)
    reach.lost(citizen, "blocked", MONDAY)
    assert (reach.state(MONDAY), waiting(engine)) == (StaffReach(), [])


def test_what_one_of_the_staff_follows_as_a_citizen_stays_theirs() -> None:
    assert petition_of("petition:12:34:telegram:2004") is None
    keys = ("petition:12:34:card", "petition:12:34:staff:7", "petition:12:warning:20260302:1:7", "petition:12:card:received:1:0:0:cover:9")
    assert [petition_of(key) for key in keys] == [12] * 4
    assert petition_of("reach:group:lost:20260302090000:7") is None


def test_notices_that_do_not_leave_are_an_alarm_after_a_minute(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach = reaching(engine, here)
    files(here)
    assert reach.state(MONDAY + AT_MOST).late == 0
    late = MONDAY + AT_MOST + LATER
    assert reach.state(late).told == ("staff notices that do not leave: 1",)
    with capture_logs() as logs:
        for _ in range(3):
            reach.look(late)
        tried(engine, reach, Sent("1"), late)
        for _ in range(3):
            reach.look(late)
    assert [log.get("trouble", log["event"]) for log in logs] == ["staff notices do not leave"] * 2
    assert reach.state(late) == StaffReach()


def test_an_office_that_nobody_has_joined_yet_is_told_so_where_messages_could_leave(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path, group=None)
    for person in here.room.staff.everyone():
        here.room.staff.revoke(person.id, "cli", MONDAY)
    assert reaching(engine, here, None).state(MONDAY).is_nobody_told
    assert not reaching(engine, here, None, is_pushed=False).state(MONDAY).is_nobody_told


def test_a_chat_that_is_no_longer_the_staffs_is_forgotten(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach = reaching(engine, here)
    assert here.hoa.chat
    reach.lost(here.hoa.chat, "blocked", MONDAY)
    assert [person.id for person, _ in reach.state(MONDAY).people] == [here.hoa.id]
    here.room.staff.revoke(here.hoa.id, "cli", MONDAY)
    reach.look(MONDAY)
    assert ReachBook(engine).unreached() == {}


# ---- a group that moves


def test_a_group_is_known_by_its_first_key_and_found_at_its_last(engine: Engine) -> None:
    moved_chats = MovedChats(engine)
    assert moved_chats.home(NEW) == NEW
    assert [moved_chats.moved(GROUP, NEW), moved_chats.moved(GROUP, NEW)] == [True, False]
    assert moved_chats.home(NEW) == moved_chats.home(GROUP) == GROUP
    assert moved_chats.home(NEW, NEW) == NEW, "the settings name the new one meanwhile"
    assert moved_chats.home(ChatId(CHANNEL, "1001")) == ChatId(CHANNEL, "1001")


@pytest.mark.parametrize("is_in_flight", [False, True])
def test_the_numbers_of_messages_do_not_move_with_the_group(engine: Engine, is_in_flight: bool) -> None:
    outbox, moved_chats = Outbox(engine, CHANNEL), MovedChats(engine)
    put(engine, OutboxMessage(GROUP, "một", "k1", slot="petition:1"))
    old = outbox.claim("w", 9, MONDAY).messages
    if is_in_flight:
        moved_chats.moved(GROUP, NEW)  # another process heard of it while this one was sending
        outbox.record([(old[0], Sent("57"))], MONDAY)
    else:
        outbox.record([(old[0], Sent("57"))], MONDAY)
        assert Slots(engine).at(GROUP, "57") == "petition:1"
        moved_chats.moved(GROUP, NEW)
    assert Slots(engine).at(GROUP, "57") == "", "57 is another message there"
    put(engine, OutboxMessage(GROUP, "hai", "k2", slot="petition:1"))
    (message,) = outbox.claim("w", 9, MONDAY + LATER).messages
    assert (message.chat, message.edits) == (NEW, "")
    outbox.record([(message, Sent("3"))], MONDAY + LATER)
    assert Slots(engine).at(GROUP, "3") == "petition:1"


def test_a_reply_that_is_faster_than_the_worker_finds_its_slot(engine: Engine) -> None:
    outbox = Outbox(engine, CHANNEL)
    put(engine, OutboxMessage(GROUP, "một", "k1", slot="petition:1"))
    (message,) = outbox.claim("w", 9, MONDAY).messages
    with ThreadPoolExecutor(1) as worker:
        reply = worker.submit(Slots(engine).at, GROUP, "57")
        with pytest.raises(TimeoutError):
            reply.result(0.3)  # the message is out, its number is not written down
        outbox.record([(message, Sent("57"))], MONDAY)
        assert reply.result(PATIENCE) == "petition:1"


def test_a_reply_to_something_else_does_not_wait_forever(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.outbox.store.slots.PATIENCE", 0.2)
    outbox = Outbox(engine, CHANNEL)
    put(engine, OutboxMessage(GROUP, "một", "k1", slot="petition:1"))
    outbox.claim("a worker that died", 9, MONDAY)
    assert Slots(engine).at(GROUP, "12") == ""


def test_a_letter_that_learns_of_a_move_forgets_the_old_messages_too(engine: Engine) -> None:
    outbox = Outbox(engine, CHANNEL)
    put(engine, OutboxMessage(GROUP, "một", "k1", slot="petition:1"))
    outbox.record([(outbox.claim("w", 9, MONDAY).messages[0], Sent("57"))], MONDAY)
    put(engine, OutboxMessage(GROUP, "hai", "k2", slot="petition:1"))
    (message,) = outbox.claim("w", 9, MONDAY + LATER).messages
    outbox.record([(message, Moved(NEW.key))], MONDAY + LATER)
    (again,) = outbox.claim("w", 9, MONDAY + 2 * LATER).messages
    assert (again.chat, again.edits) == (NEW, "")


def test_the_moved_group_is_told_once_whoever_says_so(engine: Engine, tmp_path: Path) -> None:
    reach = reaching(engine, office(engine, tmp_path))
    reach.lost(GROUP, "kicked", MONDAY)  # Telegram says first that the bot is no longer in the old one
    for _ in range(2):
        reach.moved(GROUP, NEW, MONDAY)
    assert [key for chat, key in waiting(engine) if chat == GROUP.key] == [f"reach:moved:{NEW}"]
    (message,) = tried(engine, reach, Sent("1"), MONDAY, NEW.key)
    assert message.text == WORDS.reach.group_moved
    assert reach.state(MONDAY) == StaffReach()


# ---- what was missed


def test_what_a_group_missed_is_sent_as_it_now_stands(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    reach = reaching(engine, here)
    first, second = files(here), files(here)
    assert len(tried(engine, reach, Blocked("kicked"), MONDAY + LATER)) == 1  # of one chat one letter is under way
    tried(engine, reach, Blocked("kicked"), MONDAY + 2 * LATER)
    here.room.desk.claim(here.clerk, first.petition.id, MONDAY + 3 * LATER)
    tried(engine, reach, Blocked("kicked"), MONDAY + 4 * LATER)
    assert [key for chat, key in waiting(engine) if chat == GROUP.key] == []
    reach.regained(GROUP, MONDAY + 5 * LATER)
    again = [key for chat, key in waiting(engine) if chat == GROUP.key]
    assert len(again) == 2, "of each petition the last word"
    assert {petition_of(key) for key in again} == {first.petition.id, second.petition.id}


# ---- who is told


def test_who_stands_in_and_who_sees_what(engine: Engine, tmp_path: Path) -> None:
    here = office(engine, tmp_path)
    staff = here.room.staff.everyone()
    chats = {person.name: person.chat for person in staff if person.chat}
    assert [person.name for person in stand_ins(staff, here.reception.id, ())] == ["Cúc", "Quản trị"]
    left = stand_ins(staff, here.reception.id, {chats["Cúc"], chats["Quản trị"]})
    assert [person.name for person in left] == ["Dũng", "Hoa", "Lan"]
    lost = Unreached(GROUP, MONDAY, "kicked")
    reach = StaffReach(lost, ((here.hoa, replaced(here)),), late=3)
    say = AlarmTeller(WORDS.reach, ZONE)
    seen = {person.name: say.banners(reach, person, here.reception.id) for person in staff}
    assert {name: len(lines) for name, lines in seen.items()} == {"Cúc": 3, "Quản trị": 3, "Dũng": 3, "Hoa": 1, "Lan": 0}
    assert "09:00 02/03/2026" in seen["Dũng"][0]
    assert here.leader.role is Role.LEADER


def replaced(here: Office) -> Unreached:
    assert here.hoa.chat
    return Unreached(here.hoa.chat, MONDAY, "blocked")


def put(engine: Engine, *letters: OutboxMessage) -> None:
    with write_session(engine) as session:
        queue(session, letters, MONDAY)
