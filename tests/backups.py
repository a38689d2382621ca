"""An office's files and databases as the tests of backup, restore and move need them."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from bot.database import backup, restoring
from bot.database.archive import Manifest
from bot.database.backup import Belongings
from bot.database.engine import open_database
from bot.database.moments import counts_of
from bot.petitions.rules.photo import Photo

KEY = "the key that signs the tests' backups"


def back_up(url: str, own: Belongings, into: Path, at: datetime, secret: str = "", key: str = KEY) -> Manifest:
    return backup.back_up(url, own, into, at, secret, key=key)


def restore(url: str, own: Belongings, source: Path, *, overwrite: bool = False) -> restoring.Restored:
    """Whoever signed it: what is believed of a signature is told in test_signed_backups."""
    return restoring.restore(url, own, source, key=KEY, overwrite=overwrite, takes_unsigned=True)


def belongings(home: Path) -> Belongings:
    return Belongings({name: home / name for name in ("files", "proofs", "covers")}, home / "var")


def counts(url: str) -> dict[str, int]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = counts_of(connection, inspect(connection).get_table_names())
    engine.dispose()
    return found


def photo(own: Belongings, content: bytes = b"a photo") -> Photo:
    """On the disk before its row is."""
    name = secrets.token_hex(16)
    path = own.folders["files"] / name[:2] / f"{name}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Photo(f"{name[:2]}/{name}.jpg", "image/jpeg", len(content), name)


def files(own: Belongings) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for folder in own.folders.values() for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


def photos_named(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT name FROM petition_photos")))
