"""kill -9 at any moment: every letter arrives, and at most those in flight twice."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import socket
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId, OutboxMessage, Priority
from bot.outbox.store import Counters
from tests.soak import size
from tests.support import outbox_worker

pytestmark = pytest.mark.soak
KILLS = size(3, 200)
BATCH = 120  # letters queued between two kills
CHATS = 200
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.support.outbox_worker", "psycopg", "bot.database.tables"])


class Collector:
    """What the channel accepted, in the order it did, over a socket."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.accepted: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(asyncio.start_unix_server(self._accept, path), self._loop).result(5)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        if line.endswith(b"\n"):
            self.accepted.append(line.decode().strip())
            await asyncio.sleep(random.uniform(0, 0.02))  # accepted, and not yet known to the worker: where a kill hurts
            try:
                writer.write(f"{len(self.accepted)}\n".encode())
                await writer.drain()
            except OSError:
                pass
        writer.close()

    def close(self) -> None:
        async def end() -> None:
            self._server.close()
            await asyncio.sleep(0.1)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # a socket's path is short
        found = Collector(str(Path(folder) / "s"))
        yield found
        found.close()


@contextmanager
def workers(number: int, start: Callable[[], BaseProcess]) -> Iterator[list[BaseProcess]]:
    running = [start() for _ in range(number)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.join()


def put(engine: Engine, first: int, number: int) -> None:
    letters = (
        OutboxMessage(ChatId("telegram", str(n % CHATS)), f"letter {n}", f"key {n}", priority=Priority.CAMPAIGN, campaign=1 + n % 2)
        for n in range(first, first + number)
    )
    with write_session(engine) as session:
        queue(session, letters, datetime.now(UTC))


def in_flight(engine: Engine, process: BaseProcess) -> int:
    mine = OUTBOX.c.worker.like(f"{socket.gethostname()[:32]}/{process.pid}/%")
    with read_session(engine) as session:
        return int(session.execute(select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == "sending", mine)).scalar_one())


def open_letters(engine: Engine) -> int:
    with read_session(engine) as session:
        return int(session.execute(select(func.count()).select_from(OUTBOX).where(OUTBOX.c.finished.is_(None))).scalar_one())


def wait(holds: Callable[[], object], seconds: float) -> None:
    pause = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if holds():
            return
        pause.wait(0.05)
    raise TimeoutError


@pytest.mark.parametrize("number", [1, 3])
def test_a_campaign_survives_being_killed_again_and_again(engine: Engine, empty_url: str, collector: Collector, number: int) -> None:
    def start() -> BaseProcess:
        process = SPAWN.Process(target=outbox_worker.work, args=(empty_url, collector.path))
        process.start()
        return process

    might_repeat = queued = 0
    with workers(number, start) as running:
        for _ in range(KILLS):
            put(engine, queued, BATCH)
            queued += BATCH
            seen = len(collector.accepted)
            wait(partial(lambda seen: len(collector.accepted) > seen, seen), 60)  # under load, not while it starts
            threading.Event().wait(random.uniform(0, 0.2))
            victim = random.randrange(number)
            running[victim].kill()
            running[victim].join()
            might_repeat += in_flight(engine, running[victim])
            running[victim] = start()
        wait(lambda: open_letters(engine) == 0, 120 + queued / 20)  # what piled up while they were killed
    accepted = Counter(collector.accepted)
    repeated = accepted.total() - len(accepted)
    print(f"{engine.dialect.name}, {number} workers, {KILLS} kills: {queued} letters, {repeated} repeated of {might_repeat} in flight")  # noqa: T201
    assert set(accepted) == {f"letter {n}" for n in range(queued)}
    assert repeated <= might_repeat <= KILLS * outbox_worker.IN_FLIGHT
    for campaign in (1, 2):
        progress = Counters(engine).progress(campaign)
        assert (progress.sent, progress.waiting, progress.withdrawn) == (progress.total, 0, 0)
