"""Documents brought in through the console: by admins alone, read apart, held until accepted, every step in the trail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import Engine

from bot.console.access import PREFIX, UPLOADS
from bot.importing import MOST_NAME_BYTES, BusyError, ImportDesk
from bot.people.rights import StandingLostError, acting
from bot.people.staff import Role
from bot.settings import Settings
from bot.wiring.console import own_knowledge
from indexer.ranking.search import Index
from knowledge.facts.fact_sheet import SHEET, names_in
from knowledge.loading.library import load
from knowledge.publications.importing import Report
from knowledge.readers.formats import text as text_reader
from tests.office import HANOI, MONDAY, WORDS, Browser, TestOffice
from tests.support import databases

T = WORDS.console.imports
KNOWN = "1.001193"  # Đăng ký khai sinh, in the national sheet
NEW = "1.999991"
XSS = "<script>alert(1)</script>"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path, folder: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files", knowledge=folder)


@pytest.fixture
def admin(office: TestOffice) -> Browser:
    return office.log_in(office.person("Quản trị", Role.ADMIN, office.unit("UBND xã An", is_coordinator=True)))


def _bring(browser: Browser, content: bytes, name: str = "thu-tuc.jsonl") -> Response:
    return browser.client.post(PREFIX + "/tai-lieu", data={"form": browser.token()}, files={"file": (name, content)})


def _lines(*records: tuple[str, str]) -> bytes:
    return "".join(json.dumps({"code": code, "name": name}) + "\n" for code, name in records).encode()


def _trail(office: TestOffice) -> list[tuple[str, dict[str, object]]]:
    return [(entry.action, json.loads(entry.detail)) for entry in office.trail.page() if entry.action.startswith("knowledge.")]


def test_what_was_read_is_shown_and_nothing_is_laid_in_before_it_is_accepted(office: TestOffice, admin: Browser, folder: Path) -> None:
    page = _bring(admin, _lines((NEW, "Cấp thẻ bạn đọc"), (KNOWN, "Tên khác hẳn")) + b"{\n")
    assert page.status_code == 200
    assert T.counts.format(waiting=2, unchanged=0, refused=1) in page.text
    assert "thu-tuc.jsonl, dòng 3" in page.text
    assert names_in(SHEET)[KNOWN] in page.text
    assert "tệp này “Tên khác hẳn”" in page.text
    assert len(load([folder])) == 0
    accepted = admin.post("/tai-lieu/duyet", what="accept", key=f"procedures/{NEW}")
    assert accepted.headers["location"].endswith("/tai-lieu?said=imported")
    assert list(load([folder]).procedures) == [NEW]
    assert KNOWN in admin.text("/tai-lieu")


def test_all_that_waits_is_accepted_or_dropped_and_the_trail_says_who_did_what(office: TestOffice, admin: Browser, folder: Path) -> None:
    _bring(admin, _lines((NEW, "Cấp thẻ"), (KNOWN, "Tên khác")))
    admin.post("/tai-lieu/duyet", what="drop", key=f"procedures/{KNOWN}")
    admin.post("/tai-lieu/duyet", what="all")
    assert list(load([folder]).procedures) == [NEW]
    assert T.nothing in admin.text("/tai-lieu")
    accepted, _, dropped, _, read = _trail(office)
    assert accepted == ("knowledge.accepted", {"count": 1, "ids": NEW})
    assert dropped == ("knowledge.dropped", {"count": 1, "ids": KNOWN})
    assert read[0] == "knowledge.read"
    assert {key: read[1][key] for key in ("file", "waiting", "refused")} == {"file": "thu-tuc.jsonl", "waiting": 2, "refused": 0}


@pytest.mark.parametrize("what", ["accept", "drop"])
def test_no_file_is_touched_for_who_is_no_admin_any_more(office: TestOffice, admin: Browser, folder: Path, what: str) -> None:
    """No transaction takes files back, so that their right is asked before."""
    _bring(admin, _lines((NEW, "Cấp thẻ")))
    desk, chief = ImportDesk(folder, office.trail.note, HANOI), office.person("Sếp", Role.ADMIN, office.book.units()[0])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with acting(chief):
        assert office.book.change(chief.id, chief.name, Role.OFFICER, chief.unit, "cli", MONDAY)
        with pytest.raises(StandingLostError):
            desk.accept(chief, None, MONDAY) if what == "accept" else desk.drop(chief, [("procedures", NEW)], MONDAY)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER])
def test_nobody_but_an_admin_brings_anything_in(office: TestOffice, admin: Browser, folder: Path, role: Role) -> None:
    other = office.log_in(office.person("Người khác", role, office.unit("UBND xã Bình")))
    assert _bring(other, _lines((NEW, "Cấp thẻ"))).status_code == 403
    assert other.get("/tai-lieu").status_code == 403
    assert other.post("/tai-lieu/duyet", what="all").status_code == 403
    assert not folder.exists()
    assert _trail(office) == []


def test_a_document_that_is_too_large_is_refused_before_it_is_read(admin: Browser, folder: Path) -> None:
    assert _bring(admin, b"x" * (UPLOADS["/tai-lieu"] + 1)).status_code == 413
    assert not folder.exists()


def test_no_document_is_read_in_the_process_that_serves(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even plain text, which the command line reads at once."""

    def here(*_: object) -> Iterator[Report]:
        raise AssertionError("read in the serving process")

    monkeypatch.setattr(text_reader, "read", here)
    monkeypatch.setattr("knowledge.readers.kinds.READERS", {})
    page = _bring(admin, "THÔNG BÁO\nVề lịch trực\nĐiều 1. Ngày trực\nThứ hai.".encode(), "tb.txt")
    assert T.counts.format(waiting=1, unchanged=0, refused=0) in page.text


def test_what_a_document_and_its_name_say_is_text(admin: Browser) -> None:
    page = _bring(admin, _lines((NEW, XSS)) + b"{\n", f"{XSS}.jsonl".replace("/", "_"))
    assert XSS not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_form_without_a_document_changes_nothing(admin: Browser, folder: Path) -> None:
    page = admin.post("/tai-lieu")
    assert page.status_code == 409
    assert T.no_file in page.text
    assert admin.post("/tai-lieu/duyet", what="accept").headers["location"].endswith("said=wrong")
    assert admin.post("/tai-lieu/duyet", what="x").status_code == 400


def test_a_broken_folder_is_told_of_and_nothing_is_written_over(admin: Browser, folder: Path) -> None:
    (folder / "procedures").mkdir(parents=True)
    (folder / "procedures" / "imported.jsonl").write_text("{\n")
    page = _bring(admin, _lines((NEW, "Cấp thẻ")))
    assert page.status_code == 409
    assert "procedures/imported.jsonl:1" in page.text
    assert (folder / "procedures" / "imported.jsonl").read_text() == "{\n"


def test_one_document_is_read_at_a_time(office: TestOffice, folder: Path) -> None:
    desk = ImportDesk(folder, office.trail.note, HANOI)
    staff = office.person("Quản trị", Role.ADMIN, office.unit("UBND xã An"))
    with desk._reading, pytest.raises(BusyError):
        desk.read(staff, "a.jsonl", _lines((NEW, "Cấp thẻ")), MONDAY)
    assert desk.read(staff, "a.jsonl", _lines((NEW, "Cấp thẻ")), MONDAY).waiting == (NEW,)


@pytest.mark.parametrize("name", ["../../etc/passwd.jsonl", "..", "C:\\a\\b.jsonl", "\0.jsonl", "ế" * 200 + ".jsonl", "", ".jsonl"])
def test_no_name_leads_anywhere_or_is_too_long(office: TestOffice, folder: Path, name: str) -> None:
    staff = office.person("Quản trị", Role.ADMIN, office.unit("UBND xã An"))
    ImportDesk(folder, office.trail.note, HANOI).read(staff, name, _lines((NEW, "Cấp thẻ")), MONDAY)
    (_, detail), *_ = _trail(office)
    assert "/" not in str(detail["file"])
    assert 0 < len(str(detail["file"]).encode()) <= MOST_NAME_BYTES + 12


def test_an_office_without_a_folder_of_its_own_is_told_so(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path / "files")
    admin = office.log_in(office.person("Quản trị", Role.ADMIN, office.unit("UBND xã An", is_coordinator=True)))
    assert T.no_folder in admin.text("/tai-lieu")
    assert _bring(admin, _lines((NEW, "Cấp thẻ"))).status_code == 409


def test_the_own_folder_is_the_last_and_never_the_library_of_the_product(tmp_path: Path) -> None:
    assert own_knowledge(Settings(_env_file=None)) is None
    assert own_knowledge(Settings(_env_file=None, knowledge_dirs=f"knowledge/content {tmp_path}")) == tmp_path
