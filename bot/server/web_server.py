"""The web server, started and stopped with the other services of the process."""

from __future__ import annotations

import asyncio
import errno
import socket
import time
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from ipaddress import IPv4Network, IPv6Network

import uvicorn
from anyio import to_thread
from fastapi import FastAPI

from bot.server.acceptor import Acceptor
from bot.server.connection import ClientConnection, HttpProtocol
from bot.server.connection_limiter import ConnectionLimiter, most_connections
from bot.server.web_processes import WebProcesses

GRACE = 5  # seconds that requests under way may take when the server is stopped
THREADS = 4  # that serve pages at once: they share one interpreter, more of them only wait for one another; the others stand in line
BACKLOG = 4_096  # connections that wait to be accepted; one that finds no place is tried again by its client after a second
FREED_WITHIN = 4.0  # seconds that an address may be held by what was killed a moment ago


class AddressTakenError(Exception):
    """The address to listen at: another program has it, it is not this machine's, or it is not ours to take."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host = host
        self.port = port
        self.reason = reason
        self.is_in_use = reason == errno.errorcode[errno.EADDRINUSE]


class WebServer:
    """uvicorn as a service; signals are the process's, not its own."""

    def __init__(
        self,
        app: FastAPI,
        host: str,
        port: int,
        web_processes: Sequence[AbstractSet[int]] = (),
        inherited: int | None = None,
        proxies: Sequence[IPv4Network | IPv6Network] = (),
    ) -> None:
        """`web_processes`: the cores of each further process that answers at the address; `inherited`: the socket there, in one of them.
        `proxies`: who may bring many visitors."""
        self._host = host
        self._port = port
        self._web_processes = WebProcesses(web_processes)
        self._inherited = inherited
        self._is_alone = not web_processes and inherited is None
        self._proxies = proxies
        self._config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        self._server: _Uvicorn | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen. Raises AddressTakenError."""
        listening = await _free(self._host, self._port) if self._inherited is None else socket.socket(fileno=self._inherited)
        listening.set_inheritable(False)  # the other web processes are handed it; nothing else that we start has to do with it
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        connections = ConnectionLimiter(most_connections(), self._proxies, time.monotonic)
        self._server = server = _Uvicorn(self._config, listening, connections, self._is_alone)
        self._task = asyncio.create_task(server.serve())
        self._task.add_done_callback(lambda _: server.is_up.set())
        await server.is_up.wait()
        if self._task.done():
            await self._task
        self._web_processes.start(listening.fileno())

    async def stop(self) -> None:
        if self._server:
            self._server.should_exit = True
        await self._web_processes.stop()
        if self._task:
            await self._task


class _Uvicorn(uvicorn.Server):
    """Says when it is up (or will never be), leaves signals alone, and accepts connections by our Acceptor."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, connections: ConnectionLimiter, is_alone: bool) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()
        self._connections = connections
        self._is_alone = is_alone
        self._acceptor = Acceptor(listening, self._enter, self._under_way, lambda: connections.is_crowded)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002
        await super().startup([])
        self._acceptor.open()
        self._connections.watch()
        self.is_up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._acceptor.close()
        await super().shutdown(sockets)
        self._connections.stop()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def _under_way(self) -> int:
        return 0 if self._is_alone or not self.server_state.tasks else self._connections.n_to_answer()

    def _enter(self, address: str) -> ClientConnection | None:
        return self._connections.enter(address, self._protocol)

    def _protocol(self) -> HttpProtocol:
        state = {"server_state": self.server_state, "app_state": self.lifespan.state}
        made: HttpProtocol = self.config.http_protocol_class(config=self.config, **state)  # type: ignore[assignment, call-arg]  # as uvicorn itself makes them
        return made


def look_at(host: str, port: int) -> None:
    """Raises AddressTakenError where nobody could listen there now: told before the long work, not after it."""
    asyncio.run(_free(host, port)).close()


async def _free(host: str, port: int) -> socket.socket:
    """Listen as soon as the address is free: the web processes of a program that was killed hold it until they have seen that."""
    end = asyncio.get_running_loop().time() + FREED_WITHIN
    while True:
        try:
            return _listen(host, port)
        except AddressTakenError:
            if asyncio.get_running_loop().time() > end:
                raise
        await asyncio.sleep(0.2)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return _opened(family, (host, port))
    except OSError as error:
        raise AddressTakenError(host, port, errno.errorcode.get(error.errno or 0, str(error))) from error


def _opened(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
