"""knowledge.loading.uncollected: a library is read without the garbage collector, which is afterwards as it was, whatever happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import LibraryError
from knowledge.loading.library import load
from knowledge.loading.uncollected import uncollected


@pytest.fixture(autouse=True)
def _collector_on() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_collected_within_and_all_is_as_before_after() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_library_with_faults_leaves_the_collector_on(tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        load([tmp_path / "khong-co"])
    assert gc.isenabled()


def test_who_had_turned_it_off_finds_it_off(small_folder: Path) -> None:
    gc.disable()
    load([small_folder])
    assert not gc.isenabled()
