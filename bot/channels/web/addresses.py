"""How much may come from one address: a script without cookies is a new visitor every time."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.flood import Allowance, Arrivals
from bot.origins import origin

NEWCOMERS = 120  # new visitors of one address in a minute; a one-stop centre's hall or a mobile network hides many people behind one
MESSAGES = 600  # their messages in a minute
REMEMBERED = 50_000  # addresses; a botnet larger than that is a matter for the firewall


class Addresses:
    """Counts what comes from each public address. One that is not public says nothing: it is the office's own network, or a proxy's."""

    def __init__(self, arrivals: Arrivals | None = None) -> None:
        self._newcomers = Allowance(NEWCOMERS, name="newcomer", arrivals=arrivals, remembered=REMEMBERED)
        self._messages = Allowance(MESSAGES, name="address", arrivals=arrivals, remembered=REMEMBERED)

    def newcomer(self, address: str, at: datetime) -> timedelta:
        """How long a new visitor of `address` must wait (0: come in)."""
        counted = origin(address)
        return self._newcomers.wait(counted, at) if counted else timedelta()

    def message(self, address: str, at: datetime) -> timedelta:
        """How long a message from `address` must wait (0: go on)."""
        counted = origin(address)
        return self._messages.wait(counted, at) if counted else timedelta()
