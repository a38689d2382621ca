"""indexer.storage.cache: what was counted is not counted again, and a broken cache is thrown away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.storage.cache import Arrays, Cache

ONE: Arrays = (np.array([1, 2**63], np.uint64), np.array([-3], np.int32), np.zeros(0, np.uint32), np.array([255], np.uint8))
TWO: Arrays = (np.zeros(0, np.uint64),)


def same(found: Arrays, wanted: Arrays) -> bool:
    return [array.dtype for array in found] == [array.dtype for array in wanted] and all(map(np.array_equal, found, wanted))


def test_gives_back_what_was_kept_in_the_order_asked(tmp_path: Path) -> None:
    with Cache(tmp_path / "a" / "cache.sqlite") as cache:
        cache.put([("one", ONE), ("two", TWO)])
    with Cache(tmp_path / "a" / "cache.sqlite") as cache:
        assert cache.known() == {"one", "two"}
        assert all(map(same, cache.get(["two", "one", "two"]), [TWO, ONE, TWO]))


def test_keeps_the_newer_of_one_key(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite") as cache:
        cache.put([("one", ONE)])
        cache.put([("one", TWO)])
        assert same(next(cache.get(["one"])), TWO)


def test_forgets_what_is_not_needed_any_more(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite") as cache:
        cache.put([("one", ONE), ("two", TWO)])
        cache.keep_only(["two", "three"])
        assert cache.known() == {"two"}


@pytest.mark.parametrize("broken", [b"khong phai SQLite" * 100, b"", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_cache_is_replaced(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(broken)
    with Cache(path) as cache:
        assert cache.known() == set()
        cache.put([("one", ONE)])
        assert cache.known() == {"one"}


def test_a_cache_that_was_cut_short_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with Cache(path) as cache:
        cache.put((str(number), (np.arange(500, dtype=np.uint64),)) for number in range(50))
    path.write_bytes(path.read_bytes()[:20_000])
    with Cache(path) as cache:
        assert cache.known() == set()
        cache.put([("one", ONE)])
        assert same(next(cache.get(["one"])), ONE)
