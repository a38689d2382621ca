"""What is late stays late, what was promised is shown, and what is counted is what there is."""

from __future__ import annotations

from datetime import timedelta

from bot.people.staff import Role, Staff, Unit
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.notices.presenter import PetitionPresenter, StaffNames
from bot.petitions.rules.listing import BoardTab, Colour
from bot.petitions.rules.petition import (
    Contact,
    Naming,
    NewPetition,
    Petition,
    PetitionFile,
    PetitionKind,
    PetitionPlace,
    PetitionState,
    Via,
)
from bot.petitions.rules.transitions import Transition
from tests.office import WORDS, TestOffice
from tests.presence import found

WRITES_LETTERS = True  # the office of these tests (conftest)

C = WORDS.console


def held(office: TestOffice, hoa: Staff, content: str = "Đường trước nhà tôi hỏng đã lâu.") -> Petition:
    return office.done(office.desk.claim, hoa, office.petition(content).petition.id)


def test_who_asks_when_the_day_is_over_is_late_still(office: TestOffice, leader: Staff, hoa: Staff) -> None:
    late, timely = held(office, hoa), None
    office.clock.at = late.due + timedelta(days=1)
    timely = held(office, hoa, "Cống đầu xóm bị tắc.")
    for petition in (late, timely):
        office.done(office.desk.ask, hoa, petition.id, "Chỗ nào ạ?")
    counts = office.desk.tabs(leader, office.clock.at)
    assert (counts[BoardTab.LATE], counts[BoardTab.WAITING]) == (1, 2)
    browser = office.log_in(leader)
    page = browser.text("/?muc=qua-han")
    assert late.code in page
    assert timely.code not in page
    assert C.colours[Colour.LATE] in browser.text("/?muc=cho-dan")
    assert found(office.petitions.get(late.id)).was_late
    assert not found(office.petitions.get(timely.id)).was_late
    for petition, says, never in ((late, C.petition.late, C.petition.paused), (timely, C.petition.paused, C.petition.late)):
        shown = browser.text(f"/kien-nghi/{petition.id}")
        assert says.format(days=1) in shown, "the page says what the board says"
        assert never.format(days=1) not in shown
    presenter = PetitionPresenter(WORDS.petitions, StaffNames(lambda _: "", lambda _: ""))
    told = [presenter.left(office.office.workdays(), found(office.petitions.get(each.id)), office.clock.at) for each in (late, timely)]
    assert [bool(each) for each in told] == [True, False], "and so does the card in the chat"
    since = office.clock.at - timedelta(days=100)
    assert office.desk._stores.figures.counts(office.office.workdays(), None, since, office.clock.at).late == 1
    office.clock.at = timely.due + timedelta(days=1)
    assert office.desk.tabs(leader, office.clock.at)[BoardTab.LATE] == 1, "whose clock was stopped in time is not late meanwhile"


def test_a_promise_stands_on_the_board_and_in_the_time_line(office: TestOffice, hoa: Staff) -> None:
    petition = held(office, hoa)
    office.clock.at = petition.due + timedelta(hours=1)
    day = office.office.workdays().after((petition.due + timedelta(days=5)).date())
    assert office.desk.apologise(hoa, petition.id, day, "chờ vật tư", office.clock.at)
    browser = office.log_in(hoa)
    assert C.board.promised_on.format(day=f"{day:%d/%m/%Y}") in browser.text("/")
    assert f"→ {day:%d/%m/%Y}" in browser.text(f"/kien-nghi/{petition.id}")


def test_who_answered_is_not_offered_to_take_what_is_looked_at_again(office: TestOffice, hoa: Staff, leader: Staff) -> None:
    file = office.petition()
    chat = file.followers[0].chat
    office.done(office.desk.claim, hoa, file.petition.id)
    office.done(office.desk.answer, hoa, file.petition.id, "Đã sửa.")
    office.intake.reopen(file.petition.id, chat, "vẫn hỏng", office.clock.at)
    for person, is_offered in ((hoa, False), (leader, True)):
        seen = office.desk.see(person, file.petition.id, office.clock.at)
        assert (Transition.CLAIM in seen.may) is is_offered  # type: ignore[union-attr]


def test_signed_and_sent_at_once_asks_nobody_to_send(office: TestOffice, leader: Staff, hoa: Staff) -> None:
    petition = held(office, hoa)
    office.done(office.desk.draft, hoa, petition.id, "Xã sẽ sửa.")
    office.log_in(leader).post(f"/kien-nghi/{petition.id}/send", text="Xã sẽ sửa.")
    assert found(office.petitions.get(petition.id)).petition.state is PetitionState.ANSWERED
    told = [notice.text for notice in office.notices.of(hoa.id, unread_only=False)]
    assert WORDS.petitions.told.answered_staff.format(code=petition.code) in told
    assert WORDS.petitions.told.approved_staff.format(code=petition.code) not in told
    other = held(office, hoa, "Cống đầu xóm bị tắc.")
    office.done(office.desk.draft, hoa, other.id, "Xã sẽ nạo vét.")
    office.done(office.desk.approve, leader, other.id)
    told = [notice.text for notice in office.notices.of(hoa.id, unread_only=False)]
    assert WORDS.petitions.told.approved_staff.format(code=other.code) in told


def test_what_came_after_hours_says_so(office: TestOffice, hoa: Staff) -> None:
    office.clock.at = office.clock.at.replace(hour=13)  # eight in the evening there
    petition = held(office, hoa)
    assert C.petition.after_hours in office.log_in(hoa).text(f"/kien-nghi/{petition.id}")


def test_who_logs_out_is_told_so_and_not_offered_to_go_on(office: TestOffice, hoa: Staff) -> None:
    browser = office.log_in(hoa)
    left = browser.post("/dang-xuat")
    page = browser.client.get(left.headers["location"]).text
    assert C.door.out in page
    assert C.keeping.again not in page
    assert C.keeping.again in browser.client.get(left.headers["location"].partition("?")[0]).text


def test_who_opens_a_petition_has_read_what_they_were_told_of_it(office: TestOffice, leader: Staff, hoa: Staff) -> None:
    first, second = (office.petition(content).petition for content in ("Đường hỏng đã lâu.", "Cống đầu xóm bị tắc."))
    for petition in (first, second):
        office.done(office.desk.assign, leader, petition.id, hoa.id)
    unread = office.notices.unread(hoa.id)
    office.log_in(hoa).text(f"/kien-nghi/{first.id}")
    left = [notice.path for notice in office.notices.of(hoa.id, unread_only=True)]
    assert len(left) < unread
    assert f"/kien-nghi/{first.id}" not in left
    assert f"/kien-nghi/{second.id}" in left


def test_the_table_to_take_along_numbers_its_rows_says_what_was_promised_and_names_its_month(office: TestOffice, hoa: Staff) -> None:
    petition = held(office, hoa)
    office.clock.at = petition.due + timedelta(hours=1)
    day = office.office.workdays().after((petition.due + timedelta(days=5)).date())
    office.desk.apologise(hoa, petition.id, day, "chờ vật tư", office.clock.at)
    browser = office.log_in(hoa)
    heading, row = browser.text("/kien-nghi.csv").lstrip("\ufeff").splitlines()[:2]
    assert heading.startswith(f"{C.board.row},{C.board.code},")
    assert row.startswith(f"1,{petition.code},")
    assert f"{day:%d/%m/%Y}" in row
    month = browser.client.get("/quan-tri/kien-nghi.csv?tu=2026-11-01&den=2026-11-30&tt=tat-ca").headers["content-disposition"]
    assert "kien-nghi-thang-11-2026.csv" in month


def test_a_number_without_its_first_zero_is_kept_whole(office: TestOffice, hoa: Staff) -> None:
    contact = Contact("Bà Tư", "Thôn An", "987 654 321")
    phoned = NewPetition(PetitionKind.OTHER, "Cống đầu xóm tắc.", Naming.HIDDEN, contact, PetitionPlace("Thôn An"), via=Via.PHONE)
    taken = AssistedFiling(office.intake, lambda code: True).file(hoa, phoned, None, office.clock.at)
    assert isinstance(taken, PetitionFile)
    assert found(office.petitions.get(taken.petition.id)).contact.phone == "0987654321"  # type: ignore[union-attr]
    assert taken.petition.code in office.log_in(hoa).text("/?q=0987654321")


def test_what_another_office_has_is_not_said_to_have_no_unit(office: TestOffice, leader: Staff, hoa: Staff) -> None:
    petition = office.petition("Dây điện sà xuống đường.").petition
    office.done(office.desk.forward, leader, petition.id, None, "Điện lực Ví Dụ", "việc của ngành điện")
    browser = office.log_in(leader)
    page = browser.text("/tong-quan")
    assert C.petition.elsewhere in page
    assert C.board.no_unit not in page


def test_an_empty_tab_says_so_and_speaks_of_no_filter(office: TestOffice, hoa: Staff) -> None:
    browser = office.log_in(hoa)
    assert C.board.none_here in browser.text("/?muc=cua-toi")
    assert C.board.empty in browser.text("/?muc=cua-toi&q=khong+co+gi")


def test_who_is_given_what_a_colleague_had_reads_why(office: TestOffice, leader: Staff, hoa: Staff, hall: Unit) -> None:
    petition, lan = held(office, hoa), office.person("Đỗ Thị Lan", Role.OFFICER, hall)
    office.done(office.desk.reassign, leader, petition.id, lan.id, "Hoa đi học")
    kind = WORDS.petitions.kinds[petition.kind]
    told = WORDS.petitions.told.reassigned_staff.format(code=petition.code, kind=kind, why="Hoa đi học")
    assert told in [notice.text for notice in office.notices.of(lan.id, unread_only=False)]
