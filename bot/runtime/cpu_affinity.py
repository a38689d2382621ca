"""The machine's cores, dealt out among the web processes.

One interpreter runs on one core at a time. The kernel moves its threads about all the same, and they find a cold cache wherever they
come. Kept to one core each, two on two cores answered a tenth more, and at 200 a second the slowest hundredth waited half the time.
"""

from __future__ import annotations

import os
from collections.abc import Set as AbstractSet
from contextlib import suppress


def usable() -> frozenset[int]:
    """The cores that this program may use."""
    try:
        return frozenset(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return frozenset(range(os.cpu_count() or 1))


def shares(n_processes: int) -> list[frozenset[int]]:
    """The cores of each of `n_processes`: one each where these are as many as the cores, else all of them.

    Fewer processes than cores are left to the kernel: pinned, one could wait for another program while a core stands idle.
    """
    cores = sorted(usable())
    return [frozenset({core}) for core in cores] if n_processes == len(cores) else [frozenset(cores)] * n_processes


def keep_to(cores: AbstractSet[int], process: int = 0) -> None:
    """Keep the first thread of a process, 0: this thread, to `cores`, with every thread that it starts from now on."""
    with suppress(AttributeError, OSError):  # a system without it, a process that ended: it runs wherever it may
        os.sched_setaffinity(process, cores)


class CpuAffinity:
    """A service that keeps this process to its cores; the last to start, so that the threads of the others stay free."""

    def __init__(self, cores: AbstractSet[int]) -> None:
        self._cores = cores

    async def start(self) -> None:
        keep_to(self._cores)

    async def stop(self) -> None:
        """Nothing to finish."""
