"""How often somebody may look for petitions like their own: who only asks what others have written is slowed down."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import ChatId
from bot.origins import home
from bot.runtime.rate_limiter import Arrivals, RateLimiter

HOUR = timedelta(hours=1)
OF_CHAT = 20  # in an hour; whoever writes a petition sees its last page a few times
OF_ADDRESS = 80


class LookLimiter:
    """Counts the looks of each chat and of each network address."""

    def __init__(self, arrivals: Arrivals | None = None) -> None:
        self._chats = RateLimiter(OF_CHAT, HOUR, "alike of chat", arrivals)
        self._addresses = RateLimiter(OF_ADDRESS, HOUR, "alike of address", arrivals)

    def may_look(self, chat: ChatId, address: str, at: datetime) -> bool:
        """Whether one more is allowed; it is counted. `address`: "" where the channel does not say."""
        counted = home(address)
        if self._chats.wait(chat, at):
            return False
        return not counted or not self._addresses.wait(counted, at)
