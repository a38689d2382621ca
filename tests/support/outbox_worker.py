"""A worker in a process of its own, to be killed; its channel is a socket of the test that writes down what it accepts."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.database.engine import open_database
from bot.outbox.claimed_message import ClaimedMessage, Outcome, Sent, Unreachable
from bot.outbox.delivery import Delivery
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Outbox

IN_FLIGHT = 8
LEASE = timedelta(seconds=4)  # far longer than a letter takes here, short enough to wait for


class Socket:
    """Sends a letter as a line; accepted when a line comes back."""

    def __init__(self, path: str) -> None:
        self._path = path

    async def send(self, message: ClaimedMessage) -> Outcome:
        try:
            reader, writer = await asyncio.open_unix_connection(self._path)
        except OSError as error:
            return Unreachable(str(error))
        writer.write(f"{message.text}\n".encode())
        answer = await reader.readline()
        writer.close()
        return Sent(answer.decode().strip()) if answer else Unreachable("closed")


def work(url: str, socket: str) -> None:
    asyncio.run(_work(url, socket))


async def _work(url: str, socket: str) -> None:
    rate_limit = RateLimit(300, timedelta(0), timedelta(0))
    delivery = Delivery(Outbox(open_database(url), "telegram", rate_limit, LEASE), Socket(socket), in_flight=IN_FLIGHT)
    await delivery.start()
    await asyncio.Event().wait()
