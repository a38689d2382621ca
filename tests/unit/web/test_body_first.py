"""bot.http.body.BodyFirst: a request begins when its body is here, and loses nothing by that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.http.body import HELD, BodyFirst

GONE: Message = {"type": "http.disconnect"}


def part(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


class Application:
    """Reads to the end, and keeps what it read."""

    def __init__(self) -> None:
        self.calls = 0
        self.read: list[Message] = []

    async def __call__(self, _: Scope, receive: Receive, __: Send) -> None:
        self.calls += 1
        while True:
            self.read.append(await receive())
            if not self.read[-1].get("more_body"):
                break


def asked(messages: Iterable[Message], method: str = "POST") -> tuple[Application, int]:
    """What the application saw, and how many messages had come when it began."""
    application, coming, come_before = Application(), iter(messages), [0]

    async def receive() -> Message:
        come_before[0] += not application.calls
        return next(coming)

    async def send(_: Message) -> None: ...

    asyncio.run(BodyFirst(application)({"type": "http", "method": method}, receive, send))
    return application, come_before[0]


@pytest.mark.parametrize("messages", [[GONE], [part(b"half"), GONE]])
def test_who_leaves_before_the_body_was_sent_asked_nothing(messages: list[Message]) -> None:
    application, _ = asked(messages)
    assert application.calls == 0


@pytest.mark.parametrize("sizes", [[0], [5], [1, 1, 1], [HELD - 1, 1], [HELD, HELD, 7]])
def test_everything_that_was_sent_arrives_in_its_order(sizes: list[int]) -> None:
    sent = [part(bytes([number]) * size, more=number + 1 < len(sizes)) for number, size in enumerate(sizes)]
    application, _ = asked(sent)
    assert application.read == sent


def test_of_a_large_body_only_the_beginning_is_waited_for() -> None:
    sent = [*(part(b"x" * HELD) for _ in range(9)), part(b"", more=False)]
    application, come_before = asked(sent)
    assert (len(application.read), come_before) == (10, 1)


def test_what_has_no_body_begins_at_once() -> None:
    application, come_before = asked([part(b"", more=False)], "GET")
    assert (application.calls, come_before) == (1, 0)
