"""Which lines and branches were reached is the same, whether the probes that were passed are taken out in between or not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

SAID = """
import gc, json, sys
from types import FunctionType
from tests import coverage

coverage.begin()
from bot.petitions.rules.texts.naming import called, self_named

def passed(text):
    return [list(called(text, "Trần Thị Lúa")), list(self_named(text))]

told = [passed("Chào bà Lúa.")]
before = called.__code__
if sys.argv[1] == "out":
    coverage.take_out([each for each in gc.get_objects() if type(each) is FunctionType and str(each.__module__).startswith("bot.")])
told += [passed("Chào bà Lúa."), passed("tôi tên là trần thị lúa"), passed("CHÀO BÀ LÚA")]
reached = {file: sorted(map(repr, places)) for file, places in coverage._probes().newly_seen.items()}
print(json.dumps({"told": told, "reached": reached, "is_other_code": called.__code__ is not before}))
"""


def reached(way: str, folder: Path) -> dict[str, object]:
    environment = os.environ | {"COVERAGE_INTO": str(folder), "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", SAID, way], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_probes_that_are_taken_out_change_nothing_of_what_is_reached_and_said(tmp_path: Path) -> None:
    out, left = reached("out", tmp_path), reached("left", tmp_path)
    assert (out.pop("is_other_code"), left.pop("is_other_code")) == (True, False)
    assert out == left
    assert out["reached"]
