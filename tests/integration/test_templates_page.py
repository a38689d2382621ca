"""Prepared answers: a leader's are for their own unit, an admin's for whom they choose, and an officer reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.outcome import RefusalReason
from indexer.ranking.search import Index
from tests.office import WORDS, Browser, TestOffice

C = WORDS.console
PATH = "/mau-tra-loi"
LIGHTS = {"title": "Đèn đường", "body": "Cảm ơn bà con. {đơn vị} sẽ sửa. {ngày}"}


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path)


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("UBND xã Ví Dụ", is_coordinator=True)


@pytest.fixture
def roads(office: TestOffice) -> Unit:
    return office.unit("Phòng Kinh tế")


@pytest.fixture
def leader(office: TestOffice, roads: Unit) -> Browser:
    return office.log_in(office.person("Trần Văn Trưởng", Role.LEADER, roads))


@pytest.fixture
def officer(office: TestOffice, roads: Unit) -> Staff:
    return office.person("Lê Thị Hoa", Role.OFFICER, roads)


@pytest.fixture
def admin(office: TestOffice, hall: Unit) -> Browser:
    return office.log_in(office.person("Nguyễn Thị Quản", Role.ADMIN, hall))


def test_a_leader_adds_one_with_two_fields_and_it_is_the_units(office: TestOffice, leader: Browser, roads: Unit, officer: Staff) -> None:
    page = leader.text(PATH)
    assert 'name="unit"' not in page, "there is nothing to choose"
    assert f"{C.templates.mine}: {roads.name}" in page
    assert leader.post(PATH, **LIGHTS).status_code == 303
    (made,) = office.desk.templates(officer)
    assert made.unit == roads.id


def test_what_is_missing_and_what_is_not_theirs_are_told_apart(office: TestOffice, leader: Browser, admin: Browser) -> None:
    admin.post(PATH, **LIGHTS)
    page = leader.text(PATH)
    assert LIGHTS["body"] in page
    assert 'name="remove"' not in page, "the office's own is not theirs to change"
    assert C.templates.wrong_field in leader.post(PATH, title="Đèn", body="").text
    refused = leader.post(PATH, id=1, **LIGHTS)
    assert C.refusals[RefusalReason.NOT_YOURS] in refused.text
    assert C.templates.wrong_field not in refused.text


def test_an_officer_reads_and_is_shown_no_form(office: TestOffice, leader: Browser, officer: Staff) -> None:
    leader.post(PATH, **LIGHTS)
    browser = office.log_in(officer)
    page = browser.text(PATH)
    assert LIGHTS["body"] in page
    assert C.templates.only_read in page
    for form in ('name="title"', 'name="remove"', C.templates.add):
        assert form not in page
    assert browser.post(PATH, **LIGHTS).status_code == 403


def test_an_admin_chooses_for_whom_and_keeps_it_so(office: TestOffice, admin: Browser, roads: Unit, officer: Staff) -> None:
    admin.post(PATH, unit=roads.id, **LIGHTS)
    assert f'value="{roads.id}" selected' in admin.text(PATH), "changing its words leaves it with its unit"
    admin.post(PATH, id=1, unit=roads.id, title="Đèn đường", body="Chào bà con.")
    (made,) = office.desk.templates(officer)
    assert (made.unit, made.body) == (roads.id, "Chào bà con.")
    assert admin.post(PATH, unit=999, **LIGHTS).status_code == 400


def test_fields_are_in_vietnamese_and_every_one_is_named_and_filled(office: TestOffice, officer: Staff, admin: Browser, hall: Unit) -> None:
    fields = WORDS.petitions.template_fields
    for name in fields.values():
        assert f"{{{name}}}" in C.templates.about
    body = " ".join(f"{{{name}}}" for name in (*fields.values(), *fields))
    admin.post(PATH, title="Cả", body=body)
    petition = office.petition().petition
    office.done(office.desk.forward, office.book.everyone()[1], petition.id, officer.unit, "", "x")
    filled = office.desk.filled(officer, 1, petition.id, office.clock.at)
    assert isinstance(filled, str)
    assert "{" not in filled
    assert filled.count(officer.name) == 2, "what was written before in the old names is filled in, too"
