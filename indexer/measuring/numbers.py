"""The numbers that decide in ranking, each with its unit and the test that holds it, and how to try another value of one.

A number stands once, in the module that uses it, with its reason beside it; here is the table that finds them all. `moved` is for
measuring and for tests: it gives a number another value for a while, in every module that has it by name.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

STEP = 0.3  # share by which a number is moved to see whether it matters: less is within what a guess is wrong by


@dataclass(frozen=True, slots=True)
class Number:
    """`NAME` of `module`, or where `key` is given `NAME[key]`. `held_by`: the test, "file::function", that fails where it is moved by STEP
    either way. `is_built`: it is counted into the index, so that a moved one shows in a new index alone."""

    module: str
    name: str
    unit: str
    held_by: str
    key: str = ""
    is_built: bool = False

    @property
    def told(self) -> str:
        """Its name in reports: "indexer.ranking.search.TEXT_WEIGHT"."""
        return f"{self.module}.{self.name}{f'[{self.key}]' if self.key else ''}"

    @property
    def value(self) -> float:
        """As it stands in the module."""
        value = getattr(import_module(self.module), self.name)
        return float(value[self.key]) if self.key else float(value)

    @property
    def reason(self) -> str:
        """The remark beside it."""
        return _remarks(self.module).get(self.name, "")

    def at(self, share: float) -> float:
        """Its value times `share`; a whole number stays one and moves by one at least."""
        value = getattr(import_module(self.module), self.name)
        if isinstance(value, int):
            return max(round(value * share), value + 1) if share > 1 else min(round(value * share), value - 1)
        return self.value * share


@contextmanager
def moved(number: Number, value: float) -> Iterator[None]:
    """`number` is `value` within; what was made of it before (an index opened, a lexicon read) keeps the old one."""
    home = import_module(number.module)
    before = getattr(home, number.name)
    made = {**before, number.key: value} if number.key else value
    modules = [home, *_borrowers(number.module, number.name)]
    for module in modules:
        setattr(module, number.name, made)
    try:
        yield
    finally:
        for module in modules:
            setattr(module, number.name, before)


def _borrowers(home: str, name: str) -> list[ModuleType]:
    """The modules of ours that have imported `name` of `home`."""
    ours = [module for key, module in sorted(sys.modules.items()) if key.partition(".")[0] in ("indexer", "bot")]
    return [module for module in ours if (home, name) in _imported(module.__name__)]


@cache
def _imported(name: str) -> frozenset[tuple[str, str]]:
    tree = _tree(name)
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return frozenset((node.module or "", alias.name) for node in froms for alias in node.names)


@cache
def _remarks(name: str) -> Mapping[str, str]:
    """The remark of each number of a module: behind it on its lines, else the string under it."""
    lines, found = inspect.getsource(import_module(name)).splitlines(), {}
    body = _tree(name).body
    for node, following in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            told = [line.partition("  # ")[2] for line in lines[node.lineno - 1 : node.end_lineno] if "  # " in line]
            under = following.value.value if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant) else ""
            found[node.targets[0].id] = " ".join(told) or str(under)
    return found


@cache
def _tree(name: str) -> ast.Module:
    module = sys.modules.get(name)
    return ast.parse(inspect.getsource(module)) if module and module.__file__ else ast.Module([], [])
