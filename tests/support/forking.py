"""Processes of the product that need not import it: forked from one that did, once for all that a run of the tests starts.

What a child is told is its own: folder, environment, arguments, files, umask; it ends as a program does. `tests/integration/web/test_serving.py`
and the tests of the commands start the real thing.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Protocol

from tests.paths import ROOT

LIBRARIES = (
    "alembic.command",
    "alembic.config",
    "anyio._backends._asyncio",
    "bot.commands",
    "bot.wiring.telegram",
    "encodings.idna",
    "holidays",
    "holidays.countries.vietnam",
    "httptools",
    "knowledge.publications.importing",
    "knowledge.terminal",
    "indexer.measuring.growth",
    "numpy.ma",
    "pydantic.v1",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)
"""What starts wait for, also what libraries import when they are first used; no module that is itself started, which is run anew each time."""
MEASURED = "COVERAGE_INTO"  # in the environment where a run measures what it reaches
LONGEST_ORDER = 1 << 20  # bytes; an environment has a few thousand


@dataclass(frozen=True, slots=True)
class EndedProcess:
    """How a command ended."""

    status: int
    out: str
    err: str


class Running(Protocol):
    """A program that runs, started anew or forked."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int, /) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class Forked:
    """A running child, to be waited for and to be signalled as one of `subprocess` is."""

    def __init__(self, command: Sequence[str], answers: int) -> None:
        self._command = list(command)
        self._answers = os.fdopen(answers, "rb", buffering=0)
        self.pid = int(self._line())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its status; none while it runs."""
        return self._status(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its status, negative for the signal that ended it. Raises TimeoutExpired."""
        status = self._status(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(self._command, timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        """To it, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _status(self, timeout: float | None) -> int | None:
        if self.returncode is None and self._is_over(timeout):
            self.returncode = os.waitstatus_to_exitcode(int(self._line()))
            self._answers.close()
        return self.returncode

    def _is_over(self, timeout: float | None) -> bool:
        poll = select.poll()  # select.select fails on handles over 1023
        poll.register(self._answers, select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))

    def _line(self) -> str:
        line = self._answers.readline().decode()
        assert line, "the process that forks is gone"
        return line


class Nursery:
    """The process that has imported everything and forks. It ends with the one that started it."""

    def __init__(self) -> None:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._orders.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LONGEST_ORDER)
        command = [sys.executable, "-W", "error", "-m", "tests.support.forking", str(theirs.fileno())]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with theirs:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        atexit.register(self.end)

    def end(self) -> None:
        """It forks no more; children that still run go on."""
        self._orders.close()
        self._process.wait(10)

    def start(
        self,
        module: str,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str],
        stdin: IO[bytes] | int,
        out: IO[bytes] | int,
        err: IO[bytes] | int,
    ) -> Forked:
        """`python -W error -m module arguments`."""
        umask = os.umask(0)
        os.umask(umask)
        order = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env), "umask": umask}
        answers, theirs = os.pipe()
        files = [file if isinstance(file, int) else file.fileno() for file in (stdin, out, err)]
        try:
            socket.send_fds(self._orders, [json.dumps(order).encode()], [*files, theirs])
        finally:
            os.close(theirs)
        return Forked([module, *arguments], answers)


@cache
def nursery() -> Nursery:
    """This process's own."""
    return Nursery()


def start(
    module: str, *arguments: str, cwd: Path, env: Mapping[str, str], out: IO[bytes] | None = None, err: IO[bytes] | None = None
) -> Forked:
    """`python -W error -m module arguments`, reading nothing, writing to those files or nowhere."""
    with Path(os.devnull).open("r+b") as nothing:
        return nursery().start(module, *arguments, cwd=cwd, env=env, stdin=nothing, out=out or nothing, err=err or nothing)


def run(module: str, *arguments: str, cwd: Path, env: Mapping[str, str], typed: str = "", seconds: float = 120) -> EndedProcess:
    """The same, and wait until it has ended."""
    with TemporaryFile() as stdin, TemporaryFile() as out, TemporaryFile() as err:
        stdin.write(typed.encode())
        stdin.seek(0)
        child = nursery().start(module, *arguments, cwd=cwd, env=env, stdin=stdin, out=out, err=err)
        try:
            status = child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            raise
        out.seek(0)
        err.seek(0)
        return EndedProcess(status, out.read().decode(), err.read().decode())


# ---- in the process that forks


def main(orders: socket.socket) -> None:
    """Fork as told, until nobody can tell any more. Returns in no child: there the module that was ordered is run to its end."""
    if MEASURED in os.environ:
        from tests import coverage

        coverage.begin()
    gc.disable()
    for library in LIBRARIES:
        importlib.import_module(library)
    _warm()
    gc.enable()
    gc.collect()
    gc.freeze()
    while True:
        order, files, _, _ = socket.recv_fds(orders, LONGEST_ORDER, 4)
        _bury()
        if not order:
            orders.close()
            return
        if os.fork() == 0:
            orders.close()
            _attend(json.loads(order), files)
            return
        for file in files:
            os.close(file)


def _warm() -> None:
    """What every start makes of the modules alone: the tables' mappers, the sentences. What stands before the fork is walked by no child:
    its own freezing walked it all, and had each page of it copied."""
    from sqlalchemy.orm import configure_mappers

    from bot import wording
    from bot.runtime import gc_tuning

    configure_mappers()
    wording.load()
    gc_tuning.freeze = _freeze_own


def _freeze_own() -> None:
    """`gc_tuning.freeze` without the first step: what the fork brought stays frozen."""
    from bot.runtime import gc_tuning

    gc.collect()
    gc.freeze()
    gc_tuning.collect_seldom()


def _bury() -> None:
    """Those who waited for a child that has ended; what they all took of the machine counts as this process's."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            """The next."""


def _attend(order: dict[str, object], files: list[int]) -> None:
    """Fork the child and wait for it: its number, then its status, go into the last of `files`."""
    *own, answers = files
    child = os.fork()
    if child == 0:
        os.close(answers)
        _become(order, own)
        return
    for file in own:
        os.close(file)
    os.write(answers, f"{child}\n".encode())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    _, status = os.waitpid(child, 0)
    os.write(answers, f"{status}\n".encode())
    os._exit(0)


def _become(order: dict[str, object], files: list[int]) -> None:
    """This process is now what `python -m` would have started."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(str(order["cwd"]))
    os.umask(int(str(order["umask"])))
    if MEASURED in os.environ:
        from tests import coverage

        coverage.tell_at_the_end()
    environment, arguments = order["env"], order["arguments"]
    assert isinstance(environment, dict)
    assert isinstance(arguments, list)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = [str(order["module"]), *arguments]
    runpy.run_module(str(order["module"]), run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
