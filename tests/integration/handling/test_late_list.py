"""What is late stands in the chat, all of it, with by how many days and who has it."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import Engine

from bot.messages import Incoming, Reply
from bot.people.staff import Staff
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import Petition, PetitionFile
from bot.petitions.windows.late_list import A_PAGE, LateList
from bot.petitions.windows.working_pages import WorkingPages
from tests.petitions import AN, BINH, MONDAY, WORDS, Office, filing

SAY = WORDS.petitions.working
AFTER = MONDAY + timedelta(days=16)  # two working days late
KN = re.compile(r"KN[0-9A-Z]-?[0-9A-Z-]+")


def late(here: Office, number: int, holder: Staff | None = None) -> Petition:
    chat = AN if number % 2 else BINH
    filed = here.room.intake.file(filing(f"Đèn đường số {number} hỏng đã lâu lắm rồi"), chat, MONDAY)
    assert isinstance(filed, PetitionFile), filed
    done = here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY)
    assert isinstance(done, Done)
    if holder:
        assert isinstance(here.room.desk.claim(holder, filed.petition.id, MONDAY), Done)
    return done.petition


def pages(here: Office, staff: Staff, number: int = 1, action: str = "") -> list[Reply]:
    assert staff.chat
    made = LateList(here.room.desk, WorkingPages(here.room.office, here.room.staff, WORDS.petitions), SAY)
    return list(made.page(staff, Incoming(staff.chat, AFTER, action=action), number))


def test_who_has_one_of_four_sees_the_four_of_their_unit(here: Office) -> None:
    codes = [late(here, 1, here.hoa).code, late(here, 2, here.lan).code, late(here, 3, here.leader).code, late(here, 4).code]
    (reply,) = pages(here, here.hoa)
    lines = reply.text.splitlines()
    assert lines[0] == SAY.late.format(count=4)
    assert {KN.search(line)[0] for line in lines[1:]} == set(codes)  # type: ignore[index]
    for line, holder in zip(sorted(lines[1:], key=lambda line: codes.index(KN.search(line)[0])), (here.hoa, here.lan, here.leader), strict=False):  # type: ignore[index]  # fmt: skip
        assert holder.name in line
        assert "quá 2 ngày làm việc" in line
    assert SAY.nobodys in reply.text
    assert len(reply.rows) == 4


def test_where_there_are_more_they_are_turned_page_by_page_each_once(here: Office) -> None:
    codes = {late(here, number).code for number in range(2 * A_PAGE // 2 + 3)}
    first, second = pages(here, here.leader)[0], pages(here, here.leader, 2, "w:late:2")[0]
    seen = [KN.search(line)[0] for reply in (first, second) for line in reply.text.splitlines()[1:]]  # type: ignore[index]
    assert len(seen) == len(codes)
    assert set(seen) == codes
    assert second.replaces
    assert first.rows[-1][-1].action == "w:late:2"
    assert second.rows[-1][0].action == "w:late:1"
    assert pages(here, here.leader, 99)[0].text == second.text, "a page that is none is the last"
    assert all(len(reply.text.encode("utf-16-le")) // 2 < 4_096 for reply in (first, second))


def test_where_nothing_is_late_nothing_is_said(here: Office) -> None:
    assert pages(here, here.hoa) == []


def test_the_morning_tells_the_leader_days_and_holder_and_where_the_rest_is(here: Office, engine: Engine) -> None:
    from sqlalchemy import text

    from bot.database.engine import read_session

    for number in range(17):
        late(here, number, here.hoa if number else None)
    here.room.reminders.morning(AFTER.replace(hour=8))
    with read_session(engine) as session:
        told = (
            session.execute(text("SELECT text FROM outbox WHERE key = :key ORDER BY id DESC"), {"key": here.leader.name}).scalars().first()
        )
    assert told
    assert "quá 2 ngày làm việc" in told
    assert here.hoa.name in told
    assert WORDS.petitions.told.morning_more.format(count=2) in told
