"""Who works without Telegram is told all the same: in the console, once, and nobody else reads it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import CONSOLE, ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.workplace.notice_store import MOST_SHOWN, NoticeBook, StaffNotice
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import PetitionFile
from indexer.ranking.search import Index
from tests.office import TestOffice
from tests.petitions import AN, MONDAY, Office, filing, office


@pytest.fixture
def web_only(engine: Engine, tmp_path: Path) -> Office:
    """An office without a group, whose staff have no chat."""
    found = office(engine, tmp_path, group=None, needs_approval=True)
    with write_session(engine) as session:
        session.connection().exec_driver_sql("UPDATE staff SET chat_channel = NULL, chat_key = NULL")
    book = found.room.staff
    people = {person.id: person for person in book.everyone()}
    return Office(found.room, found.reception, found.roads, *(people[each.id] for each in (found.admin, found.clerk, found.leader, found.hoa, found.lan)))  # fmt: skip


def told(engine: Engine, staff: Staff) -> list[StaffNotice]:
    return list(NoticeBook(engine).of(staff.id, unread_only=True))


def filed(web_only: Office) -> PetitionFile:
    found = web_only.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(found, PetitionFile)
    return found


def test_an_officer_and_a_leader_without_telegram_are_told_of_every_step(web_only: Office, engine: Engine) -> None:
    desk, number = web_only.room.desk, filed(web_only).petition.id
    assert [notice.path for notice in told(engine, web_only.clerk)] == [f"/kien-nghi/{number}"], "it is new in the unit that coordinates"
    steps = (
        desk.forward(web_only.clerk, number, web_only.roads.id, "", "của đường", MONDAY),
        desk.assign(web_only.leader, number, web_only.hoa.id, MONDAY),
        desk.draft(web_only.hoa, number, "Đã sửa xong đèn đường.", MONDAY),
        desk.send_back(web_only.leader, number, "ghi rõ ngày", MONDAY),
        desk.draft(web_only.hoa, number, "Đã sửa xong đèn đường ngày 3/3.", MONDAY),
        desk.approve(web_only.leader, number, MONDAY),
    )
    assert all(isinstance(step, Done) for step in steps), steps
    assert len(told(engine, web_only.leader)) == 3, "it came to the unit, and twice a draft waits for a signature"
    assert len(told(engine, web_only.hoa)) == 4, "it came to the unit; it was given to her, sent back, signed"
    assert {notice.path for person in (web_only.leader, web_only.hoa) for notice in told(engine, person)} == {f"/kien-nghi/{number}"}
    with read_session(engine) as session:
        assert session.execute(select(OUTBOX.c.id).where(OUTBOX.c.channel == CONSOLE)).all() == [], "nothing leaves for a console"


def test_warnings_and_the_list_of_the_morning_reach_who_has_no_telegram(web_only: Office, engine: Engine) -> None:
    number = filed(web_only).petition.id
    web_only.room.desk.claim(web_only.clerk, number, MONDAY)
    before = len(told(engine, web_only.clerk))
    late = MONDAY + timedelta(days=42)
    for hour in range(3):
        web_only.room.reminders.warn(late + timedelta(hours=hour))
    assert len(told(engine, web_only.clerk)) > before
    web_only.room.desk.forward(web_only.clerk, number, web_only.roads.id, "", "của đường", late)
    web_only.room.reminders.morning(late)
    assert told(engine, web_only.leader)[0].path == "/"
    web_only.room.reminders.morning(late)
    assert sum(notice.path == "/" for notice in told(engine, web_only.leader)) == 1, "a list is told once a day"


def test_who_has_telegram_is_told_in_both_places_and_once_in_each(engine: Engine) -> None:
    book = StaffBook(engine)
    found = book.add_unit(Unit(0, "UBND xã"), "cli", MONDAY).id
    an = book.add("An", Role.LEADER, found, "cli", MONDAY, chat=ChatId("telegram", "7"))
    for _ in range(2):
        with write_session(engine) as session:
            queue(session, [an.letter("việc mới", "once", path="/ke-hoach")], MONDAY)
    assert [(notice.text, notice.path, notice.is_read) for notice in told(engine, an)] == [("việc mới", "/ke-hoach", False)]
    with read_session(engine) as session:
        assert session.execute(select(OUTBOX.c.channel, OUTBOX.c.key)).all() == [("telegram", "7")]


def test_old_notices_go_and_others_keep_theirs(engine: Engine) -> None:
    book, notices = StaffBook(engine), NoticeBook(engine)
    unit = book.add_unit(Unit(0, "UBND xã"), "cli", MONDAY).id
    an, binh = (book.add(name, Role.OFFICER, unit, "cli", MONDAY) for name in ("An", "Bình"))
    with write_session(engine) as session:
        queue(session, [an.letter(f"việc {number}", f"a{number}", path="/") for number in range(MOST_SHOWN + 5)], MONDAY)
        queue(session, [binh.letter("của Bình", "b", path="/")], MONDAY + timedelta(days=80))
    first = notices.of(an.id, unread_only=True)
    assert len(first) == MOST_SHOWN + 1
    rest = notices.of(an.id, unread_only=True, before=first[MOST_SHOWN - 1].id)
    assert len(rest) == 5
    (his,) = notices.of(binh.id, unread_only=True)
    assert notices.open(an.id, his.id, MONDAY) is None, "nobody opens another's"
    assert notices.mark(an.id, [his.id], MONDAY) == 0
    assert notices.unread(binh.id) == 1
    assert notices.open(an.id, first[0].id, MONDAY) == "/"
    assert notices.mark(an.id, None, MONDAY) == MOST_SHOWN + 4
    assert notices.purge(MONDAY + timedelta(days=1)) == MOST_SHOWN + 5
    assert notices.unread(binh.id) == 1


@pytest.fixture
def console(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path)


def test_the_badge_counts_what_is_new_and_opening_leads_there(console: TestOffice) -> None:
    unit = console.unit("Văn phòng", is_coordinator=True)
    an, binh = console.person("An", Role.OFFICER, unit), console.person("Bình", Role.OFFICER, unit)
    number = console.petition().petition.id
    console.tell(an, "Kiến nghị mới <b>đến</b>", f"/kien-nghi/{number}")
    browser, other = console.log_in(an), console.log_in(binh)
    page = browser.text("/thong-bao")
    assert "Kiến nghị mới &lt;b&gt;đến&lt;/b&gt;" in page
    assert 'title="1 thông báo chưa đọc"' in page
    assert "Kiến nghị mới" not in other.text("/thong-bao?xem=tat-ca")
    notice = console.notices.of(an.id, unread_only=True)[0].id
    assert other.post(f"/thong-bao/{notice}").status_code == 404
    opened = browser.post(f"/thong-bao/{notice}")
    assert opened.headers["location"].endswith(f"/kien-nghi/{number}")
    assert 'title="1 thông báo' not in browser.text("/thong-bao")
    assert "Kiến nghị mới" in browser.text("/thong-bao?xem=tat-ca"), "what was read stays until it is old"


def test_of_what_somebody_may_see_no_longer_nothing_is_said(console: TestOffice) -> None:
    unit, other = console.unit("Văn phòng", is_coordinator=True), console.unit("Phòng khác")
    an = console.person("An", Role.OFFICER, unit)
    number = console.petition().petition.id
    console.tell(an, "Lời riêng của người dân", f"/kien-nghi/{number}")
    assert "Lời riêng" in console.log_in(an).text("/thong-bao")
    console.book.change(an.id, "An", Role.OFFICER, other.id, "cli", console.clock.at)
    page = console.log_in(an).text("/thong-bao")
    assert "Lời riêng" not in page
    assert "không còn thuộc phần việc" in page


def test_everything_is_read_at_once(console: TestOffice) -> None:
    an = console.person("An", Role.OFFICER, console.unit("Văn phòng"))
    for number in range(3):
        console.tell(an, f"việc {number}")
    browser = console.log_in(an)
    browser.post("/thong-bao")
    assert console.notices.unread(an.id) == 0
    assert "Đồng chí đã đọc hết" in browser.text("/thong-bao")
