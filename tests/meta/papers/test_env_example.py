""".env.example tells the operator of every setting, and of nothing besides."""

from __future__ import annotations

from bot.settings import Settings
from tests.paths import ROOT

EXAMPLE = ROOT / ".env.example"


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
