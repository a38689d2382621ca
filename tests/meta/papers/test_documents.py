"""README, CONTRIBUTING and docs name commands, files and targets that exist, and every command is named there."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import commands
from indexer import __main__ as indexer
from knowledge import __main__ as knowledge
from tests.paths import ROOT

DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "knowledge": knowledge.make_parser,
    "indexer": indexer.make_parser,
    "bot": commands.make_parser,
}
COMMAND = re.compile(r"python -m (knowledge|indexer|bot)\b([^\n`#]*)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
CODE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
BUILT_IN = frozenset({"sure"})  # "make sure": English, no target


def told() -> Iterator[tuple[str, str, str]]:
    for path in DOCUMENTS:
        for package, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
            if rest.strip() and "…" not in rest.split()[0]:
                yield path.name, package, rest.split("…")[0].strip()


@pytest.mark.parametrize(("document", "package", "rest"), sorted(set(told())))
def test_every_command_that_is_told_can_be_typed(document: str, package: str, rest: str) -> None:
    assert can_be_typed(PARSERS[package](), rest), f"{document}: python -m {package} {rest}"


def can_be_typed(parser: argparse.ArgumentParser, rest: str) -> bool:
    """True for a whole command, and for one that a sentence names without what it takes: "python -m bot backup"."""
    try:
        parser.parse_args(shlex.split(rest))
    except SystemExit as ended:
        return ended.code == 0 or rest in set(subcommands(parser))
    return True


def subcommands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._subparsers._group_actions if parser._subparsers else []:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices


@pytest.mark.parametrize("package", PARSERS)
def test_every_command_is_told_somewhere(package: str) -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*DOCUMENTS, ROOT / "Makefile"])
    untold = [name for name in subcommands(PARSERS[package]()) if not re.search(rf"-m {package} {name}\b", texts)]
    assert untold == []


def test_every_target_that_is_told_is_in_the_makefile_and_each_is_told() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in TARGET.findall(path.read_text(encoding="utf-8"))} - BUILT_IN
    assert named - targets == set()
    assert targets - named == {"clean"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    prose = CODE.sub("", document.read_text(encoding="utf-8"))
    gone = [link for link in LINK.findall(prose) if not (document.parent / link).exists()]
    assert gone == []


def test_the_readme_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted((ROOT / "docs").glob("*.md")) if f"](docs/{path.name})" not in readme] == []
