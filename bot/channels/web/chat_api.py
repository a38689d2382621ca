"""The conversation over HTTP: the chat page, its plain form, and the API that its script uses."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.channels.cleaning import cleaned
from bot.channels.web.api_models import ChatRequest, ChatResponse, ErrorResponse, chat_response
from bot.channels.web.pages import Exchange, PageRenderer, Site
from bot.channels.web.request_guard import RefusedError, RequestGuard, Visitor
from bot.http.headers import FRAMED, READ
from bot.messages import LONGEST_ACTION

COOKIE, HEADER, FIELD = "mot_cua", "X-Mot-Cua-Visitor", "visitor"
LETTERS = "/tin-moi"
COOKIE_AGE = 90 * 24 * 3600  # seconds; who comes back within a quarter is still known
LONGEST_BROWSER = 300  # characters of what a browser says that it is
MOST_FIELDS = 16  # of a form; ours has three
FRESH = {"Cache-Control": "no-store"}


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form; of a field sent twice, the last."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        sent = parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
    return {name: values[-1] for name, values in sent.items()}


Form = Annotated[dict[str, str], Depends(read_form)]


class ChatApi:
    """The endpoints; each is synchronous, FastAPI runs it in a thread: but for the API's messages, of which `at_once` are answered."""

    def __init__(self, guard: RequestGuard, pages: PageRenderer, at_once: int) -> None:
        self._guard = guard
        self._pages = pages
        self._at_once = CapacityLimiter(at_once)

    def routes(self) -> APIRouter:
        router = APIRouter()
        refusals: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (400, 413, 422, 429, 500)}
        router.add_api_route("/api/chat", self.chat, methods=["POST"], response_model=ChatResponse, responses=refusals)
        router.add_api_route("/api/inbox", self.inbox, methods=["POST"], responses={status: refusals[status] for status in (429, 500)})
        for path, method, endpoint in (
            ("/", READ, self.home),
            (LETTERS, ["POST"], self.letters),
            ("/", ["POST"], self.post),
            (FRAMED, READ, self.framed),
            (FRAMED, ["POST"], self.post_framed),
            ("/bat-dau-lai", ["POST"], self.restart),
        ):
            router.add_api_route(path, endpoint, methods=method, include_in_schema=False)
        return router

    async def chat(self, asked: ChatRequest, request: Request) -> Response:
        """One message or pressed button; the replies. The visitor is known by the cookie, in a frame by the header."""
        return await to_thread.run_sync(self._replied, asked, request, limiter=self._at_once)

    def _replied(self, asked: ChatRequest, request: Request) -> Response:
        visitor = self._guard.visitor(address_of(request), browser_of(request), request.headers.get(HEADER, ""), self._cookie(request))
        replies = chat_response(self._guard.serve(visitor, asked.text, asked.action))
        response = Response(
            replies.model_dump_json(), media_type="application/json"
        )  # made by the model: not to be checked against it again
        remember(response, self._pages.site, visitor)
        return response

    def inbox(self, request: Request, response: Response) -> ChatResponse:
        """The letters that came for the visitor since the last look; each is given out once, so that only a page of ours may ask (no
        other site's passes with a POST). To whom we do not know: none."""
        response.headers.update(FRESH)
        return chat_response(self._guard.letters(self._guard.known(request.headers.get(HEADER, ""), self._cookie(request))))

    def home(self, request: Request) -> HTMLResponse:
        known = self._guard.known(self._cookie(request))
        return HTMLResponse(self._pages.chat(Exchange(has_letters=self._guard.has_letters(known))), headers=FRESH)

    def letters(self, request: Request) -> HTMLResponse:
        """The letters as a page, for browsers without JavaScript."""
        letters = self._guard.letters(self._guard.known(self._cookie(request)))
        return HTMLResponse(self._pages.chat(Exchange(letters=letters)), headers=FRESH)

    def framed(self, request: Request) -> HTMLResponse:
        return HTMLResponse(self._pages.chat(Exchange(), self._guard.visitor(address_of(request), None).token), headers=FRESH)

    def post(self, request: Request, fields: Form) -> HTMLResponse:
        visitor = self._guard.visitor(address_of(request), browser_of(request), self._cookie(request))
        response = self._answered(visitor, fields, "")
        remember(response, self._pages.site, visitor)
        return response

    def post_framed(self, request: Request, fields: Form) -> HTMLResponse:
        visitor = self._guard.visitor(address_of(request), browser_of(request), fields.get(FIELD, ""))
        return self._answered(visitor, fields, visitor.token)

    def restart(self) -> RedirectResponse:
        """Forget who this was."""
        site = self._pages.site
        response = RedirectResponse(f"{site.base}/", HTTPStatus.SEE_OTHER)
        response.delete_cookie(cookie_of(site), path=site.base or "/", secure=site.is_https)
        return response

    def _cookie(self, request: Request) -> str:
        return request.cookies.get(cookie_of(self._pages.site), "")

    def _answered(self, visitor: Visitor, fields: dict[str, str], token: str) -> HTMLResponse:
        """The chat page with the replies, or with the notice and what was typed where it is refused."""
        text, action = fields.get("text", ""), fields.get("action", "")[:LONGEST_ACTION]
        try:
            exchange = Exchange(cleaned(text), self._guard.serve(visitor, text, action), letters=self._guard.letters(visitor))
        except RefusedError as refused:
            page = self._pages.chat(Exchange(cleaned(text), notice=refused.message), token)
            return HTMLResponse(page, refused.status, FRESH | ({"Retry-After": str(refused.wait)} if refused.wait else {}))
        return HTMLResponse(self._pages.chat(exchange, token), headers=FRESH)


def remember(response: Response, site: Site, visitor: Visitor) -> None:
    """Give the browser what it says next time."""
    response.set_cookie(
        cookie_of(site), visitor.token, max_age=COOKIE_AGE, path=site.base or "/", secure=site.is_https, httponly=True, samesite="lax"
    )


def cookie_of(site: Site) -> str:
    """The name of the visitor's cookie: with https one that browsers take from this very host alone, and not from its neighbours under the
    same name of a province, who could give somebody a token that they know."""
    if not site.is_https:
        return COOKIE
    return f"__Secure-{COOKIE}" if site.base else f"__Host-{COOKIE}"


def address_of(request: Request) -> str:
    """Where it comes from; "" where nobody says."""
    return request.client.host if request.client else ""


def browser_of(request: Request) -> str:
    """What a browser says that it is; anything may be said."""
    return "\n".join(request.headers.get(name, "")[:LONGEST_BROWSER] for name in ("user-agent", "accept-language"))
