"""Personal numbers out of a text before it is kept. Pure; the first of RULES that fits at a place decides about it.

What looks like both is masked: an account lost from a log costs nothing, one kept in it is a breach (Law 91/2025/QH15).
Kept are procedure codes, numbers of laws and forms, dates and years, and amounts of money.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

MASK = "***"
CUE_BEFORE = 40  # characters before a number in which a word may say what it is
CUE_AFTER = 24
BESIDE = 14
SHORTEST_ACCOUNT = 6  # digits; shorter numbers are house numbers, quantities, fees
SHORTEST_GROUPED = 9  # digits of "123 456 789": a CMND is the shortest that people write in groups

OTP_CUE = re.compile(r"\botp\b|\botp(?=\d)|ma xac (?:thuc|nhan|minh)|ma pin\b|mat khau|verification code")
ACCOUNT_CUE = re.compile(
    r"\bstk|so tk\b|tai khoan|\bso the\b|cccd|cmnd|cmtnd|can cuoc|chung minh|dinh danh|dien thoai|\bsdt|\bdt\b|zalo|ho chieu"
)
YEAR_CUE = re.compile(r"(?:\bnam|\bthang\s+\d{1,2}|\bngay|/)\s*$")

# Space (also the invisible ones), dot, hyphen, underscore, bracket: what people put between digits. Never a line break, comma or slash.
BETWEEN = r"[^\S\n\r]|[.·\-‐‑–—_()\u200b-\u200d\u2060\ufeff]"
BEFORE, AFTER = r"(?<!\d)", r"(?!\d)"
UNIT = (
    r"(?=[^\S\n]{0,2}(?:đồng(?!\s+chí)|dong(?!\s+chi)\b|[đd](?![\w/])|vnđ|vnd|usd\b|k\b"
    r"|triệu|trieu\b|tr\b|tỷ|tỉ|ty\b|nghìn|nghin\b|ngàn|ngan\b))"
)
YEAR = r"(?:19|20)\d\d"

EMAIL = re.compile(r"(?<![\w.%+'-])[\w.%+'-]+ ?@ ?[\w-]+(?:\.[\w-]+)+")


class Rule(NamedTuple):
    """A shape of numbers, and whether it is masked, told from the match and from the words before and after it (folded)."""

    shape: str
    is_masked: Callable[[str, str, str], bool]


def _never(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    return False


def _always(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    return True


def _grouped_like_money(number: str, before: str, after: str) -> bool:
    """123.456.789: money as a rule; +84 and words before it tell otherwise."""
    digits = _digits(number)
    return (len(digits) == 11 and digits.startswith("84")) or _is_short_secret(number, before, after)


def _beside_account(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    """Digits before a unit of money, unless an account or identity word stands right before them."""
    return len(number) >= SHORTEST_GROUPED and ACCOUNT_CUE.search(before[-BESIDE:]) is not None


def _groups(number: str, before: str, after: str) -> bool:
    """0912 345 678, 001 203 004 567, 1903-5678-9012-34."""
    return len(_digits(number)) >= SHORTEST_GROUPED or _is_short_secret(number, before, after)


def _is_short_secret(number: str, before: str, after: str) -> bool:
    """A number that words beside it call a one-time code (4–8 digits) or an account (SHORTEST_ACCOUNT or more)."""
    count = len(_digits(number))
    if re.fullmatch(YEAR, number) and YEAR_CUE.search(before):
        return False
    if 4 <= count <= 8 and (OTP_CUE.search(before) or OTP_CUE.search(after)):
        return True
    return count >= SHORTEST_ACCOUNT and ACCOUNT_CUE.search(before) is not None


RULES = (
    Rule(rf"{BEFORE}\d{{1,6}}/(?:{YEAR}/)?[^\W\d_]{{1,9}}\d{{0,2}}(?:-[^\W\d_]{{1,9}}){{0,3}}{AFTER}", _never),  # 123/2015/NĐ-CP, 06/ĐK
    Rule(rf"{BEFORE}(?<!\d\.)[1-9]\d?\.\d{{6,7}}(?![.]?\d)", _never),  # 1.001193; the one code with nine digits looks like a CMND
    Rule(rf"{BEFORE}\d{{1,2}}(?P<dmy>[/.-])\d{{1,2}}(?P=dmy){YEAR}(?![.-]?\d)", _never),  # 01/07/2025
    Rule(rf"{BEFORE}{YEAR}(?P<ymd>[/.-])\d{{1,2}}(?P=ymd)\d{{1,2}}(?![.-]?\d)", _never),  # 2025-07-01
    Rule(rf"{BEFORE}{YEAR}(?:(?:{BETWEEN}){{1,3}}{YEAR}{AFTER})+(?!(?:{BETWEEN}){{1,3}}\d)", _never),  # 2021-2025, 2021 2022 2023
    Rule(rf"{BEFORE}(?<!\+)[1-9]\d{{0,2}}(?:(?P<of>[., ])\d{{3}}(?:(?P=of)\d{{3}}){{0,4}})?{AFTER}{UNIT}", _never),  # 1.500.000 đồng
    Rule(rf"{BEFORE}(?<!\+)[1-9]\d{{3,11}}{AFTER}{UNIT}", _beside_account),  # 1500000đ
    Rule(rf"{BEFORE}(?<!\+)[1-9]\d{{0,2}}(?P<by>[.,])\d{{3}}(?:(?P=by)\d{{3}}){{0,4}}(?![.,]?\d)", _grouped_like_money),  # 1.500.000
    Rule(rf"\+?{BEFORE}\d{{8,}}", _always),  # any long run: CCCD, CMND, phones, accounts, cards, insurance and tax numbers
    Rule(rf"\+?{BEFORE}\d{{2,7}}(?:(?:{BETWEEN}){{1,3}}\d{{2,7}}{AFTER})+", _groups),
    Rule(rf"(?:\+|{BEFORE})(?:00)?(?:84|0)(?:(?:{BETWEEN}){{0,3}}\d){{8,10}}{AFTER}", _always),  # 0 912 345 678, 024 38251234
    Rule(rf"{BEFORE}\d(?:(?:{BETWEEN}){{1,3}}\d){{8,}}{AFTER}", _always),  # 0 0 1 2 0 3: digit by digit
    Rule(r"(?<![^\W_])[A-Za-z]\d{7}(?!\w)", _always),  # passports
    Rule(rf"{BEFORE}(?:\d{{4,7}}|\d(?:[ .-]\d){{3,7}}(?![ .-]?\d)){AFTER}", _is_short_secret),
)
NUMBER = re.compile("|".join(f"(?P<rule{place}>{rule.shape})" for place, rule in enumerate(RULES)), re.IGNORECASE)
DIGIT = re.compile(r"\d")  # each of RULES needs one; most questions have none


def masked(text: str) -> str:
    """`text` (as NFC) with MASK for e-mail addresses and for numbers of people: identity, phone, account, card, one-time code."""
    text = EMAIL.sub(MASK, unicodedata.normalize("NFC", text))
    return "".join(_pieces(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in `text`, which must be NFC: (begin, end), in order, apart. E-mail addresses are EMAIL's."""
    return list(_hidden(text))


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    for starts, ends in _hidden(text):
        yield text[begin:starts]
        yield MASK
        begin = ends
    yield text[begin:]


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """What is masked. Groups that are nobody's number may begin before one that is: they are read on from their second."""
    begin = 0 if DIGIT.search(text) else len(text)
    while found := NUMBER.search(text, begin):
        begin = found.end()
        told = _told(found, text)
        if told == MASK:
            yield found.span()
        elif _rule(found).is_masked is _groups:
            begin = found.start() + len(re.split(r"(?<=\d)(?!\d)", told, maxsplit=1)[0])


def _rule(found: re.Match[str]) -> Rule:
    return RULES[int(str(found.lastgroup).removeprefix("rule"))]


def _told(found: re.Match[str], text: str) -> str:
    before = _folded(text[max(0, found.start() - CUE_BEFORE) : found.start()])
    after = _folded(text[found.end() : found.end() + CUE_AFTER])
    return MASK if _rule(found).is_masked(found[0], before, after) else found[0]


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(letter)) for letter in number if letter.isdecimal())


def _folded(text: str) -> str:
    """Small letters without marks: people type them or not."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
