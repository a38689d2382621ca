"""Drawers stay small enough to look through, and what stands in them is called as its like are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("petitions", "announcements", "plans", "participation", "changes", "console", "frontdesk")
MOST_FILES = 20  # of a drawer: one screen of a listing
MOST_LINES = 300  # of a file: one idea
DRAWERS = ("rules", "notices", "formats", "cover", "store", "cases", "windows")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def files() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / "bot" / room).rglob("*.py"))]


def classes(folder: str) -> Iterator[tuple[str, list[str]]]:
    """The classes of a folder, private ones left out, with what they inherit."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, [ast.unparse(each) for each in node.bases]


def test_a_drawer_holds_at_most_twenty_files() -> None:
    counted = {folder: len(list(folder.glob("*.py"))) for folder in {path.parent for path in files()}}
    assert {str(folder): count for folder, count in counted.items() if count > MOST_FILES} == {}


def test_a_file_has_at_most_three_hundred_lines() -> None:
    assert [path.name for path in files() if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES] == []


def test_the_guide_names_every_drawer_of_the_large_rooms_and_no_other() -> None:
    found = {
        path.name for room in ("petitions", "announcements") for path in (ROOT / "bot" / room).iterdir() if (path / "__init__.py").exists()
    }
    assert found == set(DRAWERS)
    assert [drawer for drawer in DRAWERS if f"`{drawer}/`" not in GUIDE] == []


def test_windows_are_called_windows_wherever_they_stand() -> None:
    assert [name for name, bases in classes("bot") if "Window" in bases and not name.endswith("Window")] == []


def test_sections_of_the_wording_are_called_words() -> None:
    sections = [name for name, bases in classes("bot/wording") if bases == ["WordingSection"] and name != "Wording"]
    assert len(sections) > 50
    assert [name for name in sections if not name.endswith("Words")] == []
