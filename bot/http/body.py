"""How large a request may be, and when it begins."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.csrf import SAFE
from bot.http.receiving import Receiving

HELD = 64 * 1024  # bytes; the whole body, where no file is sent


class BodyTooLargeError(HTTPException):
    """A request's body is larger than the limit; an HTTPException, because FastAPI turns every other into 400."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class BodyLimit:
    """ASGI: stop reading a body at `largest` bytes, whatever its Content-Length says; `of_path`: where another limit holds; `receiving`:
    what is on its way to this process."""

    def __init__(self, app: ASGIApp, largest: int, of_path: Mapping[str, int] | None = None, receiving: Receiving | None = None) -> None:
        self._app = app
        self._receiving = receiving or Receiving(time.monotonic)
        self._largest = largest
        self._of_path = dict(of_path or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._of_path.get(scope["path"], self._largest)
        with self._receiving.body((scope.get("client") or ("",))[0]) as body:

            async def counted() -> Message:
                message = await receive()
                self._receiving.take(body, len(message.get("body", b"")))
                if body.n_bytes > largest:
                    raise BodyTooLargeError
                return message

            await self._app(scope, counted, send)


class BodyFirst:
    """ASGI: a request begins when its body is here, of a large one the first HELD bytes: who sends a head and no more costs nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return
        held = await begun(receive)

        async def replayed() -> Message:
            return held.popleft() if held else await receive()

        if held:
            await self._app(scope, replayed, send)


async def begun(receive: Receive) -> deque[Message]:
    """The first messages of a body; none where the client leaves before that."""
    held: deque[Message] = deque()
    n_bytes, has_more = 0, True
    while has_more and n_bytes < HELD:
        message = await receive()
        if message["type"] == "http.disconnect":
            return deque()
        held.append(message)
        n_bytes += len(message.get("body", b""))
        has_more = message.get("more_body", False)
    return held
