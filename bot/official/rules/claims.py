"""What numbers, links, mail addresses and accounts stand in a text that somebody was sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.official.rules.channel import OfficialKind, email_key
from bot.official.rules.numbers import LONGEST_READ
from bot.official.rules.spelling import address_of, digits_of, phone_of, plain
from indexer.language import fold

_PIECE = re.compile(r"[^\s<>\"“”,;]+")
_SCHEME = re.compile(r"h(?:tt|xx)ps?:[/\\]", re.IGNORECASE)
_ENDS = ".,;:!?)]}'’…"
_NAME = re.compile(r"(?:[\w-]+\.)*[\w-]*[^\W\d_][\w-]*\.(?:[a-zA-Z]{2,}|xn--[\w-]+)(?=$|[/:?#\\])")  # "xabinh.gov.vn", bare
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RUN = re.compile(r"(?<![\w.])[+(]*\d(?:[\s.()-]{0,2}\d){2,18}(?![\w])")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|jpe?g|png|zip|rar|txt|mp[34])$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:so|sdt|stk|tk|tai khoan|tong dai|hotline|duong day nong)\b")
_NO_ACCOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,2}[.-]\d{1,2}[.-]\d{4}")  # a sum of money, a day
PHONE = re.compile(r"0[2-9]\d{8,9}|1[89]00\d{4,6}")
SHORT = re.compile(r"1\d{2,3}")


@dataclass(frozen=True, slots=True)
class OfficialClaim:
    """What somebody asks about. `text`: as it stands there; `kind`: BANK for a number that is no telephone's."""

    kind: OfficialKind
    text: str


def claims_in(text: str, *, is_asked: bool = False, is_given: bool = False) -> Sequence[OfficialClaim]:
    """What stands in `text`, in order, each once. Of numbers a telephone's alone, for the others may be anything (an identity card's, a
    dossier's); `is_asked`: also those that the text calls a number or an account; `is_given`: all, as it was given to be checked."""
    read = plain(text[:LONGEST_READ])
    found: list[OfficialClaim] = []
    rest = read
    for claim in _addresses(read):
        found.append(claim)
        rest = rest.replace(claim.text, " ")
    found += _numbers(rest, is_any=is_given or (is_asked and bool(_CALLED.search(folded(rest)))))
    return tuple(dict.fromkeys(found))


def _addresses(text: str) -> Iterator[OfficialClaim]:
    for match in _PIECE.finditer(text):
        piece = match[0].rstrip(_ENDS).lstrip("(['‘")
        has_scheme = _SCHEME.search(piece)
        if has_scheme:
            piece = piece[has_scheme.start() :]
            if address_of(piece):
                yield OfficialClaim(OfficialKind.LINK, piece)
        elif _EMAIL.fullmatch(piece) and email_key(piece):
            yield OfficialClaim(OfficialKind.EMAIL, piece)
        elif _is_bare_name(piece) and address_of(piece):
            yield OfficialClaim(OfficialKind.LINK, piece)


def _is_bare_name(piece: str) -> bool:
    """ "xabinh.gov.vn/tin", "bit.ly/x1", also with a name before "@"; no file, no "v.v", no "1.5"."""
    host = piece.rpartition("@")[2]
    return bool(_NAME.match(host)) and not _FILE.search(piece) and not host.casefold().startswith("v.v")


def _numbers(text: str, *, is_any: bool) -> Iterator[OfficialClaim]:
    for match in _RUN.finditer(text):
        number = match[0].strip()
        phone, digits = phone_of(number), digits_of(number)
        if PHONE.fullmatch(phone) or (is_any and SHORT.fullmatch(digits)):
            yield OfficialClaim(OfficialKind.PHONE, number)
        elif is_any and not _NO_ACCOUNT.fullmatch(number) and 6 <= len(digits) <= 19:
            yield OfficialClaim(OfficialKind.BANK, number)


def folded(text: str) -> str:
    """`text` without accents, in small letters."""
    return " ".join(map(fold, text.split()))
