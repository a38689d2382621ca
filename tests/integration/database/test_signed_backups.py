"""Who restores a backup knows that the office made it: what is altered, stripped or signed by another is refused, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import wording
from bot.database.archive import MANIFEST, SIGNATURE
from bot.database.backup import Belongings
from bot.database.backup_errors import AlteredBackupError, BackupError, OtherKeyError, UnreadableBackupError, UnsignedBackupError
from bot.database.restoring import restore
from bot.database.signature import mark_of_key, signed
from bot.failures import explained
from bot.messages import ChatId
from bot.people.store import Chats
from tests.backups import KEY, back_up, belongings, files, photo

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
OTHER = "the key of somebody else altogether"
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")
Parts = dict[str, bytes]


@pytest.fixture
def own(tmp_path: Path) -> Belongings:
    return belongings(tmp_path / "office")


def with_another_photo(parts: Parts) -> None:
    """Checksums and all: what a thief of the archive can do who has no key."""
    name = next(name for name in parts if name.startswith("files/"))
    parts[name] = b"another photo"
    told = json.loads(parts[MANIFEST])
    told["parts"][name] = {"size": len(parts[name]), "sha256": hashlib.sha256(parts[name]).hexdigest()}
    parts[MANIFEST] = json.dumps(told).encode()


def by_another(parts: Parts) -> None:
    with_another_photo(parts)
    parts[SIGNATURE] = signed(parts[MANIFEST], OTHER)


def in_our_name(parts: Parts) -> None:
    """With the mark of our key, which stands in every archive."""
    with_another_photo(parts)
    parts[SIGNATURE] = json.dumps({"key": mark_of_key(KEY), "hmac": json.loads(signed(parts[MANIFEST], OTHER))["hmac"]}).encode()


def stripped(parts: Parts) -> None:
    with_another_photo(parts)
    del parts[SIGNATURE]


def unsigned_since(parts: Parts) -> None:
    del parts[SIGNATURE]


def with_another_mark(parts: Parts) -> None:
    """Nothing but the mark: as if another key had signed what ours did."""
    told = json.loads(parts[SIGNATURE])
    parts[SIGNATURE] = json.dumps({**told, "key": mark_of_key(OTHER)}).encode()


FORGED: dict[str, tuple[Callable[[Parts], None], type[BackupError]]] = {
    "a part and its checksum": (with_another_photo, AlteredBackupError),
    "signed by another": (by_another, OtherKeyError),
    "in our name": (in_our_name, AlteredBackupError),
    "another mark": (with_another_mark, AlteredBackupError),
    "signature taken away": (stripped, UnsignedBackupError),
    "signature that is none": (lambda parts: parts.update({SIGNATURE: b"{}"}), AlteredBackupError),
    "signature without end": (lambda parts: parts.update({SIGNATURE: b"x" * 100_000}), UnreadableBackupError),
    "a blank in the manifest": (lambda parts: parts.update({MANIFEST: parts[MANIFEST] + b" "}), AlteredBackupError),
}


def taken(engine: Engine, url: str, own: Belongings, at: Path) -> None:
    """A backup, after which the office goes on."""
    Chats(engine).greet(AN, NOON)
    photo(own)
    back_up(url, own, at, NOON)
    Chats(engine).greet(BINH, NOON)


def rewritten(source: Path, target: Path, change: Callable[[Parts], None]) -> Path:
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return target


@pytest.mark.parametrize("forgery", FORGED)
def test_what_was_altered_is_refused_and_nothing_is_overwritten(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, forgery: str
) -> None:
    taken(engine, url, own, tmp_path / "one")
    change, error = FORGED[forgery]
    before = files(own)
    with pytest.raises(error):
        restore(url, own, rewritten(tmp_path / "one", tmp_path / "two", change), key=KEY, overwrite=True)
    assert Chats(engine).count() == 2
    assert files(own) == before


@pytest.mark.parametrize("forgery", ["a part and its checksum", "in our name", "another mark", "signature that is none"])
def test_what_was_altered_after_we_signed_it_is_refused_whatever_is_forced(
    engine: Engine, url: str, own: Belongings, tmp_path: Path, forgery: str
) -> None:
    taken(engine, url, own, tmp_path / "one")
    forged = rewritten(tmp_path / "one", tmp_path / "two", FORGED[forgery][0])
    with pytest.raises(AlteredBackupError):
        restore(url, own, forged, key=KEY, overwrite=True, takes_unsigned=True)
    assert Chats(engine).count() == 2


def test_what_we_signed_is_restored_with_that_key_and_no_other(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    taken(engine, url, own, tmp_path / "one")
    with pytest.raises(OtherKeyError):
        restore(url, own, tmp_path / "one", key=OTHER, overwrite=True)
    restore(url, own, tmp_path / "one", key=KEY, overwrite=True)
    assert Chats(engine).count() == 1


def test_what_nobody_signed_or_another_office_did_is_taken_where_somebody_says_so(
    engine: Engine, url: str, own: Belongings, tmp_path: Path
) -> None:
    taken(engine, url, own, tmp_path / "one")
    unsigned = rewritten(tmp_path / "one", tmp_path / "two", unsigned_since)
    restore(url, own, unsigned, key=KEY, overwrite=True, takes_unsigned=True)
    restore(url, own, tmp_path / "one", key=OTHER, overwrite=True, takes_unsigned=True)
    assert Chats(engine).count() == 1


def test_a_database_alone_as_earlier_versions_kept_it_is_signed_by_nobody(url: str, own: Belongings, tmp_path: Path) -> None:
    (tmp_path / "one.db").write_bytes(b"SQLite format 3\0" + b"x" * 4096)
    with pytest.raises(UnsignedBackupError):
        restore(url, own, tmp_path / "one.db", key=KEY, overwrite=True)


def test_the_key_does_not_stand_in_the_archive(engine: Engine, url: str, own: Belongings, tmp_path: Path) -> None:
    taken(engine, url, own, tmp_path / "one")
    with zipfile.ZipFile(tmp_path / "one") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert KEY.encode() not in whole
    assert mark_of_key(KEY) != mark_of_key(OTHER)


def test_whoever_signed_it_with_another_key_is_not_forced() -> None:
    """A mark that was altered looks like another key: what is said there leads to the key, not to taking it unread."""
    words = wording.load().operations
    told = explained(OtherKeyError("one.zip"), words)
    assert "--key-file" in told
    assert "--force-unsigned" not in told
    assert "--force-unsigned" not in explained(AlteredBackupError("one.zip"), words)
