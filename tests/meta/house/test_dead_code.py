"""Nothing stands in the product that nothing uses: a name of a module, or a sentence, that is written once, where it is made."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.paths import ROOT

ROOMS = ("bot", "indexer", "knowledge")
READ = frozenset({".py", ".html", ".js", ".txt", ".toml"})  # a template names what it shows, a table what it calls
OTHERWISE = {
    "MediaRow": "a table is found by its name in the database",
    "MovedRow": "a table is found by its name in the database",
    "RateLimitRow": "a table is found by its name in the database",
}
BY_VERB = re.compile(r"say_")  # sentences of WorkingWords: asked for by the verb of a button (bot/petitions/windows/working_pages.py)


@cache
def product() -> dict[Path, str]:
    files = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*")) if path.suffix in READ)
    return {path: path.read_text("utf-8") for path in files if "content" not in path.parts and "migrations" not in path.parts}


def written(*, without: str = "") -> Counter[str]:
    return Counter(word for path, text in product().items() if path.name != without for word in re.findall(r"[A-Za-z_]\w*", text))


def trees() -> Iterator[tuple[Path, ast.Module]]:
    return ((path, ast.parse(text)) for path, text in product().items() if path.suffix == ".py")


def made(tree: ast.Module) -> Iterator[str]:
    """The names that a module makes: functions, classes, constants."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def test_every_name_of_a_module_is_used() -> None:
    count = written()
    found = [(path, name) for path, tree in trees() for name in made(tree) if not name.startswith("__")]
    alike = Counter(name for _, name in found)
    unused = [f"{path.relative_to(ROOT)}: {name}" for path, name in found if count[name] <= alike[name] and name not in OTHERWISE]
    assert unused == []


def test_every_sentence_is_said() -> None:
    """A field of the wording stands in vi.toml and in its class; whoever says it names it a third time."""
    count = written(without="vi.toml")
    sections = [(path, each) for path, tree in trees() if path.parent.name == "wording" for each in tree.body]
    fields = [
        (path.name, node.target.id)
        for path, each in sections
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    assert [field for field in fields if count[field[1]] <= 1 and not BY_VERB.match(field[1])] == []
