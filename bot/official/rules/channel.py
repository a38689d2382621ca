"""An official channel: a number, a link, an account that is the office's, since when and until when, by which source. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.official.rules.numbers import LONGEST_NOTE, LONGEST_VALUE
from bot.official.rules.platforms import is_everybodys
from bot.official.rules.spelling import WebAddress, address_of, digits_of, phone_of, plain
from bot.text.invisible import in_one_line


class OfficialKind(StrEnum):
    """LINK: a site, or a page on one (also an account of a social network: its path is part of it); BANK: an account to pay into."""

    PHONE = "phone"
    LINK = "link"
    EMAIL = "email"
    BANK = "bank"


class OfficialState(StrEnum):
    """PROPOSED: waits for a second person, and vouches for nothing; LISTED: it is the office's, from its first day to its last; DROPPED:
    never was."""

    PROPOSED = "proposed"
    LISTED = "listed"
    DROPPED = "dropped"


class OfficialFault(StrEnum):
    """What is wrong with what was entered; each has a sentence in the wording."""

    NO_VALUE = "no_value"
    NO_PHONE = "no_phone"
    NO_LINK = "no_link"
    NO_EMAIL = "no_email"
    NO_BANK = "no_bank"
    NO_HOLDER = "no_holder"
    NO_SOURCE = "no_source"
    WHOLE = "whole"
    TOO_LONG = "too_long"
    REVERSED = "reversed"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class OfficialDraft:
    """What is entered. `value`: as people are to read it; `holder`: whose it is, of an account the name that the bank shows; `bank`: of a
    BANK alone; `source`: the paper or page that says so; `until`: its last day, None while it lasts; `has_subdomains`: of a LINK without a
    path, every name below it is the office's too."""

    kind: OfficialKind
    value: str
    holder: str
    purpose: str
    source: str
    since: date
    until: date | None = None
    bank: str = ""
    has_subdomains: bool = False

    def __post_init__(self) -> None:
        """Each text in one line, without signs that nobody sees: what is told of a channel cannot be made to look like another's line."""
        for name in ("value", "holder", "purpose", "source", "bank"):
            object.__setattr__(self, name, in_one_line(getattr(self, name)))

    @property
    def key(self) -> str:
        """By what it is compared; "" where it is none of its kind."""
        match self.kind:
            case OfficialKind.PHONE:
                return phone_of(self.value)
            case OfficialKind.BANK:
                return digits_of(self.value)
            case OfficialKind.EMAIL:
                return email_key(self.value)
            case OfficialKind.LINK:
                address = address_of(self.value)
                return "/".join((address.host, *address.path)) + "".join(f"?{pair}" for pair in address.query) if address else ""


@dataclass(frozen=True, slots=True)
class OfficialChannel:
    """One that is kept; `writer`, `approver`: staff by number."""

    id: int
    state: OfficialState
    draft: OfficialDraft
    writer: int
    approver: int | None = None

    def is_current(self, day: date) -> bool:
        is_on = self.draft.since <= day and (self.draft.until is None or day <= self.draft.until)
        return self.state is OfficialState.LISTED and is_on

    def is_ended(self, day: date) -> bool:
        return self.state is OfficialState.LISTED and self.draft.until is not None and self.draft.until < day

    @property
    def address(self) -> WebAddress | None:
        return address_of(self.draft.value) if self.draft.kind is OfficialKind.LINK else None


def email_key(text: str) -> str:
    """A mail address as it is compared; "" where it is none."""
    name, sign, host = "".join(plain(text).split()).casefold().rpartition("@")
    address = address_of(host) if name and sign else None
    return f"{name}@{address.host}" if address and not address.path and "@" not in name else ""


NOT_OF_ITS_KIND = {
    OfficialKind.PHONE: OfficialFault.NO_PHONE,
    OfficialKind.LINK: OfficialFault.NO_LINK,
    OfficialKind.EMAIL: OfficialFault.NO_EMAIL,
    OfficialKind.BANK: OfficialFault.NO_BANK,
}


def faults_of(draft: OfficialDraft) -> Iterator[OfficialFault]:
    """Everything that keeps a draft from being entered."""
    notes = (draft.holder, draft.purpose, draft.source, draft.bank)
    if not draft.value.strip():
        yield OfficialFault.NO_VALUE
    elif not _is_of_its_kind(draft):
        yield NOT_OF_ITS_KIND[draft.kind]
    elif draft.kind is OfficialKind.LINK and (address := address_of(draft.value)) and is_everybodys(address):
        yield OfficialFault.WHOLE
    if not draft.holder.strip():
        yield OfficialFault.NO_HOLDER
    if not draft.source.strip():
        yield OfficialFault.NO_SOURCE
    if len(draft.value) > LONGEST_VALUE or any(len(note) > LONGEST_NOTE for note in notes):
        yield OfficialFault.TOO_LONG
    if draft.until is not None and draft.until < draft.since:
        yield OfficialFault.REVERSED


def _is_of_its_kind(draft: OfficialDraft) -> bool:
    """Numbers of 3 to 12 digits (E.164: 15 with the country), accounts of 6 to 19 (as cards have) with their bank; an address of plain
    letters, without a port or a name before "@"."""
    match draft.kind:
        case OfficialKind.PHONE:
            return 3 <= len(draft.key) <= 12
        case OfficialKind.BANK:
            return 6 <= len(draft.key) <= 19 and bool(draft.bank.strip())
        case OfficialKind.EMAIL:
            return bool(draft.key)
        case OfficialKind.LINK:
            address = address_of(draft.value)
            return address is not None and not (address.port or address.posed or address.is_mixed or address.is_odd or address.leads_on)
