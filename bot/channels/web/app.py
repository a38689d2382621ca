"""The web application: the chat page, its API, the pages of procedures; opens nothing at import."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.channels.web.chat_api import ChatApi
from bot.channels.web.faults import Faults
from bot.channels.web.health import Health
from bot.channels.web.inbox import EMPTY, WebInbox
from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.listening import Listening
from bot.channels.web.pages import STATIC_FOLDER, PageRenderer
from bot.channels.web.paths import DEEDS, FILING, SUGGESTING
from bot.channels.web.request_guard import RefusedError, RequestGuard
from bot.channels.web.uploads import LARGEST_FORM
from bot.channels.web.visitors import Visitors
from bot.channels.web.webhook import LARGEST_UPDATE, WEBHOOK
from bot.http.body import BodyLimit
from bot.http.csrf import SAFE, NoForeignCookies, is_foreign
from bot.http.headers import READ, STATIC, WIDGET, SecurityHeaders, WithHeaders
from bot.http.heads import Heads
from bot.http.outages import NO_OUTAGES, Outages
from bot.http.record import WithRecord
from bot.http.redirects import RedirectsHere
from bot.messages import MessageHandler
from bot.runtime.clock import utc_now
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limiter import Arrivals
from bot.wording import WebWords

AT_ONCE = 2  # messages: they share one interpreter, a second goes on while the first waits for the database
UNOBSERVED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}  # OpenTelemetry would be looked for at every request
KEPT = {"Cache-Control": "public, max-age=3600"}  # an hour: an index built anew shows soon enough


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who is trusted with what: `embedders` are the origins of sites that may show the chat in a frame, `proxies` the addresses
    and networks whose X-Forwarded-For is believed, `watchers` the networks from which /metrics may be read."""

    embedders: Sequence[str] = ()
    proxies: Sequence[str] = ()
    watchers: Sequence[IPv4Network | IPv6Network] = ()


def make_app(
    desk: MessageHandler,
    pages: PageRenderer,
    secret_key: str,
    *,
    neighbours: Neighbours = Neighbours(),
    metrics: Metrics | None = None,
    routers: Sequence[APIRouter] = (),
    inbox: WebInbox = EMPTY,
    is_ready: Callable[[], bool] = lambda: True,
    failing: Callable[[], Sequence[str]] = tuple,
    outages: Outages = NO_OUTAGES,
    troubles: Callable[[], Sequence[str]] = tuple,
    at_once: int = AT_ONCE,
    arrivals: Arrivals | None = None,
    alarm: Callable[[str], str] = lambda _: "",
    now: Callable[[], datetime] = utc_now,
) -> FastAPI:
    """Put the application together.

    `routers`: what else stands under this address, the console or a webhook. `inbox`: what waits for visitors.
    `is_ready`: whether there is something to answer from; `failing`: what the program stands on and does not work; `troubles`: what /readyz
    says though it is ready. `outages`: the exceptions that tell of what `failing` shows.
    `at_once`: how many messages of the API one process answers side by side. `arrivals`: where it is counted how often each comes.
    `alarm`: what somebody must read who writes of danger; "" for any other text.
    Raises ValueError for an origin or a key that is not valid.
    """
    words = pages.wording.web
    metrics = metrics or Metrics()
    headers = SecurityHeaders(pages.site.public_url, neighbours.embedders)
    app = FastAPI(
        title=f"{words.brand} – {words.title}",
        dependencies=[Depends(_own_forms(words, pages.site.public_url))],
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry=UNOBSERVED,
    )
    app.add_middleware(BodyLimit, largest=LARGEST_BODY, of_path={WEBHOOK: LARGEST_UPDATE, FILING: LARGEST_FORM, DEEDS: LARGEST_FORM})
    app.add_middleware(
        Listening, alarm=alarm, page=pages.before, but=frozenset({WEBHOOK, SUGGESTING})
    )  # outside of the limit: what is too long counts
    faults = Faults(pages, headers, outages)
    app.add_middleware(Heads, refused=faults.of_head)
    app.add_middleware(NoForeignCookies, public_url=pages.site.public_url)
    app.add_middleware(WithHeaders, headers=headers)
    app.add_middleware(RedirectsHere, public_url=pages.site.public_url)
    app.add_middleware(WithRecord, watch=metrics.request)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(neighbours.proxies))  # added last, so that it stands outside
    faults.install(app)
    app.include_router(ChatApi(RequestGuard(desk, words, Visitors(secret_key), now, inbox, arrivals), pages, at_once).routes())
    app.include_router(_procedures(pages))
    app.include_router(Health(is_ready, metrics.text, neighbours.watchers, troubles, failing).routes())
    for router in routers:
        app.include_router(router)
    app.mount(STATIC.rstrip("/"), StaticFiles(directory=STATIC_FOLDER))
    return app


def _own_forms(words: WebWords, public_url: str) -> Callable[[Request], Awaitable[None]]:
    """What stands before every route: a page of another site may change nothing in the name of who looks at it."""

    async def checked(request: Request) -> None:  # async: FastAPI would send any other to a thread
        if request.method not in SAFE and is_foreign(request.headers, public_url):
            raise RefusedError(HTTPStatus.FORBIDDEN, words.foreign)

    return checked


def _procedures(pages: PageRenderer) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    words = pages.wording.web

    @router.api_route("/thu-tuc/{code}", methods=READ)
    def procedure(code: str) -> HTMLResponse:
        page = pages.procedure(code)
        return HTMLResponse(page, headers=KEPT) if page else missing()

    @router.api_route("/thu-tuc/{code}/qr.svg", methods=READ)
    def qr(code: str) -> Response:
        drawn = pages.qr(code)
        return Response(drawn, media_type="image/svg+xml", headers=KEPT) if drawn else missing()

    @router.api_route(WIDGET, methods=READ)
    def widget() -> Response:
        return Response(pages.widget, media_type="text/javascript", headers=KEPT)

    def missing() -> HTMLResponse:
        return HTMLResponse(pages.notice(words.missing_procedure_title, words.missing_procedure), HTTPStatus.NOT_FOUND)

    return router
