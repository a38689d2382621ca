"""How often one network address may do what counts as one person's: whoever throws their cookie away is somebody new every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from bot.origins import home
from bot.runtime.rate_limiter import Arrivals, RateLimiter

SPAN = timedelta(hours=1)
SUBSCRIPTIONS, FOLLOWINGS = 40, 40
"""Within SPAN: a hall or a mobile network hides many people behind one address; that many within an hour are a script's."""
QUESTIONS, VOTES = 20, 60
"""Of a round "Dân hỏi", within SPAN: a meeting in the hamlet's house may ask and vote over one router."""
REMEMBERED = 50_000  # addresses; a botnet larger than that is a matter for the firewall


class AddressDeeds:
    """So many in an hour of the clock, or a day, and not one more. Safe between threads. Addresses are counted whether public or not; who
    comes without one (Telegram) has an account of their own."""

    def __init__(self, most: int, name: str, arrivals: Arrivals | None = None, span: timedelta = SPAN, zone: tzinfo = UTC) -> None:
        """`arrivals`: where it is counted; without it, in this process alone. `span`: in which so many are `most`; `zone`: whose midnight
        begins a day."""
        self._limiter = RateLimiter(most, span, name, arrivals, REMEMBERED, by_clock=zone)

    def may(self, address: str, at: datetime) -> bool:
        """Count one more from `address`; False where it has had enough."""
        counted = home(address)
        return not counted or not self._limiter.wait(counted, at)
