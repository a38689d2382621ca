"""What differs between machines."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.settings import Settings, secret_of


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None)
    key = secret_of(settings, tmp_path / "var")
    assert len(key) >= 32
    assert secret_of(settings, tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used(tmp_path: Path) -> None:
    assert secret_of(Settings(secret_key="khoa-cua-tinh-dat"), tmp_path) == "khoa-cua-tinh-dat"
    assert list(tmp_path.iterdir()) == []
