"""What every test may ask for: the small library, its index, the starter index, and how long hypothesis looks for trouble.

With pytest-xdist each worker is a session of its own; an index is built by the first that asks (one builder
at a time, nothing where it stands) and read by all. Who only hands out tests, and must do so before any worker
begins, imports next to nothing of the product: what fixtures make of it, they import themselves.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.runtime import gc_tuning
from bot.runtime.cpu_affinity import usable
from knowledge.files import locked
from tests.support import postgresql

if TYPE_CHECKING:
    from jinja2 import Environment

    from bot.wiring import AnswerParts
    from indexer.ranking.search import Index
    from knowledge.loading.library import Library

LONG = ("soak", "timeout")
"""The marks of tests that kill, load or fuzz, and of those that may take longer than all others."""

FREEZE = gc_tuning.freeze
BUILT = Path(__file__).parents[1] / "var" / "index"  # where `make run` and `make bench` build, if nobody says otherwise
MUCH = 100_000  # objects; to walk them takes as long as twenty quick tests

settings.register_profile("steady", max_examples=60, deadline=None, derandomize=True)  # the same examples on every machine
settings.register_profile("wander", max_examples=3_000, deadline=None)  # HYPOTHESIS_PROFILE=wander looks further
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: a third of the time is waiting, for a clock, a killed process, a browser."""
    return len(usable()) * 3 // 2


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: it is walked once, when all is there."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: begun last, it would be waited for by a core that has nothing left. The others keep their chance order."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, LONG)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """The starter index is built before any test's clock runs, where one of them needs it: built within the first, on a busy machine, it
    took that test's whole time, and those of the tests behind it. Then the tests and all that they import stay: walked again and again,
    they were a tenth of what the tests took."""
    needs_it = any("starter_index_folder" in getattr(item, "fixturenames", ()) for item in session.items)
    if needs_it and not session.config.option.collectonly:
        starter_index_in(shared(session.config._tmp_path_factory))  # type: ignore[attr-defined]
    FREEZE()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """An index or a library that stays for a module or for the run is walked once: not at each of the hundred starts after it, nor when
    the next one comes. A worker that held both took three seconds for each. Holding no cycles, they go when nobody holds them any longer."""
    made = yield
    if fixturedef.scope != "function":
        _settle()
    return made


def _settle() -> None:
    """What was made since the last time is walked; what is much and stays is not walked again."""
    gc.collect()
    if len(gc.get_objects()) > MUCH:
        gc.freeze()


@cache
def starter_index_in(folder: Path) -> Path:
    """The starter index in this folder, built by the first worker that asks; the others wait for it. What this machine built before is
    laid there first: an index knows the content and the code that it was made of, so what changed since is built anew, and no more."""
    from indexer.building.build import build
    from knowledge.loading.library import STARTER

    out = folder / "starter-index"
    with locked(folder / "starter-index.lock", lambda: None):
        if BUILT.is_dir() and not out.exists():
            shutil.copytree(BUILT, out)
        build([STARTER], out, None, lambda *_: None)
    return out


def shared(factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of this run; pytest's own when there is one worker."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def _what_has_settled_is_not_walked_again() -> Iterator[None]:
    """A program has the whole of what it holds walked when it has opened an index: here that would be every test, at each of a hundred
    starts. What was made since is walked, and lets go of the files of the tests before."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(gc_tuning, "freeze", _settle)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_template_is_compiled_once() -> Iterator[None]:
    """An office has its own pages, so each test's app would compile every template again: a quarter of what a test of a page took."""
    from jinja2 import Environment

    made: dict[tuple[object, ...], object] = {}
    compiled = Environment.compile

    def once(here: Environment, source: str, name: str | None = None, filename: str | None = None) -> object:
        key = (source, name, filename, here.autoescape, here.trim_blocks, here.lstrip_blocks, here.undefined)
        if key not in made:
            made[key] = compiled(here, source, name, filename)
        return made[key]

    with pytest.MonkeyPatch.context() as here:
        here.setattr(Environment, "compile", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_statement_is_compiled_once() -> Iterator[None]:
    """A database has its own engine, so each test would compile every statement again."""
    from tests.support import databases

    with databases.statements_compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_is_kept_ends_with_the_run() -> Iterator[None]:
    from tests.support.web_client import KEPT

    with KEPT:
        yield


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    """`bot.__main__.main`, called within a test, closes what the process writes; the next test begins as the machine does."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A command that is called within a test sends the log where it writes itself; the next test logs as before, not to what is closed."""
    root = logging.getLogger()
    before = root.level
    yield
    structlog = sys.modules.get("structlog")
    if structlog is None or not structlog.is_configured():
        return
    structlog.reset_defaults()
    logging.captureWarnings(False)
    root.setLevel(before)
    root.handlers[:] = [handler for handler in root.handlers if type(handler) is not logging.StreamHandler]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small library of the test's own, to break and to change."""
    from tests import library

    return library.write(tmp_path / "library")


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library, only to read."""
    from tests import library

    return library.write(tmp_path_factory.mktemp("small") / "library")


@pytest.fixture(scope="session")
def small_library(small_folder: Path) -> Library:
    from knowledge.loading.library import load

    return load([small_folder])


@pytest.fixture(scope="session")
def starter() -> Library:
    """The library that ships, only to read."""
    from tests import library

    return library.starter()


@pytest.fixture(scope="session")
def small_index_folder(small_folder: Path, shared_folder: Path) -> Path:
    from indexer.building.build import build

    out = shared_folder / "small-index"
    build([small_folder], out, None, lambda *_: None)
    return out


@pytest.fixture(scope="session")
def small_index(small_index_folder: Path) -> Index:
    from indexer.ranking.search import Index

    return Index(small_index_folder)


@pytest.fixture(scope="session")
def starter_index_folder(shared_folder: Path) -> Path:
    """The index of the library that ships: built once a run, because it takes seconds; only to read."""
    return starter_index_in(shared_folder)


@pytest.fixture(scope="session")
def starter_index(starter_index_folder: Path) -> Index:
    from indexer.ranking.search import Index

    return Index(starter_index_folder)


@pytest.fixture(scope="session")
def parts(starter_index_folder: Path) -> AnswerParts:
    """What answers from the starter index. It remembers nobody."""
    from bot.wiring import wire

    return wire(starter_index_folder)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    from tests.support import databases

    folder = postgresql.binaries()
    if folder is None:
        pytest.skip("no PostgreSQL on this machine: the stores are tested on SQLite alone")
    with postgresql.server(folder) as url:
        yield url
        databases.leave(url)
