"""One class name, one idea: a name that a stack trace or a search shows stands once in the product and its tests."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Mapping

from tests.paths import ROOT

ROOMS = ("bot", "indexer", "knowledge", "tests")

ALLOWED: Mapping[str, str] = {
    "_State": "where a reader is in its own text: of a regular expression (indexer), of RTF (knowledge); neither leaves its module",
    "_Walk": "one walk through one file, of RTF and of DOCX; neither leaves its module",
}
"""Names that may stand more than once, each with its reason."""


def modules_of() -> dict[str, list[str]]:
    """Class name → the modules in which a class of that name stands."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(ROOT)))
    return found


def repeated() -> dict[str, list[str]]:
    return {name: modules for name, modules in modules_of().items() if len(modules) > 1}


def test_a_class_name_stands_for_one_idea() -> None:
    new = {name: modules for name, modules in repeated().items() if name not in ALLOWED}
    assert new == {}, "find the name by which the field calls each of them"


def test_the_list_of_names_yet_to_be_changed_holds_no_other() -> None:
    done = set(ALLOWED) - set(repeated())
    assert done == set(), "these stand once by now: take them from the list above"


def test_what_may_stay_is_private_to_its_module() -> None:
    assert [name for name in ALLOWED if not name.startswith("_")] == []


GLOSSARY = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Từ ngữ")[2].partition("\n## ")[0]
NOUNS = re.compile(r"^\| ((?!Trong mã|---).+?) \|", re.MULTILINE)


def test_the_glossary_of_the_readme_names_classes_that_there_are() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", GLOSSARY))
    assert named
    assert named - set(modules_of()) == set()


def test_the_glossary_names_words_that_the_source_uses() -> None:
    nouns = {noun.strip() for cell in NOUNS.findall(GLOSSARY) for noun in cell.split(",") if "`" not in noun}
    source = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")).lower()
    assert len(nouns) > 25
    assert sorted(noun for noun in nouns if not re.search(rf"\b{noun.lower()}s?\b", source)) == []
