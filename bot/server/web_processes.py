"""More processes that answer at the same address: one interpreter uses one core, whatever the machine has.

They share its socket: who waits there to be let in is not lost with one of them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from threading import Thread

import structlog

from bot.runtime.cpu_affinity import keep_to

AGAIN_AFTER = 1.0  # seconds before a process that died is started again; doubled each time
AGAIN_AT_MOST = 60.0
STOPPED_WITHIN = 7.0  # seconds; the whole program has ten
log = structlog.get_logger(__name__)


class WebProcesses:
    """Processes with the role web, one for each share of the machine's cores. They end with this one, however it ends."""

    def __init__(self, shares: Sequence[AbstractSet[int]]) -> None:
        self._shares = shares
        self._running: set[Process] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, listening: int) -> None:
        """Return at once. `listening`: the socket at the address."""
        self._tasks = [asyncio.create_task(self._keep(cores, listening)) for cores in self._shares]

    async def stop(self) -> None:
        """Let them finish what they serve."""
        for task in self._tasks:
            task.cancel()
        ending = [asyncio.create_task(_end(process)) for process in self._running]
        if ending:
            await asyncio.wait(ending)

    async def _keep(self, cores: AbstractSet[int], listening: int) -> None:
        pause = AGAIN_AFTER
        while True:
            command = (sys.executable, "-m", "bot", "serve", "--role", "web", "--sibling", str(listening))
            process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, pass_fds=[listening])  # its input ends with this process
            keep_to(cores, process.pid)
            self._running.add(process)
            code = await process.wait()
            self._running.discard(process)
            log.warning("a web process ended and is started again", status=code)
            await asyncio.sleep(pause)
            pause = min(2 * pause, AGAIN_AT_MOST)


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOPPED_WITHIN):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()


def end_with_parent() -> None:
    """In a further web process, before anything else: when the one that started it is gone, even killed, this one stops as if told to.

    It holds the socket from the first moment: after a first process that died, visitors would wait in vain, and so would its successor.
    """
    Thread(target=_wait_for_the_end_of, args=[sys.stdin.fileno()], daemon=True).start()


def _wait_for_the_end_of(pipe: int) -> None:
    while os.read(pipe, 1):
        """Nobody sends anything."""
    os.kill(os.getpid(), signal.SIGTERM)
