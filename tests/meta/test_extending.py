"""docs/extending.md, followed to the letter: a copy of the repository gets every file and every change of the page, and its tests run there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(python|diff) (\S+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, path, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, kind, path, text in BLOCK.findall(PAGE)]
MADE = [path for kind, path, _ in BLOCKS if kind == "python"]
NEWEST = re.search(r"^ *```sh\n *(python .*last_migration.*)\n *```$", PAGE, re.MULTILINE)
"""What is typed to learn after which migration one's own comes."""
HELD = (
    "tests/integration/test_database.py::test_migrations_and_tables_agree[sqlite]",
    "tests/integration/test_deletion.py::test_every_table_is_declared",
    "tests/integration/test_deletion.py::test_every_table_of_a_chat_has_words",
    "tests/integration/test_housekeeping.py::test_every_job_that_deletes_says_so[sqlite]",
    "tests/meta/test_migrations.py",
)
"""What the repository asks of every table, migration and job."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the page followed; its content is not copied, as nothing in it is changed."""
    copy = tmp_path_factory.mktemp("followed") / "mot-cua"
    for room in ("bot", "indexer", "tests"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("danger", "*.lock"))
    shutil.copytree(ROOT / "knowledge", copy / "knowledge", ignore=shutil.ignore_patterns("content"))
    (copy / "knowledge/content").symlink_to(ROOT / "knowledge/content")
    shutil.copy(ROOT / "pyproject.toml", copy)
    newest = newest_migration(copy)
    for kind, path, text in BLOCKS:
        if kind == "python":
            make(copy / path, text.replace('"NEWEST"', f'"{newest}"'))
        else:
            change(copy / path, text)
    return copy


def make(path: Path, text: str) -> None:
    assert not path.exists(), f"{path.name} is there: the page needs another example"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def newest_migration(copy: Path) -> str:
    """What the command that the page shows prints."""
    assert NEWEST, "the page says how the newest migration is found"
    command = shlex.split(NEWEST[1])
    assert command[0] == "python"
    return run(copy, *command[1:]).strip()


def change(path: Path, hunk: str) -> None:
    """Put the lines of `hunk` with "+" in the place of those with "-", beside those with neither."""
    lines = hunk.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines if not line.startswith("-"))
    text = path.read_text(encoding="utf-8")
    found = len(re.findall(rf"^{re.escape(before)}", text, re.MULTILINE))
    assert found == 1, f"docs/extending.md: {path.name} has {found} places for\n{hunk}"
    path.unlink()  # whatever the copy shares with the original
    path.write_text(re.sub(rf"^{re.escape(before)}", lambda _: after, text, flags=re.MULTILINE), encoding="utf-8")


def run(copy: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"):
        environment.pop(name, None)
    ended = subprocess.run([sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 0, ended.stdout[-3_000:] + ended.stderr[-2_000:]
    return ended.stdout


def test_what_the_page_says_works(followed: Path) -> None:
    tests = [path for path in MADE if path.startswith("tests/")]
    told = run(followed, "-m", "pytest", "-q", "-p", "pytest_timeout", "-p", "no:cacheprovider", "-k", "not postgresql", *tests, *HELD)
    assert len(tests) == 5
    assert re.search(r"^\d\d passed", told, re.MULTILINE), told


def test_each_file_that_is_made_has_its_first_line() -> None:
    assert [path for kind, path, text in BLOCKS if kind == "python" and not text.startswith('"""')] == []
