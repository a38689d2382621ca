"""Fixtures of the tests of whole processes: a database of either kind, and a town over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.e2e.browser import Page, browser
from tests.integration.conftest import empty_url
from tests.town import Town, open_town

__all__ = ["empty_url"]

Opened = Callable[..., Town]


@pytest.fixture
def town_over(small_index_folder: Path, small_folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """Opens a town over the database at an address; further arguments are settings."""
    with ExitStack() as towns:

        def opened(database: str, **settings: str) -> Town:
            town: AbstractContextManager[Town] = open_town(tmp_path, database, small_index_folder, small_folder, **settings)
            return towns.enter_context(town)

        yield opened


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One Chromium with an empty profile, for all tests of a module."""
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
