"""What differs between machines, read once from the environment and `.env`."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.library import STARTER

VAR = Path("var")
"""What a running machine writes: database, index, key. Never in the repository."""


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` says the same, a test compares them."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    knowledge_dirs: str = "knowledge/content"
    index_dir: Path = VAR / "index"
    database_url: str = f"sqlite:///{VAR}/motcua.db"
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8000, ge=1, le=65_535)
    public_url: str = "http://127.0.0.1:8000"
    secret_key: str = ""
    province: str = ""
    unit_name: str = ""

    def folders(self) -> list[Path]:
        """The knowledge folders, in order; the starter library is found wherever the program is installed."""
        given = [Path(name) for name in self.knowledge_dirs.split()]
        return [STARTER if path == Path("knowledge/content") and not path.is_dir() else path for path in given]


def secret_of(settings: Settings, folder: Path = VAR) -> str:
    """The key that signs cookies: the setting, else one made once and kept in `folder`, readable by its owner alone."""
    if settings.secret_key:
        return settings.secret_key
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret"
    if not path.exists():
        _make_once(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def _make_once(path: Path, text: str) -> None:
    """Write `path` whole; of several processes that try, the first wins and the others keep what it wrote."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()
