"""What somebody typed about a petition that was given away meanwhile is on its page, to be copied or given to whoever has it now."""

from __future__ import annotations

import pytest

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.transitions import Transition
from tests.integration.console.test_kept_forms import form_of
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found

WRITES_LETTERS = True  # the office of these tests (conftest)

K = WORDS.console.keeping
TEXT = "Ủy ban nhân dân xã đã cho người sửa cột đèn.\nDự kiến xong ngày 20/11."


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("UBND xã Ví Dụ")


@pytest.fixture
def lan(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Phạm Thị Lan", Role.OFFICER, hall)


def typed(office: TestOffice, hoa: Staff) -> tuple[Browser, int]:
    """Something that she typed as an answer and did not send."""
    number = office.petition().petition.id
    office.done(office.desk.claim, hoa, number)
    browser = office.log_in(hoa)
    page, place = f"/kien-nghi/{number}", f"/kien-nghi/{number}/answer"
    assert browser.post("/nhap", text=TEXT, **form_of(browser.text(page), place)).status_code == 303
    return browser, number


def test_given_to_a_colleague_it_is_shown_and_handed_on(office: TestOffice, leader: Staff, hoa: Staff, lan: Staff) -> None:
    browser, number = typed(office, hoa)
    assert K.left_over not in browser.text(f"/kien-nghi/{number}"), "it stands in its own box"
    office.done(office.desk.reassign, leader, number, lan.id, "chia việc")
    page = browser.text(f"/kien-nghi/{number}")
    assert K.left_over in page
    assert TEXT in page
    assert K.hand_on.format(name=lan.name) in page
    sent = browser.post(f"/kien-nghi/{number}/note", nhap=f"/kien-nghi/{number}/answer", text=TEXT)
    assert sent.status_code == 303
    last = found(office.petitions.get(number)).events[-1]
    assert (last.move, last.why, last.is_public) == (Transition.NOTE, TEXT, False)
    assert any(TEXT in notice.text for notice in office.notices.of(lan.id, unread_only=False)), "whoever has it now is told"
    assert office.unsent.of(hoa.id) == {}
    assert K.left_over not in browser.text(f"/kien-nghi/{number}")


def test_gone_to_another_unit_it_is_shown_to_be_copied(office: TestOffice, leader: Staff, hoa: Staff) -> None:
    other = office.unit("Phòng khác", is_coordinator=False)
    browser, number = typed(office, hoa)
    office.done(lambda staff, *told: office.desk.forward(staff, number, other.id, "", "nhầm chỗ", *told), leader)
    answer = browser.get(f"/kien-nghi/{number}")
    assert answer.status_code == 404
    assert TEXT in answer.text
    assert f"/kien-nghi/{number}/note" not in answer.text, "who may not see it writes nothing on it"
    assert browser.post("/nhap", nhap=f"/kien-nghi/{number}/answer", nhap_trang="/nhap", nhap_bo="1").status_code == 303
    assert TEXT not in browser.get(f"/kien-nghi/{number}").text


def test_who_handed_it_on_themselves_finds_it_too(office: TestOffice, hoa: Staff, leader: Staff) -> None:
    other = office.unit("Phòng khác")
    browser, number = typed(office, hoa)
    office.done(lambda staff, *told: office.desk.forward(staff, number, other.id, "", "nhầm chỗ", *told), hoa)
    assert TEXT in browser.text(f"/kien-nghi/{number}")


def test_answered_by_another_it_is_shown(office: TestOffice, hoa: Staff, leader: Staff) -> None:
    browser, number = typed(office, hoa)
    office.done(office.desk.answer, leader, number, "Đã sửa.")
    page = browser.text(f"/kien-nghi/{number}")
    assert K.left_over in page
    assert TEXT in page
