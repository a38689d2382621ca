"""Numbers and addresses as they are compared, whatever somebody did to how they look: hidden signs, letters of other scripts, tricks of
addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from bot.text.invisible import seen

COUNTRY = "84"  # of Việt Nam (ITU-T E.164)
_JOINERS = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u180e]")
_DOTS = re.compile("[\u3002\uff0e\uff61\u2024]|\\[\\.\\]|\\(\\.\\)|\\{\\.\\}")
_SCHEME = re.compile(r"^(?:h(?:tt|xx)ps?):/*", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+")
_ODD_PIECE = re.compile(r"[/\\%\x00-\x1f]")  # still there when a piece of a path is read: written to be read differently by two programs
_LEADS_ON = re.compile(r"=(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?]|$))", re.IGNORECASE)
"""In a pair of a query: another address, to which whoever keeps the site may send on ("?url=https://…")."""
_DOT_PIECES = ("", ".", "..")
_TRACKING = re.compile(r"(?:fbclid|gclid|mibextid|utm_\w+)=.*")  # what networks hang on a shared address; it leads nowhere else
_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсухкмнтвіјѕԁԛԝгһ", "aeopcyxkmhtbijsdqwrh", strict=True)),  # Cyrillic
        **dict(zip("αορνικτυχωε", "aopviktuxwe", strict=True)),  # Greek
        **dict(zip("0135789|$łøđɡı", "olestbglslodgi", strict=True)),
    }
)
"""Letters and digits that are drawn like a Latin letter; enough to catch what is made to look like an address, and no table of Unicode."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """`host`: without "www.", in the letters that are drawn (punycode undone); `path`: its pieces, small and capital letters apart;
    `query`: its pairs, sorted, without those that only count visitors; `port`: "" for the usual one; `posed`: what stands before an "@",
    which no browser goes to; `is_mixed`: the host has letters that are no Latin ones; `is_odd`: a host with signs that no host has, or a
    path with steps back or signs that programs read differently: where it leads nobody can say; `leads_on`: its query names another
    address, to which the site may send on."""

    host: str
    path: tuple[str, ...] = ()
    port: str = ""
    posed: str = ""
    is_mixed: bool = False
    query: tuple[str, ...] = ()
    is_odd: bool = False
    leads_on: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.host.split("."))


def plain(text: str) -> str:
    """`text` without what is not seen, wide signs made narrow, dots that were written to be no dots made dots."""
    return _DOTS.sub(".", unicodedata.normalize("NFKC", _JOINERS.sub("", seen(text))))


def digits_of(text: str) -> str:
    """The digits of a number, in whichever script they are written."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def phone_of(text: str) -> str:
    """A telephone number as it is dialled here: "+84 912 345 678", "0084…", "(84)…" → "0912345678"."""
    digits = digits_of(text)
    is_abroad = text.strip().lstrip("(").startswith("+")
    if digits.startswith("00" + COUNTRY):
        return "0" + digits[4:].removeprefix("0")
    if digits.startswith(COUNTRY) and (is_abroad or len(digits) in (11, 12)):
        return "0" + digits[2:].removeprefix("0")
    return digits


def address_of(text: str) -> WebAddress | None:
    """Where a browser would go with `text`; None where it is no address."""
    rest = "".join(plain(text).split()).replace("\\", "/")
    rest = _SCHEME.sub("", rest).lstrip("/")
    authority, _, tail = rest.partition("/")
    for sign in "?#":
        authority = authority.partition(sign)[0]
    posed, _, place = authority.rpartition("@")
    name, _, port = place.partition(":")
    host = _drawn(unquote(name).casefold().strip("."))
    if not host or "." not in host or any(not label for label in host.split(".")):
        return None
    path = tuple(unquote(piece) for piece in tail.partition("#")[0].partition("?")[0].split("/") if piece)
    asked = rest.partition("#")[0].partition("?")[2].split("&")
    query = tuple(sorted(unquote(pair) for pair in asked if pair and not _TRACKING.fullmatch(pair)))
    is_odd = not _HOST.fullmatch(host) or any(piece in _DOT_PIECES or _ODD_PIECE.search(piece) for piece in path)
    told_port = "" if port in ("", "80", "443") else port
    return WebAddress(
        host.removeprefix("www."), path, told_port, posed.casefold(), not host.isascii(), query, is_odd, any(map(_LEADS_ON.search, query))
    )


def _drawn(host: str) -> str:
    """Labels of punycode as the letters that they stand for; one that cannot be read stays."""
    return ".".join(map(_label, plain(host).split(".")))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return label


def skeleton(text: str) -> str:
    """What `text` looks like: letters of other scripts, digits and pairs drawn like a letter become it, marks and hyphens fall away."""
    flat = unicodedata.normalize("NFD", text.casefold()).translate(_ALIKE)
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign))
    for pair, letter in (
        ("rn", "m"),
        ("vv", "w"),
        ("cl", "d"),
        ("i", "l"),
        ("-", ""),
        ("_", ""),
    ):
        flat = flat.replace(pair, letter)
    return flat


def is_one_off(one: str, other: str) -> bool:
    """Whether a single sign was changed, added or left out, or two neighbours changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[first:], other[first:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other if len(one) > len(other) else one == other[1:]
