"""What a request passes before pages with forms: who sends it, do they come too often, and was the form one that we gave them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from fastapi import HTTPException, Request, Response
from starlette.datastructures import FormData

from bot.channels.web.address_limits import AddressLimits
from bot.channels.web.chat_api import address_of, browser_of, cookie_of, remember
from bot.channels.web.listening import hear
from bot.channels.web.pages import Site
from bot.channels.web.request_guard import Visitor, refuse_while
from bot.channels.web.visitors import Visitors
from bot.http.body import BodyTooLargeError
from bot.http.content_type import is_ours
from bot.http.csrf import SAFE, form_token, is_form_token
from bot.petitions.cases.guesses import GuessLimiter
from bot.runtime.rate_limiter import Arrivals, RateLimiter
from bot.wording import WebWords

CSRF_FIELD = "phieu"  # the name of the field that carries it
PURPOSE = b"mot-cua web form"
LOOKED_UP = 20  # pages with a search or a code in a minute; they take nothing from what the visitor may write
MOST_FILES = 24  # more than a form takes, so that who sends six photos is told and not refused
MOST_FIELDS = 40
ENCODING, UTF_8 = "_charset_", "utf-8"  # the field by which a form of old browsers says how it is written
LARGEST_FIELD = 64 * 1024  # bytes; the longest content is 9,000


class FormGuard:
    """Safe between threads. A form's CSRF token is a signature over its visitor: other sites cannot make one, and it does not expire."""

    def __init__(
        self,
        secret_key: str,
        site: Site,
        words: WebWords,
        now: Callable[[], datetime],
        arrivals: Arrivals | None = None,
        guesses: GuessLimiter | None = None,
    ) -> None:
        """`arrivals`: where it is counted how often each comes; without it, here alone. `guesses`: wrong codes, of all channels."""
        self._visitors = Visitors(secret_key)
        self._key = hmac.digest(secret_key.encode(), PURPOSE, hashlib.sha256)
        self._site = site
        self._words = words
        self._limiter, self._address_limits = RateLimiter(name="chat", arrivals=arrivals), AddressLimits(arrivals)
        self._guesses = guesses or GuessLimiter(arrivals)
        self._looks = RateLimiter(LOOKED_UP, name="looked up", arrivals=arrivals)
        self.now = now

    def known(self, request: Request) -> Visitor | None:
        """Who comes, where we have met."""
        token = request.cookies.get(cookie_of(self._site), "")
        chat = self._visitors.chat(token)
        return Visitor(chat, token, address_of(request)) if chat else None

    def visitor(self, request: Request) -> Visitor:
        """Who comes, or somebody new. Raises RefusedError where too many new ones come from there."""
        if known := self.known(request):
            return known
        address, is_page = address_of(request), request.method in SAFE
        wait = (
            self._address_limits.page(address, self.now())
            if is_page
            else self._address_limits.newcomer(address, browser_of(request), self.now())
        )
        refuse_while(wait, self._words)
        token = self._visitors.token()
        chat = self._visitors.chat(token)
        if chat is None:
            raise AssertionError(token)
        return Visitor(chat, token, address_of(request))

    def look(self, request: Request) -> Visitor | None:
        """Who looks something up. Raises RefusedError where they do it too often."""
        known = self.known(request)
        if known:
            refuse_while(self._looks.wait(known.chat, self.now()), self._words)
        refuse_while(self._address_limits.page(address_of(request), self.now()), self._words)
        return known

    def act(self, request: Request) -> Visitor:
        """Who sends a form. Raises RefusedError where they do it too often."""
        visitor = self.visitor(request)
        refuse_while(self._limiter.wait(visitor.chat, self.now()), self._words)
        refuse_while(self._address_limits.message(visitor.address, visitor.chat, self.now()), self._words)
        return visitor

    def before_a_code(self, address: str) -> None:
        """Somebody from `address`, public or not, names a petition by its code. Raises RefusedError where too many were wrong."""
        refuse_while(self._guesses.wait(self.now(), address), self._words)

    def after_a_wrong_code(self, address: str) -> None:
        """It was none."""
        self._guesses.wrong(self.now(), address)

    def csrf_token(self, visitor: Visitor) -> str:
        """What a form of this visitor carries."""
        return form_token(self._key, visitor.chat.key)

    def has_csrf_token(self, visitor: Visitor, form: FormData) -> bool:
        given = form.get(CSRF_FIELD)
        return isinstance(given, str) and is_form_token(given, self._key, visitor.chat.key)

    def remember(self, response: Response, visitor: Visitor) -> None:
        remember(response, self._site, visitor)


async def read_sent(request: Request, largest: int) -> FormData:
    """A form with files. One that says it is larger than `largest` bytes is not read; of one that lies BodyLimit stops the reading.

    Raises BodyTooLargeError, and HTTPException (400) for one whose words are of another encoding than UTF-8.
    """
    if not is_ours(request.headers.get("content-type", "")):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:18]) > largest:
        raise BodyTooLargeError
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
    except (UnicodeError, LookupError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
    if str(form.get(ENCODING, UTF_8)).lower() != UTF_8:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    hear(value for _, value in form.multi_items() if isinstance(value, str))
    return form
