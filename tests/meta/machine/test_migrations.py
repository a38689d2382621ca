"""The migrations are one row: each follows the one before it, and no two the same, as happens where two branches meet."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.paths import ROOT

FOLDER = ROOT / "bot/database/migrations/versions"
STATED = re.compile(r"^(revision|down_revision)(?:: [^=]+)? = (?:\"(\w+)\"|None)", re.MULTILINE)


def steps(folder: Path) -> list[tuple[str, str, str]]:
    """Each file's number, its revision and the one that it follows ("" none), by number."""
    found = []
    for path in sorted(folder.glob("m[0-9]*.py")):
        stated = dict(STATED.findall(path.read_text("utf-8")))
        found.append((path.name[1:5], stated["revision"], stated["down_revision"]))
    return found


def trouble(folder: Path) -> list[str]:
    """What is wrong with the row, in words for who added a step."""
    found = steps(folder)
    misnamed = [f"m{number} says revision {revision}" for number, revision, _ in found if number != revision]
    follows = [("", found[0][1], found[0][2]), *((before[1], step[1], step[2]) for before, step in pairwise(found))]
    return misnamed + [f"{one} must follow {before or 'none'}, not {after or 'none'}" for before, one, after in follows if before != after]


def test_each_migration_follows_the_one_before_it() -> None:
    assert trouble(FOLDER) == []


@pytest.mark.parametrize(
    ("second", "told"), [("0001", []), ("0000", ["0002 must follow 0001, not 0000"]), ("", ["0002 must follow 0001, not none"])]
)
def test_two_heads_are_told(tmp_path: Path, second: str, told: list[str]) -> None:
    for number, before in (("0001", ""), ("0002", second)):
        follows = f'"{before}"' if before else "None"
        (tmp_path / f"m{number}_a.py").write_text(f'revision = "{number}"\ndown_revision = {follows}\n', encoding="utf-8")
    assert trouble(tmp_path) == told


def test_a_number_taken_twice_is_told(tmp_path: Path) -> None:
    for name, before in (("m0001_a", "None"), ("m0002_a", '"0001"'), ("m0002_b", '"0001"')):
        (tmp_path / f"{name}.py").write_text(f'revision = "{name[1:5]}"\ndown_revision = {before}\n', encoding="utf-8")
    assert trouble(tmp_path) == ["0002 must follow 0002, not 0001"]
