"""How often a secret code may be wrong: counted of a chat and of a network address, by every channel alike."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.messages import ChatId
from bot.origins import home
from bot.runtime.rate_limiter import Arrivals, RateLimiter

OF_ADDRESS, OF_CHAT, SPAN = 60, 20, timedelta(hours=1)
"""Wrong codes within SPAN: of an address, which may be that of a whole village, and of a chat, which is one person's; then one as
often as SPAN allows."""
REMEMBERED = 50_000  # addresses; a botnet larger than that is a matter for the firewall
log = structlog.get_logger(__name__)


class GuessLimiter:
    """Safe between threads. A right code costs nothing; where too many were wrong the right one waits too, or trying would tell it."""

    def __init__(self, arrivals: Arrivals | None = None) -> None:
        """`arrivals`: where it is counted; without it, in this process alone."""
        self._of_address = RateLimiter(OF_ADDRESS, SPAN, "code", arrivals, REMEMBERED)
        self._of_chat = RateLimiter(OF_CHAT, SPAN, "code of chat", arrivals)
        self._shut: dict[str, datetime] = {}

    def wait(self, at: datetime, address: str = "", chat: ChatId | None = None) -> timedelta:
        """How long who comes from `address` ("" where nobody says), or writes in `chat`, must wait before they name a code."""
        return max(timedelta(), timedelta(), *(self._left(each, at) for each, _ in self._counted(address, chat)))

    def wrong(self, at: datetime, address: str = "", chat: ChatId | None = None) -> None:
        """It was none."""
        for counted, limiter in self._counted(address, chat):
            if wait := limiter.wait(counted, at):
                self._shut = {each: until for each, until in self._shut.items() if until > at} | {counted: at + wait}
                log.warning(
                    "codes are tried one after another", channel=chat.channel if chat else "web", seconds=round(wait.total_seconds())
                )

    def _left(self, counted: str, at: datetime) -> timedelta:
        """For how long it is still shut; not at all where a clock that was set back since would make that longer than any span."""
        left = self._shut.get(counted, at) - at
        return left if left <= SPAN else timedelta()

    def _counted(self, address: str, chat: ChatId | None) -> list[tuple[str, RateLimiter]]:
        of_address, of_chat = home(address), str(chat) if chat else ""
        return [each for each in ((of_address, self._of_address), (of_chat, self._of_chat)) if each[0]]
