"""Prepared answers: a leader's are for their own unit, an admin's for whom they choose, and an officer reads them."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.console.views import mark
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.outcome import NotDone, RefusalReason
from indexer.ranking.search import Index
from tests.library import DOG
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
    empty = office.desk.filled(officer, 1, petition.id, office.clock.at)
    assert f"{{{fields['procedure']}}}" in str(empty), "what is not known is no hole in a sentence: it is still to be written"
    office.done(office.desk.link, office.book.everyone()[1], petition.id, DOG)
    filled = office.desk.filled(officer, 1, petition.id, office.clock.at)
    assert isinstance(filled, str)
    assert "{" not in filled
    assert filled.count(officer.name) == 2, "what was written before in the old names is filled in, too"


@pytest.mark.parametrize("wrong", ["{noi}", "{nơi_nộp}", "{ngay}", "{tên người gửi}", "{Mã kiến nghi}", "{don vi }", "{ngày/tháng}"])
def test_a_misspelt_place_is_refused_when_it_is_saved_and_the_right_ones_are_named(
    office: TestOffice, leader: Browser, officer: Staff, wrong: str
) -> None:
    typed = f"Chào bà con, việc {wrong} đã xong."
    refused = leader.post(PATH, title="Đèn", body=typed)
    assert refused.status_code == 409
    told = unescape(refused.text)
    assert wrong in told
    assert all(f"{{{name}}}" in told for name in WORDS.petitions.template_fields.values())
    assert f">{typed}</textarea>" in told.replace("\n", ""), "nothing that was typed is lost"
    assert office.desk.templates(officer) == ()


def test_what_was_meant_is_offered_where_it_is_certain(leader: Browser) -> None:
    assert "{ngay} (có phải {ngày}?)" in unescape(leader.post(PATH, title="Đèn", body="Ngày {ngay} sửa.").text)
    assert "có phải" not in unescape(leader.post(PATH, title="Đèn", body="Ở {noi} sửa.").text)


def test_a_place_in_capitals_or_with_spaces_is_filled_in(office: TestOffice, leader: Browser, officer: Staff, roads: Unit) -> None:
    assert leader.post(PATH, title="Đèn", body="{ Ngày }: {Cán bộ} trả lời.").status_code == 303
    filled = office.desk.filled(officer, 1, office.petition().petition.id, office.clock.at)
    assert str(filled).endswith(f": {officer.name} trả lời."), (filled, roads)


@pytest.mark.parametrize("wrong", ["{noi}", "{nơi_nộp}", "{ngày/tháng}", "{ đơn vị }", "{Nơi: xóm}"])
def test_an_old_template_with_a_misspelt_place_never_reaches_a_citizen(office: TestOffice, roads: Unit, wrong: str) -> None:
    """One that was saved before places were looked at."""
    unit = office.unit("UBND xã", is_coordinator=True)
    chief = office.person("Lê Văn Trưởng", Role.LEADER, unit)
    office.rules.save_template(ReplyTemplate(0, "Cũ", f"Đã xong ở {wrong}.", None), chief.actor, office.clock.at)
    petition = office.petition().petition
    office.done(office.desk.claim, chief, petition.id)
    body = str(office.desk.filled(chief, 1, petition.id, office.clock.at)) if wrong != "{ đơn vị }" else f"Đã xong ở {wrong}."
    for send in (office.desk.answer, office.desk.ask, office.desk.add):
        refused = send(chief, petition.id, body, office.clock.at)
        assert isinstance(refused, NotDone)
        assert refused.why is RefusalReason.UNFILLED
    assert office.desk.publish(chief, petition.id, "Đèn", body, office.clock.at) == NotDone(RefusalReason.UNFILLED)


def test_a_second_window_does_not_write_over_what_the_first_saved(office: TestOffice, leader: Browser, officer: Staff) -> None:
    assert leader.post(PATH, title="Đèn", body="Bản đầu.").status_code == 303
    older = mark("ĐènBản đầu.")
    assert leader.post(PATH, id="1", title="Đèn", body="Bản của cửa sổ một.", nhap_ban=older).status_code == 303
    refused = leader.post(PATH, id="1", title="Đèn", body="Bản của cửa sổ hai.", nhap_ban=older)
    told = unescape(refused.text)
    assert refused.status_code == 409
    assert all(words in told for words in ("Bản của cửa sổ một.", "Bản của cửa sổ hai.")), "both are read"
    assert [each.body for each in office.desk.templates(officer)] == ["Bản của cửa sổ một."]
    again = mark("ĐènBản của cửa sổ một.")
    assert leader.post(PATH, id="1", title="Đèn", body="Bản của cửa sổ hai.", nhap_ban=again).status_code == 303, "who has read it saves"
