"""Role × route × scope: what of a petition each of the staff reads or changes through every route of the console, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel, col

from bot.console.access import ACCESS
from bot.console.pages.petition_commands import ACTS
from bot.database.engine import read_session, write_session
from bot.database.tables.petitions import PetitionRow
from bot.people.staff import Role, Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.visibility import is_published
from bot.petitions.store.register import PUBLIC
from indexer.ranking.search import Index
from tests.office import Browser, TestOffice
from tests.presence import found
from tests.support import databases

ROADS = "Đèn đường trước trường Nguyễn Huệ hỏng ba tuần, tối rất nguy hiểm cho học sinh"
AGAIN = "Đèn đường trước trường Nguyễn Huệ lại hỏng, tối rất nguy hiểm cho các cháu"
RUDE = "Cán bộ Lan quát mắng bà con ở quầy số hai, rất khó chịu"
ANSWER = "MẬT-TRẢ-LỜI gửi riêng ông Tám 0912345678"
SECRETS = (ROADS, RUDE, ANSWER, "MẬT-GHI", "0912345678", "Trần Văn Tám", "tam-anh.jpg")
HUGE = ("9223372036854775808", "9" * 30, "9" * 5_000)


@pytest.fixture
def office(tmp_path: Path, small_index: Index) -> Iterator[TestOffice]:
    engine = databases.sqlite_at(tmp_path / "scope.db")
    yield TestOffice(engine, small_index, tmp_path / "files")
    engine.dispose()


@pytest.fixture
def staff(office: TestOffice) -> dict[str, Staff]:
    hall = office.unit("Văn phòng", is_coordinator=True)
    roads, law = office.unit("Phòng Hạ tầng"), office.unit("Phòng Tư pháp")
    units = {"hall": hall, "roads": roads, "law": law}
    made = {f"{role.value} {name}": office.person(f"{role.value} {name}", role, unit) for name, unit in units.items() for role in Role}
    return made | {"holder": office.person("holder", Role.OFFICER, roads)}


def lies_with(office: TestOffice, staff: dict[str, Staff], content: str, kind: PetitionKind = PetitionKind.OTHER) -> PetitionFile:
    """A petition of the roads, in the hands of its holder, with a note and a draft."""
    filed = office.petition(content, kind=kind)
    number, leader = filed.petition.id, staff["leader roads"]
    desk = office.desk
    assert isinstance(desk.forward(staff["leader hall"], number, leader.unit, "", "đúng việc", office.clock.at), Done)
    assert isinstance(desk.assign(leader, number, staff["holder"].id, office.clock.at), Done)
    assert isinstance(desk.note(leader, number, "MẬT-GHI", office.clock.at), Done)
    return filed


def may_see(name: str, kind: PetitionKind) -> bool:
    """The matrix as the office understands it."""
    if name.startswith("admin") or name == "holder":
        return True
    role, _, unit = name.partition(" ")
    return unit in ("hall", "roads") and (role == "leader" or kind is not PetitionKind.BEHAVIOUR)


def rows(office: TestOffice) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but who is logged in."""
    with read_session(office.engine) as session:
        tables = [table for table in SQLModel.metadata.sorted_tables if "session" not in table.name and "login" not in table.name]
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in tables
            if not table.name.startswith("audit")
        }


def paths(number: int) -> Iterator[tuple[str, str]]:
    """Every route that can name a petition, found in the table of routes: by number, and the lists that hold it."""
    for method, path in ACCESS:
        if method == "GET" and not re.search(r"\{(?!number)", path):
            yield method, path.replace("{number:int}", str(number))
        if "{number:int}/tep/" in path:
            yield method, path.replace("{number:int}", str(number)).replace("{name:path}", "tam-anh.jpg").replace("{name}", "tam-anh.jpg")
        if method == "POST" and path.startswith("/kien-nghi/"):
            yield from ((method, path.replace("{number:int}", str(number)).replace("{action}", action)) for action in ACTS)


NAMES = [f"{role.value} {unit}" for unit in ("hall", "roads", "law") for role in Role] + ["holder"]


@pytest.mark.parametrize("kind", [PetitionKind.OTHER, PetitionKind.BEHAVIOUR])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_in_scope_is_told_by_no_route_and_changed_by_none(
    office: TestOffice, staff: dict[str, Staff], name: str, kind: PetitionKind
) -> None:
    content = RUDE if kind is PetitionKind.BEHAVIOUR else ROADS
    file = lies_with(office, staff, content, kind)
    number = file.petition.id
    office.petitions.add_photo(number, Photo("tam-anh.jpg", "image/jpeg", 1, "0" * 64), 3, office.clock.at)
    browser = office.log_in(staff[name])
    page: Any = browser.get(f"/kien-nghi/{number}")
    assert (page.status_code == 200) is may_see(name, kind)
    if may_see(name, kind):
        assert content in page.text
        return
    before = rows(office)
    token = browser.token()
    for method, path in paths(number):
        form = {"form": token, "text": "x" * 20, "officer": str(staff[name].id), "into": file.petition.code, "version": ""}
        answer = browser.client.request(method, f"/quan-tri{path}", data=form if method == "POST" else None)
        assert answer.status_code < 500, path
        for secret in (*SECRETS, file.petition.code):
            assert secret not in answer.text, (path, secret)
    for query in (
        f"/?q={file.petition.code}",
        "/?q=0912345678",
        "/?q=nguy%20hi%E1%BB%83m&tt=tat-ca",
        f"/kien-nghi.csv?dv={file.petition.unit or 2}&tt=tat-ca",
    ):
        answer = browser.client.get(f"/quan-tri{query}")
        assert answer.status_code < 500, query
        assert not any(secret in answer.text.replace("value=", "") for secret in (ROADS, RUDE, "MẬT-GHI", "Trần Văn Tám")), query
    assert rows(office) == before


@pytest.mark.parametrize("name", NAMES)
def test_similar_answers_obey_the_scope_and_outside_it_only_what_was_published_is_offered(
    office: TestOffice, staff: dict[str, Staff], name: str
) -> None:
    old = lies_with(office, staff, ROADS)
    assert isinstance(office.desk.answer(staff["leader roads"], old.petition.id, ANSWER, office.clock.at), Done)
    open_one = office.petition(AGAIN).petition.id  # with the hall
    unit, hall = staff[name].unit, staff["leader hall"].unit
    assert unit == hall or isinstance(office.desk.forward(staff["leader hall"], open_one, unit, "", "đúng việc", office.clock.at), Done)
    assert isinstance(office.desk.claim(staff[name], open_one, office.clock.at), Done)
    browser = office.log_in(staff[name])
    sees_old = may_see(name, PetitionKind.OTHER)
    assert told(browser, open_one, office) == ((ANSWER, old.petition.code) if sees_old else ("", ""))
    assert (ANSWER in taken(browser, open_one, old.petition.id)) is sees_old
    publish(office, staff, old)
    assert told(browser, open_one, office) == ((ANSWER, old.petition.code) if sees_old else ("Đèn đã sửa.", ""))
    draft = taken(browser, open_one, old.petition.id)
    assert ("Đèn đã sửa." in draft, ANSWER in draft) == (not sees_old, sees_old)
    page = browser.text(f"/kien-nghi/{open_one}")
    if not sees_old:
        assert not any(secret in page for secret in (ANSWER, ROADS, old.petition.code))


def publish(office: TestOffice, staff: dict[str, Staff], file: PetitionFile) -> None:
    shown = "Đèn đường trước trường hỏng, tối rất nguy hiểm cho học sinh"
    assert isinstance(office.desk.publish(staff["leader roads"], file.petition.id, shown, "Đèn đã sửa.", office.clock.at), Done)


def told(browser: Browser, number: int, office: TestOffice) -> tuple[str, str]:
    """The similar answer on the page of a petition, and the code that stands beside it."""
    text = browser.text(f"/kien-nghi/{number}")
    listed = re.search(r'<ul class="alike">(.*?)</ul>', text, re.DOTALL)
    if listed is None:
        return "", ""
    code = re.search(r"KN.-...-...", listed[1])
    answer = ANSWER if ANSWER in listed[1] else "Đèn đã sửa." if "Đèn đã sửa." in listed[1] else ""
    return answer, code[0] if code else ""


def taken(browser: Browser, number: int, other: int) -> str:
    """What stands in the field of the answer when that other petition's is to be used."""
    text = browser.text(f"/kien-nghi/{number}?tuong-tu={other}")
    return "".join(re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL))


@pytest.mark.parametrize("huge", HUGE, ids=["over a column", "30 digits", "5,000 digits"])
def test_a_number_that_no_database_holds_is_nowhere_a_fault(office: TestOffice, staff: dict[str, Staff], huge: str) -> None:
    browser = office.log_in(staff["admin hall"])
    token = browser.token()
    for method, path in ACCESS:
        if "{number:int}" not in path:
            continue
        asked = re.sub(r"\{(?!number)\w+(:path)?\}", "x", path.replace("{number:int}", huge))
        answer = browser.client.request(method, f"/quan-tri{asked}", data={"form": token} if method == "POST" else None)
        assert 400 <= answer.status_code < 500, (method, path[:40], answer.status_code)
    for query in ("dv", "cb", "mau", "tuong-tu"):
        assert browser.client.get(f"/quan-tri/?{query}={huge}").status_code < 500
        assert browser.client.get(f"/quan-tri/kien-nghi/1?{query}={huge}").status_code < 500


def test_the_database_and_the_rule_agree_on_what_stands_in_the_register(office: TestOffice, staff: dict[str, Staff]) -> None:
    """The same sentence twice, in SQL and in Python: every state, published before and after the answer, taken back."""
    at, hour = office.clock.at, timedelta(hours=1)
    for state in PetitionState:
        for published in ("", "P"):
            for published_at in (None, at - hour, at, at + hour):
                for answered in (None, at):
                    number = office.petition(f"Đường hỏng {state} {published} {published_at} {answered}").petition.id
                    with write_session(office.engine) as session:
                        row = session.get_one(PetitionRow, number)
                        row.state, row.published, row.published_at, row.answered = state, published, published_at, answered
    with read_session(office.engine) as session:
        ids = set(session.scalars(select(col(PetitionRow.id)).where(*PUBLIC)))
        every = [found(number) for number in session.scalars(select(col(PetitionRow.id)))]
    by_rule = {number for number in every if (file := office.petitions.get(number)) and is_published(file.petition)}
    assert ids == by_rule
    assert 0 < len(ids) < len(every)


def test_the_desk_itself_refuses_whoever_asks(office: TestOffice, staff: dict[str, Staff]) -> None:
    """No page in between: each method of the desk that takes a petition, for somebody who may not see it."""
    number = lies_with(office, staff, ROADS).petition.id
    before, desk, officer, at = rows(office), office.desk, staff["officer law"], office.clock.at
    refused = [
        desk.see(officer, number, at), desk.photo(officer, number, "tam-anh.jpg", at), desk.suggested(officer, number), desk.example(officer, number),
        desk.filled(officer, 1, number, at), desk.claim(officer, number, at), desk.assign(officer, number, officer.id, at),
        desk.reassign(officer, number, officer.id, "x", at), desk.begin(officer, number, at), desk.forward(officer, number, officer.unit, "", "x", at),
        desk.note(officer, number, "x", at), desk.ask(officer, number, "x", at), desk.add(officer, number, "x", at), desk.draft(officer, number, "x", at),
        desk.approve(officer, number, at), desk.send_back(officer, number, "x", at), desk.answer(officer, number, "x", at),
        desk.close(officer, number, at), desk.reject(officer, number, "x", at), desk.unmerge(officer, number, at), desk.link(officer, number, "", at),
        desk.publish(officer, number, "x", "x", at),
    ]  # fmt: skip
    assert {str(getattr(outcome, "why", outcome)) for outcome in refused} == {"unknown"}
    assert desk.explain(officer, number, at) == ()
    assert isinstance(desk, OfficerDesk)
    assert rows(office) == before
