"""Dialogues over a real database: announced by two, registered for, asked, answered, followed to the end, and forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import SQLModel, col

from bot.database.engine import read_session
from bot.database.tables.staff import AuditRow
from bot.dialogues.rules import numbers
from bot.dialogues.rules.dialogue import DialogueFault, DialogueMove, DialogueState, OfficeDialogue
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.messages import ChatId, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.staff import Role
from bot.people.store import Chats
from bot.settings import Settings
from bot.wiring import front_desk, rooms_of, wire
from indexer.ranking.search import Index
from tests.dialogues import BEGINS, DAY, HOA, HOUR, NAM, NOON, SITE, WORDS, DialogueRoom, draft
from tests.presence import found

SAY = WORDS.dialogues
ENDS = BEGINS + 3 * HOUR
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(engine: Engine, small_index: Index) -> DialogueRoom:
    return DialogueRoom(engine, small_index)


def rows(engine: Engine, table: str) -> int:
    with read_session(engine) as session:
        return int(session.execute(select(func.count()).select_from(SQLModel.metadata.tables[table])).scalar_one())


# ---- it is written and let out


def test_it_is_seen_once_a_second_person_has_let_it_out(office: DialogueRoom) -> None:
    number = office.room.desk.write(draft(office.field.id), office.binh, NOON)
    assert isinstance(number, int)
    assert (list(office.room.hall.upcoming(NOON)), office.room.hall.get(number)) == ([], None)
    assert any("chờ duyệt" in each for each in office.told(office.lead))
    assert office.room.desk.approve(number, 1, office.an, NOON) is DialogueMove.NOT_YOURS
    assert office.room.desk.approve(number, 2, office.lead, NOON) is DialogueMove.CHANGED
    assert office.room.desk.approve(number, 1, office.lead, NOON) is DialogueMove.DONE
    assert [each.id for each in office.room.hall.upcoming(NOON)] == [number]
    own = office.room.desk.write(draft(office.hall.id), office.lead, NOON)
    assert isinstance(own, int)
    assert office.room.desk.approve(own, 1, office.lead, NOON) is DialogueMove.OWN
    assert office.room.desk.approve(own, 1, office.head, BEGINS) is DialogueMove.OVER


def test_two_accounts_of_one_hand_are_no_second_person(office: DialogueRoom) -> None:
    made = office.staff.add("Mới", Role.LEADER, office.field.id, office.lead.actor, NOON)
    number = office.room.desk.write(draft(office.field.id), office.lead, NOON)
    assert isinstance(number, int)
    assert office.room.desk.approve(number, 1, made, NOON) is DialogueMove.ONE_HAND


def test_who_may_write_for_whom(office: DialogueRoom) -> None:
    desk, own = office.room.desk, draft(office.field.id)
    assert isinstance(desk.write(own, office.binh, NOON), int)
    assert isinstance(desk.write(own, office.an, NOON), int), "the coordinating unit"
    assert isinstance(desk.write(own, office.lead, NOON), int)
    assert desk.write(own, office.chin, NOON) is DialogueMove.NOT_YOURS
    assert desk.write(draft(99), office.lead, NOON) == [DialogueFault.NO_UNIT]
    event = office.announced()
    assert desk.cancel(event.id, "Mưa bão", office.binh, NOON) is DialogueMove.NOT_YOURS
    assert desk.cancel(999, "Mưa bão", office.lead, NOON) is DialogueMove.NOT_THERE


def test_another_time_waits_for_a_second_person_and_the_guests_are_told(office: DialogueRoom) -> None:
    event = office.announced()
    office.room.hall.register(event.id, HOA, "Nguyễn Thị Hoa", NOON)
    later = draft(office.field.id, begins=BEGINS + DAY, ends=ENDS + DAY)
    assert office.room.desk.rewrite(event.id, later, 1, office.binh, NOON) is DialogueMove.DONE
    (shown,) = office.room.hall.upcoming(NOON)
    assert (shown.draft, office.letters(HOA)) == (event.draft, []), "until then everybody sees what was announced"
    assert shown.pending == later
    assert office.room.hall.register(event.id, NAM, "Nam", NOON) is HallOutcome.SEATED
    assert office.room.desk.approve(event.id, 2, office.binh, NOON) is DialogueMove.NOT_YOURS
    assert office.room.desk.approve(event.id, 2, office.lead, NOON) is DialogueMove.DONE
    assert (office.get(event.id).draft, office.get(event.id).pending) == (later, None)
    (told,) = office.letters(HOA)
    assert "10/3/2026" in told
    words = draft(office.field.id, begins=BEGINS + DAY, ends=ENDS + DAY, about="Mời đến sớm.")
    assert office.room.desk.rewrite(event.id, words, 2, office.binh, NOON) is DialogueMove.DONE
    assert office.room.desk.approve(event.id, 3, office.lead, NOON) is DialogueMove.DONE
    assert office.letters(HOA) == [told], "other words are no other time"


def test_a_change_that_nobody_approved_changes_nothing(office: DialogueRoom) -> None:
    event, desk = office.announced(), office.room.desk
    later = draft(office.field.id, begins=BEGINS + DAY, ends=ENDS + DAY)
    assert desk.rewrite(event.id, later, 1, office.binh, BEGINS - 5 * MINUTE) is DialogueMove.DONE
    assert desk.approve(event.id, 2, office.lead, BEGINS) is DialogueMove.OVER
    assert desk.rewrite(event.id, later, 2, office.binh, BEGINS) is DialogueMove.NOT_OPEN
    assert desk.keep_minutes(event.id, "Đã họp.", 0, office.binh, ENDS) is DialogueMove.DONE
    assert desk.publish(event.id, 1, office.lead, ENDS) is DialogueMove.DONE
    assert office.get(event.id).draft == event.draft


def test_who_wrote_any_part_of_a_change_does_not_let_it_out(office: DialogueRoom) -> None:
    event, desk = office.announced(), office.room.desk
    later = draft(office.field.id, begins=BEGINS + DAY, ends=ENDS + DAY)
    assert desk.rewrite(event.id, later, 1, office.head, NOON) is DialogueMove.DONE
    assert desk.rewrite(event.id, replace(later, about="Mời đến sớm."), 2, office.binh, NOON) is DialogueMove.DONE
    assert desk.approve(event.id, 3, office.head, NOON) is DialogueMove.OWN
    assert desk.approve(event.id, 3, office.lead, NOON) is DialogueMove.DONE


def test_a_cancelled_one_is_told_to_who_comes_with_its_reason(office: DialogueRoom) -> None:
    event = office.announced()
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    assert office.room.desk.cancel(event.id, " ", office.lead, NOON) is DialogueMove.NO_REASON
    assert office.room.desk.cancel(event.id, "Bão số 3", office.lead, NOON) is DialogueMove.DONE
    assert "Bão số 3" in office.letters(HOA)[-1]
    assert office.room.hall.register(event.id, NAM, "Nam", NOON) is HallOutcome.CLOSED
    assert office.room.hall.upcoming(NOON)[0].reason == "Bão số 3"


# ---- who comes


def test_the_last_seat_is_taken_once_and_who_waits_moves_up(office: DialogueRoom) -> None:
    event, hall, third = office.announced(seats=1), office.room.hall, ChatId("web", "third")
    assert hall.register(event.id, HOA, "Hoa", NOON) is HallOutcome.SEATED
    assert hall.register(event.id, NAM, "Nam", NOON) is HallOutcome.WAITING
    assert hall.register(event.id, third, "Ba", NOON) is HallOutcome.WAITING
    assert [hall.place_of(event.id, found(hall.seat(event.id, chat))) for chat in (NAM, third)] == [1, 2]
    assert hall.register(event.id, HOA, "Hoa Nguyễn", NOON) is HallOutcome.SEATED, "again: another name, the same seat"
    assert hall.leave(event.id, HOA) is HallOutcome.LEFT
    assert hall.leave(event.id, HOA) is HallOutcome.NONE
    assert hall.register(event.id, HOA, "Hoa", NOON) is HallOutcome.WAITING, "behind those who wait, though a seat is free just now"
    office.room.questions.work(NOON)
    office.room.questions.work(NOON)
    assert [each.name for each in office.room.desk.guests(event, office.binh, NOON) if not each.is_waiting] == ["Nam"]
    assert [SAY.chat.leave in each for each in office.letters(NAM)] == [True]
    assert office.letters(third) == []


def test_a_seat_of_somebody_who_deleted_their_data_goes_to_the_next(office: DialogueRoom) -> None:
    event = office.announced(seats=1)
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    office.room.hall.register(event.id, NAM, "Nam", NOON)
    Chats(office.engine).delete(HOA, NOON)
    office.room.questions.work(NOON)
    assert [each.name for each in office.room.desk.guests(event, office.binh, NOON)] == ["Nam"]


def test_the_waiting_list_has_an_end(office: DialogueRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert numbers.MOST_WAITING == 500
    monkeypatch.setattr("bot.dialogues.store.seats.MOST_WAITING", 1)
    event, hall = office.announced(seats=1), office.room.hall
    told = [hall.register(event.id, ChatId("web", str(number)), "Nguyễn Văn An", NOON) for number in range(3)]
    assert told == [HallOutcome.SEATED, HallOutcome.WAITING, HallOutcome.FULL]


def test_guests_are_seen_by_the_unit_alone(office: DialogueRoom) -> None:
    event = office.announced()
    office.room.hall.register(event.id, HOA, "Nguyễn Thị Hoa, 0912345678", NOON)
    (guest,) = office.room.desk.guests(event, office.binh, NOON)
    assert guest.name.startswith("Nguyễn Thị Hoa")
    assert "0912345678" not in guest.name
    office.room.desk.guests(event, office.binh, NOON + timedelta(minutes=9))
    for other in (office.an, office.lead, office.chin):
        assert office.room.desk.guests(event, other, NOON) == ()
    with read_session(office.engine) as session:
        rows = session.scalars(select(AuditRow).where(col(AuditRow.action) == "dialogue.guests_read")).all()
    assert [(row.actor, row.subject) for row in rows] == [(office.binh.actor, f"dialogue:{event.id}")], "who saw names stands in the trail"


def test_what_is_given_up_is_not_written_down(office: DialogueRoom) -> None:
    event, window = office.announced(), office.room.window
    for wish, said in (("d", "thôi"), ("d", "Thôi không đăng ký nữa"), ("h", "thôi không hỏi nữa đâu"), ("h", "huy")):
        window.pressed(Incoming(HOA, NOON, action=""), ["dt", wish, str(event.id)])
        replies = window.said(Incoming(HOA, NOON, said))
        assert [reply.text for reply in replies or ()] == [SAY.chat.dropped], said
        assert office.room.hall.expected(HOA, NOON) is None
    assert office.room.hall.seat(event.id, HOA) is None
    assert rows(office.engine, "dialogue_questions") == 0


def test_a_question_that_is_sent_twice_is_one(office: DialogueRoom) -> None:
    event, hall = office.announced(), office.room.hall
    for _ in range(numbers.MOST_QUESTIONS + 1):
        assert hall.ask(event.id, HOA, "Bao giờ làm xong con đường thôn 3?", NOON) is HallOutcome.TAKEN
    assert rows(office.engine, "dialogue_questions") == 1
    assert hall.ask(event.id, NAM, "Bao giờ làm xong con đường thôn 3?", NOON) is HallOutcome.TAKEN
    assert rows(office.engine, "dialogue_questions") == 2


def test_what_was_announced_stays_with_its_unit_so_that_no_other_reads_the_guests(office: DialogueRoom) -> None:
    event = office.announced()
    office.room.hall.register(event.id, HOA, "Nguyễn Thị Hoa", NOON)
    other = replace(event.draft, unit=office.an.unit)
    assert other.unit != event.draft.unit
    for staff in (office.an, office.lead, office.chin):
        assert office.room.desk.rewrite(event.id, other, event.revision, staff, NOON) in (DialogueMove.UNIT_STAYS, DialogueMove.NOT_YOURS)
        assert office.room.desk.guests(event, staff, NOON) == ()
    assert office.room.desk.rewrite(event.id, other, event.revision, office.lead, NOON) is DialogueMove.UNIT_STAYS


def test_guests_are_reminded_a_day_before(office: DialogueRoom) -> None:
    assert numbers.REMINDED_BEFORE == 24
    event, work = office.announced(seats=1), office.room.questions.work
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    office.room.hall.register(event.id, NAM, "Nam", NOON)
    work(BEGINS - DAY - MINUTE)
    assert office.letters(HOA) == []
    work(BEGINS - DAY)
    work(BEGINS - HOUR)
    assert [event.draft.title in each for each in office.letters(HOA)] == [True]
    assert office.letters(NAM) == [], "who waits has nothing to be reminded of"


def test_nobody_is_woken(engine: Engine, small_index: Index) -> None:
    office = DialogueRoom(engine, small_index, "21:00-07:00")
    event = office.announced(begins=BEGINS, ends=ENDS)
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    night = BEGINS - 12 * HOUR  # midnight in Hà Nội
    office.room.questions.work(night)
    outbox = SQLModel.metadata.tables["outbox"]
    with read_session(engine) as session:
        (due,) = session.scalars(select(outbox.c.due).where(outbox.c.key == HOA.key))
    assert due == night + 7 * HOUR


# ---- what is asked


def test_a_question_is_seen_once_it_was_looked_at_and_never_with_its_sender(office: DialogueRoom) -> None:
    event, hall = office.announced(), office.room.hall
    assert hall.ask(event.id, HOA, "Tôi là Hoa 0912345678, bao giờ sửa đường?", NOON) is HallOutcome.TAKEN
    assert hall.matters(event) == []
    (asked,) = office.room.matters.new(event.id)
    assert "0912345678" not in asked.text
    assert office.room.questions.take(asked.id, "Bao giờ sửa đường?", None, office.chin, NOON) is DialogueMove.NOT_YOURS
    assert office.room.questions.take(asked.id, "Bao giờ sửa đường?", None, office.binh, NOON) is DialogueMove.DONE
    assert office.room.questions.take(asked.id, "Bao giờ sửa đường?", None, office.binh, NOON) is DialogueMove.NOT_OPEN
    (matter,) = hall.matters(event)
    assert matter.text == "Bao giờ sửa đường?"
    assert not {"chat", "channel", "key"} & set(matter.__slots__), "nothing in it leads to who asked"


def test_one_that_is_left_out_is_told_why(office: DialogueRoom) -> None:
    event = office.announced()
    office.room.hall.ask(event.id, HOA, "Ông Ba hàng xóm xấu tính", NOON)
    (asked,) = office.room.matters.new(event.id)
    assert office.room.questions.refuse(asked.id, "", office.binh, NOON) is DialogueMove.NO_REASON
    assert office.room.questions.refuse(asked.id, "Việc riêng của hai nhà.", office.binh, NOON) is DialogueMove.DONE
    assert "Việc riêng của hai nhà." in office.letters(HOA)[-1]
    assert (office.room.matters.new(event.id), office.room.hall.matters(event)) == ((), [])


def test_a_chat_asks_three_questions(office: DialogueRoom) -> None:
    event = office.announced()
    told = [office.room.hall.ask(event.id, HOA, f"Bao giờ sửa đường số {number}?", NOON) for number in range(4)]
    assert told == [HallOutcome.TAKEN] * 3 + [HallOutcome.TOO_MANY]
    assert office.room.hall.ask(event.id, NAM, "Bao giờ sửa cầu?", BEGINS) is HallOutcome.CLOSED


def test_a_chat_votes_once_and_takes_it_back_and_what_is_sent_twice_stands_once(office: DialogueRoom) -> None:
    event = office.announced()
    matter, hall = office.listed(event), office.room.hall
    for chat, wanted, votes in ((HOA, True, 1), (HOA, True, 1), (NAM, True, 2), (HOA, False, 1), (HOA, False, 1), (HOA, True, 2)):
        assert hall.vote(matter.id, chat, NOON, wanted=wanted) is HallOutcome.VOTED
        assert office.matter(matter.id).votes == votes
    assert hall.vote(matter.id, NAM, BEGINS) is HallOutcome.CLOSED
    assert hall.vote(999, NAM, NOON) is HallOutcome.CLOSED
    assert office.matter(matter.id).votes == 2


@pytest.mark.parametrize("name", ["", "A", "x" * 81, "0912345678", "!!!"])
def test_what_a_citizen_types_has_its_bounds(office: DialogueRoom, name: str) -> None:
    assert (numbers.SHORTEST_NAME, numbers.LONGEST_NAME, numbers.SHORTEST_QUESTION, numbers.LONGEST_QUESTION) == (2, 80, 10, 500)
    event = office.announced()
    if name != "0912345678":  # a number alone is masked, and the mask is a word
        assert office.room.hall.register(event.id, HOA, name, NOON) is HallOutcome.BAD_NAME
    assert office.room.hall.ask(event.id, HOA, "x" * 9, NOON) is HallOutcome.SHORT_QUESTION
    assert office.room.hall.ask(event.id, HOA, "x" * 501, NOON) is HallOutcome.LONG_QUESTION
    assert office.room.hall.ask(event.id, HOA, "x" * 500, NOON) is HallOutcome.TAKEN


def test_one_address_is_not_a_crowd(office: DialogueRoom) -> None:
    assert numbers.DEEDS_OF_AN_ADDRESS == 60
    event = office.announced()
    told = [office.room.hall.register(event.id, ChatId("web", str(each)), "Nguyễn Văn An", NOON, "203.0.113.9") for each in range(61)]
    assert told == [HallOutcome.SEATED] * 60 + [HallOutcome.CROWDED]


# ---- what became of it


def test_each_question_is_followed_to_its_answer(office: DialogueRoom) -> None:
    event = office.announced()
    matter = office.listed(event)
    office.room.hall.ask(event.id, NAM, "Đường thôn 3 sửa chưa?", NOON)
    (same,) = office.room.matters.new(event.id)
    assert office.room.questions.take(same.id, "", matter.id, office.binh, NOON) is DialogueMove.DONE
    held, questions = ENDS + HOUR, office.room.questions
    assert questions.raise_in_hall(event.id, "Nước sạch về thôn khi nào?", office.binh, NOON) is DialogueMove.NOT_OVER
    assert questions.raise_in_hall(event.id, "Nước sạch về thôn khi nào?", office.binh, held) is DialogueMove.DONE
    water = office.room.matters.matters(event.id)[-1]
    assert office.room.desk.keep_minutes(event.id, "Đã họp.", 0, office.binh, held) is DialogueMove.DONE
    assert office.room.desk.publish(event.id, 1, office.lead, held) is DialogueMove.UNASSIGNED
    due = (held + 5 * DAY).date()
    office.assigned(matter, due, held)
    office.assigned(water, due, held)
    assert any("Bao giờ sửa đường thôn 3?" in each for each in office.told(office.chin))
    assert office.room.desk.publish(event.id, 1, office.lead, held) is DialogueMove.DONE
    assert {SAY.owed.format(unit=office.works.name, due=f"{due:%d/%m/%Y}")} == {
        office.room.hall.teller.standing(each) for each in office.room.hall.matters(office.get(event.id))
    }
    assert questions.answer(matter.id, "Quý hai sửa.", 0, office.binh, held) is DialogueMove.NOT_YOURS
    assert questions.answer(matter.id, "Quý hai sửa.", 0, office.chin, held) is DialogueMove.DONE
    questions.work(held)
    assert (office.letters(HOA), office.letters(NAM)) == ([], [])
    assert questions.release(matter.id, 1, office.chin, held) is DialogueMove.NOT_YOURS
    assert questions.release(matter.id, 2, office.lead, held) is DialogueMove.CHANGED
    assert questions.release(matter.id, 1, office.lead, held) is DialogueMove.DONE
    questions.work(held)
    questions.work(held + DAY)
    assert [sum("Quý hai sửa." in each for each in office.letters(chat)) for chat in (HOA, NAM)] == [1, 1]
    assert office.room.counts(ENDS - DAY, ENDS + DAY) == (1, 2, 1)
    assert office.room.counts(ENDS + DAY, ENDS + 2 * DAY) == (0, 0, 0)
    assert questions.answer(matter.id, "Khác", 0, office.chin, held) is DialogueMove.NOT_OPEN


def test_an_answer_is_not_let_out_by_who_wrote_it(office: DialogueRoom) -> None:
    matter = office.listed(office.announced())
    assert office.room.questions.answer(matter.id, "Đang sửa.", 0, office.lead, NOON) is DialogueMove.DONE
    assert office.room.questions.release(matter.id, 1, office.lead, NOON) is DialogueMove.OWN
    assert office.room.questions.release(matter.id, 1, office.head, NOON) is DialogueMove.DONE


def test_of_two_who_answer_at_once_the_second_is_told(office: DialogueRoom) -> None:
    matter, questions = office.listed(office.announced()), office.room.questions
    assert questions.answer(matter.id, "Đang sửa.", 0, office.lead, NOON) is DialogueMove.DONE
    assert questions.answer(matter.id, "Chưa sửa.", 0, office.binh, NOON) is DialogueMove.CHANGED
    assert office.matter(matter.id).answer == "Đang sửa."
    assert questions.answer(matter.id, "Chưa sửa.", 1, office.binh, NOON) is DialogueMove.DONE


def test_an_answer_has_its_bounds(office: DialogueRoom) -> None:
    assert numbers.LONGEST_ANSWER == 3_000
    matter = office.listed(office.announced())
    for text, told in (("", DialogueMove.NO_TEXT), ("x" * 3_001, DialogueMove.TOO_LONG), ("x" * 3_000, DialogueMove.DONE)):
        assert office.room.questions.answer(matter.id, text, 0, office.binh, NOON) is told
    assert office.room.questions.assign(matter.id, 99, NOON.date(), office.binh, NOON) is DialogueMove.NO_UNIT
    for days in (-1, 367):
        due = (NOON + days * DAY).date()
        assert office.room.questions.assign(matter.id, office.works.id, due, office.binh, NOON) is DialogueMove.PAST


def test_who_owes_an_answer_is_told(office: DialogueRoom) -> None:
    assert numbers.DUE_SOON == 3
    matter = office.listed(office.announced())
    office.assigned(matter, (NOON + 10 * DAY).date())
    first, work = len(office.told(office.chin)), office.room.questions.work
    work(NOON + 6 * DAY)
    assert len(office.told(office.chin)) == first
    for hours in (0, 1, 30):
        work(NOON + 7 * DAY + hours * HOUR)
    assert ["Sắp đến hạn" in each for each in office.told(office.chin)[first:]] == [True]
    assert not any("Đã quá hạn" in each for each in office.told(office.lead))
    for days in (11, 12, 18):
        work(NOON + days * DAY)
    for who in (office.chin, office.lead):
        late = [each for each in office.told(who) if "Đã quá hạn" in each]
        assert len(late) == 2, "once a week"
    assert not any("Đã quá hạn" in each for each in office.told(office.an))


def test_missing_minutes_are_asked_for(office: DialogueRoom) -> None:
    assert numbers.MINUTES_WITHIN == 7
    office.announced()
    for at, count in ((ENDS + 7 * DAY - MINUTE, 0), (ENDS + 7 * DAY, 1), (ENDS + 7 * DAY + HOUR, 1), (ENDS + 14 * DAY, 2)):
        office.room.questions.work(at)
        assert sum("chưa đăng kết quả" in each for each in office.told(office.binh)) == count


def test_minutes_have_their_bounds_and_a_second_person(office: DialogueRoom) -> None:
    assert numbers.LONGEST_MINUTES == 20_000
    event, desk = office.announced(), office.room.desk
    assert desk.keep_minutes(event.id, "x", 0, office.binh, NOON) is DialogueMove.NOT_OVER
    for text, told in (("", DialogueMove.NO_TEXT), ("x" * 20_001, DialogueMove.TOO_LONG), ("x" * 20_000, DialogueMove.DONE)):
        assert desk.keep_minutes(event.id, text, 0, office.binh, ENDS) is told
    assert desk.keep_minutes(event.id, "cũ", 0, office.lead, ENDS) is DialogueMove.CHANGED
    assert desk.keep_minutes(event.id, "mới", 1, office.lead, ENDS) is DialogueMove.DONE
    assert desk.publish(event.id, 2, office.lead, ENDS) is DialogueMove.OWN
    assert desk.publish(event.id, 1, office.head, ENDS) is DialogueMove.CHANGED
    assert desk.publish(event.id, 2, office.head, ENDS) is DialogueMove.DONE
    assert desk.reopen(event.id, "Ghi nhầm số", office.binh, ENDS) is DialogueMove.NOT_YOURS
    assert desk.reopen(event.id, "Ghi nhầm số", office.lead, ENDS) is DialogueMove.DONE
    assert office.get(event.id).state is DialogueState.ANNOUNCED


def test_it_proves_a_task_once_it_took_place(office: DialogueRoom) -> None:
    event, desk = office.announced(), office.room.desk
    assert desk.prove(event.id, 3, "biên bản", office.binh, NOON) is DialogueMove.NOT_OVER
    assert desk.prove(event.id, 3, "biên bản", office.chin, ENDS) is DialogueMove.NOT_YOURS
    desk.prove(event.id, 3, "biên bản", office.binh, ENDS)
    assert office.proofs == [(3, "biên bản")]
    assert office.get(event.id).task is None, "the plans refused it"


def test_what_is_kept_of_people_goes(office: DialogueRoom) -> None:
    assert (numbers.KEPT_AFTER, numbers.ANYWAY_KEPT) == (30, 366)
    event = office.announced()
    matter = office.listed(event)
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    office.room.hall.vote(matter.id, NAM, NOON)
    office.assigned(matter, (ENDS + 200 * DAY).date())
    office.published(event, ENDS)
    office.room.questions.sweep(ENDS + 30 * DAY)
    assert rows(office.engine, "dialogue_seats") == 1
    office.room.questions.sweep(ENDS + 30 * DAY + MINUTE)
    assert rows(office.engine, "dialogue_seats") == 0
    assert rows(office.engine, "dialogue_questions") == 1, "who waits for an answer is to be told of it"
    office.room.questions.sweep(ENDS + 366 * DAY + MINUTE)
    assert rows(office.engine, "dialogue_questions") == 0
    assert rows(office.engine, "dialogue_matters") == 1


def test_who_deletes_their_data_leaves_no_name_and_no_question(office: DialogueRoom) -> None:
    event = office.announced()
    matter = office.listed(event)
    office.room.hall.register(event.id, HOA, "Hoa", NOON)
    office.room.hall.vote(matter.id, HOA, NOON)
    office.room.hall.expect(HOA, event.id, "ask", NOON)
    Chats(office.engine).delete(HOA, NOON)
    assert [rows(office.engine, f"dialogue_{name}") for name in ("seats", "questions", "votes", "drafts")] == [0, 0, 0, 0]
    assert office.matter(matter.id).text


# ---- in a chat


def said(office: DialogueRoom, text: str, chat: ChatId = HOA, at: object = NOON) -> str:
    told = office.room.window.said(Incoming(chat, at, text))  # type: ignore[arg-type]
    return told[0].text if told else ""


def pressed(office: DialogueRoom, action: str, chat: ChatId = HOA, person: ChatId | None = None) -> Reply:
    (reply,) = found(office.room.window.pressed(Incoming(chat, NOON, person=person), action.split(":")))
    return reply


def listed(office: DialogueRoom, text: str = "/doithoai", chat: ChatId = HOA) -> list[Reply]:
    return list(office.room.window.commanded(Incoming(chat, NOON, text), "/doithoai", ""))


def test_in_a_chat_somebody_registers_asks_and_votes(office: DialogueRoom) -> None:
    assert listed(office)[0].text == SAY.chat.none
    event = office.announced()
    (reply,) = listed(office)
    labels = {button.label: button.action for row in reply.rows for button in row}
    pressed(office, labels[SAY.chat.enrol])
    assert said(office, "x") == SAY.outcomes[HallOutcome.BAD_NAME]
    assert said(office, "Nguyễn Thị Hoa") == SAY.outcomes[HallOutcome.SEATED]
    assert said(office, "Nguyễn Thị Hoa") == "", "nothing is waited for any more"
    assert "Nguyễn Thị Hoa" in listed(office)[0].text
    pressed(office, labels[SAY.chat.ask])
    assert said(office, "Bao giờ sửa đường thôn 3?") == SAY.outcomes[HallOutcome.TAKEN]
    matter = office.listed(event, NAM, "Nước sạch về thôn khi nào?")
    shown = pressed(office, labels[SAY.chat.see])
    assert "Nước sạch" in shown.text
    assert "(1 " in pressed(office, shown.rows[0][0].action).text
    assert office.matter(matter.id).votes == 1


def test_what_is_typed_late_is_no_name(office: DialogueRoom) -> None:
    assert numbers.TYPED_WITHIN == 60
    event = office.announced()
    pressed(office, f"dt:d:{event.id}")
    assert said(office, "Hoa", at=NOON + 61 * MINUTE) == ""
    assert said(office, "Hoa", at=NOON + 60 * MINUTE) == SAY.outcomes[HallOutcome.SEATED]
    pressed(office, f"dt:h:{event.id}")
    assert office.room.window.dropped(Incoming(HOA, NOON)) == [Reply(SAY.chat.dropped)]
    assert said(office, "Bao giờ sửa đường?") == ""


def test_in_a_group_nobody_registers(office: DialogueRoom) -> None:
    event, group = office.announced(), ChatId("telegram", "-3")
    for what in ("d", "x", "h", "v"):
        assert pressed(office, f"dt:{what}:{event.id}", group, HOA).text == SAY.chat.in_group


def test_a_chat_is_shown_five(office: DialogueRoom) -> None:
    assert numbers.SHOWN_IN_CHAT == 5
    for _ in range(7):
        office.announced()
    told = listed(office)
    assert len(told) == 6
    assert told[-1].text == SAY.chat.more.format(count=2, link=f"{SITE}/doi-thoai")


def test_who_tells_of_danger_is_not_told_of_meetings(office: DialogueRoom) -> None:
    office.announced()
    window = office.room.window
    assert window.asked(Incoming(HOA, NOON, "bao giờ xã đối thoại với dân"), Conversation())
    assert window.asked(Incoming(HOA, NOON, "cháy"), Conversation()) is None


def test_what_came_of_it_is_shown(office: DialogueRoom) -> None:
    event: OfficeDialogue = office.announced()
    matter = office.listed(event)
    assert pressed(office, f"dt:b:{event.id}").text == SAY.chat.missing
    office.assigned(matter, (ENDS + DAY).date())
    office.published(event, ENDS)
    told = pressed(office, f"dt:b:{event.id}").text
    assert matter.text in told
    assert office.works.name in told
    assert f"{SITE}/doi-thoai/{event.id}" in told


def test_at_the_whole_desk_it_is_found(engine: Engine, small_index_folder: Path, small_index: Index) -> None:
    office = DialogueRoom(engine, small_index)
    office.announced()
    parts = wire(small_index_folder)
    rooms = rooms_of(Settings(_env_file=None, secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index)
    desk = front_desk(parts, rooms)
    for text in ("/doithoai", "bao giờ xã đối thoại với dân", "đăng ký hỏi chủ tịch", "lịch đối thoại"):
        assert "Nhà văn hóa thôn 3" in desk.handle(Incoming(HOA, NOON, text))[0].text, text
    enrol = desk.handle(Incoming(HOA, NOON, "/doithoai"))[0].rows[0][0].action
    assert desk.handle(Incoming(NAM, NOON, action=enrol))[0].text == parts.wording.desk.old_button
    desk.handle(Incoming(HOA, NOON, action=enrol))
    assert desk.handle(Incoming(HOA, NOON, "Nguyễn Thị Hoa"))[0].text == SAY.outcomes[HallOutcome.SEATED]
    assert "Nguyễn Thị Hoa" in desk.handle(Incoming(HOA, NOON, action="d:show"))[0].text
    assert rooms.dialogues.counts(NOON, ENDS + DAY) == (1, 0, 0)
