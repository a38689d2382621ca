"""What of the product the tests reach, by line and by branch: a plugin of pytest, `-p tests.coverage --cover-at-least 90`.

Probes stand in the product's code itself. Following every line, as Python 3.11 lets a program be followed, slows down all that runs,
libraries too: the tests took twice as long. Passed again and again, probes still took a quarter of an answer's time, so those that were
passed are taken out, all at once and seldom. Each worker of pytest-xdist and each process forked from the nursery writes down what it
reached; a killed one writes nothing. Processes started anew are not asked.
"""

from __future__ import annotations

import ast
import atexit
import gc
import importlib.util
import json
import marshal
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from hashlib import sha256
from importlib.abc import FileLoader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from io import StringIO
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any
from uuid import uuid4

import pytest
from slipcover import FileMatcher, Slipcover, print_coverage
from slipcover.branch import preinstrument
from slipcover.importer import SlipcoverLoader
from slipcover.version import __version__ as version

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "indexer", "bot")
SOURCES = [str(ROOT / package) for package in PACKAGES]
LEFT_OUT = [str(ROOT / "indexer" / "measuring" / "bench.py")]
NOT_COUNTED = ["if __name__ == .__main__.:"]
FOLDER = "COVERAGE_INTO"
"""The variable of the environment that names the folder where processes write."""
NEVER = 2**31 - 1
"""How often a probe may be passed before it is taken out of the code: one by one, that takes longer than leaving them."""
TAKEN_OUT_AFTER = (100, 1_000)
"""Tests of a process, after which the probes that were passed are taken out together; each time takes as long as placing them."""
FOUND = pytest.StashKey[dict[str, Any]]()
FUNCTIONS = pytest.StashKey[list[FunctionType]]()
RUN = pytest.StashKey[int]()


def begin() -> None:
    """What is imported from now on has probes; so have migrations, which are loaded by their files."""
    _folder()
    sys.meta_path.insert(0, _Finder())
    importlib.util.spec_from_file_location = partial(_by_its_file, importlib.util.spec_from_file_location)


class _Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return _probed(PathFinder.find_spec(fullname, path, target)) if fullname.partition(".")[0] in PACKAGES else None


def _by_its_file(plain: Any, *told: Any, **more: Any) -> ModuleSpec | None:
    return _probed(plain(*told, **more))


def _probed(spec: ModuleSpec | None) -> ModuleSpec | None:
    if spec and spec.origin and isinstance(spec.loader, SourceFileLoader) and _product().matches(spec.origin):
        spec.loader = SlipcoverLoader(_probes(), _Loader(spec.name, spec.origin), spec.origin)
    return spec


class _Loader(FileLoader):
    def get_source(self, fullname: str) -> str:
        return Path(self.path).read_text(encoding="utf-8")

    def get_code(self, fullname: str) -> CodeType:
        return _marked(Path(self.path))


def _marked(path: Path) -> CodeType:
    """Its code with the branches marked. Kept beside the compiled code: marking takes thirty times as long as reading what was kept."""
    source = path.read_bytes()
    digest = sha256(version.encode() + source).digest()
    kept = Path(importlib.util.cache_from_source(str(path), optimization="branches"))
    with suppress(OSError):
        found = kept.read_bytes()
        if found.startswith(digest):
            code: CodeType = marshal.loads(found[len(digest) :])
            return code
    code = compile(preinstrument(ast.parse(source)), str(path), "exec")
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        new = kept.with_suffix(f".{uuid4().hex}")
        new.write_bytes(digest + marshal.dumps(code))
        new.replace(kept)
    return code


def tell_at_the_end() -> None:
    """This process writes down what it has reached when it ends."""
    atexit.register(_tell)


@cache
def _folder() -> Path:
    """As it was called at the beginning: a forked process is given another environment."""
    return Path(os.environ[FOLDER])


@cache
def _product() -> FileMatcher:
    return FileMatcher(sources=SOURCES, omit=LEFT_OUT)


@cache
def _probes() -> Slipcover:
    probes = Slipcover(branch=True, d_miss_threshold=NEVER)
    probes.code_lines = probes.code_branches = defaultdict(_NotAsked)
    return probes


class _NotAsked(set[Any]):
    """Which lines and branches there are is asked once, of the files."""

    def update(self, *others: Iterable[Any]) -> None:
        """Finding them out takes as long as placing the probes."""


def _tell() -> None:
    seen = dict(_probes().newly_seen)  # threads may go on
    reached = {file: sorted(map(_pair, places.copy())) for file, places in seen.items()}
    (_folder() / f"{uuid4().hex}.json").write_text(json.dumps(reached), encoding="utf-8")


def _pair(place: int | tuple[int, int]) -> tuple[int, int]:
    """A line, which has no number 0, or the two lines of a branch, which begins at none of them."""
    return place if isinstance(place, tuple) else (0, place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cover-at-least", type=float, default=0.0, metavar="PERCENT", help="of lines and branches, else the run fails")


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before anything of the product is imported."""
    if not _is_worker():
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="coverage-")
    if _runs_tests(early_config.known_args_namespace):
        _mark_a_share()
        begin()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Every function of the product, wherever it is kept, before what is there is left alone by the collector of garbage."""
    if _runs_tests(session.config.option):
        gc.unfreeze()
        ours = tuple(f"{folder}{os.sep}" for folder in SOURCES)
        there = (each for each in gc.get_objects() if type(each) is FunctionType)
        session.config.stash[FUNCTIONS] = [each for each in there if each.__code__.co_filename.startswith(ours)]
        session.config.stash[RUN] = 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    outcome = yield
    item.config.stash[RUN] += 1
    if item.config.stash[RUN] in TAKEN_OUT_AFTER:
        functions: list[FunctionType] = item.config.stash[FUNCTIONS]
        take_out(functions)
    return outcome


def take_out(functions: Iterable[FunctionType]) -> None:
    """The probes that were passed, out of these functions and of all that is made within them. What they saw stays noted."""
    probes = _probes()
    for file, places in list(probes.newly_seen.items()):
        for code in list(probes.instrumented[file]):
            probes.deinstrument(code, places.copy())
    for function in functions:
        function.__code__ = probes.replace_map.get(function.__code__, function.__code__)
    probes.replace_map.clear()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _runs_tests(session.config.option):
        _tell()
    if _is_worker():
        return
    found = session.config.stash[FOUND] = _collected()
    if session.exitstatus == pytest.ExitCode.OK and _share(found) < session.config.getoption("--cover-at-least"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    table, found, wanted = StringIO(), config.stash[FOUND], config.getoption("--cover-at-least")
    print_coverage(found, outfile=table, skip_covered=True, missing_width=80)
    terminalreporter.section("coverage")
    terminalreporter.write_line(table.getvalue())
    if _share(found) < wanted:
        terminalreporter.write_line(f"Coverage of {_share(found):.2f} % is less than {wanted:g} %.", red=True)


def _mark_a_share() -> None:
    """Workers begin in the same moment and import in the same order: where nothing is marked yet, each would mark every file."""
    number, count = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    for path in [*_files()][int(number) :: count] if count > 1 else ():
        _marked(path)


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


def _runs_tests(option: object) -> bool:
    """Not the process that only hands them out."""
    return _is_worker() or not getattr(option, "numprocesses", None)


def _collected() -> dict[str, Any]:
    """What all together reached of all the code there is; the folder goes."""
    whole = Slipcover(branch=True, exclude_also=NOT_COUNTED)
    for path in _files():
        code = _marked(path)
        whole.code_lines[str(path)] = set(whole.lines_from_code(code))
        whole.code_branches[str(path)] = set(whole.branches_from_code(code))
    for told in _folder().glob("*.json"):
        for file, places in json.loads(told.read_text(encoding="utf-8")).items():
            whole.all_seen[file].update((begin, end) if begin else end for begin, end in places)
    shutil.rmtree(_folder())
    found: dict[str, Any] = whole.get_coverage()
    return found


def _files() -> Iterator[Path]:
    for package in SOURCES:
        yield from (path for path in sorted(Path(package).rglob("*.py")) if str(path) not in LEFT_OUT)


def _share(found: dict[str, Any]) -> float:
    return float(found["summary"]["percent_covered"])
