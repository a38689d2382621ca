"""Ports for servers that tests start, below those that systems give to whoever asks for any."""

from __future__ import annotations

import os
import socket
from itertools import cycle, islice

PORTS = range(10_000, 15_000)  # Linux gives out 32768 and above, some sandboxes 16000 and above: nobody gets ours by chance
_from_here_on = islice(cycle(PORTS), os.getpid() % len(PORTS), None)  # two runs at once begin at different places


def free_port() -> int:
    """A port that nobody listens at, another one each time."""
    return next(port for port in _from_here_on if _is_free(port))


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
