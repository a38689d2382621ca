"""What differs between machines, and the file that tells the operator of it."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.settings import Settings, secret_of

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_names_every_setting_with_its_default_and_a_comment() -> None:
    told: dict[str, str] = {}
    before = ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, value = line.partition("=")
            told[name.lower()] = value
            assert before.startswith("#") or name == "WEB_PORT", f"{name} has no comment"
        before = line
    defaults = {name: str(field.default) for name, field in Settings.model_fields.items()}
    assert told == defaults


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    key = secret_of(settings, tmp_path / "var")
    assert len(key) >= 32
    assert secret_of(settings, tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used(tmp_path: Path) -> None:
    assert secret_of(Settings(secret_key="khoa-cua-tinh-dat"), tmp_path) == "khoa-cua-tinh-dat"
    assert list(tmp_path.iterdir()) == []
