"""How much may come from one address: a script without cookies is a new visitor every time.

Strangers share an address: a hall, a mobile network. What one of them spends must not keep out who comes for the first time, so that pages
that are only looked at are counted apart from what is written, and beyond each limit something is spared for those who have not had any.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import ChatId
from bot.origins import origin
from bot.runtime.rate_limiter import Arrivals, RateLimiter

NEWCOMERS = 120  # new visitors of one address in a minute; a one-stop centre's hall or a mobile network hides many people behind one
MESSAGES = 600  # their messages in a minute
PAGES = 600  # pages that they look at in a minute, forms and searches
SPARED = 3  # messages in a minute that each chat, and new visitors that each kind of browser, may bring when those are spent
NEWCOMERS_SPARED = 60  # of all kinds of browsers together
REMEMBERED = 50_000  # addresses; a botnet larger than that is a matter for the firewall
NO_WAIT = timedelta()


class AddressLimits:
    """Counts what comes from each public address. One that is not public says nothing: it is the office's own network, or a proxy's."""

    def __init__(self, arrivals: Arrivals | None = None) -> None:
        def counted(most: int, name: str) -> RateLimiter:
            return RateLimiter(most, name=name, arrivals=arrivals, remembered=REMEMBERED)

        self._newcomers, self._newcomers_spared = counted(NEWCOMERS, "newcomer"), counted(NEWCOMERS_SPARED, "newcomer spared")
        self._browsers = counted(SPARED, "browser")
        self._messages, self._first = counted(MESSAGES, "address"), counted(SPARED, "first")
        self._pages = counted(PAGES, "pages")

    def newcomer(self, address: str, browser: str, at: datetime) -> timedelta:
        """How long a new visitor of `address` who writes must wait (0: come in). `browser`: what theirs says it is."""
        counted = origin(address)
        if not counted or not (wait := self._newcomers.wait(counted, at)):
            return NO_WAIT
        if self._browsers.wait((counted, browser), at) or self._newcomers_spared.wait(counted, at):
            return wait
        return NO_WAIT

    def message(self, address: str, chat: ChatId, at: datetime) -> timedelta:
        """How long a message of `chat` from `address` must wait (0: go on)."""
        counted = origin(address)
        if not counted or not (wait := self._messages.wait(counted, at)):
            return NO_WAIT
        return wait if self._first.wait(chat, at) else NO_WAIT

    def page(self, address: str, at: datetime) -> timedelta:
        """How long who only looks at a page must wait (0: go on)."""
        counted = origin(address)
        return self._pages.wait(counted, at) if counted else NO_WAIT
