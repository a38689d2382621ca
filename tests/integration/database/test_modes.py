"""What an office writes is its owner's alone, whatever the umask; what an older version left open is closed at the next start."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.announcements.cover.files import CoverStore
from bot.database.engine import migrate, open_database
from bot.messages import Attachment
from bot.modes import close_folder, own_folder
from bot.plans.proofs import ProofFolder
from knowledge.publications.imported import keep_waiting
from knowledge.records.procedure import Procedure
from tests.integration.program.test_commands import run


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """A machine that lets everybody read everything."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [f"{stat.S_IMODE(path.stat().st_mode):o} {path.name}" for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077]


def test_whatever_a_command_makes_is_closed(tmp_path: Path) -> None:
    assert run("bot", "migrate", cwd=tmp_path).status == 0
    assert run("bot", "backup", "kept/here/one.zip", "--with-secret", cwd=tmp_path).status == 0
    assert (tmp_path / "var" / "secret").is_file()
    assert open_to_others(tmp_path / "var") == []
    assert open_to_others(tmp_path / "kept") == []


def test_a_database_is_closed_while_it_is_written(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/made/office.db")
    migrate(engine)
    assert {path.name for path in (tmp_path / "made").iterdir()} >= {"office.db", "office.db-wal", "office.db-shm"}
    assert open_to_others(tmp_path / "made") == []
    engine.dispose()


def test_proofs_and_covers_are_closed(tmp_path: Path) -> None:
    sent = tmp_path / "sent.pdf"
    sent.write_bytes(b"%PDF")
    assert ProofFolder(tmp_path / "var" / "proofs").keep(Attachment(sent, "sent.pdf", "application/pdf", 4))
    CoverStore(tmp_path / "var" / "covers", "Ủy ban", "#12497f").keep(b"a picture")
    assert open_to_others(tmp_path / "var") == []


def test_what_was_left_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    assert run("bot", "migrate", cwd=tmp_path).status == 0
    (tmp_path / "var" / "files" / "ab").mkdir(parents=True)
    (tmp_path / "var" / "files" / "ab" / "photo.jpg").write_bytes(b"a photo")
    (tmp_path / "var" / "secret").write_text("s" * 40)
    (tmp_path / "var").chmod(0o755)
    (tmp_path / "var" / "motcua.db").chmod(0o644)
    with closing(sqlite3.connect(tmp_path / "var" / "motcua.db")):
        assert open_to_others(tmp_path / "var")
        assert run("bot", "staff", "list", cwd=tmp_path).status == 0
    assert open_to_others(tmp_path / "var") == []


def test_records_that_wait_are_closed_also_those_of_an_older_version(tmp_path: Path) -> None:
    (tmp_path / "waiting").mkdir()
    (tmp_path / "waiting" / "faq.jsonl").touch(mode=0o644)
    keep_waiting(tmp_path, {("procedures", "1.999991"): Procedure(code="1.999991", name="Cấp thẻ thử nghiệm")}, [])
    assert (tmp_path / "waiting" / "imported.jsonl").stat().st_size
    assert [open_to_others(path) for path in (tmp_path / "waiting").iterdir()] == [[], []]


def test_a_database_elsewhere_is_closed_and_the_folder_around_it_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o777)
    (shared / "office.db").touch(mode=0o666)
    (shared / "others.txt").touch(mode=0o666)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shared}/office.db")
    assert run("bot", "migrate", cwd=tmp_path).status == 0
    assert sorted(open_to_others(shared)) == ["666 others.txt", "777 shared"]


def test_links_lead_nobody_to_close_what_is_not_ours(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.touch(mode=0o644)
    own_folder(tmp_path / "var").chmod(0o755)
    (tmp_path / "var" / "link").symlink_to(outside)
    close_folder(tmp_path / "var")
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644
