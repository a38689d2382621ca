"""Whether what somebody was given is the office's: it is, it was, it is made to look so, or nobody here knows it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from bot.official.rules.banks import banks_in
from bot.official.rules.channel import OfficialChannel, OfficialKind, email_key
from bot.official.rules.claims import OfficialClaim
from bot.official.rules.numbers import MOST_CHECKED, MOST_COMPARED, SHORTEST_ALIKE
from bot.official.rules.spelling import WebAddress, address_of, digits_of, is_one_off, phone_of, skeleton

GOVERNMENT = ("gov", "vn")
NUMBERED = (OfficialKind.PHONE, OfficialKind.BANK)


class OfficialStanding(StrEnum):
    """The worst first. OTHER_BANK: the number of the office's account, told with another bank, where it is somebody else's; ALIKE: of one
    sign's difference, or drawn alike, or the true name put where no browser goes to; ODD: written so that nobody can say where it leads;
    UNKNOWN says nothing: neither that it is false nor that it is safe."""

    OTHER_BANK = "other_bank"
    ALIKE = "alike"
    ODD = "odd"
    UNKNOWN = "unknown"
    ENDED = "ended"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class OfficialFinding:
    """`channel`: the one that it is, was, or looks like; None where it is UNKNOWN. `is_government`: an unknown link below .gov.vn."""

    claim: OfficialClaim
    standing: OfficialStanding
    channel: OfficialChannel | None = None
    is_government: bool = False


def checked(claims: Iterable[OfficialClaim], channels: Sequence[OfficialChannel], day: date, text: str = "") -> Sequence[OfficialFinding]:
    """What is to be said of the first MOST_COMPARED of `claims`, which stand in `text`, the worst first."""
    vouching = [_Known(each, each.address, each.draft.key) for each in channels if each.is_current(day) or each.is_ended(day)]
    found = [_at_its_bank(_found(claim, vouching, day), text) for claim in islice(claims, MOST_COMPARED)]
    order = list(OfficialStanding)
    return sorted(found, key=lambda finding: order.index(finding.standing))[:MOST_CHECKED]


@dataclass(frozen=True, slots=True)
class _Known:
    """A channel, read once for all that is compared with it."""

    channel: OfficialChannel
    address: WebAddress | None
    key: str


@dataclass(frozen=True, slots=True)
class _Given:
    """A claim, read once. `address`: of a link; of a mail address its host's; `mail`: the mail address as it is compared."""

    kind: OfficialKind
    address: WebAddress | None
    mail: str
    phone: str
    digits: str


def _given(claim: OfficialClaim) -> _Given:
    mail = email_key(claim.text) if claim.kind is OfficialKind.EMAIL else ""
    is_link = claim.kind is OfficialKind.LINK
    address = address_of(claim.text if is_link else mail.rpartition("@")[2]) if is_link or mail else None
    return _Given(claim.kind, address, mail, phone_of(claim.text), digits_of(claim.text))


def _found(claim: OfficialClaim, known: Sequence[_Known], day: date) -> OfficialFinding:
    given = _given(claim)
    if given.address and given.address.is_odd:
        return OfficialFinding(claim, OfficialStanding.ODD)
    same = [each.channel for each in known if _is_same(given, each)]
    if same and given.address and given.address.leads_on:
        return OfficialFinding(claim, OfficialStanding.ODD)
    current = next((each for each in same if each.is_current(day)), None)
    if current:
        return OfficialFinding(claim, OfficialStanding.OFFICIAL, current)
    if same:
        return OfficialFinding(claim, OfficialStanding.ENDED, max(same, key=lambda each: each.draft.until or date.min))
    alike = next((each.channel for each in known if _is_alike(given, each)), None)
    if alike:
        return OfficialFinding(claim, OfficialStanding.ALIKE, alike)
    return OfficialFinding(claim, OfficialStanding.UNKNOWN, None, _is_government(given))


def _at_its_bank(finding: OfficialFinding, text: str) -> OfficialFinding:
    """Numbers of accounts are each bank's own: another bank's name beside the office's number makes it somebody else's."""
    channel = finding.channel
    is_account = finding.standing is OfficialStanding.OFFICIAL and channel is not None and channel.draft.kind is OfficialKind.BANK
    is_other = is_account and channel is not None and bool(banks_in(text) - banks_in(channel.draft.bank))
    return OfficialFinding(finding.claim, OfficialStanding.OTHER_BANK, channel) if is_other else finding


def _is_same(given: _Given, own: _Known) -> bool:
    draft = own.channel.draft
    if given.kind is OfficialKind.LINK and draft.kind is OfficialKind.LINK:
        return bool(given.address and own.address) and _is_below(given.address, own.address, has_subdomains=draft.has_subdomains)  # type: ignore[arg-type]
    if given.kind is OfficialKind.EMAIL:
        return draft.kind is OfficialKind.EMAIL and given.mail == own.key
    if given.kind is OfficialKind.BANK and draft.kind is OfficialKind.PHONE:
        return False  # called an account, it is no telephone
    return draft.kind in NUMBERED and own.key in _keys(given, draft.kind)


def _keys(given: _Given, kind: OfficialKind) -> tuple[str, ...]:
    """What a number may be compared as: whether it is a telephone's or an account's nobody can tell from it."""
    if given.kind not in NUMBERED:
        return ()
    return (given.phone if kind is OfficialKind.PHONE else given.digits,)


def _is_below(given: WebAddress, own: WebAddress, *, has_subdomains: bool) -> bool:
    """Whether a browser that goes to `given` stands on `own`, or on a page below it."""
    if given.port or given.posed or given.is_mixed or given.is_odd:
        return False
    is_host = given.host == own.host or (has_subdomains and not own.path and given.host.endswith(f".{own.host}"))
    return is_host and given.path[: len(own.path)] == own.path and own.query in ((), given.query)


def _is_alike(given: _Given, own: _Known) -> bool:
    match given.kind, own.channel.draft.kind:
        case ((OfficialKind.LINK | OfficialKind.EMAIL), OfficialKind.LINK):
            return bool(given.address and own.address) and any(_tricks(given.address, own.address))  # type: ignore[arg-type]
        case OfficialKind.EMAIL, OfficialKind.EMAIL:
            host = address_of(own.key.rpartition("@")[2])
            return _looks_like(given.mail, own.key) or (bool(given.address and host) and any(_tricks(given.address, host)))  # type: ignore[arg-type]
        case ((OfficialKind.PHONE | OfficialKind.BANK), (OfficialKind.PHONE | OfficialKind.BANK) as kind):
            return any(len(key) >= SHORTEST_ALIKE and is_one_off(key, own.key) for key in _keys(given, kind))
        case _:
            return False


def _tricks(given: WebAddress, own: WebAddress) -> Iterator[bool]:
    """How an address is made to look like another: the true one before "@" or inside a longer name, another port, letters that are drawn
    alike, one sign more or less, another ending; on a shared host, a path that is nearly the true one."""
    name = own.host.removesuffix(".gov.vn") if own.host.endswith(".gov.vn") and own.host.count(".") > 1 else own.host
    squeezed, other = skeleton(own.host).replace(".", ""), skeleton(given.host).replace(".", "")
    yield own.host in given.posed
    if given.host == own.host:
        yield bool(given.port or given.posed)
        one, other = ("/".join(path).casefold() for path in (given.path[: len(own.path)], own.path))
        yield bool(one and other) and _looks_like(one, other)
        return
    if own.path:  # of a shared host the path is what tells the office's page
        yield _looks_like(given.host, own.host)
        return
    yield _looks_like(given.host, own.host)
    yield len(squeezed) >= SHORTEST_ALIKE and squeezed in other and not given.host.endswith(f".{own.host}")
    yield len(name) >= SHORTEST_ALIKE and skeleton(name) in map(skeleton, _stems(given))


def _stems(given: WebAddress) -> Iterator[str]:
    """The name with fewer and fewer of its endings: "xabinh.com.vn" → "xabinh.com", "xabinh"."""
    for count in range(1, len(given.labels)):
        yield ".".join(given.labels[:count])


def _looks_like(one: str, other: str) -> bool:
    """Whether two that differ are drawn alike, or differ by a sign."""
    if one == other or min(len(one), len(other)) < SHORTEST_ALIKE:
        return False
    return skeleton(one) == skeleton(other) or is_one_off(one, other) or is_one_off(skeleton(one), skeleton(other))


def _is_government(given: _Given) -> bool:
    address = given.address if given.kind is OfficialKind.LINK else None
    is_plain = address is not None and not (address.port or address.posed or address.is_mixed)
    return is_plain and address is not None and address.labels[-2:] == GOVERNMENT and len(address.labels) > 2
