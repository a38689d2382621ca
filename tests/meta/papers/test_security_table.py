"""docs/security.md: every requirement is met by a test that exists, or says why it is not."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.paths import ROOT

MET, PARTLY, NOT_MET, NOT_OURS = "Đạt", "Một phần", "Chưa đạt", "Không áp dụng"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SHORTEST_REASON = 40  # characters
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/security.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| V")
]


@cache
def _tests_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def test_every_chapter_is_there() -> None:
    assert {int(row[0].split()[0].removeprefix("V")) for row in ROWS} == set(range(1, 18))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:60])
def test_a_row_names_tests_that_exist_or_says_why_not(row: list[str]) -> None:
    _, requirement, state, proof = row
    named = NAMED.findall(proof)
    assert requirement
    assert state in (MET, PARTLY, NOT_MET, NOT_OURS)
    assert len(named) == proof.count("`tests/"), "a test is named as `tests/….py::test_…`"
    for file, name in named:
        assert name in _tests_of(file), f"{file} has no {name}"
    if state == MET:
        assert named
    else:
        assert len(NAMED.sub("", proof).strip(" ;,")) >= SHORTEST_REASON
