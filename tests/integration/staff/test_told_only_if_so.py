"""Every sentence which says that one of the staff is told is said only where they have the notice, and another where nobody has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.people.staff import Role, Staff, Unit
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.rules.petition import Contact, Naming, NewPetition, Petition, PetitionFile, PetitionKind, PetitionPlace, Via
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found

WRITES_LETTERS = True  # the office of these tests (conftest)

SAID = WORDS.console.said
TELLING = re.compile(r"được báo|đã báo|báo cho|nhận được tin")
PAIRS = ("unmanned", "handed", "moved", "returned", "drafted", "revised")
"""The sentences of which each has a twin for where nobody was told."""


@pytest.fixture
def roads(office: TestOffice) -> Unit:
    return office.unit("Phòng Kinh tế", needs_approval=True)


@pytest.fixture
def hoa(office: TestOffice, roads: Unit) -> Staff:
    return office.person("Lê Thị Hoa", Role.OFFICER, roads)


def with_hoa(office: TestOffice, boss: Staff, hoa: Staff) -> Petition:
    petition = office.petition().petition
    office.done(office.desk.forward, boss, petition.id, hoa.unit, "", "Đúng việc")
    return office.done(office.desk.claim, hoa, petition.id)


def said(browser: Browser, path: str, **form: object) -> str:
    return browser.post(path, **form).headers["location"].partition("said=")[2]


def notices(office: TestOffice, person: Staff) -> list[str]:
    return [notice.text for notice in office.notices.of(person.id, unread_only=False)]


def test_every_sentence_that_says_somebody_is_told_has_a_twin_that_does_not() -> None:
    telling = {key for key, sentence in SAID.items() if TELLING.search(sentence) and "người dân" not in sentence.lower()}
    assert {key for key in telling if not key.endswith("_untold")} <= set(PAIRS)
    for key in PAIRS:
        assert not TELLING.search(SAID[f"{key}_untold"].replace("Người dân chưa nhận được gì", "")), key


def test_the_last_of_a_unit_leaves_and_the_only_admin_is_not_said_to_be_told_by_herself(
    office: TestOffice, boss: Staff, hoa: Staff
) -> None:
    with_hoa(office, boss, hoa)
    assert said(office.log_in(boss), f"/nhan-su/{hoa.id}/thu-hoi", sure="1") == "returned_untold"


def test_who_hands_out_elsewhere_is_told_though_they_have_no_telegram(office: TestOffice, hall: Unit, boss: Staff, hoa: Staff) -> None:
    chief = office.person("Trần Văn Trưởng", Role.LEADER, hall)
    clerk = office.person("Phạm Thị Cúc", Role.OFFICER, hall)
    petition = with_hoa(office, boss, hoa)
    assert said(office.log_in(boss), f"/nhan-su/{hoa.id}/thu-hoi", sure="1") == "returned"
    assert any(petition.code in told for told in notices(office, chief))
    assert not any("trở lại hàng chờ" in told for told in notices(office, clerk)), "a clerk hands nothing out"


def test_a_colleague_who_gets_it_is_told_and_an_admin_who_takes_it_is_not_said_to_be(
    office: TestOffice, roads: Unit, hall: Unit, boss: Staff, hoa: Staff
) -> None:
    lan = office.person("Đỗ Thị Lan", Role.OFFICER, roads)
    petition = with_hoa(office, boss, hoa)
    assert said(office.log_in(boss), f"/nhan-su/{hoa.id}/thu-hoi", sure="1", to=lan.id) == "handed"
    assert any(petition.code in told for told in notices(office, lan))
    office.book.change(boss.id, boss.name, Role.ADMIN, roads.id, "cli", office.clock.at)
    moved = said(office.log_in(boss), f"/nhan-su/{lan.id}/thu-hoi", sure="1", to=boss.id)
    assert moved == "handed_untold"


@pytest.mark.parametrize("has_chief", [True, False])
def test_a_unit_without_people_and_who_hears_of_what_goes_there(office: TestOffice, hall: Unit, boss: Staff, *, has_chief: bool) -> None:
    chief = office.person("Trần Văn Trưởng", Role.LEADER, hall) if has_chief else None
    empty, petition = office.unit("Tổ Chưa Có Người"), office.petition().petition
    told = said(office.log_in(boss), f"/kien-nghi/{petition.id}/forward", unit=empty.id, text="Đúng thẩm quyền")
    assert told == ("unmanned" if has_chief else "unmanned_untold")
    assert chief is None or any("chưa có ai nhận việc" in each for each in notices(office, chief))


@pytest.mark.parametrize("has_chief", [True, False])
def test_a_draft_of_a_unit_without_a_leader_reaches_whoever_may_sign_it(
    office: TestOffice, hall: Unit, boss: Staff, hoa: Staff, *, has_chief: bool
) -> None:
    chief = office.person("Trần Văn Trưởng", Role.LEADER, hall) if has_chief else None
    petition = with_hoa(office, boss, hoa)
    if not has_chief:
        office.book.change(boss.id, boss.name, Role.OFFICER, hall.id, "cli", office.clock.at)
    told = said(office.log_in(hoa), f"/kien-nghi/{petition.id}/draft", text="Xã sẽ sửa trong tuần này.")
    assert told == ("drafted" if has_chief else "drafted_untold")
    if chief:
        assert any(petition.code in each for each in notices(office, chief))
        office.done(office.desk.approve, chief, petition.id)


def test_a_question_is_said_to_be_sent_only_where_the_sender_is_reached(office: TestOffice, boss: Staff, hoa: Staff) -> None:
    petition = with_hoa(office, boss, hoa)
    own = found(office.book.unit(hoa.unit))
    office.book.change_unit(replace(own, needs_approval=False), "cli", office.clock.at)
    browser = office.log_in(hoa)
    assert said(browser, f"/kien-nghi/{petition.id}/ask", text="Hỏng ở đoạn nào ạ?") == "asked"
    contact = Contact("Bà Tư", "Thôn An", "0987654321")
    phoned = NewPetition(PetitionKind.OTHER, "Cống đầu xóm tắc.", Naming.HIDDEN, contact, PetitionPlace("Thôn An"), via=Via.PHONE)
    called = AssistedFiling(office.intake, lambda code: True).file(boss, phoned, None, office.clock.at)
    assert isinstance(called, PetitionFile)
    office.done(office.desk.forward, boss, called.petition.id, hoa.unit, "", "Đúng việc")
    office.done(office.desk.claim, hoa, called.petition.id)
    assert said(browser, f"/kien-nghi/{called.petition.id}/ask", text="Hỏng ở đoạn nào ạ?") == "asked_unsent"
