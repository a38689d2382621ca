"""Authentication: who is asking, may they, and was the form ours."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import upload
from bot.console.access import ACCESS, BEFORE_CODE, BEFORE_ENROLMENT, CODE, ENROL, PREFIX, UPLOADS, Roles, may_open
from bot.console.request import Fields, FormError, RequestContext
from bot.console.upload import Filled
from bot.console.views import NOT_KEPT, Views
from bot.http.csrf import form_token, is_foreign, is_form_token
from bot.people.form_store import SentForms
from bot.people.login_store import Logins
from bot.people.logins import LONGEST, hashed
from bot.people.rights import acting
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.people.workplace.kept_form_store import KeptForms
from bot.people.workplace.mail_post import MailPost
from bot.runtime.rate_limiter import RateLimiter
from knowledge.texts.mailboxes import LONGEST_MAILBOX

COOKIE = "mot_cua_can_bo"
FORM_TOKEN = "form"  # noqa: S105 - the name of the field
ONCE, ONCE_BYTES = "once", 8
OURS = re.compile("[0-9a-f]{2,64}")
TAKEN, TAKEN_FOR = "mot_cua_da_ghi", 60
"""The cookie that tells the page which of its forms was taken, and for how many seconds."""
PLACE, KEEPING = "nhap", "/nhap"
"""The field that says which unsent form it was, and the path under which such forms are kept."""
URLENCODED = "application/x-www-form-urlencoded"
Page = Callable[[RequestContext], Response]
OpenPage = Callable[[Request, bytes], Response]
Asked = tuple[str, str]
"""Method and path, as in ACCESS."""


class PageForbiddenError(Exception):
    """Logged in, but this page is not for them."""


class NotLoggedInError(Exception):
    """Not logged in."""


class SecondFactorError(Exception):
    """Logged in with a link alone, where a code is wanted too; holds the page to go to."""


class CsrfError(Exception):
    """A form that this session's pages did not show."""


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """Its name, and the path for which a browser keeps it."""

    name: str
    path: str
    is_secure: bool


def cookie_of(public_url: str) -> SessionCookie:
    """With https one that browsers take from this very host alone: a neighbour under the same name of a province could lay a session of
    its own under any other, and somebody of the staff would work in the neighbour's name."""
    base = urlsplit(public_url).path.rstrip("/")
    if not public_url.startswith("https://"):
        return SessionCookie(COOKIE, base + PREFIX, is_secure=False)
    name, path = (f"__Secure-{COOKIE}", base + PREFIX) if base else (f"__Host-{COOKIE}", "/")  # that name wants that path
    return SessionCookie(name, path, is_secure=True)


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Lets requests through to pages. `public_url`: where people think the site is; a proxy may call it otherwise. `mail`: what sends login
    links by e-mail, None where the office has no mail server; `wants_second`: the roles that work with a second factor only;
    `has_telegram`: whether the assistant is in Telegram at all, so that nobody is sent to one that is not."""

    logins: Logins
    book: StaffBook
    views: Views
    public_url: str
    now: Callable[[], datetime]
    attempts: RateLimiter
    sent: SentForms
    kept: KeptForms
    mail: MailPost | None = None
    wants_second: Roles = frozenset()
    has_telegram: bool = True

    @property
    def cookie(self) -> SessionCookie:
        """What the session is kept in."""
        return cookie_of(self.public_url)

    def guarded(self, asked: Asked, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page: in a thread, and only for those whom ACCESS lets in. Raises KeyError for a route without entry."""
        method, path = asked
        _ = ACCESS[asked]

        async def endpoint(request: Request) -> Response:
            if path in UPLOADS:  # nobody sends megabytes who may not
                await asyncio.to_thread(self._let_in, request, method, path)
            body = await request.body() if method == "POST" else b""
            return await asyncio.to_thread(self._through, request, body, method, path, page)

        return endpoint

    def open(self, asked: Asked, page: OpenPage) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page that ACCESS opens to anybody."""
        if ACCESS[asked] is not None:
            raise ValueError(asked)

        async def endpoint(request: Request) -> Response:
            body = await request.body() if asked[0] == "POST" else b""
            return await asyncio.to_thread(page, request, body)

        return endpoint

    def _through(self, request: Request, body: bytes, method: str, path: str, page: Page) -> Response:
        staff, at = self._let_in(request, method, path), self.now()
        cookie = request.cookies.get(self.cookie.name, "")
        form = self._form(request, body, cookie, path) if method == "POST" else Filled(Fields(), {})
        query, once = Fields.read(request.url.query), secrets.token_hex(ONCE_BYTES)
        visit = RequestContext(
            staff,
            cookie,
            form_token(*_keyed(cookie)),
            at,
            query,
            form.fields,
            dict(request.path_params),
            form.files,
            once,
            path_of(request),
        )

        def in_their_name(visit: RequestContext) -> Response:
            with acting(staff):
                return page(visit)

        is_once = bool(form.fields.text(ONCE))
        response = self._done_once(visit, request.url.path, in_their_name) if is_once else in_their_name(visit)
        place = form.fields.text(PLACE)
        if place and visit.path != KEEPING and response.status_code == HTTPStatus.SEE_OTHER:
            self.kept.drop(staff.id, place)  # what was taken is no longer unsent
        return response

    def _done_once(self, visit: RequestContext, path: str, page: Page) -> Response:
        """What a form asks for. Sent twice, as a double click does, it is done once, and the second press sees what the first came to."""
        token_hash = _sent(visit, path)
        place = self.sent.begin(token_hash, visit.staff.id, visit.at)
        if place is not None:
            return RedirectResponse(place, HTTPStatus.SEE_OTHER, NOT_KEPT) if place else self.views.go("/", said="twice")
        try:
            response = page(visit)
        except BaseException:
            self.sent.dropped(token_hash)
            raise
        if response.status_code != HTTPStatus.SEE_OTHER:
            self.sent.dropped(token_hash)
            return response
        self.sent.done(token_hash, response.headers["location"], visit.at)
        secure = self.public_url.startswith("https://")
        once = visit.form.text(ONCE)
        if OURS.fullmatch(once):
            response.set_cookie(TAKEN, once, max_age=TAKEN_FOR, path=self.views.base, secure=secure, samesite="strict")
        return response

    def _let_in(self, request: Request, method: str, path: str) -> Staff:
        """Who asks, where they may."""
        cookie = request.cookies.get(self.cookie.name, "")
        found = self.logins.session(cookie, self.now()) if cookie else None
        if found is None:
            raise NotLoggedInError
        if found.has_second and not found.is_passed and path not in BEFORE_CODE:
            raise SecondFactorError(CODE)
        if not found.has_second and found.staff.role in self.wants_second and path not in BEFORE_ENROLMENT:
            raise SecondFactorError(ENROL)
        if not may_open(found.staff.role, method, path):
            raise PageForbiddenError
        return found.staff

    def _form(self, request: Request, body: bytes, cookie: str, path: str) -> Filled:
        if is_foreign(request.headers, self.public_url):
            raise CsrfError
        if path in UPLOADS and form_token(*_keyed(cookie)).encode() not in body:
            raise CsrfError  # before megabytes are taken apart
        form = _read(request, body, brings_files=path in UPLOADS)
        if not is_form_token(form.fields.text(FORM_TOKEN), *_keyed(cookie)):
            raise CsrfError
        return form

    def enter(self, request: Request, _: bytes) -> Response:
        """The button behind a one-time link. Whatever session the browser brought is dropped: the new one's id is new."""
        if is_foreign(request.headers, self.public_url):
            raise CsrfError
        cookie = self.logins.enter(str(request.path_params["token"]), self.now())
        if cookie is None:
            return self._not_let_in(request)
        if old := request.cookies.get(self.cookie.name):
            self.logins.leave(old)
        response, kept = self.views.go("/"), self.cookie
        lasts = int(LONGEST.total_seconds())
        response.set_cookie(kept.name, cookie, max_age=lasts, path=kept.path, httponly=True, samesite="lax", secure=kept.is_secure)
        return response

    def _not_let_in(self, request: Request) -> Response:
        """Only links that open nothing are counted: who shares the office's address with somebody who tries many still comes in."""
        words = self.views.words.door
        host = request.client.host if request.client else ""
        if self.attempts.wait(host, self.now()):
            return self.views.notice(words.title, words.too_fast, HTTPStatus.TOO_MANY_REQUESTS, "/dang-nhap")
        return self.views.notice(words.title, words.spent if self.has_telegram else words.spent_here, HTTPStatus.FORBIDDEN, "/dang-nhap")

    def asked_to_enter(self, request: Request, _: bytes) -> Response:
        """The page that a link opens. It says nothing about the link: previews of messages open links too."""
        return self.views.bare("enter.html", token=str(request.path_params["token"]))

    def outside(self, request: Request, _: bytes) -> Response:
        return self.stranger(HTTPStatus.OK, left=request.query_params.get("ra") == "1")

    def stranger(self, status: int, *, left: bool = False) -> Response:
        """How to come in, and that what was typed here is not lost; to who has just `left`, that they are out."""
        words, has_mail = self.views.words.door, self.mail is not None
        text = words.way_in(has_telegram=self.has_telegram, has_mail=has_mail)
        return self.views.bare("outside.html", status, title=words.title, text=text, has_mail=has_mail, left=left)

    def asked_by_mail(self, request: Request, body: bytes) -> Response:
        """Somebody asks for a link by e-mail. What is answered is the same whether or not the address is one of ours."""
        if is_foreign(request.headers, self.public_url):
            raise CsrfError
        if self.mail is None:
            return self.views.missing()
        words, now = self.views.words.door, self.now()
        host = request.client.host if request.client else ""
        asked = _read(request, body, brings_files=False).fields.text("email")[:LONGEST_MAILBOX]
        if self.attempts.wait((host, asked.lower()), now):  # of each mailbox by itself: nobody shuts the door for the others of a house
            return self.views.notice(words.title, words.too_fast, HTTPStatus.TOO_MANY_REQUESTS, "/dang-nhap")
        self.mail.ask_for_link(asked, now)
        return self.views.notice(words.title, words.mailed if self.has_telegram else words.mailed_here, HTTPStatus.OK, "/dang-nhap")

    def account(self, visit: RequestContext) -> Response:
        return self.views.page(visit, "account.html", has_mail=self.mail is not None)

    def leave(self, visit: RequestContext) -> Response:
        self.logins.leave(visit.cookie)
        return self._left()

    def leave_everywhere(self, visit: RequestContext) -> Response:
        self.logins.leave_everywhere(visit.staff.id, visit.staff.actor, visit.at)
        return self._left()

    def _left(self) -> Response:
        response = self.views.go("/dang-nhap", ra="1")
        response.delete_cookie(self.cookie.name, path=self.cookie.path, secure=self.cookie.is_secure)
        return response


def path_of(request: Request) -> str:
    """The address that was asked for, below the console's."""
    return request.url.path.removeprefix(PREFIX) or "/"


def _sent(visit: RequestContext, path: str) -> str:
    """What tells one sending of a form from every other: who, where, on which page, and all that it says."""
    files = [(name, each.name, hashlib.sha256(each.content).hexdigest()) for name, each in sorted(visit.files.items())]
    return hashed(repr((visit.cookie, path, visit.form.pairs, files)))


def _keyed(cookie: str) -> tuple[bytes, str]:
    """What makes a session's form token: its cookie, which other sites do not have."""
    return cookie.encode("utf-8", "replace"), "mot-cua form"


def _read(request: Request, body: bytes, *, brings_files: bool) -> Filled:
    """Raises FormError for what no form of ours sends: files where none are asked for, other encodings."""
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if brings_files and kind == upload.MULTIPART:
        return upload.read(content_type, body)
    if kind != URLENCODED:
        raise FormError(kind)
    try:
        return Filled(Fields.read(body.decode("ascii")), {})
    except UnicodeDecodeError as error:
        raise FormError from error
