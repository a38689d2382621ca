"""docs/architecture.md and docs/extending.md name files, packages and classes that exist, and show every room of the bot that has one."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.paths import ROOT

PAGES = ("architecture.md", "extending.md")
OTHERS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)
PATH = re.compile(r"^(?:bot|indexer|knowledge|tests|docs|deploy)/[\w./@*-]*$|^pyproject\.toml$|^CHANGELOG\.md$")
CLASS = re.compile(r"^([A-Z][a-z]\w+)(?:\.(\w+))?$")
IN_PICTURE = re.compile(r"\b(?:bot|indexer|knowledge)/[\w/.]*\w")
MADE = re.compile(r"^ *```python (\S+)$", re.MULTILINE)  # files that a page has its reader make
LONGEST = 110  # lines: a page


def prose(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", (ROOT / "docs" / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class → its methods and attributes, of the whole product."""
    found: dict[str, frozenset[str]] = {}
    for path in (path for room in ("bot", "indexer", "knowledge") for path in (ROOT / room).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = frozenset(each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_is_there(page: str) -> None:
    named = {name for name in re.findall(r"`([^`\n]+)`", prose(page)) if PATH.match(name)}
    assert named
    made = MADE.findall((ROOT / "docs" / page).read_text("utf-8"))
    assert sorted(name for name in named if not (ROOT / name).exists() and not any(path.startswith(name) for path in made)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_class_that_is_named_is_one(page: str) -> None:
    named = [found for name in re.findall(r"`([^`\n]+)`", prose(page)) if (found := CLASS.match(name))]
    assert named
    unknown = [found[0] for found in named if found[1] not in classes() or (found[2] and found[2] not in classes()[found[1]])]
    assert unknown == []


READ_ELSEWHERE = (*PAGES, "van-hanh.md")  # what the operator makes has no file here: tests/meta/papers/test_operating.py reads that page


@pytest.mark.parametrize("page", [page for page in OTHERS if page.rpartition("/")[2] not in READ_ELSEWHERE])
def test_every_path_of_another_document_is_there(page: str) -> None:
    """Of decisions too: a file that has moved since is found under its new name. A pattern, and what a copy makes, names no file."""
    text = re.sub(r"^ *```.*?^ *```$", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = {name for name in re.findall(r"`([^`\n]+)`", text) if PATH.match(name) and "*" not in name}
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_picture_shows_rooms_that_there_are() -> None:
    (picture,) = re.findall(r"^```\n(.*?)^```$", (ROOT / "docs/architecture.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    shown = set(IN_PICTURE.findall(picture))
    assert sorted(name for name in shown if not (ROOT / name).exists()) == []
    assert len(shown) > 15


def test_it_is_a_page() -> None:
    assert len((ROOT / "docs/architecture.md").read_text("utf-8").splitlines()) <= LONGEST
