"""A copy of an office that can be put back: taken while people write, refused where it would destroy, files included."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from bot.answers.store.questions import Questions
from bot.database import backup, postgresql_tools
from bot.database.archive import SIGNATURE, opened
from bot.database.backup import Belongings
from bot.database.backup_errors import (
    BackupError,
    MiscountedError,
    MissingPostgresqlToolError,
    NewerBackupError,
    NotEmptyError,
    OtherDatabaseError,
    RefusedByToolError,
    UnreadableBackupError,
)
from bot.database.engine import MIGRATIONS, DatabaseUnreachableError, last_migration, migrate, open_database
from bot.messages import ChatId
from bot.people.chats import Conversation
from bot.people.store import Chats
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.photo import Photo
from tests.backups import back_up, belongings, counts, files, photo, photos_named, restore
from tests.petitions import MONDAY, filing, office
from tests.presence import as_a
from tests.support.postgresql import PASSWORD

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")
SECRET = "the secret of the office"
KILLS = int(os.environ.get("RESTORE_KILLS", "4"))


def test_what_is_restored_is_what_was_kept(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    Chats(engine).remember(AN, Conversation(("kết hôn cần gì",), "1.000894", "phi"), NOON)
    kept = photo(own)
    back_up(url, own, tmp_path / "backups" / "one", NOON)
    Chats(engine).delete(AN, NOON)
    Chats(engine).remember(BINH, Conversation(("khai sinh",)), NOON)
    (own.folders["files"] / kept.name).unlink()
    restore(url, own, tmp_path / "backups" / "one", overwrite=True)
    assert Chats(engine).conversation(AN, NOON).code == "1.000894"
    assert Chats(engine).conversation(BINH, NOON) == Conversation()
    assert files(own) == {kept.name: b"a photo"}
    assert stat.S_IMODE((own.folders["files"] / kept.name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "backups" / "one").stat().st_mode) == 0o600, "citizens' words are for their keeper's eyes"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["one"]
    assert [path for path in own.workplace.iterdir() if path.is_dir()] == [], "nothing is left lying about"


def test_an_empty_database_takes_a_backup_without_being_forced(
    engine: Engine, url: str, other_url: str, own: Belongings, tmp_path: Path
) -> None:
    Chats(engine).greet(AN, NOON)
    kept, elsewhere = photo(own), belongings(tmp_path / "elsewhere")
    back_up(url, own, tmp_path / "one", NOON)
    restore(other_url, elsewhere, tmp_path / "one")
    restored = open_database(other_url)
    migrate(restored)
    assert not Chats(restored).greet(AN, NOON)
    assert files(elsewhere) == {kept.name: b"a photo"}
    restored.dispose()


def test_a_database_with_tables_is_not_overwritten_unasked(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    back_up(url, own, tmp_path / "one", NOON)
    Chats(engine).greet(AN, NOON)
    with pytest.raises(NotEmptyError) as told:
        restore(url, own, tmp_path / "one")
    assert PASSWORD not in str(told.value)
    assert Chats(engine).count() == 1


def test_the_manifest_says_what_is_in_it(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    Chats(engine).greet(AN, NOON)
    kept = photo(own)
    lost = "ab/" + "0" * 32 + ".jpg"
    here = office(engine, tmp_path)
    filed = as_a(PetitionFile, here.room.intake.file(filing(), AN, MONDAY))
    assert here.room.stores.petitions.add_photo(filed.petition.id, Photo(lost, "image/jpeg", 1, "x"), 5, MONDAY)
    manifest = back_up(url, own, tmp_path / "one", NOON, SECRET)
    assert (manifest.database, manifest.revision) == (engine.dialect.name, last_migration())
    assert manifest.counts == counts(url)
    assert set(manifest.parts) == {"database", f"files/{kept.name}", "secret"}
    assert manifest.missing == (f"files/{lost}",), "a photo lost long ago is told, and no reason to have no backup"
    with opened(tmp_path / "one") as archive:
        archive.check()
        assert archive.manifest == manifest


def test_the_secret_goes_along_only_when_told(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    back_up(url, own, tmp_path / "without", NOON)
    back_up(url, own, tmp_path / "with", NOON, SECRET)
    assert restore(url, own, tmp_path / "without", overwrite=True).secret == ""
    assert restore(url, own, tmp_path / "with", overwrite=True).secret == SECRET


@pytest.mark.parametrize(
    "content", [b"", b"not a database, though it is long enough to be one" * 100, b"PK\x03\x04", b"PGDMP", b"SQLite format 3\0"]
)
def test_what_is_no_backup_is_refused_and_nothing_is_lost(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, content: bytes
) -> None:
    Chats(engine).greet(AN, NOON)
    (tmp_path / "one").write_bytes(content)
    for broken in (tmp_path / "one", tmp_path / "missing"):
        with pytest.raises((UnreadableBackupError, OtherDatabaseError)):
            restore(url, own, broken, overwrite=True)
    assert Chats(engine).count() == 1


def test_a_damaged_backup_is_refused_wherever_the_damage_is(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    for number in range(200):
        Questions(engine).record(AN, f"câu {number} " * 20, "answered", "", "", NOON)
    kept = photo(own, b"a photo" * 5_000)
    back_up(url, own, tmp_path / "one", NOON)
    (own.folders["files"] / kept.name).unlink()
    whole = (tmp_path / "one").read_bytes()
    damaged = [whole[: len(whole) * part // 10] for part in range(1, 10)]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(100, len(whole) - 100, len(whole) // 12)]
    refused = 0
    for content in damaged:
        (tmp_path / "one").write_bytes(content)
        try:
            restore(url, own, tmp_path / "one", overwrite=True)
        except UnreadableBackupError:
            refused += 1
            assert files(own) == {}
            assert len(Questions(engine).of(AN)) == 200
    assert refused >= len(damaged) - 2, "a byte of a ZIP's own padding may change"


def changed(source: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """A copy of a backup in which one part is another."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in (name for name in old.namelist() if name != SIGNATURE):
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda told: told.replace(b'"revision": "00', b'"revision": "99'), NewerBackupError),
        (lambda told: told.replace(b'"format": 2', b'"format": 3'), NewerBackupError),
        (lambda told: told.replace(b'"chats": 1', b'"chats": 2'), (MiscountedError, BackupError)),
        (lambda told: told.replace(b'"size": ', b'"size": 1'), UnreadableBackupError),
        (lambda told: told.replace(b"files/", b"files/../"), UnreadableBackupError),
        (lambda told: told[: len(told) // 2], UnreadableBackupError),
        (lambda told: b"{}", UnreadableBackupError),
    ],
)
def test_a_backup_that_is_newer_or_does_not_add_up_is_refused_before_anything_is_overwritten(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, change: Callable[[bytes], bytes], error: type[Exception]
) -> None:
    Chats(engine).greet(AN, NOON)
    kept = photo(own)
    back_up(url, own, tmp_path / "one", NOON)
    changed(tmp_path / "one", tmp_path / "two", "manifest.json", change)
    Chats(engine).greet(BINH, NOON)
    (own.folders["files"] / kept.name).unlink()
    with pytest.raises(error):
        restore(url, own, tmp_path / "two", overwrite=True)
    assert Chats(engine).count() == 2


def forged(
    source: Path, target: Path, change: Callable[[dict[str, bytes], dict[str, Any]], object], packed: int = zipfile.ZIP_DEFLATED
) -> None:
    """A copy of a backup whose parts and manifest somebody has changed, checksums and all."""
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != SIGNATURE}
    told = json.loads(parts.pop("manifest.json"))
    change(parts, told)
    made = {name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in parts.items()}
    told["parts"] = made | told.pop("claims", {})
    with zipfile.ZipFile(target, "w", packed) as new:
        for name, content in parts.items():
            new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(told) + told.pop("padding", ""))


SHELL = 'x$check$ \\! touch "$MARK"\n'
FORGERIES: dict[str, Callable[[dict[str, bytes], dict[str, Any]], object]] = {
    "a command for a shell in a table's name": lambda parts, told: told["counts"].update({SHELL: 1}),
    "a statement in a table's name": lambda parts, told: told["counts"].update({'x"; DROP TABLE chats; --': 1}),
    "a table's name that no server takes": lambda parts, told: told["counts"].update({"x\0": 1}),
    "no database": lambda parts, told: parts.pop("database"),
    "less than nothing": lambda parts, told: told.update(claims={"database": {"size": -1, "sha256": ""}}),
    "a secret that is no text": lambda parts, told: parts.update(secret=b"\xff\xfe" * 20),
    "a secret that anybody guesses": lambda parts, told: parts.update(secret=b"x"),
    "a secret without end": lambda parts, told: parts.update(secret=b"x" * 1_000_000),
    "a file that is the folder of another": lambda parts, told: parts.update({"files/zz": b"a", "files/zz/b": b"b"}),
    "a file in the place of a folder": lambda parts, told: parts.update({"files/ab": b"a"}),
    "a file outside": lambda parts, told: parts.update({"files/../../b": b"b"}),
    "more than any disk holds": lambda parts, told: told.update(claims={"database": {"size": 1 << 60, "sha256": ""}}),
    "a manifest that fills memory": lambda parts, told: told.update(padding=" " * (64 << 20)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_backup_that_was_made_to_do_harm_does_none(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgery: str
) -> None:
    monkeypatch.setenv("MARK", str(tmp_path / "mark"))
    Chats(engine).greet(AN, NOON)
    kept = photo(own)
    (own.folders["files"] / "ab").mkdir(exist_ok=True)
    back_up(url, own, tmp_path / "one", NOON)
    forged(tmp_path / "one", tmp_path / "two", FORGERIES[forgery])
    Chats(engine).greet(BINH, NOON)
    (own.folders["files"] / kept.name).unlink()
    began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((BackupError, OSError)):
        restore(url, own, tmp_path / "two", overwrite=True)
    assert Chats(engine).count() == 2
    if "table's name" not in forgery:  # these are found when all is laid aside: files that no row names are swept
        assert files(own) == {}
    assert not (tmp_path / "mark").exists()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - began < 64 << 10, "kilobytes"


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_backup_that_is_packed_as_we_never_pack_is_not_unpacked(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, packed: int
) -> None:
    back_up(url, own, tmp_path / "one", NOON)
    forged(tmp_path / "one", tmp_path / "two", lambda parts, told: None, packed)
    with pytest.raises(UnreadableBackupError):
        restore(url, own, tmp_path / "two", overwrite=True)


def test_what_stands_in_a_dump_is_no_command_for_a_shell(engine: Engine, url: str, tmp_path: Path) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("it has no dump")
    script = tmp_path / "script.sql"
    script.write_text(f"SELECT 1\n\\! touch {tmp_path / 'mark'}\n;\n", encoding="utf-8")
    with pytest.raises(RefusedByToolError):
        postgresql_tools.play(engine.url, [script], {})
    assert not (tmp_path / "mark").exists()


def older(url: str, revision: str) -> None:
    """A database as an earlier version of the program made it."""
    engine = open_database(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def kept_as_before(url: str, into: Path) -> None:
    """A backup as earlier versions wrote it: the database alone."""
    parsed = open_database(url).url
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(parsed.database))) as source, closing(sqlite3.connect(into)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        return
    address, password = postgresql_tools.without_password(parsed)
    asked = ["pg_dump", "--format=custom", "--no-owner", f"--file={into}", f"--dbname={address}"]
    subprocess.run(asked, check=True, env={**os.environ, "PGPASSWORD": password})


def test_a_backup_of_an_earlier_version_still_restores(engine: Engine, url: str, other_url: str, own: Belongings, tmp_path: Path) -> None:
    """Also over a database that has tables which the earlier version did not know."""
    Chats(engine).greet(BINH, NOON)
    older(other_url, "0006")
    before = open_database(other_url)
    with before.begin() as connection:
        connection.execute(
            text("INSERT INTO chats (channel, key, since, asked, code, part) VALUES ('web', 'an', '2026-11-20 05:00:00', '[]', '', '')")
        )
    before.dispose()
    kept_as_before(other_url, tmp_path / "one.db")
    assert not restore(url, own, tmp_path / "one.db", overwrite=True).has_files
    migrate(engine)
    assert Chats(engine).export(AN)["chats"]
    assert Chats(engine).count() == 1


def test_an_old_backup_of_a_newer_schema_is_refused(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    kept_as_before(url, tmp_path / "one.db")
    back_up(url, own, tmp_path / "one", NOON)
    Chats(engine).greet(AN, NOON)
    for name in ("one", "one.db"):
        with pytest.raises(NewerBackupError):
            restore(url, own, tmp_path / name, overwrite=True)
    assert Chats(engine).count() == 1


RESTORING = """
import os, signal, sys
from pathlib import Path
import bot.database.restoring
from tests.backups import belongings, restore
url, home, source, last = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
OURS, counted = str(Path(bot.database.restoring.__file__).parent), 0
def trace(frame, event, argument):
    global counted
    if not frame.f_code.co_filename.startswith(OURS):
        return None
    if event == "line":
        counted += 1
        if counted == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace
sys.settrace(trace)
restore(url, belongings(home), source, overwrite=True)
sys.settrace(None)
print(counted)
"""


def test_killed_between_any_two_lines_of_a_restore_the_office_is_the_old_or_the_new(
    engine: Engine, url: str, own: Belongings, tmp_path: Path
) -> None:
    here = office(engine, tmp_path)
    store, number = here.room.stores.petitions, as_a(PetitionFile, here.room.intake.file(filing(), AN, MONDAY)).petition.id
    assert store.add_photo(number, photo(own), 5, MONDAY)
    back_up(url, own, tmp_path / "new", NOON)
    for other in range(3):
        Chats(engine).greet(ChatId("web", str(other)), NOON)
    assert store.add_photo(number, photo(own), 5, MONDAY)
    back_up(url, own, tmp_path / "old", NOON)
    states = {frozenset(opened_counts(tmp_path / name).items()) for name in ("new", "old")}
    engine.dispose()
    home = tmp_path / "office"

    def run(last: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", RESTORING, url, home, tmp_path / "new", str(last)], capture_output=True, text=True)

    lines = int(run(-1).stdout)
    seen = set()
    for kill in range(KILLS):
        restore(url, own, tmp_path / "old", overwrite=True)
        assert run(lines * (2 * kill + 1) // (2 * KILLS)).returncode == -9
        seen.add(found := frozenset(counts(url).items()))
        assert found in states
        left = open_database(url)
        assert set(photos_named(left)) <= set(files(own))
        left.dispose()
    assert seen
    back_up(url, own, tmp_path / "new", NOON)
    left_about = [path.name for folder in (own.workplace, *own.folders.values()) for path in folder.glob(".*") if path.is_dir()]
    assert left_about == [], "copies of what citizens wrote do not stay"


def opened_counts(path: Path) -> dict[str, int]:
    with opened(path) as archive:
        return archive.manifest.counts


def test_one_kind_of_database_is_not_restored_into_the_other(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    back_up(url, own, tmp_path / "one", NOON)
    with zipfile.ZipFile(tmp_path / "one") as archive:
        told = archive.read("manifest.json")
    other = {b"sqlite": b"postgresql", b"postgresql": b"sqlite"}[engine.dialect.name.encode()]
    changed(tmp_path / "one", tmp_path / "two", "manifest.json", lambda _: told.replace(engine.dialect.name.encode(), other, 1))
    with pytest.raises(OtherDatabaseError):
        restore(url, own, tmp_path / "two", overwrite=True)


def test_a_missing_tool_is_named(engine: Engine, url: str, own: Belongings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("it needs no tool")
    monkeypatch.setattr(postgresql_tools, "DUMP", "pg_dump_that_is_not_there")
    with pytest.raises(MissingPostgresqlToolError) as told:
        back_up(url, own, tmp_path / "made" / "one", NOON)
    assert told.value.subject == "pg_dump_that_is_not_there"
    assert list((tmp_path / "made").iterdir()) == []


def test_a_server_that_is_not_there_is_told_without_the_password(own: Belongings, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachableError) as told:
        back_up("postgresql://an:mat-khau@127.0.0.1:1/ten", own, tmp_path / "made" / "one", NOON)
    assert "mat-khau" not in str(told.value)
    assert list((tmp_path / "made").iterdir()) == []


def test_a_disk_without_links_gets_copies(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = photo(own)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    assert f"files/{kept.name}" in back_up(url, own, tmp_path / "one", NOON).parts


def test_no_password_stands_on_a_command_line(engine: Engine) -> None:
    shown, password = postgresql_tools.without_password(
        open_database("postgresql://an:m%40t@h:1/ten?sslmode=require&sslpassword=m%40t2").url
    )
    assert password == "m@t"
    assert "m@t" not in shown
    assert shutil.which("pg_dump")
    assert backup.ATTEMPTS > 1
