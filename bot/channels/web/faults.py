"""What is answered when a request fails: JSON to the API, a page to people, both in Vietnamese."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bot.channels.web.api_models import ErrorResponse
from bot.channels.web.listening import heard
from bot.channels.web.pages import PageRenderer
from bot.channels.web.request_guard import RefusedError, too_long
from bot.http.headers import SecurityHeaders
from bot.http.outages import NO_OUTAGES, RETRY_AFTER, Outages
from bot.http.receiving import TooMuchAtOnceError


class Faults:
    """The one handler of every exception; says nothing of its insides. Starlette logs what nobody expected."""

    def __init__(self, pages: PageRenderer, headers: SecurityHeaders, outages: Outages = NO_OUTAGES) -> None:
        self._pages = pages
        self._headers = headers
        self._outages = outages

    def install(self, app: FastAPI) -> None:
        for kind in (RefusedError, RequestValidationError, HTTPException, Exception):
            app.add_exception_handler(kind, self.answer)
        for kind in self._outages.kinds:
            app.add_exception_handler(kind, self.interrupted)

    def interrupted(self, request: Request, error: Exception) -> Response:
        """The database or the disk does not work at the moment: nothing was kept, and the person is told to come again."""
        self._outages.note(error)
        return self.answer(request, RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, self._pages.wording.web.outage, RETRY_AFTER))

    def of_head(self, scope: Scope, status: HTTPStatus) -> Response:
        """A head that no browser sends: nothing of the request is read."""
        return self.answer(Request(scope), RefusedError(status, self._pages.wording.web.unreadable))

    def answer(self, request: Request, error: Exception) -> Response:
        status, title, message = self._told(error)
        more = {"Cache-Control": "no-store"}
        if isinstance(error, RefusedError) and error.wait:
            more["Retry-After"] = str(error.wait)
        if isinstance(error, TooMuchAtOnceError):
            more["Retry-After"] = str(RETRY_AFTER)
        if request.url.path.startswith("/api/"):
            said = "\n\n".join(filter(None, (heard(), message)))
            response: Response = JSONResponse(ErrorResponse(message=said).model_dump(), status, more)
        else:
            response = HTMLResponse(self._pages.notice(title, message), status, more)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:  # the only answer that leaves outside of every middleware
            response.headers.update(self._headers.of(request.url.path))
        return response

    def _told(self, error: Exception) -> tuple[int, str, str]:
        """Status, title, sentence."""
        words = self._pages.wording.web
        match error:
            case RefusedError():
                return error.status, words.broken_title, error.message
            case HTTPException(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
                return error.status_code, words.broken_title, too_long(words)
            case TooMuchAtOnceError():
                return error.status_code, words.broken_title, words.crowded
            case HTTPException(status_code=HTTPStatus.BAD_REQUEST):
                return error.status_code, words.broken_title, words.unreadable
            case HTTPException():
                return error.status_code, words.missing_title, words.missing
            case RequestValidationError():
                return HTTPStatus.UNPROCESSABLE_ENTITY, words.broken_title, words.unreadable
            case _:
                return HTTPStatus.INTERNAL_SERVER_ERROR, words.broken_title, words.broken
