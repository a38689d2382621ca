"""Whoever reads a file of strangers is told what a reader raises: a public function that raises something says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.paths import ROOT

DRAWERS = ("knowledge/confinement", "knowledge/readers", "knowledge/publications", "bot/outbox", "bot/channels/mail", "indexer/measuring")
OF_OTHERS = {"pushTag"}  # called by a library, which catches what it raises (knowledge/readers/formats/html.py)


def callable_from_outside(tree: ast.Module) -> Iterator[ast.stmt]:
    """What a module or one of its classes holds; nothing that a function makes for itself."""
    for node in tree.body:
        yield from node.body if isinstance(node, ast.ClassDef) else (node,)


def raised(function: ast.AST) -> Iterator[ast.Raise]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc is not None)


@pytest.mark.parametrize("drawer", DRAWERS)
def test_a_public_function_that_raises_says_so(drawer: str) -> None:
    functions = [
        (path.name, node)
        for path in sorted((ROOT / drawer).rglob("*.py"))
        for node in callable_from_outside(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_") and node.name not in OF_OTHERS
    ]
    assert functions
    silent = [f"{file}: {each.name}" for file, each in functions if any(raised(each)) and "aises" not in (ast.get_docstring(each) or "")]
    assert silent == []
