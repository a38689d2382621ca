"""The security headers of every response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.setting_kinds import ORIGIN

YEAR = 31_536_000  # seconds
FRAMED, WIDGET, STATIC = "/khung", "/widget.js", "/static/"
CHAT = "/"  # where a question may be said instead of typed
ARTICLES, COVER = "/bai-viet/", "/bia.jpg"  # articles may show pictures from elsewhere; their covers are shown elsewhere
FOUND = frozenset({200, 206, 304})
KEPT = f"public, max-age={YEAR}, immutable"  # the address of such a file changes with its content
NOT_KEPT = "no-store"  # of one that this process does not have, and another has already or has still
POLICY = "Content-Security-Policy"
READ = ["GET", "HEAD"]


class SecurityHeaders:
    """Which headers go with which path; `embedders` are the origins of sites that may show the chat in a frame."""

    def __init__(self, public_url: str, embedders: Sequence[str] = ()) -> None:
        for origin in embedders:
            if not ORIGIN.fullmatch(origin):
                raise ValueError(origin)
        self._embedders = tuple(embedders)
        self._is_https = public_url.startswith("https://")

    def of(self, path: str) -> Mapping[str, str]:
        """The headers of a response to `path`."""
        framed = path == FRAMED and bool(self._embedders)
        ancestors = " ".join(self._embedders) if framed else "'none'"
        is_cover = path.startswith(ARTICLES) and path.endswith(COVER)
        pictures = "'self' data: https:" if path.startswith(ARTICLES) else "'self' data:"
        headers = {
            POLICY: (
                f"default-src 'self'; script-src 'self'; style-src 'self'; img-src {pictures}; object-src 'none'; "
                f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": f"camera=(), geolocation=(), microphone={'(self)' if path == CHAT else '()'}, payment=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "cross-origin" if framed or is_cover or path == WIDGET else "same-origin",
        }
        if not framed:
            headers["X-Frame-Options"] = "DENY"
        if self._is_https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        return headers


class WithHeaders:
    """ASGI: put the headers on what the application answers."""

    def __init__(self, app: ASGIApp, headers: SecurityHeaders) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                _put(answer, self._headers.of(scope["path"]))
                if scope["path"].startswith(STATIC):
                    answer["Cache-Control"] = KEPT if message["status"] in FOUND else NOT_KEPT
            await send(message)

        await self._app(scope, receive, sent)


def _put(answer: MutableHeaders, headers: Mapping[str, str]) -> None:
    """All of `headers`; a policy of the answer's own that shuts it into a sandbox is stricter than ours and stays."""
    own = answer.get(POLICY, "")
    answer.update(headers)
    if "sandbox" in (piece.strip() for piece in own.split(";")):
        answer[POLICY] = own
