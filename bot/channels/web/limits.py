"""How much one visitor may send: messages in a window of time, bytes in a request."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.messages import ChatId

LONGEST_TEXT = 4_000  # characters of a question
LARGEST_BODY = 64 * 1024  # bytes; LONGEST_TEXT in a form, where every byte of a Vietnamese letter takes three, is 36,000
MESSAGES, WINDOW = 20, timedelta(minutes=1)  # nobody types faster
REMEMBERED = 20_000  # chats whose last minute is kept; the one longest silent is forgotten first


class Allowance:
    """Counts the messages of each chat within the window; safe between threads. Per process."""

    def __init__(self, messages: int = MESSAGES, window: timedelta = WINDOW, remembered: int = REMEMBERED) -> None:
        self._messages = messages
        self._window = window
        self._remembered = remembered
        self._sent: OrderedDict[ChatId, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, chat: ChatId, at: datetime) -> timedelta:
        """Take one message of `chat` at `at`; how long it must wait where the window is full (0: go on)."""
        with self._lock:
            sent = self._sent.setdefault(chat, deque())
            self._sent.move_to_end(chat)
            while len(self._sent) > self._remembered:
                self._sent.popitem(last=False)
            while sent and at - sent[0] >= self._window:
                sent.popleft()
            if len(sent) >= self._messages:
                return self._window - (at - sent[0])
            sent.append(at)
            return timedelta()


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
