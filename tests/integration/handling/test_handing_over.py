"""What somebody has who leaves, is away or moves goes on without them: to a colleague as far as it had come, or to the unit's queue."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session
from bot.people.staff import Role, Staff, Unit
from bot.people.workplace.absences import Absence
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.transitions import Transition
from tests.office import MONDAY, WORDS, Browser, TestOffice
from tests.petitions import AN, filing
from tests.petitions import office as petition_office
from tests.presence import found

C = WORDS.console
TOLD = WORDS.petitions.told


@pytest.fixture
def lan(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Đỗ Thị Lan", Role.OFFICER, hall)


@pytest.fixture
def minh(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Vũ Văn Minh", Role.OFFICER, hall)


@pytest.fixture
def admin(office: TestOffice, boss: Staff) -> Browser:
    return office.log_in(boss)


def held(office: TestOffice, holder: Staff, content: str) -> Petition:
    filed = office.petition(content)
    return office.done(office.desk.claim, holder, filed.petition.id)


def now(office: TestOffice, petition: Petition) -> PetitionFile:
    found = office.petitions.get(petition.id)
    assert found is not None
    return found


def test_who_leaves_gives_a_colleague_what_is_open_as_far_as_it_had_come(
    office: TestOffice, lan: Staff, minh: Staff, boss: Staff, admin: Browser
) -> None:
    waits, drafted, done = (held(office, lan, f"Đèn đường hỏng, cột số {number}.") for number in range(3))
    office.done(office.desk.ask, lan, waits.id, "Cột nào ạ?")
    office.done(office.desk.draft, lan, drafted.id, "Xã sẽ sửa.")
    office.done(office.desk.answer, lan, done.id, "Đã sửa.")
    gone = admin.post(f"/nhan-su/{lan.id}/thu-hoi", sure="1", to=minh.id)
    assert gone.headers["location"].endswith("said=handed_untold"), "this office writes no letters"
    for petition, state in ((waits, PetitionState.WAITING), (drafted, PetitionState.DRAFTED)):
        file = now(office, petition)
        assert (file.petition.officer, file.petition.state) == (minh.id, state)
        line = file.events[-1]
        assert (line.move, line.who, line.why, line.is_public) == ("hand_over", boss.actor, TOLD.left, False)
    assert now(office, drafted).petition.draft == "Xã sẽ sửa."
    assert now(office, done).petition.officer == lan.id, "what is answered stays who answered it"
    trail = admin.text("/nhat-ky")
    assert C.trail.of_petition.format(move=C.moves[Transition.HAND_OVER]) in trail


def test_only_a_colleague_of_the_unit_who_works_there_gets_it(office: TestOffice, lan: Staff, admin: Browser) -> None:
    other = office.person("Người khác", Role.OFFICER, office.unit("Phòng Kinh tế"))
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    for to in (other.id, lan.id, 999):
        assert admin.post(f"/nhan-su/{lan.id}/thu-hoi", sure="1", to=to).status_code == 400
    assert now(office, petition).petition.officer == lan.id
    assert office.book.get(lan.id).is_active  # type: ignore[union-attr]


def test_what_is_about_the_colleague_goes_to_the_queue_instead(
    office: TestOffice, lan: Staff, minh: Staff, boss: Staff, admin: Browser
) -> None:
    petition = office.petition("Cán bộ Vũ Văn Minh hẹn ba lần không trả giấy.").petition
    office.done(office.desk.assign, boss, petition.id, lan.id)
    plain = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    assert now(office, petition).petition.is_about(minh.id)
    admin.post(f"/nhan-su/{lan.id}/thu-hoi", sure="1", to=minh.id)
    assert now(office, petition).petition.officer is None
    assert now(office, petition).petition.state is PetitionState.FORWARDED
    assert now(office, plain).petition.officer == minh.id


def test_who_moves_leaves_what_is_open_with_the_old_unit(office: TestOffice, hall: Unit, lan: Staff, minh: Staff, admin: Browser) -> None:
    other = office.unit("Phòng Kinh tế")
    first, second = held(office, lan, "Đường liên thôn lầy lội đã lâu."), held(office, minh, "Cống trước chợ bị tắc khi mưa.")
    assert C.people.holds_moved.format(count=1) in admin.text("/nhan-su")
    moved = admin.post(f"/nhan-su/{lan.id}", name=lan.name, role="officer", unit=other.id, to=minh.id)
    assert moved.headers["location"].endswith("said=moved_untold"), "this office writes no letters"
    assert (now(office, first).petition.officer, now(office, first).petition.unit) == (minh.id, hall.id)
    assert now(office, first).events[-1].why == TOLD.moved
    admin.post(f"/nhan-su/{minh.id}", name=minh.name, role="officer", unit=other.id)
    for petition in (first, second):
        assert (now(office, petition).petition.officer, now(office, petition).petition.unit) == (None, hall.id)


def test_another_name_or_role_moves_nothing(office: TestOffice, hall: Unit, lan: Staff, admin: Browser) -> None:
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    admin.post(f"/nhan-su/{lan.id}", name="Đỗ Thị Hoa Lan", role="leader", unit=hall.id)
    assert now(office, petition).petition.officer == lan.id


def test_who_was_moved_at_the_command_line_is_found_by_the_job(office: TestOffice, hall: Unit, lan: Staff) -> None:
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    assert office.handing.release(office.clock.at) == 0
    office.book.change(lan.id, lan.name, Role.OFFICER, office.unit("Phòng Kinh tế").id, "cli", MONDAY)
    assert office.handing.release(office.clock.at) == 1
    assert (now(office, petition).petition.officer, now(office, petition).petition.unit) == (None, hall.id)
    assert now(office, petition).events[-1].why == TOLD.moved


def test_a_leave_hands_over_on_its_first_morning_and_not_before(
    office: TestOffice, lan: Staff, minh: Staff, boss: Staff, admin: Browser
) -> None:
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    away = admin.post(f"/nhan-su/{lan.id}/nghi", begins="2026-11-18", ends="2026-11-20", to=minh.id)
    assert away.headers["location"].endswith("said=away")
    assert C.people.is_away.format(begins="18/11/2026", ends="20/11/2026") in admin.text("/nhan-su")
    office.later(days=1)
    office.handing.work(office.clock.at)
    assert now(office, petition).petition.officer == lan.id
    office.later(days=1)
    office.handing.work(office.clock.at)
    office.handing.work(office.clock.at)
    file = now(office, petition)
    assert file.petition.officer == minh.id
    assert [line.move for line in file.events].count("hand_over") == 1, "run twice, done once"
    assert file.events[-1].why == TOLD.away.format(until="20/11/2026")
    given = held(office, minh, "Cống trước chợ bị tắc khi mưa.")
    admin = office.log_in(boss)
    assert C.people.away_name.format(name=lan.name, ends="20/11/2026") in admin.text(f"/kien-nghi/{given.id}")
    office.done(office.desk.reassign, minh, given.id, lan.id, "chị Lan vẫn theo việc này")
    office.handing.work(office.clock.at)
    assert now(office, given).petition.officer == lan.id, "what she was given knowingly stays hers"


def test_a_leader_says_it_of_the_people_of_the_own_unit_and_of_nobody_else(
    office: TestOffice, hall: Unit, lan: Staff, minh: Staff, boss: Staff
) -> None:
    leader = office.log_in(office.person("Hồ Thị Trưởng", Role.LEADER, hall))
    elsewhere = office.person("Lý Văn Xa", Role.OFFICER, office.unit("Phòng Kinh tế"))
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    page = leader.text("/nghi")
    assert lan.name in page
    assert elsewhere.name not in page
    done = leader.post(f"/nhan-su/{lan.id}/nghi", begins="2026-11-16", ends="2026-11-17", to=minh.id)
    assert done.headers["location"].endswith("/nghi?said=away")
    assert now(office, petition).petition.officer == minh.id
    assert C.people.is_away.format(begins="16/11/2026", ends="17/11/2026") in leader.text("/nghi")
    assert leader.post(f"/nhan-su/{elsewhere.id}/nghi", begins="2026-11-16", ends="2026-11-17").status_code == 404
    (own,) = office.absences.upcoming(MONDAY.date())
    office.log_in(boss).post(f"/nhan-su/{elsewhere.id}/nghi", begins="2026-11-18", ends="2026-11-18")
    other = next(each for each in office.absences.upcoming(MONDAY.date()) if each.id != own.id)
    assert leader.post(f"/nghi/{other.id}/bo").status_code == 404
    assert leader.post(f"/nghi/{own.id}/bo").headers["location"].endswith("/nghi?said=given_back")
    assert now(office, petition).petition.officer == lan.id
    assert leader.get("/nhan-su").status_code == 403, "roles and invitations stay the admin's"
    assert boss.unit == hall.id
    leader.post(f"/nhan-su/{boss.id}/nghi", begins="2026-11-16", ends="2026-11-17", to=minh.id)
    assert all(each.staff != boss.id for each in office.absences.upcoming(MONDAY.date())), "an admin may hold what is said of the leader"
    officer = office.log_in(minh)
    assert officer.post(f"/nhan-su/{lan.id}/nghi", begins="2026-11-16", ends="2026-11-17").status_code == 403


def test_what_is_said_of_the_staff_goes_to_the_queue_and_not_to_another_officer(
    office: TestOffice, lan: Staff, minh: Staff, boss: Staff, admin: Browser
) -> None:
    filed = office.petition("Cán bộ tiếp dân nói năng cộc cằn.", kind=PetitionKind.BEHAVIOUR)
    petition = office.done(office.desk.assign, boss, filed.petition.id, lan.id)
    admin.post(f"/nhan-su/{lan.id}/nghi", begins="2026-11-16", ends="2026-11-16", to=minh.id)
    assert now(office, petition).petition.officer is None


def test_a_leave_that_has_begun_hands_over_at_once_and_one_taken_back_does_not(
    office: TestOffice, lan: Staff, minh: Staff, boss: Staff, admin: Browser
) -> None:
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    admin.post(f"/nhan-su/{minh.id}/nghi", begins="2026-11-17", ends="2026-11-18")
    (planned,) = office.absences.upcoming(date(2026, 11, 16))
    assert admin.post(f"/nghi/{planned.id}/bo").headers["location"].endswith("said=there_again")
    assert office.absences.upcoming(date(2026, 11, 16)) == ()
    admin.post(f"/nhan-su/{lan.id}/nghi", begins="2026-11-16", ends="2026-11-16")
    assert now(office, petition).petition.officer is None
    told = [(row.action, row.actor) for row in office.trail.page(subject=f"staff:{lan.id}")]
    assert ("staff.away", boss.actor) in told


@pytest.mark.parametrize(
    ("begins", "ends"), [("2026-11-20", "2026-11-18"), ("2026-11-01", "2026-11-10"), ("2026-11-20", "2028-11-20"), ("", "2026-11-20")]
)
def test_a_leave_has_a_beginning_and_an_end(office: TestOffice, lan: Staff, admin: Browser, begins: str, ends: str) -> None:
    assert admin.post(f"/nhan-su/{lan.id}/nghi", begins=begins, ends=ends).headers["location"].endswith("said=wrong")
    assert office.absences.upcoming(date(2026, 1, 1)) == ()


def test_nobody_stands_in_for_themselves() -> None:
    with pytest.raises(ValueError, match="no absence"):
        Absence(0, 1, date(2026, 11, 16), date(2026, 11, 17), stand_in=1)


def test_whoever_gets_it_is_told(tmp_path: Path, engine: Engine) -> None:
    here = petition_office(engine, tmp_path)
    filed = here.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(filed, PetitionFile)
    here.room.desk.forward(here.clerk, filed.petition.id, here.roads.id, "", "đúng việc", MONDAY)
    here.room.desk.claim(here.hoa, filed.petition.id, MONDAY)
    leader = next(person for person in here.room.staff.of_unit(here.roads.id) if person.role is Role.LEADER)
    later = MONDAY + timedelta(hours=1)
    here.room.handing.hand_over(here.hoa, leader.id, TOLD.moved, "staff:1", later)
    with read_session(engine) as session:
        letters = session.execute(text("SELECT text FROM outbox WHERE key = 'Dũng'")).scalars().all()
    told = TOLD.handed_staff.format(code=filed.petition.code, why=TOLD.moved)
    assert [letter.partition("\n\n")[0] for letter in letters].count(told) == 1


def test_a_stand_in_who_is_away_too_or_has_moved_gets_nothing(office: TestOffice, lan: Staff, minh: Staff, admin: Browser) -> None:
    petition = held(office, lan, "Đường liên thôn lầy lội đã lâu.")
    admin.post(f"/nhan-su/{minh.id}/nghi", begins="2026-11-16", ends="2026-11-17")
    office.handing.hand_over(lan, minh.id, TOLD.left, "system", office.clock.at)
    assert now(office, petition).petition.officer is None
    office.done(office.desk.claim, lan, petition.id)
    office.later(days=3)
    office.book.change(minh.id, minh.name, Role.OFFICER, office.unit("Phòng Kinh tế").id, "cli", office.clock.at)
    office.handing.hand_over(lan, minh.id, TOLD.left, "system", office.clock.at)
    assert now(office, petition).petition.officer is None


# ---- an absence that was entered by mistake


@pytest.mark.parametrize("has_stand_in", [True, False])
def test_an_absence_that_is_taken_back_gives_back_what_nobody_has_touched(
    office: TestOffice, lan: Staff, minh: Staff, admin: Browser, *, has_stand_in: bool
) -> None:
    drafted, waits, touched, noted_by_sender = (held(office, lan, f"Đèn đường hỏng, cột số {number}.") for number in range(4))
    office.done(office.desk.draft, lan, drafted.id, "Xã sẽ sửa.")
    office.done(office.desk.ask, lan, waits.id, "Cột nào ạ?")
    day = f"{office.clock.at:%Y-%m-%d}"
    form = {"begins": day, "ends": day, "to": minh.id} if has_stand_in else {"begins": day, "ends": day}
    admin.post(f"/nhan-su/{lan.id}/nghi", **form)
    assert {now(office, petition).petition.officer for petition in (drafted, waits, touched)} == {minh.id if has_stand_in else None}
    if has_stand_in:
        office.done(office.desk.note, minh, touched.id, "Đã gọi thôn trưởng")
    else:
        office.done(office.desk.claim, minh, touched.id)
    (absence,) = office.absences.upcoming(office.clock.at.date())
    assert admin.post(f"/nghi/{absence.id}/bo").headers["location"].endswith("said=given_back")
    for petition, state in ((drafted, PetitionState.DRAFTED), (noted_by_sender, PetitionState.IN_PROGRESS)):
        file = now(office, petition)
        assert (file.petition.officer, file.petition.state) == (lan.id, state), "as far as it had come"
        assert (file.events[-1].move, file.events[-1].why, file.events[-1].is_public) == ("hand_over", TOLD.not_away, False)
    assert now(office, waits).petition.state is (PetitionState.WAITING if has_stand_in else PetitionState.IN_PROGRESS)
    assert now(office, touched).petition.officer == minh.id, "what a colleague goes on with stays theirs"
    told = [notice.text for notice in office.notices.of(lan.id, unread_only=False)]
    assert any("đã được bỏ" in each and each.endswith("3.") for each in told)
    assert any("Lịch nghỉ của đồng chí đã được ghi" in each for each in told), "who is said to be away hears of it"
    heard = [notice.text for notice in office.notices.of(minh.id, unread_only=False)]
    assert any(drafted.code in each for each in heard) is has_stand_in


def test_what_was_taken_for_another_reason_or_by_a_colleague_before_stays(
    office: TestOffice, lan: Staff, minh: Staff, admin: Browser
) -> None:
    mine, theirs = held(office, lan, "Đường liên thôn lầy lội đã lâu."), held(office, minh, "Cống trước chợ bị tắc khi mưa.")
    day = office.clock.at.date()
    for person in (minh, lan):
        office.handing.away(Absence(0, person.id, day, day), "cli", office.clock.at)
    first, second = office.absences.upcoming(day)
    assert office.handing.back(first.id, "cli", office.clock.at) == 1
    assert (now(office, theirs).petition.officer, now(office, mine).petition.officer) == (minh.id, None), (
        "the days are the same, the person is not"
    )
    assert office.handing.back(first.id, "cli", office.clock.at) is None
    assert office.handing.back(second.id, "cli", office.clock.at) == 1


# ---- who is let in


def test_nobody_is_put_out_at_one_click_and_who_was_by_mistake_is_let_in_again(office: TestOffice, lan: Staff, admin: Browser) -> None:
    assert admin.post(f"/nhan-su/{lan.id}/thu-hoi").headers["location"].endswith("said=not_sure")
    assert found(office.book.get(lan.id)).is_active
    assert C.people.sure_empty in admin.text("/nhan-su")
    assert admin.post(f"/nhan-su/{lan.id}/thu-hoi", sure="1").headers["location"].endswith("said=revoked")
    assert admin.post(f"/nhan-su/{lan.id}/vao-lai").headers["location"].endswith("said=reinstated")
    assert found(office.book.get(lan.id)).is_active
    assert admin.post(f"/nhan-su/{lan.id}/vao-lai").headers["location"].endswith("said=wrong"), "who is here cannot come back"
    assert "Cho vào lại" in admin.text("/nhat-ky")
    office.log_in(lan)


def test_a_second_one_of_the_same_name_is_added_only_where_the_admin_says_so(
    office: TestOffice, hall: Unit, lan: Staff, admin: Browser
) -> None:
    form = {"name": lan.name.upper(), "role": "officer", "unit": hall.id}
    assert admin.post("/nhan-su", **form).headers["location"].endswith("said=namesake")
    assert len(office.book.everyone()) == 2
    assert admin.post("/nhan-su", **form, namesake="1").headers["location"].endswith("said=added")
    assert len(office.book.everyone()) == 3


def test_an_absence_at_the_end_of_the_calendar_is_told_to_be_wrong(office: TestOffice, lan: Staff, admin: Browser) -> None:
    for begins, ends in (("9998-01-01", "9999-12-31"), ("9999-06-01", "9999-12-31"), ("2026-11-16", "9999-12-31")):
        answer = admin.post(f"/nhan-su/{lan.id}/nghi", begins=begins, ends=ends)
        assert answer.headers["location"].endswith("said=wrong"), (begins, ends)
