"""Drawers stay small enough to look through, and what stands in them is called as its like are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from tests.paths import ROOT, TESTS

HOUSE = ("bot", "indexer", "knowledge")
LARGE = ("bot/answers", "bot/announcements", "bot/petitions", "indexer", "knowledge", "knowledge/readers")
MOST_FILES = 20  # of a drawer: one screen of a listing
MOST_LINES = 300  # of a file: one idea
USUAL_LINES = 100  # of a file, the median: two screens
USUAL_FUNCTION = 5  # lines of a function with its name, the median
EXCEPTED: Mapping[str, str] = {
    "bot/wording": "tables of sentences: a section has a line for each",
    "bot/database/migrations/versions": "one file more at each change of the schema, none is ever taken away",
}
"""Drawers that may be larger, each with its reason."""
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Nhà có mấy phòng")[2].partition("\n## ")[0]


def files() -> list[Path]:
    """Every module, the excepted drawers left out, from the root of the house."""
    found = (path.relative_to(ROOT) for top in HOUSE for path in sorted((ROOT / top).rglob("*.py")))
    return [path for path in found if not any(path.is_relative_to(drawer) for drawer in EXCEPTED)]


def lines_of(path: Path) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[int]:
    """The lines of every function and method."""
    for path in files():
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def classes(folder: str) -> Iterator[tuple[str, list[str]]]:
    """The classes of a folder, private ones left out, with what they inherit."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, [ast.unparse(each) for each in node.bases]


def test_a_drawer_holds_at_most_twenty_files() -> None:
    tested = {path.parent.relative_to(ROOT) for path in TESTS.rglob("*.py")}
    counted = {folder: len(list((ROOT / folder).glob("*.py"))) for folder in {path.parent for path in files()} | tested}
    assert {str(folder): count for folder, count in counted.items() if count > MOST_FILES} == {}


def test_a_file_has_at_most_three_hundred_lines() -> None:
    assert [str(path) for path in files() if lines_of(path) > MOST_LINES] == []


def test_half_of_the_files_are_short_and_half_of_the_functions_are_a_glance() -> None:
    assert median(map(lines_of, files())) <= USUAL_LINES
    assert median(functions()) <= USUAL_FUNCTION


def test_what_is_excepted_needs_it() -> None:
    large = [len(list((ROOT / drawer).glob("*.py"))) > MOST_FILES for drawer in EXCEPTED]
    long = [any(lines_of(path.relative_to(ROOT)) > MOST_LINES for path in (ROOT / drawer).glob("*.py")) for drawer in EXCEPTED]
    assert all(one or other for one, other in zip(large, long, strict=True))


def test_every_drawer_says_what_it_holds() -> None:
    first = {
        path: ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) for path in files() if path.name == "__init__.py"
    }
    assert [str(path) for path, line in first.items() if not line or not line.endswith(".")] == []


def test_the_guide_names_every_drawer_of_the_large_rooms_and_no_other() -> None:
    found = {path.parent.name for room in LARGE for path in (ROOT / room).glob("*/__init__.py")}
    assert {*re.findall(r"`([a-z]+)/`", GUIDE)} - {*HOUSE} == found - {*HOUSE}
    assert [room for room in LARGE if f"`{room}/`" not in GUIDE] == []


def test_windows_are_called_windows_wherever_they_stand() -> None:
    assert [name for name, bases in classes("bot") if "Window" in bases and not name.endswith("Window")] == []


def test_sections_of_the_wording_are_called_words() -> None:
    sections = [name for name, bases in classes("bot/wording") if bases == ["WordingSection"] and name != "Wording"]
    assert len(sections) > 50
    assert [name for name in sections if not name.endswith("Words")] == []
