"""knowledge.readers.confined: a document that wants too much memory, too much time, another file or the network is refused by name."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge.confinement.limits import GIGABYTE
from knowledge.errors import UnreadableError
from knowledge.loading.folder import FolderReader
from knowledge.loading.library import load
from knowledge.loading.library_builder import LibraryBuilder
from knowledge.publications.importing import Report, import_documents
from knowledge.readers import silent
from knowledge.readers.confined import ConfinedReaders
from knowledge.readers.opening import office
from knowledge.records.procedure import Procedure
from tests.hostile import DOCUMENTS, excel, said, word
from tests.paths import ROOT
from tests.support import forking

DAY = date(2026, 3, 2)
GOOD = "Thông báo về lịch trực của Ủy ban nhân dân xã trong dịp nghỉ lễ Quốc khánh năm nay, để bà con được biết và liên hệ khi cần."


def imported(into: Path, *sources: Path) -> Report:
    return import_documents(sources, into, None, silent, DAY)


def a_good_one(path: Path) -> None:
    path.write_bytes(word(said(GOOD)))


@dataclass(frozen=True)
class Hostile:
    """A folder of hostile documents, each made when somebody asks for it: all together take ten seconds."""

    folder: Path

    def __truediv__(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            path.write_bytes(DOCUMENTS[name]())
        return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("hostile"))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_read_or_refused_within_its_minute_and_its_gigabyte(hostile: Hostile, tmp_path: Path, name: str) -> None:
    began = time.monotonic()
    arguments = (str(tmp_path / "into"), str(hostile / name))
    told = forking.run("tests.support.measured_import", *arguments, cwd=ROOT, env=os.environ, seconds=600)  # the test has its own limit
    assert told.status == 0, told.err
    peak, rejected, n_added = json.loads(told.out)
    took = time.monotonic() - began
    assert took <= 75, f"{took:.0f} s"  # a minute, and what it takes to start and end a process on a busy machine
    assert peak <= GIGABYTE
    assert [refused.split(",")[0] for refused, _ in rejected] == [name] or n_added, rejected
    assert all("root:" not in line for line in _written(tmp_path / "into")), "another file was read"
    assert not any("báo người phụ trách" in reason for _, reason in rejected), rejected


def _written(folder: Path) -> Iterator[str]:
    return (path.read_text() for path in folder.rglob("*.jsonl"))


def test_one_that_kills_its_reader_is_named_and_the_rest_of_the_folder_is_read(hostile: Hostile, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("own_form.pdf", "laughs.docx"):
        shutil.copy(hostile / name, folder / name)
    a_good_one(folder / "a.docx")
    a_good_one(folder / "z.docx")
    (folder / "z.docx").write_bytes(word(said(GOOD.replace("Quốc khánh", "Tết Nguyên đán"))))
    report = imported(tmp_path / "into", folder)
    assert {refusal.name for refusal in report.rejected} == {"own_form.pdf", "laughs.docx"}
    assert all(refusal.reason for refusal in report.rejected)
    assert len(load([tmp_path / "into"]).references) == 2


def test_one_child_reads_many_and_a_new_one_follows_a_dead_one(tmp_path: Path, hostile: Hostile) -> None:
    a_good_one(tmp_path / "a.docx")
    readers = ConfinedReaders()
    try:
        list(readers.readings(tmp_path / "a.docx", "docx", silent))
        first = readers._worker
        list(readers.readings(tmp_path / "a.docx", "docx", silent))
        assert readers._worker is first
        with pytest.raises(UnreadableError, match="1 GB"):
            list(readers.readings(hostile / "own_form.pdf", "pdf", silent))
        assert len(list(readers.readings(tmp_path / "a.docx", "docx", silent))) == 1
        assert readers._worker is not first
    finally:
        readers.close()


def test_one_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = ConfinedReaders()
    long = tmp_path / "long.html"
    long.write_text("<p>một</p>" * 1_000_000)
    readers.kind_of(long)
    assert readers._worker is not None
    process = readers._worker.process_id
    monkeypatch.setattr("knowledge.readers.confined.SECONDS", 1)
    with pytest.raises(UnreadableError, match="quá 1 giây"):
        list(readers.readings(long, "html", silent))
    with pytest.raises(ProcessLookupError):
        os.killpg(process, 0)


def test_what_gives_many_records_has_more_than_its_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each record earns time: without it the second would be too much to wait for."""
    monkeypatch.setattr("knowledge.readers.confined.SECONDS", 2)
    lines = (json.dumps({"code": f"1.{number:06}", "name": "Thủ tục thử nghiệm"}) + "\n" for number in range(4_000))
    (tmp_path / "list.jsonl").write_text("".join(lines))
    readers = ConfinedReaders()
    try:
        readers.kind_of(tmp_path / "list.jsonl")
        found = 0
        for reading in readers.readings(tmp_path / "list.jsonl", "jsonl", silent):
            found += isinstance(reading, Procedure)
            time.sleep(0.001)
        assert found == 4_000
    finally:
        readers.close()


def test_the_child_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:token")
    a_good_one(tmp_path / "a.docx")
    readers = ConfinedReaders()
    try:
        readers.kind_of(tmp_path / "a.docx")
        assert readers._worker is not None
        environment = Path(f"/proc/{readers._worker.process_id}/environ")
        if not environment.exists():
            pytest.skip("no /proc here")
        assert b"123:token" not in environment.read_bytes()
    finally:
        readers.close()


@pytest.mark.parametrize("kind", ["file", "folder", "parents", "absolute"])
def test_a_link_out_of_the_folder_is_refused_and_the_rest_is_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret").write_text(f"BI MAT {GOOD}")
    folder = tmp_path / "documents"
    (folder / "sub").mkdir(parents=True)
    a_good_one(folder / "sub" / "a.docx")
    links = {"file": "../var/secret", "folder": "../var", "parents": "sub/../../var/secret", "absolute": str(tmp_path / "var" / "secret")}
    (folder / "b.txt").symlink_to(links[kind], target_is_directory=kind == "folder")
    (folder / "c.docx").symlink_to("sub/a.docx")
    report = imported(tmp_path / "into", folder)
    assert [(refusal.name, "liên kết" in refusal.reason) for refusal in report.rejected] == [("b.txt", True)]
    assert len(report.added) == 1
    assert all("BI MAT" not in line for line in _written(tmp_path / "into"))


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    a_good_one(tmp_path / "real" / "a.docx")
    (tmp_path / "documents").symlink_to("real")
    assert len(imported(tmp_path / "into", tmp_path / "documents").added) == 1


@pytest.mark.parametrize("name", ["terms.tsv", "faq/a.md", "procedures/imported.jsonl"])
def test_a_link_out_of_a_content_folder_is_a_fault_and_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("BI MAT\n")
    path = tmp_path / "content" / name
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "secret")
    faults = load_faults(tmp_path / "content")
    assert [name in fault and "liên kết" in fault for fault in faults] == [True]
    assert "BI MAT" not in "".join(faults)


def load_faults(folder: Path) -> list[str]:
    shelves = LibraryBuilder()
    FolderReader(shelves).read(folder)
    return [str(fault) for fault in shelves.faults]


@contextmanager
def a_listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and who came."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        is_over = threading.Event()

        def serve() -> None:
            while not is_over.is_set():
                try:
                    visitor, _ = server.accept()
                except TimeoutError:
                    continue
                with visitor:
                    visitor.settimeout(2)
                    came.append(visitor.recv(100))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], came
        is_over.set()
        thread.join()


LINKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>{text}
<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="http://127.0.0.1:{port}/a.png"/></draw:frame></text:p>
</office:text></office:body></office:document>"""


@pytest.mark.timeout(400)
def test_libreoffice_calls_nobody_confined_or_not(tmp_path: Path) -> None:
    program = next((found for name in office.PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no LibreOffice on this machine")
    with a_listener() as (port, came):
        (tmp_path / "linked.fodt").write_text(LINKED.format(text=GOOD, port=port))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "linked.fodt")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert came, "with its usual profile it calls: the document is linked"
        came.clear()
        with office.converted(tmp_path / "linked.doc", "docx", "linked.doc"):
            pass
        assert came == [], "its profile"
        assert len(imported(tmp_path / "into", tmp_path / "linked.doc").added) == 1
        assert came == [], "its network"


def test_the_child_has_no_network_where_the_system_allows_it(tmp_path: Path) -> None:
    code = (
        "import socket, sys; from knowledge.confinement.limits import Limits, confine\n"
        "missing = confine(Limits())\n"
        "if 'network' in missing: sys.exit(3)\n"
        "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)\n"
        "except OSError: sys.exit(0)\n"
        "sys.exit(1)"
    )

    with a_listener() as (port, came):
        done = subprocess.run([sys.executable, "-c", code, str(port)], check=False, timeout=60)
        if done.returncode == 3:
            pytest.skip("namespaces are not allowed here")
        assert done.returncode == 0
        assert came == []


SECRET = "mật khẩu của máy chủ là con mèo màu tím"
EXTERNAL = (
    '<!DOCTYPE z [<!ENTITY here SYSTEM "{file}"><!ENTITY there SYSTEM "http://127.0.0.1:{port}/x">'
    '<!ENTITY % dtd SYSTEM "http://127.0.0.1:{port}/y.dtd"> %dtd;]>'
)


@pytest.mark.parametrize("kind", ["word", "excel", "excel strings", "page", "page of XML", "text", "flat"])
def test_no_reader_fetches_what_a_document_points_to(tmp_path: Path, kind: str) -> None:
    (tmp_path / "bi-mat.txt").write_text(SECRET, encoding="utf-8")
    named, told, into = tmp_path / "sent", f"{GOOD} &here; &there;", tmp_path / "into"
    named.mkdir()
    with a_listener() as (port, came):
        head = EXTERNAL.format(file=(tmp_path / "bi-mat.txt").as_uri(), port=port)
        page = f"<html><body><p>{told}</p><img src='http://127.0.0.1:{port}/a.png'><link rel=stylesheet href='http://127.0.0.1:{port}/a.css'></body></html>"
        files: dict[str, tuple[str, bytes]] = {
            "word": ("a.docx", word(said(told), head)),
            "excel": ("a.xlsx", excel(f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{told}</t></is></c></row></sheetData>', head)),
            "excel strings": (
                "a.xlsx",
                excel('<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', f"{head}<sst>{told}</sst>"),
            ),
            "page": ("a.html", f"{head}{page}".encode()),
            "page of XML": ("a.html", f'<?xml version="1.0"?>{head}{page}'.encode()),
            "text": ("a.txt", f"{head}\n{told}".encode()),
            "flat": ("a.xml", f'<?xml version="1.0"?>{head}<a>{told}</a>'.encode()),
        }
        name, content = files[kind]
        (named / name).write_bytes(content)
        report = imported(into, named / name)
        kept = (
            "".join(each.read_text(encoding="utf-8", errors="replace") for each in into.rglob("*") if each.is_file())
            if into.exists()
            else ""
        )
    assert came == [], "nobody is called"
    assert SECRET not in kept
    assert SECRET not in repr(report)
    assert report.added or report.rejected, "it is read without them, or refused"
