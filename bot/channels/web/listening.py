"""Hears danger in whatever a visitor sends, before anything else is decided: no limit, fault or other page keeps the number from them.

The one place of the web that does so. What it heard is read by `heard()`: the layout of every page, every refusal and the guard say it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from http import HTTPStatus
from itertools import islice
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.paths import REVIEW
from bot.http.body import HELD, begun
from bot.http.content_type import boundary_of, kind_of

MOST_FIELDS = 24  # that are listened to; a form of ours has ten with words
REDIRECTS = 3  # the first digit of their statuses
LONGEST = 4_000  # characters of each; the longest message that is answered
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"?', re.DOTALL)
"""Always matches where a quotation mark stands, and never steps back: else a body of marks and backslashes is read from each of them."""
_PRESSED = re.compile(r"[a-z]{1,3}:[!-~]*\Z")
"""A button's action, which nobody wrote: its seal may look like any word."""
_PART_HAS_FILE = re.compile(rb"^content-disposition:[^\r\n]*filename", re.IGNORECASE | re.MULTILINE)
_heard: ContextVar[str] = ContextVar("heard", default="")
_listener: ContextVar[Callable[[Iterable[str]], str] | None] = ContextVar("listener", default=None)


def heard() -> str:
    """What somebody must read who wrote of danger in the request that is being answered; "" for any other."""
    return _heard.get()


def hear(said: Iterable[str]) -> None:
    """Listen to what was read of a body whose beginning alone was here when the request began: the words behind its pictures."""
    listener = _listener.get()
    if listener and not heard():
        _heard.set(listener(said))


class Listening:
    """ASGI. `alarm`: the sentence that a text calls for, "" for most; `page`: the page, by its address, that shows an alarm before it leads
    on; `but`: paths that are not listened to: those of machines, and those where a text is only being typed."""

    def __init__(self, app: ASGIApp, alarm: Callable[[str], str], page: Callable[[str], str], but: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._alarm = alarm
        self._page = page
        self._but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._but:
            await self._app(scope, receive, send)
            return
        held = await begun(receive) if scope["method"] == "POST" else None
        if held is not None and not held:
            return  # the client has left
        body = b"".join(message.get("body", b"") for message in held or ())
        said = _said(scope["query_string"], Headers(scope=scope).get("content-type", ""), body)
        _listener.set(self._first_alarm)
        _heard.set(self._first_alarm(islice(said, MOST_FIELDS)))

        async def replayed() -> Message:
            return held.popleft() if held else await receive()

        await self._app(scope, replayed, self._instead_of_leading_on(send))

    def _first_alarm(self, said: Iterable[str]) -> str:
        alarms = (self._alarm(text[:LONGEST]) for text in said if text.strip() and not _PRESSED.match(text))
        return next(filter(None, alarms), "")

    def _instead_of_leading_on(self, send: Send) -> Send:
        """A redirect says nothing: where the page that it leads to does not repeat what was written, the alarm stands before it."""
        is_led = False

        async def told(message: Message) -> None:
            nonlocal is_led
            if heard() and message["type"] == "http.response.start" and message["status"] // 100 == REDIRECTS:
                headers = MutableHeaders(raw=list(message["headers"]))
                target = headers.get("location", "")
                if target and not target.endswith(REVIEW):
                    is_led = True
                    del headers["location"]
                    body = self._page(target).encode()
                    headers["content-type"], headers["content-length"] = "text/html; charset=utf-8", str(len(body))
                    await send({"type": "http.response.start", "status": HTTPStatus.OK.value, "headers": headers.raw})
                    await send({"type": "http.response.body", "body": body})
                    return
            if not is_led:
                await send(message)

        return told


def _said(query: bytes, content_type: str, body: bytes) -> Iterator[str]:
    """Every text that a request carries, whatever becomes of it; of a body as much as is here."""
    yield from _fields(query)
    if not body:
        return
    match kind_of(content_type):
        case "application/x-www-form-urlencoded":
            yield from _fields(body)
        case "multipart/form-data":
            yield from _parts(body, boundary_of(content_type).encode("latin-1", "replace"))
        case _:
            yield from _strings(body[:HELD].decode("utf-8", "replace"))


def _fields(encoded: bytes) -> Iterator[str]:
    pairs = encoded.split(b"&", MOST_FIELDS)[:MOST_FIELDS]
    yield from (value for pair in pairs for _, value in parse_qsl(pair.decode("latin-1"), errors="replace"))


def _parts(body: bytes, boundary: bytes) -> Iterator[str]:
    if not boundary:
        return
    for part in body.split(b"--" + boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if content and not _PART_HAS_FILE.search(head):
            yield content[: 4 * LONGEST].decode("utf-8", "replace")


def _strings(text: str) -> Iterator[str]:
    """The strings of a JSON text, also of one that is cut off or none; of a text without any, itself."""
    found = False
    for quoted in _QUOTED.finditer(text):
        found = True
        try:
            yield str(json.loads(f'"{quoted[1]}"', strict=False))
        except ValueError:
            yield quoted[1]
    if not found:
        yield text
