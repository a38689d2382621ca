"""The file that people take along is described where it is promised: every field of a petition in it stands in docs/van-hanh.md."""

from __future__ import annotations

import ast
import re

from tests.paths import ROOT

MADE = ROOT / "bot/petitions/cases/own_file.py"
GUIDE = (ROOT / "docs/van-hanh.md").read_text("utf-8")


def test_every_field_of_a_petition_that_is_taken_along_is_described() -> None:
    described = re.search(r"^- \*Tệp `du-lieu-cua-toi\.json`\*.*?(?=^- \*)", GUIDE, re.MULTILINE | re.DOTALL)
    assert described
    named = set(re.findall(r"`(\w+)`", described[0]))
    fields = {
        key.value
        for node in ast.walk(ast.parse(MADE.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    assert len(fields) > 30
    assert fields - named == set()
    assert named - fields - {"chat", "kept"} == set()
