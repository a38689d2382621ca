"""What numbers, links, mail addresses and accounts stand in a text that somebody was sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.official.rules.channel import OfficialKind, email_key
from bot.official.rules.numbers import LONGEST_HOST, LONGEST_READ
from bot.official.rules.spelling import address_of, digits_of, phone_of, plain
from indexer.language import fold

_PIECE = re.compile(r"[^\s<>]+")
_CUTS = re.compile(r"^|(?<=[^\w.@:/?#\\%=&+-])|(?<=:)|(?<=//)")  # where in a piece an address may begin
_SCHEME = re.compile(r"h(?:tt|xx)ps?:[/\\]", re.IGNORECASE)
_STARTS = "(['‘\"“”"
_ENDS = ".,;:!?)]}'’…\"“”"
_FOREIGN = "[^\x00-\u036f\u1e00-\u2bff\u3000-\u303f\ufe00-\ufe0f\uff00-\U0010ffff]"
"""Letters and marks of another script, as countries' names in it are written ("рф", "中国"): behind a dot of ours a sentence may begin."""
_NAME = re.compile(  # "xabinh.gov.vn", bare
    rf"(?:[\w-]+\.)*[\w-]*[^\W\d_][\w-]*\.(?:[a-zA-Z]{{2,}}|xn--[\w-]+|{_FOREIGN}{{2,}})(?![\w-])"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RUN = re.compile(r"(?<![\w.])[+(]*\d(?:[ \t.()-]{0,2}\d){2,60}(?![\w])")
_TOGETHER = re.compile(
    r"(?:(?:00)?84|0)(?:[35789]\d{8}|2\d{9})|1[89]00\d{4}(?:\d{2})?"
)  # numbers whose length is known: 0912345678, 02383123456
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|jpe?g|png|zip|rar|txt|mp[34])$", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:so|sdt|stk|tk|tai khoan|tong dai|hotline|duong day nong)\b")
BEFORE = 24  # characters before a number among which stands what it is called
_OF_ACCOUNT = re.compile(r"\b(?:stk|tk|(?:so )?tai khoan)(?: (?:so|la|nay))?\W*$")  # folded
_TRANSFER = re.compile(r"\b(?:chuyen (?:khoan|tien)|(?:nop|gui|dong|nap) tien|ck|vao so|stk|(?:so )?tai khoan|ngan hang)\b")
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
    read = plain(read_part(text))
    found: list[OfficialClaim] = []
    rest = read
    for claim in _addresses(read):
        found.append(claim)
        rest = rest.replace(claim.text, " ")
    is_called = is_given or (is_asked and bool(_CALLED.search(folded(rest)) or is_of_transfer(rest)))
    found += _numbers(rest, is_any=is_called)
    return tuple(dict.fromkeys(found))


def read_part(text: str) -> str:
    """What of `text` is read: LONGEST_READ characters, and no half of what stands at their end, which may be the half of an address."""
    head = text[:LONGEST_READ]
    if len(text) <= LONGEST_READ or text[LONGEST_READ].isspace():
        return head
    return head[: len(head) - len(head.split()[-1])] if not head[-1].isspace() else head


def is_of_transfer(text: str) -> bool:
    """Whether a text speaks of money that is to be sent, or of an account."""
    return bool(_TRANSFER.search(folded(text)))


def _addresses(text: str) -> Iterator[OfficialClaim]:
    """An address goes on to the next space: what stands there behind a host may be part of the name that a browser opens."""
    for match in _PIECE.finditer(text):
        piece = match[0].rstrip(_ENDS).lstrip(_STARTS)
        scheme = _SCHEME.search(piece)
        bare = next((cut.start() for cut in _CUTS.finditer(piece) if _is_bare_name(piece[cut.start() :])), len(piece))
        start = min(scheme.start() if scheme else len(piece), bare)
        given = piece[start:].removeprefix("mailto:")
        if _EMAIL.fullmatch(given) and email_key(given):
            yield OfficialClaim(OfficialKind.EMAIL, given)
        elif given and address_of(given):
            yield OfficialClaim(OfficialKind.LINK, given)


def _is_bare_name(piece: str) -> bool:
    """ "xabinh.gov.vn/tin", "bit.ly/x1", also with a name before "@"; no file, no "v.v", no "1.5"."""
    authority = re.split(r"[/?#\\]", piece[:LONGEST_HOST], maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    return bool(_NAME.match(host)) and not _FILE.search(authority) and not host.casefold().startswith("v.v")


def _numbers(text: str, *, is_any: bool) -> Iterator[OfficialClaim]:
    for match in _RUN.finditer(text):
        is_account = is_any and bool(_OF_ACCOUNT.search(folded(text[max(0, match.start() - BEFORE) : match.start()])))
        for number in _apart(match[0].strip()):
            phone, digits = phone_of(number), digits_of(number)
            if is_account and _is_account(digits):
                yield OfficialClaim(OfficialKind.BANK, number)
            elif PHONE.fullmatch(phone) or (is_any and SHORT.fullmatch(digits)):
                yield OfficialClaim(OfficialKind.PHONE, number)
            elif is_any and not _NO_ACCOUNT.fullmatch(number) and _is_account(digits):
                yield OfficialClaim(OfficialKind.BANK, number)


def _is_account(digits: str) -> bool:
    return 6 <= len(digits) <= 19


def _apart(run: str) -> Sequence[str]:
    """Numbers that were written one behind the other, where their lengths say so: telephones, or a telephone beside an account. What is
    too long for one number and falls into none is taken group by group."""
    digits = digits_of(run)
    if PHONE.fullmatch(phone_of(run)):
        return [run]
    together = [found[0] for found in _TOGETHER.finditer(digits)]
    if len(together) > 1 and "".join(together) == digits:
        return _cut(run, list(map(len, together)))
    groups = run.split()
    for at in range(1, len(groups)):
        one, other = " ".join(groups[:at]), " ".join(groups[at:])
        for phone, rest in ((one, other), (other, one)):
            if _TOGETHER.fullmatch(digits_of(phone)) and _is_account(digits_of(rest)):
                return [one, other]
    return [run] if _is_account(digits) or len(groups) == 1 else groups


def _cut(run: str, lengths: Sequence[int]) -> Sequence[str]:
    """`run` as it stands there, cut before the digits with which each number begins."""
    at = [place for place, sign in enumerate(run) if sign.isdecimal()]
    starts = [0, *(at[count] for count in accumulate(lengths[:-1]))]
    return [run[start:end].strip(" \t.()-") for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]


def folded(text: str) -> str:
    """`text` without accents, in small letters."""
    return " ".join(map(fold, text.split()))
