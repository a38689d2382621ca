"""How many answers a second `bot serve` gives over HTTP, and how long each takes: python -m tests.bench.web

Server and client share the machine. Each visitor comes by a connection of their own, as browsers do, asks a few questions, known by the
cookie, then the next comes; the questions are the labelled ones. `most` asks as fast as answers come; `steady` sends at a fixed rate,
whatever comes back, as citizens do: each question is a new visitor's.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from indexer.measuring.evaluate import read_questions
from tests.paths import ROOT
from tests.support.ports import free_port

HOST = "127.0.0.1"
QUESTIONS = ROOT / "tests" / "questions.jsonl"
A_VISITOR_ASKS = 3
SETTLING = 20  # seconds in which a first start does what is done once: the other web processes, the timetable's first run
STARTING = 120  # seconds; the index may have to be built first


@dataclass
class WebFigures:
    """Seconds of each answer, and how many were none."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        taken = sorted(self.taken)
        p50, p99 = (taken[min(len(taken) - 1, int(len(taken) * share))] * 1000 for share in (0.5, 0.99))
        rate = len(taken) / self.seconds
        return f"{len(taken)} answers, {rate:.0f} a second, p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {taken[-1] * 1000:.0f} ms, {self.failed} failed"


class SimulatedVisitor:
    """One browser: a connection and a cookie. Speaks HTTP by hand: a client library took a fifth of the cores that it was to measure."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._cookie = b""

    async def __aenter__(self) -> SimulatedVisitor:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(self, question: str) -> bool:
        """Whether it was answered."""
        body = json.dumps({"text": question}).encode()
        head = f"POST /api/chat HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        self._writer.write(head.encode() + self._cookie + b"\r\n" + body)
        status, *lines = (await self._reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(b": ") for line in lines)}
        told = json.loads(await self._reader.readexactly(int(headers[b"content-length"])))
        if b"set-cookie" in headers:
            self._cookie = b"Cookie: " + headers[b"set-cookie"].partition(b";")[0] + b"\r\n"
        return b" 200 " in status and bool(told["replies"][-1]["text"])


class Citizens:
    """Asks the labelled questions, in turn, as visitors who each ask a few."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._questions: Iterator[str] = itertools.cycle(question.question for question in read_questions(QUESTIONS))

    async def visit(self, figures: WebFigures, n_questions: int = A_VISITOR_ASKS) -> None:
        """One visitor's questions, one after another."""
        began = time.perf_counter()  # the first waits for the connection, too
        async with SimulatedVisitor(HOST, self._port) as visitor:
            for _ in range(n_questions):
                figures.failed += not await visitor.ask(next(self._questions))
                figures.taken.append(time.perf_counter() - began)
                began = time.perf_counter()


async def most(citizens: Citizens, at_once: int, seconds: float) -> WebFigures:
    """`at_once` visitors at any time."""
    figures, began = WebFigures(), time.perf_counter()

    async def one() -> None:
        while time.perf_counter() - began < seconds:
            await citizens.visit(figures)

    await asyncio.gather(*(one() for _ in range(at_once)))
    figures.seconds = time.perf_counter() - began
    return figures


async def steady(citizens: Citizens, rate: float, seconds: float) -> WebFigures:
    """`rate` questions a second, each a new visitor's."""
    figures, began = WebFigures(), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            group.create_task(citizens.visit(figures, 1))
    figures.seconds = time.perf_counter() - began
    return figures


@asynccontextmanager
async def running(home: Path, index: Path | None) -> AsyncIterator[int]:
    """`bot serve` with a database of its own in `home`; yields its port."""
    port = free_port()
    settings = {
        "DATABASE_URL": f"sqlite:///{home}/bench.db",
        "INDEX_DIR": str(index or home / "index"),
        "WEB_PORT": str(port),
        "SECRET_KEY": "khoa-cua-ban-do-toc-do",
        "PYTHONPATH": str(ROOT),
    }
    with (home / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "bot", "serve"], cwd=home, env={**os.environ, **settings}, stdout=log, stderr=log)  # noqa: ASYNC220
        try:
            await ready(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(15)


async def ready(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server says that it is ready."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until and server.poll() is None:
        try:
            (await asyncio.to_thread(urllib.request.urlopen, f"http://{HOST}:{port}/readyz", timeout=1)).close()
        except OSError:
            await asyncio.sleep(0.05)
        else:
            return
    raise SystemExit("bot serve did not become ready; its log says why")


async def bench(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as home:
        async with running(Path(home), options.index) as port:
            citizens = Citizens(port)
            await asyncio.sleep(options.settling)
            await most(citizens, 4, 1.0)  # warm
            sys.stdout.write(f"web, {options.at_once} visitors at once: {await most(citizens, options.at_once, options.seconds)}\n")
            sys.stdout.write(f"web, {options.rate:.0f} questions a second: {await steady(citizens, options.rate, options.seconds)}\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.web")
    parser.add_argument("--index", type=lambda name: Path(name).absolute(), help="an index that exists; without it, one is built")
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--settling", type=float, default=SETTLING, metavar="SECONDS")
    uvloop.run(bench(parser.parse_args()))


if __name__ == "__main__":
    main()
