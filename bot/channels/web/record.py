"""What is kept of a request: its route, status and duration, in the log and in the metrics; nothing of who sent it or what."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GONE = 499  # the client left before it was answered
BROKEN = 500
ELSEWHERE = "other"  # no route of ours: scanners ask for thousands of addresses
log = structlog.get_logger(__name__)


class WithRecord:
    """ASGI: tell `watch` of each request (route's template, status, seconds) and log a line."""

    def __init__(self, app: ASGIApp, watch: Callable[[str, int, float], None]) -> None:
        self._app = app
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = GONE

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            status = BROKEN
            raise
        finally:
            self._keep(scope, status, time.perf_counter() - began)

    def _keep(self, scope: Scope, status: int, seconds: float) -> None:
        route = _template(scope)
        self._watch(route, status, seconds)
        log.info("request", route=route, status=status, ms=round(seconds * 1000, 1))


def _template(scope: Scope) -> str:
    """ "/thu-tuc/{code}", never the code: what somebody looks up is theirs."""
    route = scope.get("route")
    template: str = getattr(route, "path", "") or ELSEWHERE
    return template
