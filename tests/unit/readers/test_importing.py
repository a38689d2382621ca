"""Importing: what is added, changed, unchanged and refused; nothing that was there is ever lost."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import LibraryError
from knowledge.loading.library import load
from knowledge.publications import importing
from knowledge.publications.importing import Report, import_documents
from knowledge.readers import Progress, Reading, kinds, silent
from knowledge.records.procedure import Origin, Part

DAY = date(2026, 3, 1)
LATER = date(2026, 4, 1)
PLAN = "KẾ HOẠCH\nPhổ biến {what}\nI. MỤC ĐÍCH\nCho mọi người biết.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- In tờ gấp.\n"


def _line(code: str = "1.234567", **fields: str) -> str:
    return json.dumps({"code": code, "name": "Cấp thẻ", "steps": "Bước 1: đến quầy", **fields}) + "\n"


def _import(into: Path, *sources: Path, today: date = DAY, forced: str | None = None) -> Report:
    return import_documents(sources, into, forced, silent, today)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.jsonl")}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.jsonl").write_text(_line("2.000001") + _line("1.000001"))
    (folder / "sub" / "plan.txt").write_text(PLAN.format(what="dịch vụ công"))
    (folder / "sub" / "note.txt").write_text("THÔNG BÁO\nVề lịch trực\nĐiều 1. Ngày trực\nThứ hai.")
    return folder


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_a_folder_becomes_a_content_folder_that_loads(documents: Path, into: Path) -> None:
    report = _import(into, documents)
    assert report.added == ("1.000001", "2.000001", "ke-hoach-pho-bien-dich-vu-cong", "thong-bao-ve-lich-truc-note-txt")
    assert report == Report(added=report.added)
    library = load([into])
    assert list(library.procedures) == ["1.000001", "2.000001"]
    assert [len(library.plans), len(library.references)] == [1, 1]


def test_every_part_says_where_it_comes_from(documents: Path, into: Path) -> None:
    _import(into, documents)
    source = load([into]).procedures["1.000001"].sources[Part.STEPS]
    assert (source.origin, source.title, source.as_of) == (Origin.OFFICIAL, "b.jsonl", DAY)


def test_the_second_import_changes_nothing(documents: Path, into: Path) -> None:
    first = _import(into, documents)
    before = _files(into)
    second = _import(into, documents, today=LATER)
    assert second == Report(unchanged=first.added)
    assert _files(into) == before


def test_a_changed_record_wins_and_keeps_the_parts_it_says_nothing_about(documents: Path, into: Path) -> None:
    (documents / "b.jsonl").write_text(_line("1.000001", result="Thẻ", conditions="Đủ tuổi"))
    _import(into, documents)
    (documents / "b.jsonl").write_text(json.dumps({"code": "1.000001", "name": "Cấp thẻ mới", "result": "Thẻ nhựa"}))
    report = _import(into, documents / "b.jsonl", today=LATER)
    assert report == Report(changed=("1.000001",))
    record = load([into]).procedures["1.000001"]
    assert (record.name, record.result, record.conditions) == ("Cấp thẻ mới", ("Thẻ nhựa",), "Đủ tuổi")
    assert (record.sources[Part.RESULT].as_of, record.sources[Part.CONDITIONS].as_of) == (LATER, DAY)


def test_a_bad_line_is_refused_by_number_and_the_rest_goes_on(documents: Path, into: Path) -> None:
    (documents / "b.jsonl").write_text("{\n" + _line("1.000001"))
    report = _import(into, documents / "b.jsonl")
    assert report.added == ("1.000001",)
    assert [refusal.name for refusal in report.rejected] == ["b.jsonl, dòng 1"]


def test_bad_files_are_refused_by_name_and_the_rest_goes_on(documents: Path, into: Path) -> None:
    (documents / "sub" / "empty.txt").write_bytes(b"")
    (documents / "sub" / "program.exe").write_bytes(b"MZ\0\0")
    (documents / "sub" / "broken.pdf").write_bytes(b"%PDF-1.4 ...")
    (documents / "sub" / ".hidden").write_bytes(b"\0")
    (documents / "gone.txt").symlink_to(documents / "nowhere")
    os.mkfifo(documents / "pipe")
    with (documents / "huge.pdf").open("wb") as file:
        file.truncate(500_000_000)
    report = _import(into, documents, documents / "missing.docx")
    refused = {refusal.name: refusal.reason for refusal in report.rejected}
    assert sorted(refused) == ["gone.txt", "huge.pdf", "missing.docx", "pipe", "sub/broken.pdf", "sub/empty.txt", "sub/program.exe"]
    assert "500 MB" in refused["huge.pdf"]
    assert "rỗng" in refused["sub/empty.txt"]
    assert len(report.added) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="quản trị (root) đọc được mọi tệp")
def test_a_file_without_permission_is_refused(documents: Path, into: Path) -> None:
    (documents / "b.jsonl").chmod(0)
    report = _import(into, documents)
    assert "quyền" in report.rejected[0].reason


def test_a_folder_that_links_to_itself_is_walked_once(documents: Path, into: Path) -> None:
    (documents / "sub" / "loop").symlink_to(documents, target_is_directory=True)
    assert len(_import(into, documents).added) == 4


def test_the_content_folder_inside_the_source_is_not_read(documents: Path) -> None:
    into = documents / "content"
    _import(into, documents)
    assert _import(into, documents).rejected == ()


def test_a_wrong_extension_is_read_as_what_it_is_and_noted(documents: Path, into: Path) -> None:
    (documents / "page.docx").write_text("<html><body><h1>Thông báo nghỉ lễ</h1><p>Nghỉ hai ngày.</p></body></html>")
    report = _import(into, documents / "page.docx")
    assert len(report.added) == 1
    assert report.notes == ("page.docx: phần mở rộng là .docx nhưng thật ra là tệp html; đã đọc theo nội dung thật",)


def test_the_format_can_be_forced(documents: Path, into: Path) -> None:
    path = documents / "lines.txt"
    path.write_text(_line("1.000009"))
    assert _import(into, path, forced="jsonl").added == ("1.000009",)
    assert "không có định dạng" in _import(into, path, forced="docm").rejected[0].reason


def test_two_texts_of_one_name_are_noted(documents: Path, into: Path) -> None:
    (documents / "sub" / "plan2.txt").write_text(PLAN.format(what="dịch vụ công").replace("Cho mọi", "Để mọi"))
    report = _import(into, documents)
    assert len(report.added) == 4
    assert "trùng" in report.notes[0]


def test_a_broken_file_of_an_earlier_import_stops_it_and_is_left_as_it_is(documents: Path, into: Path) -> None:
    _import(into, documents)
    path = into / "procedures" / "imported.jsonl"
    path.write_text(path.read_text() + "{broken\n")
    before = _files(into)
    (documents / "b.jsonl").write_text(_line("1.000005"))
    with pytest.raises(LibraryError, match=r"procedures/imported\.jsonl:3"):
        _import(into, documents)
    assert _files(into) == before


def test_what_was_read_is_kept_when_a_reader_fails(documents: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_path: Path, _progress: Progress) -> Iterator[Reading]:
        raise KeyboardInterrupt

    monkeypatch.setitem(kinds.READERS, "text", fails)
    with pytest.raises(KeyboardInterrupt):
        _import(into, documents)
    assert list(load([into]).procedures) == ["1.000001", "2.000001"]


def _import_lines(folder: Path, into: Path, first: int) -> None:
    path = folder / f"{first}.jsonl"
    path.write_text("".join(_line(f"1.{number:06}") for number in range(first, first + 300)))
    _import(into, path)


def test_imports_at_once_into_one_folder_lose_nothing(tmp_path: Path, into: Path) -> None:
    jobs = [multiprocessing.get_context("spawn").Process(target=_import_lines, args=(tmp_path, into, first)) for first in (0, 300, 600)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert len(load([into]).procedures) == 900


def test_a_second_import_waits_and_says_so(documents: Path, into: Path) -> None:
    into.mkdir()
    handle = os.open(into / importing._LOCK, os.O_CREAT | os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    said: list[str] = []
    job = threading.Thread(target=import_documents, args=([documents], into, None, said.append, DAY))
    job.start()
    deadline = time.monotonic() + 20
    while not any("đợi" in line for line in said) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.close(handle)
    job.join(20)
    assert any("đợi" in line for line in said)
    assert len(load([into]).procedures) == 2


def test_a_fault_of_a_reader_refuses_its_document_and_the_rest_goes_on(
    documents: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: Path, _progress: Progress) -> Iterator[Reading]:
        raise IndexError("tuple index out of range")

    monkeypatch.setitem(kinds.READERS, "text", fails)
    report = _import(into, documents)
    assert report.added == ("1.000001", "2.000001")
    assert [refusal.name for refusal in report.rejected] == ["sub/note.txt", "sub/plan.txt"]
    assert "IndexError" in report.rejected[0].reason


def test_a_name_that_is_no_utf8_is_shown_and_saved_all_the_same(documents: Path, into: Path) -> None:
    (documents / "sub" / "note.txt").rename(os.fsdecode(os.fsencode(documents) + b"/th\xf4ng b\xe1o.txt"))
    (documents / "b.jsonl").unlink()
    Path(os.fsdecode(os.fsencode(documents) + b"/tr\xeang.txt")).write_bytes(b"")
    report = _import(into, documents)
    assert report.added == ("ke-hoach-pho-bien-dich-vu-cong", "thong-bao-ve-lich-truc-th-ng-b-o-txt")
    assert [str(refusal) for refusal in report.rejected] == ["tr\ufffdng.txt: tệp rỗng"]
    assert len(load([into]).references) == 1
