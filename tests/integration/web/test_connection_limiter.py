"""bot.server.connection_limiter and connection, with uvicorn's two protocols: who is slow is sent away, who is only far away is not."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

from bot.server import connection, connection_limiter
from bot.server.connection_limiter import most_connections
from bot.server.web_server import WebServer
from tests.support.ports import free_port

HOST = "127.0.0.1"
SOON = 5.0  # seconds
LARGE = 64 * 1024 * 1024  # bytes; more than the kernel takes for a client that does not read
WHOLE = b"GET /small HTTP/1.1\r\nHost: xa\r\n\r\n"
Scenario = Callable[[int], Awaitable[None]]
Both = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture(autouse=True)
def short_times(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HEAD_WITHIN": 0.5, "GRACE": 0.5, "LEAST_RATE": 20_000, "SILENT_AT_MOST": 0.5}.items():
        monkeypatch.setattr(connection, name, value)
    monkeypatch.setattr(connection_limiter, "EVERY", 0.05)


@pytest.fixture(params=["h11", "httptools"])
def served(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Runs a scenario against a web server."""

    def run(scenario: Scenario, *, proxies: str = "") -> None:
        asyncio.run(_run(scenario, request.param, proxies))

    return run


async def _run(scenario: Scenario, http: str, proxies: str) -> None:
    port = free_port()
    server = WebServer(application(), HOST, port, proxies=[ip_network(each) for each in proxies.split()])
    server._config.http = http
    await server.start()
    try:
        async with asyncio.timeout(4 * SOON):
            await scenario(port)
    finally:
        await server.stop()


def application() -> FastAPI:
    app = FastAPI()

    @app.get("/small")
    async def small() -> PlainTextResponse:
        return PlainTextResponse("small")

    @app.get("/large")
    async def large() -> Response:
        return Response(bytes(LARGE))

    @app.post("/sent")
    async def sent(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    return app


@asynccontextmanager
async def client(port: int) -> AsyncIterator[Both]:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def drip(writer: asyncio.StreamWriter, text: bytes, pause: float) -> None:
    for number in range(len(text)):
        writer.write(text[number : number + 1])
        await asyncio.sleep(pause)


async def told(reader: asyncio.StreamReader) -> bytes:
    """Everything until the connection is closed."""
    async with asyncio.timeout(SOON):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


def test_who_sends_no_whole_head_in_time_is_told_so(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            writer.write(WHOLE[:20])
            assert (await told(reader)).startswith(b"HTTP/1.1 408 ")
        async with client(port) as (reader, writer):
            dripping = asyncio.create_task(drip(writer, WHOLE * 20, 0.05))
            assert (await told(reader)).startswith(b"HTTP/1.1 408 ")
            dripping.cancel()

    served(scenario)


def test_the_second_head_of_a_connection_has_no_more_time(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            writer.write(WHOLE)
            assert (await reader.readuntil(b"small")).startswith(b"HTTP/1.1 200 ")
            writer.write(WHOLE[:20])
            assert (await told(reader)).startswith(b"HTTP/1.1 408 ")

    served(scenario)


def test_one_connection_serves_many_requests_as_long_as_they_come_whole(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            for _ in range(8):
                writer.write(WHOLE)
                assert (await reader.readuntil(b"small")).startswith(b"HTTP/1.1 200 ")
                await asyncio.sleep(0.1)  # together longer than one head may take

    served(scenario)


def test_a_head_without_end_is_refused(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            writer.write(b"GET /small HTTP/1.1\r\n")
            for number in range(200):
                writer.write(b"X-Number-%d: " % number + b"x" * 1_000 + b"\r\n")
            assert (await told(reader))[:13] in (b"HTTP/1.1 431 ", b"HTTP/1.1 400 ", b"")  # 400: h11 has a limit of its own
        async with client(port) as (reader, writer):
            writer.write(WHOLE)
            await reader.readuntil(b"small")

    served(scenario)


def test_a_body_that_comes_slower_than_any_network_is_given_up(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            writer.write(b"POST /sent HTTP/1.1\r\nHost: xa\r\nContent-Length: 1000\r\n\r\n")
            dripping = asyncio.create_task(drip(writer, b"x" * 1_000, 0.05))
            assert (await told(reader)).startswith(b"HTTP/1.1 408 ")
            dripping.cancel()

    served(scenario)


def test_a_body_that_comes_slowly_but_comes_is_taken(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        async with client(port) as (reader, writer):
            writer.write(b"POST /sent HTTP/1.1\r\nHost: xa\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(10):
                writer.write(b"x" * 10_000)
                await asyncio.sleep(0.2)  # together four times GRACE
            await reader.readuntil(b"100000")

    served(scenario)


def test_who_does_not_read_the_answer_is_let_go(served: Callable[..., None]) -> None:
    async def scenario(port: int) -> None:
        with socket.create_connection((HOST, port)) as deaf:
            deaf.setblocking(False)
            deaf.send(b"GET /large HTTP/1.1\r\nHost: xa\r\n\r\n")
            await asyncio.sleep(2)
            deaf.settimeout(SOON)
            assert await asyncio.to_thread(count_rest, deaf) < LARGE

    served(scenario)


def count_rest(deaf: socket.socket) -> int:
    """Bytes that the kernel had already; ends, because the connection was closed."""
    total = 0
    while part := deaf.recv(65_536):
        total += len(part)
    return total


def test_one_address_has_its_share_and_its_newcomers_displace_its_own(served: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_limiter, "MOST_OF_HOME", 10)
    monkeypatch.setattr(connection, "HEAD_WITHIN", 60)

    async def scenario(port: int) -> None:
        other = await asyncio.open_connection(HOST, port, local_addr=("127.0.0.2", 0))
        mine = [await asyncio.open_connection(HOST, port) for _ in range(40)]
        async with client(port) as (reader, writer):
            writer.write(WHOLE)
            await reader.readuntil(b"small")
        assert await told(mine[0][0]) == b""
        other[1].write(WHOLE)
        await other[0].readuntil(b"small")
        for _, writer in (other, *mine):
            writer.close()

    served(scenario)


def test_a_trusted_proxy_brings_as_many_as_it_likes(served: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_limiter, "MOST_OF_HOME", 10)

    async def scenario(port: int) -> None:
        brought = [await asyncio.open_connection(HOST, port) for _ in range(40)]
        for reader, writer in brought:
            writer.write(WHOLE)
            await reader.readuntil(b"small")
            writer.close()

    served(scenario, proxies="127.0.0.0/8")


def test_a_process_may_open_as_many_files_as_it_can_and_keeps_some_for_other_things() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        most = most_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (before[1], before[1])
        assert most == min(connection_limiter.MOST, int(before[1] * connection_limiter.SHARE))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
