"""The web application: the chat page, its API, the pages of procedures; opens nothing at import."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Protocol
from urllib.parse import parse_qs

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.channels.web.headers import FRAMED, STATIC, WIDGET, SecurityHeaders, WithHeaders
from bot.channels.web.limits import LONGEST_TEXT, Allowance, BodyLimit, BodyTooLargeError
from bot.channels.web.pages import STATIC as STATIC_FOLDER
from bot.channels.web.pages import Exchange, Pages
from bot.channels.web.speech import Asked, Refusal, Told, cleaned, told
from bot.channels.web.visitors import Visitors
from bot.messages import ChatId, Incoming, Reply

COOKIE, HEADER, FIELD = "mot_cua", "X-Mot-Cua-Visitor", "visitor"
COOKIE_AGE = 90 * 24 * 3600  # seconds; who comes back within a quarter finds the conversation's petitions
HOUR = 3600  # seconds
READ = ["GET", "HEAD"]


class Desk(Protocol):
    """The front desk, or what stands in for it in a test."""

    def handle(self, incoming: Incoming) -> Sequence[Reply]:
        """The replies to one message."""


class RefusedError(Exception):
    """A message that is not handed to the desk: the status and the sentence that says why."""

    def __init__(self, status: HTTPStatus, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.wait = wait  # seconds; 0: waiting does not help


@dataclass(frozen=True, slots=True)
class Visit:
    """Who talks, and the token by which the browser says so the next time."""

    chat: ChatId
    token: str


class Counter:
    """Where a visitor's message is looked at before the desk gets it."""

    def __init__(self, desk: Desk, pages: Pages, visitors: Visitors, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._words = pages.wording.web
        self._visitors = visitors
        self._now = now
        self._allowance = Allowance()

    def visit(self, *tokens: str) -> Visit:
        """The visitor of the first token that is ours, or a new one."""
        for token in tokens:
            if chat := self._visitors.chat(token):
                return Visit(chat, token)
        return self.visit(self._visitors.token())

    def serve(self, visit: Visit, text: str, action: str) -> tuple[Reply, ...]:
        """The desk's replies. Raises RefusedError."""
        at = self._now()
        if len(text) > LONGEST_TEXT:
            limit = f"{LONGEST_TEXT:,}".replace(",", ".")
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._words.too_long.format(limit=limit))
        if wait := math.ceil(self._allowance.wait(visit.chat, at).total_seconds()):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, self._words.too_fast.format(seconds=wait), wait)
        return tuple(self._desk.handle(Incoming(visit.chat, at, cleaned(text), cleaned(action))))


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
    app.add_middleware(BodyLimit)
    app.add_middleware(WithHeaders, headers=headers)  # added last: it stands outside
    counter = Counter(desk, pages, Visitors(secret_key), now)
    _add_chat(app, counter, pages)
    _add_pages(app, pages)
    _add_health(app, is_ready)
    _add_faults(app, pages, headers)
    app.mount(STATIC.rstrip("/"), StaticFiles(directory=STATIC_FOLDER))
    return app


def _add_chat(app: FastAPI, counter: Counter, pages: Pages) -> None:
    def known(request: Request, token: str = "") -> Visit:
        return counter.visit(token, request.cookies.get(COOKIE, ""))

    def remembered(response: Response, visit: Visit) -> None:
        response.set_cookie(
            COOKIE,
            visit.token,
            max_age=COOKIE_AGE,
            path=pages.site.base or "/",
            secure=pages.site.public_url.startswith("https://"),
            httponly=True,
            samesite="lax",
        )

    @app.post("/api/chat", responses={status: {"model": Refusal} for status in (413, 422, 429, 500)})
    def chat(asked: Asked, request: Request, response: Response) -> Told:
        """One message or pressed button; the replies. The visitor is told by the cookie, in a frame by the header."""
        visit = known(request, request.headers.get(HEADER, ""))
        replies = told(counter.serve(visit, asked.text, asked.action))
        remembered(response, visit)
        return replies

    @app.api_route("/", methods=READ, include_in_schema=False)
    def home() -> HTMLResponse:
        return HTMLResponse(pages.chat(Exchange()), headers={"Cache-Control": "no-store"})

    @app.api_route(FRAMED, methods=READ, include_in_schema=False)
    def framed() -> HTMLResponse:
        return HTMLResponse(pages.chat(Exchange(), counter.visit().token), headers={"Cache-Control": "no-store"})

    def plain(request: Request, fields: dict[str, str], token: str) -> HTMLResponse:
        visit = known(request, token)
        text, action = fields.get("text", ""), fields.get("action", "")
        status, wait = HTTPStatus.OK, 0
        try:
            exchange = Exchange(cleaned(text), counter.serve(visit, text, action))
        except RefusedError as refused:
            status, wait = refused.status, refused.wait
            exchange = Exchange(cleaned(text), notice=refused.message)
        response = HTMLResponse(pages.chat(exchange, visit.token if token else ""), status, {"Cache-Control": "no-store"})
        if wait:
            response.headers["Retry-After"] = str(wait)
        remembered(response, visit)
        return response

    @app.post("/", include_in_schema=False)
    def post(request: Request, fields: Annotated[dict[str, str], Depends(_form)]) -> HTMLResponse:
        return plain(request, fields, "")

    @app.post(FRAMED, include_in_schema=False)
    def post_framed(request: Request, fields: Annotated[dict[str, str], Depends(_form)]) -> HTMLResponse:
        return plain(request, fields, counter.visit(fields.get(FIELD, ""), request.cookies.get(COOKIE, "")).token)

    @app.post("/bat-dau-lai", include_in_schema=False)
    def restart() -> RedirectResponse:
        response = RedirectResponse(f"{pages.site.base}/", HTTPStatus.SEE_OTHER)
        response.delete_cookie(COOKIE, path=pages.site.base or "/")
        return response


def _add_pages(app: FastAPI, pages: Pages) -> None:
    words = pages.wording.web

    def missing() -> HTMLResponse:
        return HTMLResponse(pages.notice(words.missing_procedure_title, words.missing_procedure), HTTPStatus.NOT_FOUND)

    @app.api_route("/thu-tuc/{code}", methods=READ, include_in_schema=False)
    def procedure(code: str) -> HTMLResponse:
        page = pages.procedure(code)
        return missing() if page is None else HTMLResponse(page, headers={"Cache-Control": f"public, max-age={HOUR}"})

    @app.api_route("/thu-tuc/{code}/qr.svg", methods=READ, include_in_schema=False)
    def qr(code: str) -> Response:
        drawn = pages.qr(code)
        if drawn is None:
            return missing()
        return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": f"public, max-age={HOUR}"})

    @app.api_route(WIDGET, methods=READ, include_in_schema=False)
    def widget() -> Response:
        return Response(pages.widget, media_type="text/javascript", headers={"Cache-Control": f"public, max-age={HOUR}"})


def _add_health(app: FastAPI, is_ready: Callable[[], bool]) -> None:
    @app.api_route("/healthz", methods=READ, include_in_schema=False)
    def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    @app.api_route("/readyz", methods=READ, include_in_schema=False)
    def readyz() -> PlainTextResponse:
        status = HTTPStatus.OK if is_ready() else HTTPStatus.SERVICE_UNAVAILABLE
        return PlainTextResponse("ok" if status is HTTPStatus.OK else "not ready", status, {"Cache-Control": "no-store"})


def _add_faults(app: FastAPI, pages: Pages, headers: SecurityHeaders) -> None:
    """What is answered when a request fails: JSON to the API, a page to people, both in Vietnamese."""
    words = pages.wording.web

    def say(request: Request, status: int, title: str, message: str, wait: int = 0) -> Response:
        more = {"Cache-Control": "no-store"} | ({"Retry-After": str(wait)} if wait else {})
        if request.url.path.startswith("/api/"):
            return JSONResponse(Refusal(message=message).model_dump(), status, more)
        return HTMLResponse(pages.notice(title, message), status, more)

    @app.exception_handler(RefusedError)
    def refused(request: Request, error: RefusedError) -> Response:
        return say(request, error.status, words.broken_title, error.message, error.wait)

    @app.exception_handler(BodyTooLargeError)
    def too_large(request: Request, _: BodyTooLargeError) -> Response:
        limit = f"{LONGEST_TEXT:,}".replace(",", ".")
        return say(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words.broken_title, words.too_long.format(limit=limit))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, _: RequestValidationError) -> Response:
        return say(request, HTTPStatus.UNPROCESSABLE_ENTITY, words.broken_title, words.unreadable)

    @app.exception_handler(HTTPException)
    def by_status(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.BAD_REQUEST:
            return say(request, error.status_code, words.broken_title, words.unreadable)
        return say(request, error.status_code, words.missing_title, words.missing)

    @app.exception_handler(Exception)
    def broken(request: Request, _: Exception) -> Response:
        response = say(request, HTTPStatus.INTERNAL_SERVER_ERROR, words.broken_title, words.broken)
        response.headers.update(headers.of(request.url.path))  # this answer leaves outside of every middleware
        return response


async def _form(request: Request) -> dict[str, str]:
    """The fields of a plain form; of a field sent twice, the last."""
    body = await request.body()
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=16, errors="replace")
    return {name: values[-1] for name, values in sent.items()}
