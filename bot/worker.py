"""What runs beside the channels: the deliveries of the outbox and the timetable, started and stopped together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.serving import Service


class Worker:
    """`services`: a Delivery for each channel that letters leave through, and the Timetable."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = services
        self._started: list[Service] = []

    async def start(self) -> None:
        """Ready when this returns. Raises what a start raised."""
        for service in self._services:
            await service.start()
            self._started.append(service)

    async def stop(self) -> None:
        """Stop all at once; what one of them raises is raised when all have ended."""
        ended = await asyncio.gather(*(service.stop() for service in self._started), return_exceptions=True)
        for fault in ended:
            if isinstance(fault, BaseException):
                raise fault
