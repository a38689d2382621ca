"""HTTP to the Bot API over aiohttp, as python-telegram-bot asks for it; measured several times faster than its own."""

from __future__ import annotations

import io
import json
from collections.abc import Container, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.decoding import number_of
from bot.channels.telegram.send_rate_limiter import FullError, SendRateLimiter

CONNECTIONS = 128  # at once; more than that many chats are rarely answered in one instant
READ, WRITE, CONNECT, POOL = 20.0, 20.0, 10.0, 20.0  # seconds
SAYING = ("send", "edit", "copy", "forward")  # how the methods begin that Telegram counts as messages
SILENT = frozenset({"sendChatAction"})
CHUNK = 64 * 1024  # bytes of a file that are held at once

Timeout = object
"""Seconds, None for no limit, or BaseRequest.DEFAULT_NONE."""


class NotModifiedError(BadRequest):
    """An edit that changes nothing. Telegram has no code for it: its text is read here, once, and nowhere else."""

    TELLTALE = b"message is not modified"


class WaitError(TelegramError):
    """Telegram wants nothing from us for `seconds`; the library's own RetryAfter changes its type with the environment."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class TooLargeError(Exception):
    """A file is larger than what was allowed."""


class Transport(BaseRequest):
    """Opened by `initialize`, in the loop that uses it; proxies come from the environment."""

    def __init__(
        self, connections: int = CONNECTIONS, read: float = READ, send_limiter: SendRateLimiter | None = None, *, for_outbox: bool = False
    ) -> None:
        """`send_limiter`: who says when a message may leave; `for_outbox`: what is sent is the outbox's, not a reply."""
        self._send_limiter = send_limiter
        self._for_outbox = for_outbox
        self._connections = connections
        self._read = read
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str], str | None] = {}

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, limit_per_host=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; the status and the body. Raises TimedOut, NetworkError, NotModifiedError, WaitError."""
        timeout = _timeout(
            _given(read_timeout, self._read), _given(write_timeout, WRITE), _given(connect_timeout, CONNECT), _given(pool_timeout, POOL)
        )
        body = _body(request_data) if request_data else None
        is_json = isinstance(body, bytes)
        headers = {"Content-Type": "application/json"} if is_json else None
        try:
            async with self._turn(url), self._asked(method, url, timeout, data=body, headers=headers) as response:
                payload = await response.read()
        except FullError:
            raise WaitError(1.0) from None
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        _refuse(response.status, payload)
        return response.status, payload

    def _turn(self, url: str) -> AbstractAsyncContextManager[None]:
        """What shows a message to somebody waits for its turn; all else goes through."""
        method = url.rpartition("/")[2]
        if self._send_limiter is None or method in SILENT or not method.startswith(SAYING):
            return nullcontext()
        return self._send_limiter.passing(is_outbox=self._for_outbox and not SendRateLimiter.BEGUN.get())

    async def fetch(self, url: str, into: Path, at_most: int) -> int:
        """Load a file into `into`; its size in bytes. Raises TooLargeError, NetworkError."""
        size = 0
        try:
            async with self._asked("GET", url, _timeout(self._read, WRITE, CONNECT, POOL)) as response:
                if response.status != HTTPStatus.OK:
                    raise NetworkError(f"file: {response.status}")
                with into.open("wb") as file:
                    async for chunk in response.content.iter_chunked(CHUNK):
                        size += len(chunk)
                        if size > at_most:
                            raise TooLargeError
                        file.write(chunk)
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        return size

    def _asked(
        self, method: str, url: str, timeout: aiohttp.ClientTimeout, **body: Any
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        if self._session is None:
            raise NetworkError("transport is closed")
        parts = urlsplit(url)
        proxy = self._proxy(parts.scheme, parts.netloc)
        return self._session.request(method, url, timeout=timeout, proxy=proxy, allow_redirects=False, **body)

    def _proxy(self, scheme: str, host: str) -> str | None:
        """What the environment says, asked once: aiohttp's own `trust_env` reads files in a thread at every request."""
        if (scheme, host) not in self._proxies:
            self._proxies[scheme, host] = None if proxy_bypass(host) else getproxies().get(scheme)
        return self._proxies[scheme, host]


class UpdatesTransport(Transport):
    """The transport of getUpdates: the library gets the number of each update that is not in `known`, the rest is kept in `updates`.

    So each is read by itself, and one that cannot be read stops no other; and what Telegram sends again with every answer, because it is
    still open, is not read again.
    """

    def __init__(self, known: Container[int]) -> None:
        super().__init__(connections=2)
        self._known = known
        self.updates: Mapping[int, Mapping[str, Any]] = {}
        self.n_given = 0
        """How many the last answer had, known ones among them."""

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override]
        """As the library does it, which says that one may override it. Raises TelegramError where an update has no number."""
        found: dict[str, Any] = BaseRequest.parse_json_payload(payload)
        if isinstance(result := found.get("result"), list):
            self.n_given = len(result)
            numbered = {number_of(update): update for update in result}
            if None in numbered:
                raise TelegramError("an update without a number")
            self.updates = {number: update for number, update in numbered.items() if number is not None and number not in self._known}
            found["result"] = [{"update_id": number} for number in self.updates]
        return found


def _refuse(status: int, payload: bytes) -> None:
    """Raise for the refusals that the library has no type for."""
    if status == HTTPStatus.BAD_REQUEST and NotModifiedError.TELLTALE in payload:
        raise NotModifiedError("Message is not modified")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise WaitError(_seconds(payload))


def _seconds(payload: bytes) -> float:
    """How long a 429 asks to wait; a second where it does not say."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0


def _body(data: RequestData) -> aiohttp.FormData | bytes:
    if not data.contains_files:
        return data.json_payload
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, io.BytesIO(content) if isinstance(content, bytes) else content, filename=filename, content_type=media_type)
    return form


def _given(timeout: Timeout, otherwise: float) -> float | None:
    return otherwise if timeout is BaseRequest.DEFAULT_NONE else timeout  # type: ignore[return-value]


def _timeout(read: float | None, write: float | None, connect: float | None, pool: float | None) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing alone: the whole request must not take longer than all of them together."""
    total = None if read is None or write is None else read + write + (connect or 0)
    return aiohttp.ClientTimeout(total=total, connect=pool, sock_connect=connect, sock_read=read)
