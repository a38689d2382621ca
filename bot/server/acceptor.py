"""Lets connections in at a socket that several processes share: whoever has least to do comes first."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import structlog

STEPS_BACK = 0.002  # seconds for each request under way: long enough for an idle process to come first, too short to be felt
STEPS_BACK_AT_MOST = 0.01
AFTER_STANDING_BACK = 4  # who waited that long is let in together: who is slow to send a request must not hold up everybody
IN_A_CROWD = 16  # are let in together where most of those who come send nothing: who does send must not wait behind them
PAUSE = 1.0  # seconds after a connection could not be let in: as a rule the process has as many open as it may
log = structlog.get_logger(__name__)


class Acceptor:
    """One connection at a time. With n requests under way it stands back n steps before it lets in the next few that no other process did.

    The kernel's own ways are no better than chance (docs/adr/0010).
    """

    def __init__(
        self,
        listening: socket.socket,
        protocol: Callable[[str], asyncio.Protocol | None],
        under_way: Callable[[], int],
        is_crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        """`protocol`: for the client at an address; None: there is no room for it. `is_crowded`: whether so many are connected that
        letting in quickly matters more than who does."""
        listening.setblocking(False)
        self._listening = listening
        self._protocol = protocol
        self._under_way = under_way
        self._is_crowded = is_crowded
        self._loop = asyncio.get_running_loop()
        self._later: asyncio.TimerHandle | None = None
        self._entering: set[asyncio.Task[object]] = set()

    def open(self) -> None:
        """Return at once."""
        self._loop.add_reader(self._listening, self._knocked)

    def close(self) -> None:
        """Let nobody in any more; who waits is another process's, or is turned away when the last one closes."""
        if self._later:
            self._later.cancel()
        self._loop.remove_reader(self._listening)
        self._listening.close()

    def _knocked(self) -> None:
        if self._is_crowded():
            self._let_in_up_to(IN_A_CROWD)
        elif n_under_way := self._under_way():
            self._loop.remove_reader(self._listening)
            self._later = self._loop.call_later(min(n_under_way * STEPS_BACK, STEPS_BACK_AT_MOST), self._back)
        else:
            self._let_in()

    def _back(self) -> None:
        self._later = None
        self.open()
        self._let_in_up_to(AFTER_STANDING_BACK)

    def _let_in_up_to(self, n_people: int) -> None:
        for _ in range(n_people):
            if not self._let_in():
                break

    def _let_in(self) -> bool:
        """Whether there was somebody."""
        try:
            connection, address = self._listening.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return False  # another process was first, or the client has left
        except OSError as error:
            log.error("no connection can be let in", reason=str(error))  # noqa: TRY400 - the reason says it all
            self._loop.remove_reader(self._listening)
            self._later = self._loop.call_later(PAUSE, self._back)
            return False
        protocol = self._protocol(str(address[0]) if isinstance(address, tuple) else "")
        if protocol is None:
            connection.close()
            return True
        connection.setblocking(False)
        task: asyncio.Task[object] = self._loop.create_task(self._loop.connect_accepted_socket(lambda: protocol, connection))
        self._entering.add(task)
        task.add_done_callback(self._entering.discard)
        return True
