"""A test that hangs is ended by the suite's own limit and named, so that nobody reads a log of CI that was cut off."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.paths import ROOT

HANGS = "import time\n\n\ndef test_that_hangs():\n    time.sleep(60)\n\n\ndef test_after_it():\n    pass\n"


def test_a_test_that_hangs_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(HANGS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "--numprocesses", "1"]
    ended = subprocess.run(
        [*command, "-o", "timeout=1", str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False
    )
    assert "test_that_hangs" in ended.stdout
    assert "Timeout" in ended.stdout
    assert "1 failed, 1 passed" in ended.stdout


def test_there_is_a_limit() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert 0 < options["timeout"] <= 300


SLOW_TO_BUILD = """import time

from tests import conftest
from tests.conftest import *


def build(folders, out, codes, progress):
    time.sleep(3)
    out.mkdir()


conftest.build = build
"""
ASKS = "def test_that_asks(starter_index_folder):\n    assert starter_index_folder.is_dir()\n"


def test_the_starter_index_is_built_before_the_clock_of_the_test_that_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(SLOW_TO_BUILD, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(ASKS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "--numprocesses", "1"]
    ended = subprocess.run(
        [*command, "-o", "timeout=1", "-o", f"pythonpath={ROOT}", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "1 passed" in ended.stdout, ended.stdout
