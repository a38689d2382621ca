"""The web application: the chat page, its API, the pages of procedures; opens nothing at import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles

from bot.channels.web.counter import Counter, Desk
from bot.channels.web.faults import Faults
from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.pages import STATIC_FOLDER, Pages
from bot.channels.web.talk import Talk
from bot.channels.web.visitors import Visitors
from bot.http.body import BodyLimit
from bot.http.headers import READ, STATIC, WIDGET, SecurityHeaders, WithHeaders

KEPT = {"Cache-Control": "public, max-age=3600"}  # an hour: an index built anew shows soon enough


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


def make_app(
    desk: Desk,
    pages: Pages,
    secret_key: str,
    *,
    embedders: Sequence[str] = (),
    is_ready: Callable[[], bool] = lambda: True,
    now: Callable[[], datetime] = utc_now,
) -> FastAPI:
    """Put the application together.

    `embedders`: origins ("https://xa.example.gov.vn") of the sites that may show the chat in a frame. `is_ready`: whether
    index and database answer. Raises ValueError for an origin or a key that is none.
    """
    words = pages.wording.web
    headers = SecurityHeaders(pages.site.public_url, embedders)
    app = FastAPI(title=f"{words.brand} – {words.title}", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, largest=LARGEST_BODY)
    app.add_middleware(WithHeaders, headers=headers)  # added last, so that it stands outside
    Faults(pages, headers).install(app)
    app.include_router(Talk(Counter(desk, words, Visitors(secret_key), now), pages).routes())
    app.include_router(_procedures(pages))
    app.include_router(_health(is_ready))
    app.mount(STATIC.rstrip("/"), StaticFiles(directory=STATIC_FOLDER))
    return app


def _procedures(pages: Pages) -> APIRouter:
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


def _health(is_ready: Callable[[], bool]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/healthz", methods=READ)
    def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    @router.api_route("/readyz", methods=READ)
    def readyz() -> PlainTextResponse:
        status = HTTPStatus.OK if is_ready() else HTTPStatus.SERVICE_UNAVAILABLE
        return PlainTextResponse(status.phrase.lower(), status, {"Cache-Control": "no-store"})

    return router
