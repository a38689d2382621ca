"""Two workers never start their servers at the same port: each spoke to whichever came first."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack

from tests.paths import ROOT
from tests.support.ports import PORTS, SHARE, free_port

WANTED = SHARE + 5  # more than one share holds
ASKS = f"from tests.support.ports import free_port; print(*(free_port() for _ in range({WANTED})), flush=True); input()"


def test_workers_that_run_at_once_are_given_different_ports() -> None:
    with ExitStack() as running:
        workers = [
            running.enter_context(
                subprocess.Popen([sys.executable, "-c", ASKS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(3)
        ]
        given = [worker.stdout.readline().split() if worker.stdout else [] for worker in workers]
        for worker in workers:
            worker.communicate("\n")
    ports = [int(port) for each in given for port in each]
    assert len(ports) == len(set(ports)) == 3 * WANTED
    assert set(ports) <= set(PORTS)


def test_one_worker_is_never_given_a_port_twice() -> None:
    ports = [free_port() for _ in range(3)]
    assert len(set(ports)) == len(ports)
