"""Redirects stay on the site: none sends a browser to the host that a request pretends to be for."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def kept_here(location: str, public_url: str) -> str:
    """Where a redirect may lead: below `public_url` as it is; anywhere else only the path, which a browser reads as one of this site.

    Starlette makes its own redirects (a slash too many) of the Host header, which the sender chooses, and of the path as it came:
    "//evil.example/" would become another site.
    """
    site, told = urlsplit(public_url), urlsplit(location)
    if told.netloc and (told.scheme, told.netloc) == (site.scheme, site.netloc):
        return location
    base = site.path.rstrip("/") if told.netloc else ""
    query = f"?{told.query}" if told.query else ""
    return f"{base}/{told.path.lstrip('/' + chr(92))}{query}"


class RedirectsHere:
    """ASGI: `kept_here` for every Location that the application answers with."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if location := headers.get("location"):
                    headers["location"] = kept_here(location, self._public_url)
            await send(message)

        await self._app(scope, receive, sent)
