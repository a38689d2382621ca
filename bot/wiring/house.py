"""What a machine holds of an office: its database, opened and brought up to date, and its files, for nobody else to read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from bot.database.audit import keyed
from bot.database.backup import Belongings
from bot.database.engine import migrate, open_database
from bot.modes import close_files, close_folder, with_what_stands_beside
from bot.settings import VAR, Settings, secret_of
from bot.wiring.announcing import COVERS
from bot.wiring.planning import PROOFS

ANCHOR = VAR / "audit-head.json"


def opened(settings: Settings) -> Engine:
    """The database, up to date, its trail keyed; whoever works in an office opens it here.

    Raises what `open_database` and `migrate` raise.
    """
    engine = open_database(settings.database_url)
    _close_to_others(settings, engine)
    migrate(engine)
    return keyed(engine, secret_of(settings))


def belongings_of(settings: Settings) -> Belongings:
    """Every folder in which the product keeps files of its own; whoever adds one adds it here (a test knows them all)."""
    return Belongings({"files": settings.files_dir, "proofs": PROOFS, "covers": COVERS}, VAR)


def _close_to_others(settings: Settings, engine: Engine) -> None:
    """An older version, or a careless copy, may have left open what the product writes."""
    for folder in (VAR, *belongings_of(settings).folders.values()):
        close_folder(folder)
    if engine.dialect.name == "sqlite":
        close_files(with_what_stands_beside(Path(engine.url.database or "")))
