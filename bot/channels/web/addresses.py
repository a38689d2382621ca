"""How much may come from one address: a script without cookies is a new visitor every time."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from bot.flood import Allowance, Arrivals

NEWCOMERS = 120  # new visitors of one address in a minute; a one-stop centre's hall or a mobile network hides many people behind one
MESSAGES = 600  # their messages in a minute
REMEMBERED = 50_000  # addresses; a botnet larger than that is a matter for the firewall
IPV6_HOME = 64  # bits; one household or one server has all addresses below


class Addresses:
    """Counts what comes from each public address. One that is not public says nothing: it is the office's own network, or a proxy's."""

    def __init__(self, arrivals: Arrivals | None = None) -> None:
        self._newcomers = Allowance(NEWCOMERS, name="newcomer", arrivals=arrivals, remembered=REMEMBERED)
        self._messages = Allowance(MESSAGES, name="address", arrivals=arrivals, remembered=REMEMBERED)

    def newcomer(self, address: str, at: datetime) -> timedelta:
        """How long a new visitor of `address` must wait (0: come in)."""
        origin = _origin(address)
        return self._newcomers.wait(origin, at) if origin else timedelta()

    def message(self, address: str, at: datetime) -> timedelta:
        """How long a message from `address` must wait (0: go on)."""
        origin = _origin(address)
        return self._messages.wait(origin, at) if origin else timedelta()


def home(address: str) -> str:
    """What an address is counted as: itself, or the network of its household; "" where it is none."""
    given = _read(address)
    if given is None:
        return ""
    return str(ip_network((given, IPV6_HOME), strict=False)) if isinstance(given, IPv6Address) else str(given)


def _origin(address: str) -> str:
    """The same, and "" where it says nothing."""
    given = _read(address)
    return home(address) if given is not None and given.is_global else ""


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        given = ip_address(address)
    except ValueError:
        return None
    return given.ipv4_mapped or given if isinstance(given, IPv6Address) else given
