"""What is kept of a request: its route, status and duration, in the log and in the metrics; nothing of who sent it or what."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from starlette.requests import ClientDisconnect
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GONE = 499  # the client left before it was answered
BROKEN = 500
ELSEWHERE = "other"  # no route of ours: scanners ask for thousands of addresses
log = structlog.get_logger(__name__)


class NamedRoute(Route):
    """A route of Starlette's that says which it is; FastAPI tells it of its own kind alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        return match, child if match is Match.NONE else {**child, "route": self}


class WithRecord:
    """ASGI: tell `watch` of each request (route's template, status, seconds) and log a line.

    `under`: where the application is mounted. A client that leaves before it has sent everything, or before
    it is answered, is no fault of anybody's: it may do so a thousand times a second, and a traceback each would fill the disk.
    """

    def __init__(self, app: ASGIApp, watch: Callable[[str, int, float], None], under: str = "") -> None:
        self._app = app
        self._watch = watch
        self._under = under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        mounted = scope.get("route")  # what we are mounted by is no route of ours
        status = GONE

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            try:
                await send(message)
            except (OSError, RuntimeError) as error:  # the server's own: uvloop says so of a connection that is closed
                log.info("not sent", reason=str(error))
                raise ClientDisconnect from error

        try:
            await self._app(scope, receive, sent)
        except ClientDisconnect:
            status = GONE
        except Exception:
            status = BROKEN
            raise
        finally:
            found = scope.get("route")
            self._keep("" if found is mounted else getattr(found, "path", ""), status, time.perf_counter() - began)

    def _keep(self, template: str, status: int, seconds: float) -> None:
        """`template`: "/thu-tuc/{code}", never the code: what somebody looks up is theirs, and a link to log in is a secret."""
        route = f"{self._under}{template}" if template else ELSEWHERE
        self._watch(route, status, seconds)
        log.info("request", route=route, status=status, ms=round(seconds * 1000, 1))
