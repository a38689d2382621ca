"""What happens to the work of an officer: they hear of it once, in the chat where they have one, else in the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.people.staff import Staff
from bot.people.workplace.absences import Absence
from bot.petitions.rules.petition import Petition, PetitionFile
from tests.petitions import AN, BINH, LIGHT, MONDAY, WORDS, Office, done, filing
from tests.presence import found

TOLD = WORDS.petitions.told
DAY = timedelta(days=1)


@pytest.fixture
def letters(engine: Engine) -> Letters:
    return Letters(engine)


class Letters:
    """What waits for one of the staff, since it was last asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._seen = engine, 0

    def of(self, person: Staff) -> list[str]:
        with read_session(self._engine) as session:
            query = text("SELECT id, text, key FROM outbox WHERE channel = 'telegram' AND id > :seen ORDER BY id")
            rows = session.execute(query, {"seen": self._seen}).all()
        return [row.text for row in rows if person.chat and row.key == person.chat.key]

    def seen(self) -> None:
        with read_session(self._engine) as session:
            self._seen = session.execute(text("SELECT COALESCE(MAX(id), 0) FROM outbox")).scalar_one()


def held(here: Office, letters: Letters, by: Staff, content: str = LIGHT, chat: object = AN) -> Petition:
    filed = here.room.intake.file(filing(content), chat, MONDAY)  # type: ignore[arg-type]
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY))
    claimed = done(here.room.desk.claim(by, filed.petition.id, MONDAY))
    letters.seen()
    return claimed


def test_who_has_it_no_more_is_told_and_why(here: Office, letters: Letters) -> None:
    one, two = held(here, letters, here.hoa), held(here, letters, here.hoa, f"{LIGHT} lắm", BINH)
    done(here.room.desk.reassign(here.leader, one.id, here.lan.id, "Hoa đi tập huấn", MONDAY))
    done(here.room.desk.forward(here.leader, two.id, here.reception.id, "", "việc của văn phòng", MONDAY))
    told = letters.of(here.hoa)
    assert len(told) == 2
    assert one.code in told[0]
    assert "Hoa đi tập huấn" in told[0]
    assert here.leader.name in told[0]
    assert two.code in told[1]
    assert len(letters.of(here.lan)) == 1
    assert letters.of(here.leader) == [], "who did it knows"


def test_who_gives_it_away_themselves_hears_nothing(here: Office, letters: Letters) -> None:
    one = held(here, letters, here.hoa)
    done(here.room.desk.reassign(here.hoa, one.id, here.lan.id, "Lan rành hơn", MONDAY))
    assert letters.of(here.hoa) == []


def test_both_sides_of_a_merge_hear_of_it_with_the_day_that_is_owed_now(here: Office, letters: Letters) -> None:
    goes = held(here, letters, here.hoa)
    filed = here.room.intake.file(filing(f"{LIGHT} lắm"), BINH, MONDAY + 7 * DAY)
    assert isinstance(filed, PetitionFile)
    done(here.room.desk.forward(here.admin, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY + 7 * DAY))
    stays = done(here.room.desk.claim(here.lan, filed.petition.id, MONDAY + 7 * DAY))
    letters.seen()
    done(here.room.desk.merge(here.leader, goes.id, stays.code, MONDAY + 7 * DAY))
    (merged,) = letters.of(here.hoa)
    assert merged.partition("\n\n")[0] == TOLD.merged_staff.format(code=goes.code, who=here.leader.name)
    (gained,) = letters.of(here.lan)
    assert goes.code in gained
    assert stays.code in gained
    due = found(here.room.stores.petitions.get(stays.id)).petition.due
    assert f"{due + timedelta(hours=7):%H:%M}" in gained or f"{due.day:02}" in gained
    letters.seen()
    done(here.room.desk.unmerge(here.leader, goes.id, MONDAY + 7 * DAY))
    assert len(letters.of(here.hoa)) == 1


def test_what_a_leader_does_to_it_is_told_once_each(here: Office, letters: Letters) -> None:
    late = held(here, letters, here.hoa)
    day = here.room.office.workdays().after((late.due + 5 * DAY).date())
    acts: list[Callable[[], object]] = [
        lambda: here.room.desk.note(here.leader, late.id, "Gọi lại cho dân", MONDAY),
        lambda: here.room.desk.apologise(here.leader, late.id, day, "chờ vật tư", MONDAY),
        lambda: here.room.desk.ask(here.leader, late.id, "Số nhà nào ạ?", MONDAY),
        lambda: here.room.desk.add(here.leader, late.id, "Số 12", MONDAY),
        lambda: here.room.desk.reject(here.leader, late.id, "không thuộc địa bàn", MONDAY),
    ]
    for act in acts:
        letters.seen()
        done(act())
        told = letters.of(here.hoa)
        assert len(told) == 1, told
        assert late.code in told[0]
        assert here.leader.name in told[0]
        assert letters.of(here.leader) == []


def test_what_they_do_themselves_is_told_to_nobody_of_the_desk(here: Office, letters: Letters) -> None:
    own = held(here, letters, here.hoa)
    done(here.room.desk.note(here.hoa, own.id, "Đã gọi", MONDAY))
    assert [letters.of(person) for person in (here.hoa, here.lan, here.leader)] == [[], [], []]


def test_of_what_is_about_the_staff_the_reason_stays_with_who_may_read_it(here: Office, letters: Letters) -> None:
    from bot.petitions.rules.petition import PetitionKind

    filed = here.room.intake.file(filing("Cán bộ nói năng khó nghe", PetitionKind.BEHAVIOUR), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    number = filed.petition.id
    done(here.room.desk.forward(here.admin, number, here.roads.id, "", "đúng việc", MONDAY))
    done(here.room.desk.assign(here.leader, number, here.hoa.id, MONDAY))
    letters.seen()
    done(here.room.desk.reassign(here.leader, number, here.lan.id, "Hoa là người bị nêu", MONDAY))
    (told,) = letters.of(here.hoa)
    assert "bị nêu" not in told


def test_a_day_off_that_moves_deadlines_is_told_to_each_holder_once(here: Office, letters: Letters) -> None:
    codes = {held(here, letters, here.hoa).code, held(here, letters, here.hoa, f"{LIGHT} lắm", BINH).code}
    here.room.desk.set_day(here.admin, date(2026, 3, 5), True, "Nghỉ bù", MONDAY)
    (told,) = letters.of(here.hoa)
    assert all(code in told for code in codes)
    assert letters.of(here.lan) == []


def test_who_stands_in_hears_when_it_is_written_down_and_when_it_is_not_so(here: Office, letters: Letters) -> None:
    begins = (MONDAY + 7 * DAY).date()
    away = here.room.handing.away(Absence(0, here.hoa.id, begins, begins + 2 * DAY, here.lan.id), here.leader.actor, MONDAY)
    (told,) = letters.of(here.lan)
    assert here.hoa.name in told
    letters.seen()
    here.room.handing.back(away.id, here.leader.actor, MONDAY)
    (told,) = letters.of(here.lan)
    assert here.hoa.name in told
    assert len(letters.of(here.hoa)) == 1


def test_every_notice_says_which_petition_it_is(here: Office, letters: Letters, engine: Engine) -> None:
    petition = held(here, letters, here.hoa)
    desk, say = here.room.desk, WORDS.petitions.card
    done(desk.note(here.leader, petition.id, "Gọi điện hỏi thêm", MONDAY))
    done(desk.reassign(here.leader, petition.id, here.lan.id, "Hoa bận", MONDAY + DAY))
    done(desk.draft(here.lan, petition.id, "Đã thay đèn.", MONDAY + DAY))
    done(desk.send_back(here.leader, petition.id, "Ghi ngày", MONDAY + DAY))
    here.room.reminders.warn(petition.due + timedelta(hours=16))
    told = [*letters.of(here.hoa)[:1], *letters.of(here.lan)]
    assert len(told) >= 4
    for text_ in told:
        assert say.matter.format(what=LIGHT) in text_
        assert say.place.format(place="Thôn 3, xã Hòa Bình") in text_
        assert "Hoa" in text_ or "Lan" in text_, "who has it"
        assert "ngày làm việc" in text_, "how long there is"
    with read_session(engine) as session:
        kept = session.execute(text("SELECT text FROM staff_notices")).scalars().all()
    assert kept
    assert not any(LIGHT in each for each in kept), "in the console it leads to the petition, whose words lie nowhere else"
