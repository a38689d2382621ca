"""bot.runtime.cpu_affinity: as many processes as cores, each keeps to its own; otherwise nobody is pinned."""

from __future__ import annotations

import os
import threading

import pytest

from bot.runtime.cpu_affinity import keep_to, shares, usable


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {7, 2, 4, 5}, raising=False)


@pytest.mark.usefixtures("four")
def test_as_many_processes_as_cores_get_one_each() -> None:
    assert shares(4) == [{2}, {4}, {5}, {7}]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("n_processes", [1, 2, 3, 5, 64])
def test_fewer_or_more_may_use_all(n_processes: int) -> None:
    assert shares(n_processes) == [{2, 4, 5, 7}] * n_processes


def test_a_system_that_does_not_tell_leaves_all_cores_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert shares(2) == [{0, 1, 2}] * 2
    keep_to({0})


def test_a_thread_that_is_kept_to_a_core_passes_it_on_and_others_stay_free() -> None:
    before = usable()
    kept: list[frozenset[int]] = []

    def kept_thread() -> None:
        keep_to({min(before)})
        inner = threading.Thread(target=lambda: kept.append(usable()))
        inner.start()
        inner.join()

    outer = threading.Thread(target=kept_thread)
    outer.start()
    outer.join()
    assert kept == [{min(before)}]
    assert usable() == before


def test_a_process_that_ended_is_no_error() -> None:
    keep_to(usable(), 2**22 + 1)
