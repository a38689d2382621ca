"""What a network address is counted as: one household, one server, one office. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IPV6_HOME = 64  # bits; one household or one server has all addresses below


def home(address: str) -> str:
    """What an address is counted as: itself, or the network of its household; "" where it is none."""
    given = _read(address)
    if given is None:
        return ""
    return str(ip_network((given, IPV6_HOME), strict=False)) if isinstance(given, IPv6Address) else str(given)


def origin(address: str) -> str:
    """The same, and "" where it is not public and says nothing: it is the office's own network, or a proxy's."""
    given = _read(address)
    return home(address) if given is not None and given.is_global else ""


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        given = ip_address(address)
    except ValueError:
        return None
    return given.ipv4_mapped or given if isinstance(given, IPv6Address) else given
