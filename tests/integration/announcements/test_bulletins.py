"""Notices with beginning and end on both databases: two people, told once a day, asked for, reminded, ended, extended, forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.answers.rules.danger import DangerRule
from bot.bulletins.rules.bulletin import BulletinFault, BulletinKind, BulletinState, OfficeBulletin
from bot.bulletins.store.bulletins import BulletinMove
from bot.database.engine import read_session
from bot.database.tables.outbox import OutboxRow
from bot.database.tables.staff import AuditRow
from bot.messages import ChatId, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.staff import Role
from bot.people.store import Chats
from bot.people.workplace.notice_store import NoticeBook
from indexer.ranking.search import Index
from tests.bulletins import DAY, HOUR, NOON, WORDS, BulletinRoom, draft
from tests.presence import found

AN, BINH, GROUP = ChatId("telegram", "1"), ChatId("telegram", "2"), ChatId("telegram", "-3")
SAY = WORDS.bulletins


@pytest.fixture
def office(engine: Engine, small_index: Index) -> BulletinRoom:
    return BulletinRoom(engine, small_index)


@pytest.fixture
def harness(engine: Engine, starter_index: Index) -> BulletinRoom:
    """With the content that ships: the words for days, for the office, for danger."""
    return BulletinRoom(engine, starter_index)


def written(office: BulletinRoom, **more: object) -> int:
    number = office.room.desk.write(draft(**more), office.an, NOON)  # type: ignore[arg-type]
    assert isinstance(number, int), number
    return number


def trail(office: BulletinRoom) -> list[tuple[str, str]]:
    with read_session(office.engine) as session:
        rows = session.scalars(select(AuditRow).where(col(AuditRow.action).like("bulletin.%")).order_by(col(AuditRow.id)))
        return [(row.action, row.detail) for row in rows]


def letters(office: BulletinRoom) -> list[tuple[str, str]]:
    with read_session(office.engine) as session:
        return [(row.key, row.text) for row in session.scalars(select(OutboxRow).order_by(col(OutboxRow.id)))]


def below(office: BulletinRoom, chat: ChatId = AN, at: datetime = NOON, **reply: str) -> list[str]:
    replies = [Reply("Trả lời", **reply)]  # type: ignore[arg-type]
    return [each.text for each in office.room.beside.below(Incoming(chat, at, "làm khai sinh"), replies)]


def asked(office: BulletinRoom, text: str, at: datetime = NOON) -> list[str] | None:
    replies = office.room.window.asked(Incoming(AN, at, text), Conversation())
    return None if replies is None else [reply.text for reply in replies]


# ---- two people


def test_it_is_shown_after_a_second_person_let_it_out_and_not_before(office: BulletinRoom) -> None:
    desk, board = office.room.desk, office.room.board
    number = written(office)
    assert (board.on_web(NOON), board.in_chat(NOON)) == ([], [])
    assert desk.approve(number, 1, office.lead, NOON) is BulletinMove.DONE
    assert [each.id for each in board.on_web(NOON)] == [each.id for each in board.in_chat(NOON)] == [number]
    assert [action for action, _ in trail(office)] == ["bulletin.written", "bulletin.announced"]


def test_who_wrote_or_changed_it_does_not_let_it_out_nor_does_an_officer(office: BulletinRoom) -> None:
    desk = office.room.desk
    number = desk.write(draft(), office.lead, NOON)
    assert isinstance(number, int)
    assert desk.approve(number, 1, office.lead, NOON) is BulletinMove.OWN
    assert desk.approve(number, 1, office.an, NOON) is BulletinMove.NOT_YOURS
    assert desk.rewrite(number, draft(title="Khác"), 1, office.head, NOON) is BulletinMove.DONE
    assert desk.approve(number, 2, office.head, NOON) is BulletinMove.OWN
    assert found(office.room.book.get(number)).state is BulletinState.PROPOSED


def test_somebody_whose_account_the_writer_opened_lately_is_no_second_person(office: BulletinRoom) -> None:
    puppet = office.staff.add("Rối", Role.LEADER, office.hall.id, office.lead.actor, NOON)
    number = office.room.desk.write(draft(), office.lead, NOON)
    assert isinstance(number, int)
    assert office.room.desk.approve(number, 1, puppet, NOON) is BulletinMove.ONE_HAND
    assert office.room.desk.approve(number, 1, office.head, NOON) is BulletinMove.DONE


def test_what_is_approved_is_what_was_read(office: BulletinRoom) -> None:
    number = written(office)
    assert office.room.desk.rewrite(number, draft(title="Tên mới"), 1, office.an, NOON) is BulletinMove.DONE
    assert office.room.desk.approve(number, 1, office.lead, NOON) is BulletinMove.CHANGED
    assert office.room.desk.rewrite(number, draft(title="Cũ"), 1, office.an, NOON) is BulletinMove.CHANGED
    assert office.room.desk.approve(number, 2, office.lead, NOON) is BulletinMove.DONE
    assert found(office.room.book.get(number)).draft.title == "Tên mới"


def test_an_officer_writes_for_their_unit_and_the_coordinating_one_for_everybody(office: BulletinRoom) -> None:
    desk, own = office.room.desk, (office.field.id,)
    assert desk.write(draft(), office.binh, NOON) is BulletinMove.NOT_YOURS
    assert desk.write(draft(units=(office.hall.id,)), office.binh, NOON) is BulletinMove.NOT_YOURS
    number = desk.write(draft(units=own), office.binh, NOON)
    assert isinstance(number, int)
    assert desk.rewrite(number, draft(units=()), 1, office.binh, NOON) is BulletinMove.NOT_YOURS
    assert isinstance(desk.write(draft(), office.an, NOON), int)
    assert desk.drop(number, office.an, NOON) is BulletinMove.NOT_YOURS, "another's, of another unit"
    assert desk.drop(number, office.binh, NOON) is BulletinMove.DONE
    assert desk.approve(number, 1, office.lead, NOON) is BulletinMove.NOT_OPEN


def test_what_nobody_knows_is_no_procedure_and_no_unit(office: BulletinRoom) -> None:
    desk = office.room.desk
    assert desk.write(draft(touched=("9.999999",)), office.an, NOON) == [BulletinFault.UNKNOWN]
    assert desk.write(draft(units=(777,)), office.lead, NOON) == [BulletinFault.UNKNOWN]
    line = office.index.listed[0]
    assert isinstance(desk.write(draft(touched=(line.code, line.field)), office.an, NOON), int)


# ---- its time


def test_it_ends_by_itself_and_waits_for_its_day(office: BulletinRoom) -> None:
    office.announced(draft(shown=NOON + HOUR, begins=NOON + 2 * HOUR))
    shown = [len(office.room.board.on_web(NOON + hours * HOUR)) for hours in (0, 1, 2, 3, 4)]
    assert shown == [0, 1, 1, 1, 0]
    assert [each.draft.title for each in office.room.board.past(NOON + 5 * HOUR)] == [draft().title]


def test_it_is_ended_early_and_extended_and_the_trail_says_from_when_to_when(office: BulletinRoom) -> None:
    desk, notice = office.room.desk, office.announced()
    assert desk.ask_later(notice.id, NOON + 3 * HOUR, office.lead, NOON) is BulletinMove.EARLIER
    assert desk.ask_later(notice.id, NOON + 9 * HOUR, office.binh, NOON) is BulletinMove.NOT_YOURS
    assert desk.ask_later(notice.id, NOON + 400 * DAY, office.lead, NOON) is BulletinMove.OVER
    assert desk.ask_later(notice.id, NOON + 9 * HOUR, office.lead, NOON) is BulletinMove.DONE
    assert desk.extend(notice.id, NOON + 9 * HOUR, office.head, NOON) is BulletinMove.DONE
    assert office.room.board.on_web(NOON + 8 * HOUR)
    assert desk.close(notice.id, office.binh, NOON + 8 * HOUR) is BulletinMove.NOT_YOURS
    assert desk.close(notice.id, office.an, NOON + 8 * HOUR) is BulletinMove.DONE
    assert office.room.board.on_web(NOON + 8 * HOUR) == []
    assert desk.close(notice.id, office.lead, NOON + 8 * HOUR) is BulletinMove.NOT_OPEN
    assert desk.ask_later(notice.id, NOON + 20 * HOUR, office.lead, NOON + 8 * HOUR) is BulletinMove.NOT_OPEN
    told = {action: json.loads(detail) for action, detail in trail(office)[2:]}
    assert told["bulletin.extended"]["to"] == {"ends": (NOON + 9 * HOUR).isoformat()}
    assert told["bulletin.closed"]["from"] == {"ends": (NOON + 9 * HOUR).isoformat()}


def test_what_two_let_out_is_made_longer_by_two(office: BulletinRoom) -> None:
    desk, notice, later = office.room.desk, office.announced(), NOON + 9 * HOUR
    notices = NoticeBook(office.engine)
    before = [notices.unread(person.id) for person in (office.lead, office.head, office.an)]
    assert desk.extend(notice.id, later, office.head, NOON) is BulletinMove.NOT_OPEN, "nobody asked for it"
    assert desk.ask_later(notice.id, later, office.lead, NOON) is BulletinMove.DONE
    assert [notices.unread(person.id) for person in (office.lead, office.head, office.an)] == [before[0], before[1] + 1, before[2]]
    assert office.room.board.on_web(NOON + 8 * HOUR) == [], "one alone changes nothing"
    puppet = office.staff.add("Rối", Role.LEADER, office.hall.id, office.lead.actor, NOON)
    for who, ends, done in (
        (office.lead, later, BulletinMove.OWN),
        (puppet, later, BulletinMove.ONE_HAND),
        (office.an, later, BulletinMove.NOT_YOURS),
        (office.head, later + HOUR, BulletinMove.CHANGED),
        (office.head, later, BulletinMove.DONE),
        (office.head, later, BulletinMove.NOT_OPEN),
    ):
        assert desk.extend(notice.id, ends, who, NOON) is done, (who.name, done)
    assert office.room.board.on_web(NOON + 8 * HOUR)
    assert desk.ask_later(notice.id, NOON + 2 * DAY, office.an, NOON) is BulletinMove.DONE, "who wrote it may ask"
    assert desk.close(notice.id, office.an, NOON) is BulletinMove.DONE, "ending it needs nobody else"
    assert desk.extend(notice.id, NOON + 2 * DAY, office.lead, NOON) is BulletinMove.NOT_OPEN


# ---- one that was wrong


def test_a_wrong_one_is_withdrawn_with_a_reason_by_who_may_approve(office: BulletinRoom) -> None:
    desk, board = office.room.desk, office.room.board
    standing, ended, waits = office.announced(), office.announced(), written(office)
    desk.close(ended.id, office.lead, NOON + HOUR)
    for number, reason, who, done in (
        (standing.id, "Sai ngày", office.an, BulletinMove.NOT_YOURS),
        (standing.id, "  ", office.lead, BulletinMove.NO_REASON),
        (standing.id, "x" * 301, office.lead, BulletinMove.NO_REASON),
        (waits, "Sai ngày", office.lead, BulletinMove.NOT_OPEN),
        (999, "Sai ngày", office.lead, BulletinMove.NOT_THERE),
        (standing.id, " Sai ngày ", office.lead, BulletinMove.DONE),
        (standing.id, "Sai ngày", office.lead, BulletinMove.NOT_OPEN),
        (ended.id, "x" * 300, office.head, BulletinMove.DONE),
    ):
        assert desk.withdraw(number, reason, who, NOON + HOUR) is done, (number, reason, done)
    for hours in (1, 2, 5, 30):
        at = NOON + hours * HOUR
        assert (board.on_web(at), board.in_chat(at), board.past(at)) == ([], [], []), hours
    assert [json.loads(detail)["reason"] for action, detail in trail(office) if action == "bulletin.withdrawn"] == ["Sai ngày", "x" * 300]


def test_one_that_nobody_was_shown_is_not_among_what_is_over(office: BulletinRoom) -> None:
    desk, board = office.room.desk, office.room.board
    hidden, seen = office.announced(draft(shown=NOON + HOUR, begins=NOON + 2 * HOUR)), office.announced()
    desk.close(hidden.id, office.lead, NOON + HOUR / 2)
    desk.close(seen.id, office.lead, NOON + HOUR / 2)
    assert [each.id for each in board.past(NOON + HOUR)] == [seen.id]


# ---- an outage told too late


def test_an_outage_told_too_late_is_said_to_be_and_counted(office: BulletinRoom) -> None:
    late = office.announced(draft(BulletinKind.OUTAGE, begins=NOON + 4 * DAY, ends=NOON + 5 * DAY))
    early = office.announced(draft(BulletinKind.OUTAGE, begins=NOON + 14 * DAY, ends=NOON + 15 * DAY))
    office.announced(draft(BulletinKind.WEATHER))
    assert (late.ahead, early.ahead) == (3, 9)
    assert [office.room.desk.is_late(each, NOON + 20 * DAY) for each in (late, early)] == [True, False]
    assert office.room.announced(NOON - DAY, NOON + DAY) == (3, 2, 1)
    assert office.room.announced(NOON + DAY, NOON + 2 * DAY) == (0, 0, 0)


def test_what_is_shown_later_is_told_later(office: BulletinRoom) -> None:
    hidden = draft(BulletinKind.OUTAGE, begins=NOON + 14 * DAY, ends=NOON + 15 * DAY, shown=NOON + 11 * DAY)
    assert office.announced(hidden).ahead == 0, "told on a Friday of what begins on Monday"


def test_the_approvers_hear_of_it_of_its_last_day_and_that_it_still_waits(office: BulletinRoom) -> None:
    begins = NOON + 14 * DAY
    written(office, kind=BulletinKind.OUTAGE, begins=begins, ends=begins + DAY)
    notices = NoticeBook(office.engine)
    assert [notices.unread(person.id) for person in (office.lead, office.head, office.an, office.binh)] == [1, 1, 0, 0]
    last = datetime.combine(office.room.desk.last_day(draft(begins=begins)), NOON.timetz())
    for moment, count in ((last - DAY, 1), (last, 2), (last + HOUR, 2), (begins - 2 * DAY, 2), (begins - HOUR, 3), (begins, 3)):
        office.room.desk.work(moment)
        assert notices.unread(office.lead.id) == count, moment


def test_the_people_of_its_units_hear_of_it_the_day_before(office: BulletinRoom) -> None:
    office.announced(draft(begins=NOON + 2 * DAY, ends=NOON + 3 * DAY, units=(office.field.id,)))
    before = NoticeBook(office.engine).unread(office.head.id)
    for moment in (NOON + DAY - HOUR, NOON + DAY, NOON + DAY + HOUR):
        office.room.desk.work(moment)
    assert NoticeBook(office.engine).unread(office.binh.id) == 1
    assert NoticeBook(office.engine).unread(office.an.id) == 0
    assert NoticeBook(office.engine).unread(office.head.id) == before + 1


# ---- in the chat


def test_it_is_told_at_the_first_message_of_a_day(office: BulletinRoom) -> None:
    notice = office.announced(draft(ends=NOON + 3 * DAY))
    told = office.room.board.teller.full(notice, NOON)
    assert below(office) == [told]
    assert below(office, at=NOON + HOUR) == []
    assert below(office, BINH) == [told]
    assert below(office, at=NOON + DAY) == [told]
    assert below(office, at=NOON + 3 * DAY) == []


def test_a_second_one_is_told_though_the_first_was(office: BulletinRoom) -> None:
    office.announced()
    assert len(below(office)) == 1
    office.announced(draft(title="Bão số 3", kind=BulletinKind.WEATHER))
    assert [text.splitlines()[0] for text in below(office)] == ["Thời tiết nguy hiểm: Bão số 3"]


@pytest.mark.parametrize("rule", ["danger", "wrongdoing"])
def test_who_is_in_danger_or_cheated_is_told_nothing_else(office: BulletinRoom, rule: str) -> None:
    office.announced()
    assert below(office, rule=rule) == []
    assert len(below(office)) == 1, "and later they hear it"


def test_a_button_neither_tells_nor_keeps(office: BulletinRoom) -> None:
    office.announced()
    pressed = Incoming(AN, NOON, action="d:delete:sure")
    assert list(office.room.beside.below(pressed, [Reply("Đã xóa")])) == []
    assert not office.room.board.reminded(AN)
    assert len(below(office)) == 1, "nothing was noted as told"


def test_beside_the_answer_on_a_procedure_whose_counter_is_closed(office: BulletinRoom) -> None:
    line = office.index.listed[0]
    notice = office.announced(draft(touched=(line.code,)))
    below(office)
    chats = Chats(office.engine)
    chats.remember(AN, Conversation(("hỏi",), line.code), NOON)
    short = office.room.board.teller.short(notice)
    assert below(office, kind="part") == below(office, kind="verdict") == [short]
    assert below(office, kind="courtesy") == []
    chats.remember(AN, Conversation(("hỏi",), office.index.listed[1].code), NOON)
    assert below(office, kind="part") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hôm nay cổng dịch vụ công có lỗi không", BulletinKind.OUTAGE),
        ("cổng dịch vụ công bị lỗi à", BulletinKind.FAULT),
        ("hôm nay xã có làm không", BulletinKind.CLOSED),
    ],
)
def test_who_asks_is_told_what_a_notice_says(harness: BulletinRoom, text: str, kind: BulletinKind) -> None:
    assert asked(harness, text) is None, "nothing stands: the answer is somebody else's"
    notice = harness.announced(draft(kind))
    assert asked(harness, text) == [harness.room.board.teller.full(notice, NOON)]
    assert below(harness) == [], "told already"
    assert asked(harness, text, NOON + 5 * HOUR) is None


def test_the_day_that_is_asked_for_counts(harness: BulletinRoom) -> None:
    harness.announced(draft(begins=NOON + DAY, ends=NOON + DAY + HOUR))
    assert asked(harness, "hôm nay xã có làm không") is None
    assert asked(harness, "mai xã có làm không") is not None
    assert asked(harness, "mai xã có làm căn cước không") is None


def test_danger_and_fraud_come_before_a_notice(harness: BulletinRoom) -> None:
    harness.announced(draft(BulletinKind.WEATHER, title="Bão số 3"))
    assert asked(harness, "có tin bão không")
    for cry in ("lũ lụt cuốn trôi người rồi cứu với", "bão sập nhà cứu với có người bị kẹt"):
        assert DangerRule(harness.index.lexicon.dangers).heard(cry), cry
        assert asked(harness, cry) is None, cry


# ---- reminders, and what is kept of a chat


def upcoming(office: BulletinRoom) -> OfficeBulletin:
    return office.announced(draft(begins=NOON + 3 * DAY, ends=NOON + 4 * DAY))


def press(office: BulletinRoom, what: str, chat: ChatId = AN, **more: object) -> str:
    (reply,) = found(office.room.window.pressed(replace(Incoming(chat, NOON), **more), ["tb", *what.split(":")]))  # type: ignore[arg-type]
    return reply.text


def test_who_asked_is_reminded_a_day_before_once(office: BulletinRoom) -> None:
    notice = upcoming(office)
    assert press(office, f"n:{notice.id}") == SAY.chat.reminder.format(hours=24)
    for moment in (NOON + DAY, NOON + 2 * DAY - HOUR):
        office.room.board.work(moment)
    assert letters(office) == []
    for _ in range(2):
        office.room.board.work(NOON + 2 * DAY)
    assert letters(office) == [(AN.key, office.room.board.teller.full(notice, NOON + 2 * DAY))]
    assert office.room.board.reminded(AN) == frozenset()


def test_who_changed_their_mind_and_who_is_late_are_not_reminded(office: BulletinRoom) -> None:
    notice, soon = upcoming(office), office.announced(draft(begins=NOON + HOUR))
    press(office, f"n:{notice.id}")
    assert press(office, f"x:{notice.id}") == SAY.chat.no_reminder
    assert press(office, f"n:{soon.id}") == press(office, "n:99") == SAY.chat.too_late
    assert press(office, f"n:{notice.id}", GROUP, person=BINH) == SAY.chat.in_group
    office.room.board.work(NOON + 2 * DAY)
    assert letters(office) == []


def test_one_that_was_ended_reminds_nobody(office: BulletinRoom) -> None:
    notice = upcoming(office)
    press(office, f"n:{notice.id}")
    office.room.desk.close(notice.id, office.lead, NOON)
    office.room.board.work(NOON + 2 * DAY)
    assert letters(office) == []


@pytest.mark.parametrize("ends", ["close", "withdraw"])
def test_a_reminder_that_still_waits_goes_with_its_notice(engine: Engine, small_index: Index, ends: str) -> None:
    office = BulletinRoom(engine, small_index, quiet_hours="21:00-07:00")
    night = NOON + 2 * DAY + 11 * HOUR  # 23:00
    notice, other = (office.announced(draft(begins=night + DAY, ends=night + 2 * DAY)) for _ in range(2))
    press(office, f"n:{notice.id}"), press(office, f"n:{other.id}", BINH)
    office.room.board.work(night)
    if ends == "close":
        office.room.desk.close(notice.id, office.lead, night + HOUR)
    else:
        office.room.desk.withdraw(notice.id, "Nhầm", office.lead, night + HOUR)
    with read_session(engine) as session:
        left = {row.key: row.finished is None for row in session.scalars(select(OutboxRow))}
    assert left == {AN.key: False, BINH.key: True}


def test_nobody_is_woken_by_a_reminder(engine: Engine, small_index: Index) -> None:
    office = BulletinRoom(engine, small_index, quiet_hours="21:00-07:00")
    night = NOON + 2 * DAY + 11 * HOUR  # 23:00
    notice = office.announced(draft(begins=night + DAY, ends=night + 2 * DAY))
    press(office, f"n:{notice.id}")
    office.room.board.work(night)
    with read_session(engine) as session:
        (row,) = session.scalars(select(OutboxRow))
        assert row.due == night + 8 * HOUR


def test_the_list_offers_a_reminder_where_there_is_time(office: BulletinRoom) -> None:
    commanded: Callable[..., list[Reply]] = office.room.window.commanded  # type: ignore[assignment]
    assert [reply.text for reply in commanded(Incoming(AN, NOON), "/thongbao", "")] == [SAY.chat.none]
    notice = upcoming(office)
    office.announced()
    now, later = commanded(Incoming(AN, NOON), "/thongbao", "")
    assert now.rows == ()
    assert [row[0].label for row in later.rows] == [SAY.chat.remind]
    press(office, f"n:{notice.id}")
    assert commanded(Incoming(AN, NOON), "/thongbao", "")[1].rows[0][0].action == f"tb:x:{notice.id}"
    assert commanded(Incoming(GROUP, NOON, person=AN), "/thongbao", "")[1].rows == ()


def test_what_is_kept_of_chats_goes_with_the_notice_and_with_the_chat(office: BulletinRoom) -> None:
    notice = upcoming(office)
    below(office), below(office, BINH)
    press(office, f"n:{notice.id}")
    Chats(office.engine).delete(BINH, NOON)
    assert office.room.board.reminded(AN) == {notice.id}
    office.room.board.forget(NOON + 4 * DAY - timedelta(seconds=1))
    assert office.room.board.reminded(AN) == {notice.id}
    office.room.board.forget(NOON + 4 * DAY)
    assert office.room.board.reminded(AN) == frozenset()
