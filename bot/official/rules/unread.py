"""What stands beside the numbers and addresses of a text and looks like one more, written so that no program reads it: a true number beside
it clears nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.official.rules.claims import OfficialClaim, folded, read_part
from bot.official.rules.numbers import FEWEST_DIGITS, LONGEST_HANDLE, MOST_UNREAD
from bot.official.rules.spelling import plain

_SHOWN = 60  # characters of a piece that is told again
_PIECE = re.compile(r"[^\s<>]+")
_DAY_OR_SUM = re.compile(
    r"\W*(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,3}(?:[.,]\d{3})+(?:d|vnd|dong)?|\d+(?:d|k|tr|vnd|dong|h\d*|m2|%))\W*"
)  # folded: a day, a sum, a measure
_ENDING = r"(?:com|net|org|vn|info|biz|xyz|top|vip|cc|io|app|me|shop|online|site|club|link|live|asia|store|click|icu|work|tk|ml|ga)"
_DOTTED = re.compile(
    rf"(?<![\w-])[\w-]{{1,63}}(?: ?[,.] ?| ?[\[({{]\W*[\])}}] ?| (?:cham|dot) ){_ENDING}\b(?:[/?]\S*)?"
)  # folded: "evil,com", "evil cham com"
_PROGRAM = re.compile(r"(?<![\w.-])[\w.-]{1,253}\.(?:apk|exe|zip|rar|bat|scr|msi|ipa)\b\S*")
_BEHIND_A_SLASH = re.compile(r"(?<!\S)\S{0,253}\w\.\w{1,63}/\S*")
_SCHEME = re.compile(r"\b(?!https?:|hxxps?:)[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
"""Of no web page: "ftp://xabinh.gov.vn" opens something else than the site."""
_HANDLE = re.compile(r"@[\w.]{3,}")
_NETWORK = re.compile(
    r"\b(?:zalo|telegram|tele|viber|facebook|fb|messenger|wechat|tiktok|instagram|skype)(?: (?:id|la|nick|ten|:))*[ :]+([\w.]+)"
)
_COUNTS = frozenset(["khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin", "linh"])


def unread_in(text: str, claims: Iterable[OfficialClaim]) -> Sequence[str]:
    """The first MOST_UNREAD pieces of `text`, given to be checked, that are none of the `claims` read in it and may be another number,
    address or account; each at most 60 characters."""
    rest = plain(read_part(text))
    foreign = [match[0] for match in _SCHEME.finditer(rest)]
    for claim in claims:
        rest = rest.replace(claim.text, " ")
    found = [piece.strip(" ,.;:!?()[]“”\"'")[:_SHOWN] for piece in (*foreign, *_figures(rest), *_spoken(rest), *_addresses(rest))]
    return tuple(dict.fromkeys(piece for piece in found if piece))[:MOST_UNREAD]


def _figures(text: str) -> Iterator[str]:
    """As many digits as a number has, with other signs among them: "09l2345678", "0912—345—678"."""
    for match in _PIECE.finditer(text):
        digits = sum(sign.isdecimal() for sign in match[0])
        if digits >= FEWEST_DIGITS and not _DAY_OR_SUM.fullmatch(folded(match[0])):
            yield match[0]


def _spoken(text: str) -> Iterator[str]:
    """Digits in words, or partly so: "không chín một hai 345 678"."""
    run: list[str] = []
    for piece in (*(match[0] for match in _PIECE.finditer(text)), ""):
        bare = folded(piece).strip(",.;:")
        if bare in _COUNTS or bare.isdecimal():
            run.append(piece)
            continue
        spoken = sum(not each.strip(",.;:").isdecimal() for each in run)
        if spoken and sum(len(each) if each.isdecimal() else 1 for each in run) >= FEWEST_DIGITS:
            yield " ".join(run)
        run = []


def _addresses(text: str) -> Iterator[str]:
    """A host whose dot is another sign or a word, a program to be installed, the name of an account."""
    said = folded(text)
    for pattern in (_BEHIND_A_SLASH, _DOTTED, _PROGRAM, _HANDLE):
        yield from (match[0] for match in pattern.finditer(said))
    for match in _NETWORK.finditer(said):
        name = match[1]
        if len(name) > LONGEST_HANDLE or re.search(r"[\d_.]\w", name):
            yield name
