"""How many petitions of one chat, and of one network address, are taken within a day. Pure."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from bot.origins import origin


@dataclass(frozen=True, slots=True)
class Quota:
    """What one day, from `begins` to before `ends`, leaves to a chat and to an address (0: as many as they like).

    `origin`: under what the address is counted; "" where it is not.
    """

    day: date
    begins: datetime
    ends: datetime
    of_chat: int
    of_origin: int
    origin: str


@dataclass(frozen=True, slots=True)
class Caps:
    """Petitions of one day; 0: no cap. More of one chat are a machine's, or of somebody who should rather be listened to on the telephone;
    an address may be that of a whole village behind one mobile network.

    `key` signs under what an address is counted: the day is in it too, so that nobody can follow an address from one day to the next.
    """

    per_chat: int = 10
    per_address: int = 50
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def quota(self, day: date, zone: tzinfo, address: str) -> Quota:
        """What `day` leaves to who comes from `address` ("" where the channel does not say)."""
        begins, ends = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
        counted = origin(address) if self.per_address else ""
        return Quota(day, begins, ends, self.per_chat, self.per_address, self._signed(day, counted) if counted else "")

    def _signed(self, day: date, counted: str) -> str:
        return hmac.digest(self.key, f"{day.isoformat()} {counted}".encode(), hashlib.sha256).hex()
