"""Who opens connections and does not send, sends drop by drop or does not read: others are served all the same, with no proxy in front."""

from __future__ import annotations

import resource
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

from indexer.building.build import build
from tests import library
from tests.integration.web.test_serving import STARTS_WITHIN, ServedMachine, status, wait_for
from tests.soak import size
from tests.support.forking import Running

PATIENCE = size(5, 1)  # seconds that a visitor waits at most; beside other tests a second says nothing, and unmended nobody was answered
BEGINNINGS = (
    b"",
    b"GET /healthz HTTP/1.1\r\nHost: xa",
    b"GET / HTTP/1.1\r\nHost: xa\r\nX-Padding: ",
    b"POST /api/chat HTTP/1.1\r\nHost: xa\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
    b"POST /kien-nghi/gui HTTP/1.1\r\nHost: xa\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n--x\r\n",
)
"""What somebody sends who never sends the rest."""


@dataclass
class SmallMachine(ServedMachine):
    """An office whose processes may open `files` files each."""

    files: int = 1_024

    def begin(self) -> Running:
        """The limit is set by a program between, as `ulimit -n` does."""
        code = "import os, resource, sys; n = int(sys.argv[1]); resource.setrlimit(7, (n, n)); os.execv(sys.argv[2], sys.argv[2:])"
        return self.start(before=(sys.executable, "-c", code, str(self.files)))

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)


@pytest.fixture
def machine(tmp_path: Path) -> SmallMachine:
    library.write(tmp_path / "library")
    build([tmp_path / "library"], tmp_path / "var/index", None, lambda *_: None)
    return SmallMachine(tmp_path)


@pytest.fixture
def many_files() -> Iterator[None]:
    """This process may open as many as it may."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def longest_wait(machine: SmallMachine, seconds: float) -> float:
    """Of visitors who come one after the other for so long: how long the slowest page or answer took, in seconds."""
    until, slowest = time.monotonic() + seconds, 0.0
    while (began := time.monotonic()) < until:
        assert status(f"{machine.address}/healthz") == 200
        between = time.monotonic()
        assert "chó" in machine.ask("thủ tục đăng ký nuôi chó")
        slowest = max(slowest, between - began, time.monotonic() - between)
        time.sleep(0.05)
    return slowest


@pytest.mark.soak
@pytest.mark.usefixtures("many_files")
@pytest.mark.parametrize("processes", [1, 2])
def test_half_open_connections_hold_nobody_up(machine: SmallMachine, processes: int) -> None:
    machine.files = size(256, 1_024)
    machine.settings["WEB_PROCESSES"] = str(processes)
    with machine.running(), ExitStack() as held:
        wait_for(lambda: machine.err.count("Started server process") == processes, STARTS_WITHIN)
        assert longest_wait(machine, 0.5) < PATIENCE
        for beginning in islice(cycle(BEGINNINGS), size(500, 2_000)):
            half_open = held.enter_context(machine.connect())
            with suppress(ConnectionError):  # it may be the one that gives way
                half_open.sendall(beginning)
        assert longest_wait(machine, size(3, 20)) < PATIENCE
    assert "Traceback" not in machine.err
