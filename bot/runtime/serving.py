"""Services that run together in one process until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

STOPPED_WITHIN = 8.0  # seconds; who runs the process waits ten before it kills
log = structlog.get_logger(__name__)


class Service(Protocol):
    """A part that runs for long: the web server, a channel, the worker."""

    async def start(self) -> None:
        """Ready when this returns. Raises what stops the whole start."""

    async def stop(self) -> None:
        """Finish what is under way and return. Called once, also where another service failed to start."""


class InTurn:
    """Services that stand on one another: started from the first to the last, stopped the other way, one after another."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = services
        self._started: list[Service] = []

    async def start(self) -> None:
        for service in self._services:
            self._started.append(service)
            await service.start()

    async def stop(self) -> None:
        for service in reversed(self._started):
            await service.stop()


async def serve(services: Sequence[Service], on_ready: Callable[[], None]) -> None:
    """Start `services` in order, run them until SIGTERM or SIGINT, stop them together. Raises what a start raised."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    started: list[Service] = []
    try:
        for service in services:
            started.append(service)
            await service.start()
        on_ready()
        await stopping.wait()
        log.info("stopping")
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):  # whoever asks a second time does not want to wait
            loop.remove_signal_handler(number)
        _insist()
        await asyncio.gather(*map(_stop, reversed(started)))


async def _stop(service: Service) -> None:
    name = type(service).__name__
    try:
        async with asyncio.timeout(STOPPED_WITHIN - 1):
            await service.stop()
    except TimeoutError:
        log.warning("did not stop in time", service=name)
    except Exception:
        log.exception("failed to stop", service=name)


def _insist() -> None:
    """End the process though a thread hangs: what was accepted is in the database, what was not will come again."""
    timer = threading.Timer(STOPPED_WITHIN, os._exit, [1])
    timer.daemon = True
    timer.start()
