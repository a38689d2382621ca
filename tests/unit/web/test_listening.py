"""What a visitor wrote is found in whatever form it comes, and no body keeps the one loop of the server for long."""

from __future__ import annotations

from itertools import islice
from typing import Any

import anyio
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web.listening import MOST_FIELDS, Listening, heard
from bot.http.body import HELD

JSON = "application/json"


def heard_of(body: bytes, content_type: str) -> list[str]:
    """Every text that is listened to in a request."""
    texts: list[str] = []

    def alarm(text: str) -> str:
        texts.append(text)
        return ""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(heard())(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_: Message) -> None:
        return None

    async def asked() -> None:
        headers = [(b"content-type", content_type.encode())]
        scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
        await Listening(app, alarm, lambda _: "")(scope, receive, send)

    anyio.run(asked)
    return texts


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ('{"text": "cháy nhà"}', ["text", "cháy nhà"]),
        ('{"text": "ông \\"Ba\\" ngất"}', ["text", 'ông "Ba" ngất']),
        ('{"text": "cháy nhà tôi r', ["text", "cháy nhà tôi r"]),
        ('{"text": "cháy \\', ["text", "cháy "]),
        ("cháy nhà", ["cháy nhà"]),
        ('{"text": "\\u0063háy"}', ["text", "cháy"]),
    ],
)
def test_the_strings_of_a_json_text_are_heard_also_of_one_that_is_cut_off(sent: str, said: list[str]) -> None:
    assert heard_of(sent.encode(), JSON) == said


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ['"\\', '\\"', '"', "\\", '["\\q"', '"a'])
@pytest.mark.parametrize("kind", [JSON, "text/plain", ""])
def test_a_body_of_marks_and_backslashes_is_read_once(piece: str, kind: str) -> None:
    assert len(heard_of((piece * HELD)[:HELD].encode(), kind)) <= MOST_FIELDS


@pytest.mark.timeout(20)
def test_no_more_of_a_text_is_looked_through_than_a_body_may_have() -> None:
    long = b" " * HELD + '"cháy"'.encode()
    assert list(islice(heard_of(long, JSON), 1)) == []
