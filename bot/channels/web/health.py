"""What watches over the service: is it alive, is it ready, its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse

from bot.http.headers import READ
from bot.runtime.metrics import CONTENT_TYPE

FRESH = {"Cache-Control": "no-store"}
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")
"""Who is watching comes by itself; what comes through a proxy comes from the street."""


class Health:
    """`/healthz`: the process answers. `/readyz`: index and database answer too; `troubles` stand in its body, a line each; it stays 200:
    that the staff cannot be told is no fault of this process, and every process says it, so a balancer that took them out for it would
    take the whole web from the citizens. `/metrics`: for `networks` alone, 404 to others."""

    def __init__(
        self,
        is_ready: Callable[[], bool],
        figures: Callable[[], bytes],
        networks: Sequence[IPv4Network | IPv6Network] = (),
        troubles: Callable[[], Sequence[str]] = tuple,
        failing: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`failing`: a line for each thing that the program needs and that does not work; with one of them the answer is 503."""
        self._is_ready = is_ready
        self._figures = figures
        self._networks = tuple(networks)
        self._troubles = troubles
        self._failing = failing

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        for path, endpoint in (("/healthz", self.healthz), ("/readyz", self.readyz), ("/metrics", self.metrics)):
            router.add_api_route(path, endpoint, methods=READ)
        return router

    async def healthz(self) -> Response:
        """Async: answered by the loop itself, though every thread is busy."""
        return PlainTextResponse("ok", headers=FRESH)

    def readyz(self) -> Response:
        failing = self._failing()
        if failing or not self._is_ready():
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return PlainTextResponse("\n".join((status.phrase.lower(), *failing)), status, FRESH)
        return PlainTextResponse("\n".join(("ok", *self._troubles())), headers=FRESH)

    def metrics(self, request: Request) -> Response:
        if not self._may_watch(request):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(self._figures(), headers=FRESH, media_type=CONTENT_TYPE)

    def _may_watch(self, request: Request) -> bool:
        if request.client is None or any(name in request.headers for name in FORWARDED):
            return False
        try:
            address = ip_address(request.client.host)
        except ValueError:
            return False
        return any(address in network for network in self._networks)
