"""Ports for servers that tests start, below those that systems give to whoever asks for any.

A port is looked at now and listened at two seconds later, when a server has started. Of two workers that saw the same one free in between,
one spoke to the other's server: it was answered 403, because that one's database knew nothing of its login link. So each process keeps
the ports that it gives out for as long as it lives.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

PORTS = range(10_000, 15_000)  # Linux gives out 32768 and above, some sandboxes 16000 and above: nobody gets ours by chance
SHARE = 25  # ports; a run of ten workers asks for a few hundred


def free_port() -> int:
    """A port that nobody listens at, another one each time and in each process."""
    return next(_from_here_on)


def _given_out() -> Iterator[int]:
    shares = [PORTS[begin : begin + SHARE] for begin in range(0, len(PORTS), SHARE)]
    here = os.getpid() % len(shares)
    for share in (*shares[here:], *shares[:here]):
        if _keeps(share):
            yield from filter(_is_free, share)


def _keeps(share: range) -> bool:
    """Whether this process now has these ports, until it ends: who has the first one's namesake of UDP has them all."""
    keeper = socket.socket(type=socket.SOCK_DGRAM)
    try:
        keeper.bind(("127.0.0.1", share[0]))
    except OSError:
        keeper.close()
        return False
    keeper.detach()
    return True


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


_from_here_on = _given_out()
