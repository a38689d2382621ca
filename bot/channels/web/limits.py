"""How much one visitor may send in a message and in a request."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_TEXT = 4_000  # characters of a question
LARGEST_BODY = 64 * 1024  # bytes; LONGEST_TEXT in a form, where every byte of a Vietnamese letter takes three, is 36,000


class BodyTooLargeError(HTTPException):
    """A request's body is larger than LARGEST_BODY; an HTTPException, because FastAPI turns every other into 400."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class BodyLimit:
    """ASGI: stop reading a body at LARGEST_BODY, whatever its Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY:
                raise BodyTooLargeError
            return message

        await self._app(scope, counted, send)
