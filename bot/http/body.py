"""How large a request may be."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyTooLargeError(HTTPException):
    """A request's body is larger than the limit; an HTTPException, because FastAPI turns every other into 400."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class BodyLimit:
    """ASGI: stop reading a body at `largest` bytes, whatever its Content-Length says; `of_path`: where another limit holds."""

    def __init__(self, app: ASGIApp, largest: int, of_path: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._largest = largest
        self._of_path = dict(of_path or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received = 0
        largest = self._of_path.get(scope["path"], self._largest)

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise BodyTooLargeError
            return message

        await self._app(scope, counted, send)
