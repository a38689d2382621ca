"""bot.database.process_lock: one process of all, and the next the moment it is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import open_database
from bot.database.process_lock import ProcessLock

HOLD = """
import sys, time
from bot.database.engine import open_database
from bot.database.process_lock import ProcessLock
ours = ProcessLock(open_database(sys.argv[1]), "polling")
print(ours.take(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(engine: Engine, empty_url: str) -> Iterator[Engine]:
    opened = open_database(empty_url)
    yield opened
    opened.dispose()


def test_one_has_it_and_keeps_it_until_it_gives_it_back(engine: Engine, other: Engine) -> None:
    ours, theirs = ProcessLock(engine, "polling"), ProcessLock(other, "polling")
    assert ours.take()
    assert ours.take(), "asked again it is still ours"
    assert not theirs.take()
    another = ProcessLock(other, "another thing")
    assert another.take()
    ours.release()
    ours.release()
    assert theirs.take()
    assert not ours.take()
    theirs.release()
    another.release()


def test_what_a_killed_process_had_is_free_at_once(engine: Engine, empty_url: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, empty_url], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline().strip() == "True"
    ours = ProcessLock(engine, "polling")
    assert not ours.take()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 10  # PostgreSQL sees the end of a session when it reads from it
    while not (taken := ours.take()) and time.monotonic() < until:
        time.sleep(0.05)
    assert taken
    ours.release()


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_who_lost_the_connection_lost_it(engine: Engine, other: Engine) -> None:
    ours, theirs = ProcessLock(engine, "polling"), ProcessLock(other, "polling")
    assert ours.take()
    with other.connect() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")
        )
    until = time.monotonic() + 10
    while not (taken := theirs.take()) and time.monotonic() < until:
        time.sleep(0.05)
    assert taken
    assert not ours.take()
    theirs.release()
