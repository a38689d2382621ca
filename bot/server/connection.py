"""One connection of a client: whose turn it is, and until when the client may keep us waiting.

uvicorn alone waits without end for a head, a body, or a reader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

from bot.http.heads import LARGEST_HEAD

HEAD_WITHIN = 10.0  # seconds for the whole head of a request, however it drips; a browser sends it in one piece
GRACE = 10.0  # seconds for a body's first bytes, or for a reader to begin
LEAST_RATE = 1_000  # bytes a second of a body or an answer; the worst mobile network that people still use carries ten times as much
SILENT_AT_MOST = 20.0  # seconds without a byte, however quick it was before: a telephone that changes its mast is back sooner
LONGEST = 900.0  # seconds of one body or one answer: five photos of a telephone, 20 MB, at 25 kB a second
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
HEAD_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Turn(Enum):
    """Whose turn it is, and for what."""

    IDLE = auto()  # the client's, if it wants anything more
    HEAD = auto()  # the client's
    BODY = auto()  # the client's
    ANSWER = auto()  # ours
    READING = auto()  # the client's: it has an answer to take


class Cycle(Protocol):
    """A request and its response, as uvicorn keeps them."""

    response_complete: bool
    more_body: bool


class Flow(Protocol):
    """Whether uvicorn itself has stopped reading."""

    read_paused: bool


class HttpProtocol(Protocol):
    """The attributes of uvicorn's two HTTP protocols that are read here."""

    cycle: Cycle | None
    flow: Flow

    def connection_made(self, transport: asyncio.Transport) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


class ClientConnection(asyncio.Protocol):
    """Hands everything on to `http`, and notes when something came or went. `left` is called once, at the end."""

    def __init__(self, http: HttpProtocol, home: str, now: Callable[[], float], left: Callable[[ClientConnection], None]) -> None:
        """`home`: what the client's address is counted as. `now`: seconds, of a clock that never jumps."""
        self.home = home
        self._http = http
        self._now = now
        self._left = left
        self._transport: asyncio.Transport | None = None
        self._turn = Turn.HEAD
        self._cycle: Cycle | None = None
        self._began = self._moved = now()
        self._bytes = self._unread = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # a socket's always is one
        self._transport = transport
        self._http.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._left(self)
        self._http.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._turn_now() is Turn.IDLE:
            self._begin(Turn.HEAD)
        self._http.data_received(data)
        if self._http.cycle is not self._cycle:  # the head of another request is complete
            self._cycle = self._http.cycle
            self._begin(Turn.BODY)
        self._bytes += len(data)
        self._moved = self._now()
        if self._turn is Turn.HEAD and self._bytes > LARGEST_HEAD:
            self._refuse(HEAD_TOO_LARGE)

    def eof_received(self) -> None:
        self._http.eof_received()

    def pause_writing(self) -> None:
        self._http.pause_writing()

    def resume_writing(self) -> None:
        self._http.resume_writing()

    @property
    def is_ours(self) -> bool:
        """Whether it is our turn: there is a whole request to be answered."""
        return self._turn_now() is Turn.ANSWER

    def until(self) -> float | None:
        """When the client has kept us waiting for too long; None while it does not. Looked at now and then: it notes what was read."""
        turn = self._turn_now()
        if turn is Turn.ANSWER:
            return None
        if turn in (Turn.IDLE, Turn.HEAD):
            return self._began + HEAD_WITHIN
        if turn is Turn.READING:
            self._note_what_was_read()
        return min(self._began + min(GRACE + self._bytes / LEAST_RATE, LONGEST), self._moved + SILENT_AT_MOST)

    def is_late(self) -> bool:
        """Whether it is to be closed."""
        until = self.until()
        return until is not None and until < self._now()

    def close(self) -> None:
        """Who is late is told so, where nothing was told yet."""
        if self._turn in (Turn.HEAD, Turn.BODY):
            self._refuse(TOO_SLOW)
        else:
            self.abort()

    def abort(self) -> None:
        """At once, whatever was on its way."""
        if self._transport:
            self._transport.abort()

    def _turn_now(self) -> Turn:
        turn = self._seen()
        if turn is not self._turn:
            self._begin(turn)
        return self._turn

    def _seen(self) -> Turn:
        cycle = self._http.cycle
        if self._transport is None:
            return Turn.ANSWER  # it is being let in
        if self._transport.get_write_buffer_size():
            return Turn.READING
        if cycle is None:
            return Turn.HEAD
        if cycle.more_body and not self._http.flow.read_paused:  # answered or not: the rest of a form that is too large comes too
            return Turn.BODY
        if cycle.response_complete:
            return Turn.HEAD if self._turn is Turn.HEAD else Turn.IDLE
        return Turn.ANSWER

    def _begin(self, turn: Turn) -> None:
        self._turn = turn
        self._began = self._moved = self._now()
        self._bytes, self._unread = 0, self._left_to_read()

    def _note_what_was_read(self) -> None:
        unread = self._left_to_read()
        if unread < self._unread:
            self._bytes += self._unread - unread
            self._moved = self._now()
        self._unread = unread

    def _left_to_read(self) -> int:
        """Bytes that the client's side has not taken yet."""
        return self._transport.get_write_buffer_size() if self._transport else 0

    def _refuse(self, answer: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(answer)
            self._transport.close()
