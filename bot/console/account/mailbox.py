"""The owner of an e-mail address says that it is theirs: the page behind the link in the letter, and the letter once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from bot.console.auth import CsrfError
from bot.console.request import RequestContext
from bot.console.views import Views
from bot.http.csrf import is_foreign
from bot.people.login_store import Logins
from bot.people.workplace.mail_post import MailPost
from bot.runtime.rate_limiter import RateLimiter


@dataclass(frozen=True, slots=True)
class MailboxPages:
    """Who reads the mailbox confirms it, logged in or not. `mail`: None where the office sends none."""

    logins: Logins
    views: Views
    public_url: str
    now: Callable[[], datetime]
    attempts: RateLimiter
    mail: MailPost | None = None

    def asked(self, request: Request, _: bytes) -> Response:
        """The page that the link opens. It says nothing about the link: programs that look at mail open links too."""
        return self.views.bare("mailbox.html", token=str(request.path_params["token"]))

    def confirm(self, request: Request, _: bytes) -> Response:
        if is_foreign(request.headers, self.public_url):
            raise CsrfError
        words = self.views.words.door
        if self.logins.confirm(str(request.path_params["token"]), self.now()):
            return self.views.notice(words.mailbox_title, words.mailbox_confirmed, HTTPStatus.OK, "/dang-nhap")
        host = request.client.host if request.client else ""
        if self.attempts.wait((host, "mailbox"), self.now()):
            return self.views.notice(words.mailbox_title, words.too_fast, HTTPStatus.TOO_MANY_REQUESTS, "/dang-nhap")
        return self.views.notice(words.mailbox_title, words.mailbox_spent, HTTPStatus.FORBIDDEN, "/dang-nhap")

    def ask_again(self, visit: RequestContext) -> Response:
        if self.mail is None:
            return self.views.missing()
        self.mail.ask_again(visit.staff.id, visit.at)
        return self.views.go("/tai-khoan", said="mailbox_asked")
