"""bot.server.acceptor: of several processes at one socket the one with least to do lets people in, and nobody waits in vain."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bot.server.acceptor import STEPS_BACK_AT_MOST, Acceptor

HOST = "127.0.0.1"
SOON = 5.0  # seconds


@dataclass
class Process:
    """A web process, as its acceptor sees it: who came in, and how much it has to do."""

    under_way: int = 0
    came: list[asyncio.BaseTransport] = field(default_factory=list)

    def acceptor(self, listening: socket.socket) -> Acceptor:
        return Acceptor(listening, lambda _: CountingProtocol(self), lambda: self.under_way)


class CountingProtocol(asyncio.Protocol):
    def __init__(self, process: Process) -> None:
        self._process = process

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._process.came.append(transport)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as made:
        yield made


async def knock(listening: socket.socket, n_times: int) -> None:
    """Come, each a little after the one before."""
    for _ in range(n_times):
        _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        await asyncio.sleep(2 * STEPS_BACK_AT_MOST)
        writer.close()


async def until_in(n_people: int, *processes: Process) -> None:
    async with asyncio.timeout(SOON):
        while sum(len(process.came) for process in processes) < n_people:  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(0.005)


def test_who_has_least_to_do_lets_them_in(listening: socket.socket) -> None:
    async def scenario() -> None:
        busy, idle = Process(under_way=5), Process()
        acceptors = [process.acceptor(listening.dup()) for process in (busy, idle)]
        for acceptor in acceptors:
            acceptor.open()
        await knock(listening, 10)
        await until_in(10, busy, idle)
        assert len(idle.came) == 10
        busy.under_way, idle.under_way = 0, 5
        await knock(listening, 10)
        await until_in(20, busy, idle)
        assert len(busy.came) == 10
        for acceptor in acceptors:
            acceptor.close()

    asyncio.run(scenario())


def test_where_everybody_is_busy_nobody_waits_in_vain(listening: socket.socket) -> None:
    async def scenario() -> None:
        one, other = Process(under_way=100), Process(under_way=1_000)
        acceptors = [process.acceptor(listening.dup()) for process in (one, other)]
        for acceptor in acceptors:
            acceptor.open()
        people = [await asyncio.open_connection(*listening.getsockname()[:2]) for _ in range(50)]
        await until_in(50, one, other)
        for acceptor in acceptors:
            acceptor.close()
        for _, writer in people:
            writer.close()

    asyncio.run(scenario())


def test_who_waits_at_a_closed_door_goes_in_by_the_other(listening: socket.socket) -> None:
    async def scenario() -> None:
        leaving, staying = Process(), Process(under_way=1)
        acceptors = [process.acceptor(listening.dup()) for process in (leaving, staying)]
        for acceptor in acceptors:
            acceptor.open()
        acceptors[0].close()
        await knock(listening, 5)
        await until_in(5, staying)
        assert not leaving.came
        acceptors[1].close()

    asyncio.run(scenario())


class Full(socket.socket):
    """The first who comes cannot be let in: the process has as many files open as it may."""

    is_full = True

    def accept(self) -> tuple[socket.socket, object]:
        if self.is_full:
            self.is_full = False
            raise OSError(errno.EMFILE, "Too many open files")
        return super().accept()


def test_who_could_not_be_let_in_is_let_in_later(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.server.acceptor.PAUSE", 0.05)

    async def scenario() -> None:
        process = Process()
        acceptor = process.acceptor(Full(fileno=listening.dup().detach()))
        acceptor.open()
        await knock(listening, 2)
        await until_in(2, process)
        acceptor.close()

    asyncio.run(scenario())


def test_a_door_that_closes_while_it_stands_back_stays_closed(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    errors: list[object] = []
    monkeypatch.setattr("bot.server.acceptor.STEPS_BACK", 1.0)
    monkeypatch.setattr(
        "bot.server.acceptor.STEPS_BACK_AT_MOST", 1.0
    )  # a busy machine may stand still for longer than it is in the product

    async def scenario() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, about: errors.append(about))
        process = Process(under_way=5)
        acceptor = process.acceptor(listening.dup())
        acceptor.open()
        _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        await asyncio.sleep(0.1)  # it has heard the knock, and stands back
        acceptor.close()
        await asyncio.sleep(1.2)
        assert not process.came
        writer.close()

    asyncio.run(scenario())
    assert not errors
