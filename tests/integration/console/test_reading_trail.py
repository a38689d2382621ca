"""Who reads or takes along what is personal stands in the audit trail, and so does what a citizen deletes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.answers.store.questions import Questions
from bot.console.access import ACCESS
from bot.database.audit import Intact, keyed, verify
from bot.database.engine import read_session
from bot.database.tables.staff import AuditRow
from bot.messages import ChatId
from bot.people.staff import Role, Staff
from bot.people.store import Chats
from bot.petitions.rules.photo import Photo
from tests.office import TestOffice

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
TELLING = {
    "/kien-nghi.csv": "petition.exported",
    "/kien-nghi.xlsx": "petition.exported",
    "/kien-nghi/{number:int}": "petition.read",
    "/kien-nghi/{number:int}/tep/{name:path}": "petition.photo_read",
    "/nhap-ho/{number:int}": "petition.read",
    "/nhat-ky.csv": "trail.exported",
    "/doi-thoai/{number:int}": "dialogue.guests_read",
}
"""The pages that show who somebody is."""
NOT_PERSONAL = {
    *(
        "/dang-nhap",
        "/vao/{token}",
        "/tai-khoan",
        "/tai-khoan/hai-lop",
        "/ma",
        "/hop-thu/{token}",
        "/xem-truoc.css",
        "/mau-tra-loi",
        "/lich",
        "/nhap-ho",
        "/hoi-dap",
        "/hoi-dap/{number:int}/sua",
    ),
    "/thong-bao",  # what the one who looks was told themselves
    *("/", "/tong-quan", "/bao-cao", "/bao-cao.docx", "/bao-cao.xlsx"),  # lines and figures without names
    *("/cau-hoi", "/nhat-ky", "/dan-hoi"),  # masked questions, numbers of rows, questions to the office
    *("/dot-gui/{number:int}/danh-sach", "/dot-gui/{number:int}/danh-sach.csv"),  # chats by their last characters
    *("/tin-bai", "/tin-bai/moi", "/tin-bai/{number:int}", "/tin-bai/{number:int}/sua", "/tin-bai/{number:int}/bia.jpg"),
    *("/tin-bai/{number:int}/tep/{name}", "/lich-bai", "/lich-bai/{number:int}", "/dot-gui", "/dot-gui/{number:int}"),
    *("/ke-hoach", "/ke-hoach/viec/{number:int}", "/ke-hoach/viec/{number:int}/tep", "/ke-hoach/theo-doi"),
    "/kien-nghi/{number:int}/hoi-dap",  # what was published, nobody's name in it
    *("/bien-dong", "/bien-dong.xlsx"),  # what changed in public records
    *(
        "/khao-sat",
        "/khao-sat/{number:int}",
        "/khao-sat/{number:int}/the/{code}",
        "/khao-sat/{number:int}/giay",
        "/khao-sat/{number:int}/in/{code}",
    ),  # the office's own forms
    *("/khao-sat/{number:int}/ket-qua", "/khao-sat/{number:int}/ket-qua.xlsx", "/khao-sat/{number:int}/loi"),  # said by nobody knows whom
    *("/nhan-su", "/nghi"),  # the staff themselves
    "/nhap",  # what one has typed oneself
    *("/bao-tin", "/bao-tin/{number:int}", "/kenh", "/kenh.csv"),  # the office's own notices and channels
    *("/doi-thoai", "/doi-thoai/{number:int}/loi-doc", "/chi-so", "/chi-so.csv"),  # events, what is read aloud there, public figures
    "/tai-lieu",  # names of procedures and texts that wait to be accepted
}


def trail(engine: Engine) -> list[tuple[str, str, str]]:
    with read_session(engine) as session:
        return [(row.actor, row.action, row.subject) for row in session.scalars(select(AuditRow).order_by(col(AuditRow.id)))]


def test_of_every_page_it_is_decided_whether_it_is_personal() -> None:
    pages = {path for method, path in ACCESS if method == "GET"}
    assert pages == TELLING.keys() | NOT_PERSONAL
    assert not TELLING.keys() & NOT_PERSONAL


@pytest.fixture
def an(office: TestOffice) -> Staff:
    return office.person("An", Role.ADMIN, office.unit("Văn phòng", is_coordinator=True))


def test_each_of_them_leaves_its_row_in_the_trail(office: TestOffice, an: Staff, engine: Engine) -> None:
    number = office.petition().petition.id
    shown = Photo("ab/" + "1" * 32 + ".jpg", "image/jpeg", 7, "0" * 64)
    office.photos.path(shown).parent.mkdir()
    office.photos.path(shown).write_bytes(b"a photo")
    assert office.desk._stores.petitions.add_photo(number, shown, 5, office.clock.at)
    browser = office.log_in(an)
    for path, action in TELLING.items():
        if path in ("/nhap-ho/{number:int}", "/doi-thoai/{number:int}"):
            continue  # of what somebody took down: it reads the same petition; of who comes: tests of dialogues
        office.later(minutes=11)
        before = trail(engine)
        asked = path.replace("{number:int}", str(number)).replace("{name:path}", shown.name)
        assert browser.get(asked).status_code == 200, path
        (row,) = trail(engine)[len(before) :]
        assert row[:2] == (an.actor, action), path


def test_a_page_that_is_opened_anew_is_one_row_and_another_person_another(office: TestOffice, an: Staff, engine: Engine) -> None:
    number = office.petition().petition.id
    binh = office.person("Bình", Role.LEADER, office.book.units()[0])
    browser, other = office.log_in(an), office.log_in(binh)
    for _ in range(3):
        browser.text(f"/kien-nghi/{number}")
    other.text(f"/kien-nghi/{number}")
    office.later(minutes=11)
    browser.text(f"/kien-nghi/{number}")
    read = [row for row in trail(engine) if row[1] == "petition.read"]
    assert read == [(person.actor, "petition.read", f"petition:{number}") for person in (an, binh, an)]


def test_what_was_refused_was_not_read(office: TestOffice, an: Staff, engine: Engine) -> None:
    number = office.petition().petition.id
    stranger = office.log_in(office.person("Lan", Role.OFFICER, office.unit("Phòng khác")))
    assert stranger.get(f"/kien-nghi/{number}").status_code == 404
    assert stranger.get(f"/kien-nghi/{number}/tep/ab/{'1' * 32}.jpg").status_code == 404
    assert [row for row in trail(engine) if row[1].startswith("petition.") and "read" in row[1]] == []


def test_what_a_citizen_takes_along_and_deletes_is_told_without_a_name(engine: Engine) -> None:
    keyed(engine, "the office's secret")
    nam = ChatId("telegram", "84912345678")
    Questions(engine).record(nam, "câu", "answered", "", "", NOON)
    chats = Chats(engine)
    chats.export(nam)
    assert trail(engine) == [], "to look is not to take along"
    chats.export(nam, NOON)
    chats.delete(nam, NOON)
    with read_session(engine) as session:
        rows = session.scalars(select(AuditRow).order_by(col(AuditRow.id))).all()
    assert [(row.actor, row.action) for row in rows] == [("citizen", "chat.exported"), ("citizen", "chat.deleted")]
    assert len({row.subject for row in rows}) == 1, "the office can tell whose they were, given the name"
    assert nam.key not in "".join(row.subject + row.detail for row in rows)
    assert json.loads(rows[1].detail) == {"chats": 1, "questions": 1}
    assert isinstance(verify(engine), Intact)


def test_the_page_says_up_to_where_the_trail_is_vouched_for(office: TestOffice, an: Staff) -> None:
    assert "chưa có mốc" in office.log_in(an).post("/nhat-ky/kiem-tra").text
