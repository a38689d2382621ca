"""What keeps other sites from acting in somebody's name (CSRF): where a request comes from, and the token of our own forms."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110: they change nothing


def form_token(key: bytes, subject: str) -> str:
    """What every form of `subject` carries; it cannot be made without `key`."""
    return hmac.new(key, subject.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def is_form_token(given: str, key: bytes, subject: str) -> bool:
    """True for the token of `subject`; takes as long for any other."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), form_token(key, subject).encode())


def is_foreign(headers: Mapping[str, str], public_url: str) -> bool:
    """True for a request that a page of another site sent, as far as the browser says: by Sec-Fetch-Site, which no page can forge; where
    a browser is too old for that, by Origin. Programs say neither."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc not in (headers.get("host", ""), urlsplit(public_url).netloc)


class NoForeignCookies:
    """ASGI: a request from another site's page gets no cookie, so that it cannot replace or delete the visitor's own.

    But for a page that somebody opens by a link there: the browser sends the visitor's cookie along, so that none is replaced.
    """

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._is_kept_from(scope):
            await self._app(scope, receive, send)
            return

        async def without_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [(name, value) for name, value in message["headers"] if name.lower() != b"set-cookie"]
            await send(message)

        await self._app(scope, receive, without_cookies)

    def _is_kept_from(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        is_link = scope["method"] in SAFE and headers.get("sec-fetch-dest") == "document"
        return not is_link and is_foreign(headers, self._public_url)
