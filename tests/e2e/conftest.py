"""Fixtures of the tests of whole processes: a database of either kind, and a harness over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.e2e.browser import BrowserPage, browser
from tests.harness import Harness, open_harness
from tests.integration.conftest import empty_url

__all__ = ["empty_url"]

Opened = Callable[..., Harness]


@pytest.fixture
def town_over(small_index_folder: Path, small_folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """Opens a harness over the database at an address; further arguments are settings."""
    with ExitStack() as towns:

        def opened(database: str, **settings: str) -> Harness:
            harness: AbstractContextManager[Harness] = open_harness(tmp_path, database, small_index_folder, small_folder, **settings)
            return towns.enter_context(harness)

        yield opened


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    """One Chromium with an empty profile, for all tests of a module."""
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
