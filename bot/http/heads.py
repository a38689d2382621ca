"""The head of a request before anything parses it: how long it may be, what its body may claim to be, and which cookies are ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.content_type import is_ours

LARGEST_HEAD = 16 * 1024  # bytes; a browser's with the longest address of ours has 4,000, the cookies of a whole province's portal 8,000
LARGEST_COOKIES = 4 * 1024  # bytes of those that are ours; all of them together have 300
_COOKIE = re.compile(rb"(?:__Host-|__Secure-)?mot_cua\w*=[\w.~-]*")
Refusal = Callable[[Scope, HTTPStatus], Response]


class Heads:
    """ASGI: refuses a head that no browser sends, and hands on of its cookies ours alone, which never are quoted: the standard library
    takes a time that grows with the square of a quoted one's length (CVE-2024-7592).

    `refused`: what is answered, with 431 to a head that is too long and 415 to a body that we would not read.
    """

    def __init__(self, app: ASGIApp, refused: Refusal) -> None:
        self._app = app
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: list[tuple[bytes, bytes]] = list(scope["headers"])
        fault = _fault(scope, headers)
        scope["headers"] = [(name, value) for name, value in headers if name != b"cookie"]  # in its place: who records looks at the scope
        if ours := _ours(value for name, value in headers if name == b"cookie"):
            scope["headers"].append((b"cookie", ours))
        await (self._refused(scope, fault) if fault else self._app)(scope, receive, send)


def _fault(scope: Scope, headers: list[tuple[bytes, bytes]]) -> HTTPStatus | None:
    size = sum(len(name) + len(value) for name, value in headers) + len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if size > LARGEST_HEAD:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    kinds = (value.decode("latin-1") for name, value in headers if name == b"content-type")
    return None if all(map(is_ours, kinds)) else HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def _ours(told: Iterable[bytes]) -> bytes:
    """Those that this program gives out, as far as LARGEST_COOKIES: other programs of the same domain set others."""
    ours = b"; ".join(each for value in told for each in map(bytes.strip, value.split(b";")) if _COOKIE.fullmatch(each))
    return ours if len(ours) <= LARGEST_COOKIES else b""
