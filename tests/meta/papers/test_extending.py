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

from tests.paths import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(python|diff) (\S+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, path, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, kind, path, text in BLOCK.findall(PAGE)]
MADE = [path for kind, path, _ in BLOCKS if kind == "python"]
TOUCHED = [path for path in {path: None for _, path, _ in BLOCKS} if path.endswith(".py")]
NEWEST, CLAIMED = re.findall(r"^ *```sh\n *(python .*)\n *```$", PAGE, re.MULTILINE)
"""What is typed to learn after which migration one's own comes, and which names of windows are taken."""
WINDOW = PAGE.partition("\n## A window with one table\n")[2].partition("\n## ")[0]
MOST_CHANGED = 5  # files that are there already and that the code of a window with one table changes
HELD = (
    "tests/integration/database/test_database.py::test_migrations_and_tables_agree[sqlite]",
    "tests/integration/database/test_deletion.py::test_every_table_is_declared",
    "tests/integration/database/test_deletion.py::test_every_table_of_a_chat_has_words",
    "tests/integration/database/test_deletion.py::test_what_is_planted_in_every_table_of_a_chat_is_taken_along_and_goes[sqlite]",
    "tests/integration/database/test_deletion.py::test_what_is_planted_in_every_table_of_a_chat_is_shown_in_words[sqlite]",
    "tests/integration/program/test_features.py::test_a_button_of_a_feature_stands_below_the_six_and_leads_to_its_window[sqlite-/start]",
    "tests/integration/database/test_housekeeping.py::test_every_job_that_deletes_says_so[sqlite]",
    "tests/meta/machine/test_migrations.py",
    "tests/meta/house/test_drawers.py",
    "tests/meta/house/test_names.py",
    "tests/meta/house/test_rooms.py::test_every_room_is_shown_with_its_own_first_line",
)
"""What the repository asks of every table, migration, job and room."""
STRANGERS = "tests/integration/web/test_strangers.py"
PRESSED = "group_of_others or (may_not_do_it and citizen) or made_up_numbers"
"""Those of its tests that press and type everything as somebody to whom nothing is told; each takes half a minute."""
LONG = 300  # seconds: whatever takes longer hangs


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the page followed; its content is not copied, as nothing in it is changed."""
    copy = tmp_path_factory.mktemp("followed") / "mot-cua"
    for room in ("bot", "indexer", "tests"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("danger", "*.lock"))
    shutil.copytree(ROOT / "knowledge", copy / "knowledge", ignore=shutil.ignore_patterns("content"))
    (copy / "knowledge/content").symlink_to(ROOT / "knowledge/content")
    for file in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / file, copy)
    newest = typed(copy, NEWEST).strip()
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


def typed(copy: Path, line: str) -> str:
    """What a command that the page shows prints."""
    command = shlex.split(line)
    assert command[0] == "python"
    return run(copy, *command[1:])


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


def run(copy: Path, *command: str, seconds: float = 100) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"):
        environment.pop(name, None)
    ended = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert ended.returncode == 0, ended.stdout[-3_000:] + ended.stderr[-2_000:]
    return ended.stdout


def passed_in(copy: Path, *chosen: str) -> int:
    """How many tests passed, none having failed."""
    options = ("-m", "pytest", "-q", "-p", "pytest_timeout", "-p", "no:cacheprovider", "--timeout", str(LONG))
    printed = run(copy, *options, *chosen, seconds=LONG)
    passed = re.search(r"^(\d+) passed", printed, re.MULTILINE)
    assert passed, printed
    return int(passed[1])


@pytest.mark.timeout(LONG)
def test_what_the_page_says_works(followed: Path) -> None:
    tests = [path for path in MADE if path.startswith("tests/")]
    assert len(tests) == 5
    assert passed_in(followed, "-k", "not postgresql", *tests, *HELD) > 40


@pytest.mark.timeout(LONG)
def test_strangers_learn_nothing_from_the_window_of_the_page(followed: Path) -> None:
    assert passed_in(followed, "-k", PRESSED, STRANGERS) == 3


def test_its_code_is_in_the_style_of_the_house(followed: Path) -> None:
    run(followed, "-m", "ruff", "check", *TOUCHED)
    run(followed, "-m", "ruff", "format", "--check", *TOUCHED)


def test_the_packages_have_their_place(followed: Path) -> None:
    assert "0 broken" in run(followed, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")


def test_the_names_that_windows_claim_are_printed(followed: Path) -> None:
    assert {"/ghichu", "gc", "/kiennghi", "t", "tthc"} <= set(typed(followed, CLAIMED).split())


def test_a_window_with_one_table_is_its_own_files_and_few_lines_elsewhere() -> None:
    changed = {path for _, kind, path, _ in BLOCK.findall(WINDOW) if kind == "diff"}
    assert len(changed) <= MOST_CHANGED, changed
    assert [path for path in changed if f"`{path}`" not in WINDOW.partition("\n1. ")[0]] == []


def test_a_feature_made_by_the_page_changes_no_line_that_the_page_shows(tmp_path: Path) -> None:
    """Another one is made by it first; then each of its own changes has its place all the same."""
    other = str.maketrans({"n": "m", "N": "M", "g": "q"})
    changes = [
        (path, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, kind, path, text in BLOCK.findall(WINDOW) if kind == "diff"
    ]
    for path in {path for path, _ in changes}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    for path, text in changes:
        change(tmp_path / path, "".join(line.translate(other) if line.startswith("+") else line for line in text.splitlines(keepends=True)))
    for path, text in changes:
        change(tmp_path / path, text)


def test_each_file_that_is_made_has_its_first_line() -> None:
    assert [path for kind, path, text in BLOCKS if kind == "python" and not text.startswith('"""')] == []
