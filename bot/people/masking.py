"""Personal numbers and passwords out of a text before it is kept. Pure; the first of RULES that fits at a place decides about it.

What looks like both is masked: an account lost from a log costs nothing, one kept in it is a breach (Law 91/2025/QH15).
Kept are procedure codes, numbers of laws and forms, dates and years, amounts of money, and the short numbers of public services.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.people import passwords

MASK = "***"
CUE_BEFORE = 40  # characters before a number in which a word may say what it is
CUE_AFTER = 24
BESIDE = 14
SHORTEST_ACCOUNT = 6  # digits; shorter numbers are house numbers, quantities, fees
LENGTH_OF_CARD = 16  # digits
LONGEST_STEP = 4  # between things of a list, forms 01, 03, 05; a telephone number does not climb so evenly
SHORTEST_GROUPED = 9  # digits of "123 456 789": a CMND is the shortest that people write in groups

OTP_CUE = re.compile(r"\botp\b|\botp(?=\d)|ma xac (?:thuc|nhan|minh)|ma pin\b|\bpin(?: la|:| :|=)? ?$|mat khau|verification code")
CVV_CUE = re.compile(r"\bcv[vc]2?\b|\b(?:ma|so) bao mat|so (?:o )?(?:mat )?sau (?:the|cua the)")
CARD_CUE = re.compile(
    r"\bcv[vc]2?\b|\bexp(?:iry|ires)?\b|valid thru|good thru|\bvisa\b|master ?card|\bnapas\b"
    r"|the (?:tin dung|ghi no|atm|ngan hang)"
)
CARD_BEFORE = re.compile(r"(?:\*{3}|\d{4})\W{1,3}$")
BANK_CUE = re.compile(r"\bstk|so tk\b|tai khoan|\bso the\b|cccd|cmnd|cmtnd|can cuoc|chung minh|dinh danh|ho chieu")
ACCOUNT_CUE = re.compile(
    r"\bstk|so tk\b|tai khoan|\bso the\b|cccd|cmnd|cmtnd|can cuoc|chung minh|dinh danh|dien thoai|\bsdt|\bdt\b|zalo|ho chieu"
)
YEAR_CUE = re.compile(r"(?:\bnam|\bthang\s+\d{1,2}|\bngay|/)\s*$")

# Space (also the invisible ones), dot, hyphen, underscore, bracket: what people put between digits. Never a line break. Commas, slashes and
# their like stand between things of a list and in dates: they join digits only where these begin as a telephone or identity number does.
BETWEEN = r"[^\S\n\r]|[.·\-‐‑–—_()\u200b-\u200d\u2060\ufeff]"
LOOSE = r"[,/;:|*~'+\\=]"
JOINT = r"[,/;:|*~'+\\=.·\-_]"
GAP = rf"(?:[^\S\n]?{JOINT}[^\S\n]?|{BETWEEN})"
WRITTEN = tuple(
    rf"{begin}{GAP}" + GAP.join(rf"\d{{{size}}}" for size in sizes)
    for begin, sizes in (
        (r"0\d{3}", (3, 3)),
        (r"0\d{2}", (3, 4)),
        (r"0\d{2}", (4, 3)),
        (r"(?:00)?84", (3, 3, 3)),
        (r"(?:00)?84\d{3}", (3, 3)),
        (r"(?:00)?84\d{2}", (3, 4)),
        (r"0\d{2}", (3, 3, 3)),
        (r"0\d{3}", (4, 4)),
    )
)
"""How many digits people write together of a telephone number, and of that of an identity card: so far it goes, and no further."""

BEFORE, AFTER = r"(?<!\d)", r"(?!\d)"
UNIT = (
    r"(?=[^\S\n]{0,2}(?:đồng(?!\s+chí)|dong(?!\s+chi)\b|[đd](?![\w/])|vnđ|vnd|usd\b|k\b"
    r"|triệu|trieu\b|tr\b|tỷ|tỉ|ty\b|nghìn|nghin\b|ngàn|ngan\b))"
)
YEAR = r"(?:19|20)\d\d"

EMAIL = re.compile(r"(?<![\w.%+'-])[\w.%+'-]+ ?@ ?[\w-]+(?:\.[\w-]+)+")


class MaskingRule(NamedTuple):
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


def _beside_bank(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    """1900 1234: a public service's, unless called an account."""
    return BANK_CUE.search(before[-BESIDE:]) is not None


def _joined(number: str, before: str, after: str) -> bool:
    """0912,345,678 and 001/203/004/567, but not forms 05,06,07,08,09 nor years 2021/2022/2023."""
    groups = re.split(r"\D+", number.strip("+"))
    is_list = all(len(group) <= 2 for group in groups) and all(0 < int(later) - int(one) <= LONGEST_STEP for one, later in pairwise(groups))
    are_years = all(re.fullmatch(YEAR, group) for group in groups)
    if len(_digits(number)) >= SHORTEST_GROUPED and not (is_list or are_years):
        return True
    return _is_short_secret(number, before, after)


def _is_cvv(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    return CVV_CUE.search(before) is not None


def _is_of_a_card(number: str, before: str, after: str) -> bool:  # noqa: ARG001
    """12/27: until when a card counts, where a bank's card is spoken of; else a month."""
    if CARD_CUE.search(before[-CUE_AFTER:]) or CARD_CUE.search(after):
        return True
    return CARD_BEFORE.search(before) is not None and len(_digits(before)) >= LENGTH_OF_CARD


def _is_short_secret(number: str, before: str, after: str) -> bool:
    """A number that words beside it call a one-time code (4–8 digits) or an account (SHORTEST_ACCOUNT or more)."""
    count = len(_digits(number))
    if re.fullmatch(YEAR, number) and YEAR_CUE.search(before):
        return False
    if count == 4 and _is_cvv(number, before, after):
        return True
    if 4 <= count <= 8 and (OTP_CUE.search(before) or OTP_CUE.search(after)):
        return True
    return count >= SHORTEST_ACCOUNT and ACCOUNT_CUE.search(before) is not None


CARD = rf"\d{{4}}(?:(?:{BETWEEN})?\d{{4}}){{3}}"
MONTH = r"(?:0[1-9]|1[0-2])[^\S\n]?[/-][^\S\n]?(?:20)?[2-4]\d"
RULES = (
    MaskingRule(
        rf"{BEFORE}{CARD}\W{{1,4}}(?:[a-z]{{2,8}}\W{{1,3}})?{MONTH}(?:\W{{1,4}}(?:cv[vc]2?\W{{0,3}})?\d{{3,4}})?{AFTER}", _always
    ),  # all of a card
    MaskingRule(rf"{BEFORE}{MONTH}(?![/.-]?\d)(?!/\w)", _is_of_a_card),
    MaskingRule(rf"{BEFORE}1[89]00(?:[ .]?\d){{4,6}}(?![ .-]?\d)", _beside_bank),
    MaskingRule(
        rf"{BEFORE}\d{{1,6}}/(?:{YEAR}/)?[^\W\d_]{{1,9}}\d{{0,2}}(?:-[^\W\d_]{{1,9}}){{0,3}}{AFTER}", _never
    ),  # 123/2015/NĐ-CP, 06/ĐK
    MaskingRule(rf"{BEFORE}(?<!\d\.)[1-9]\d?\.\d{{6,7}}(?![.]?\d)", _never),  # 1.001193; the one code with nine digits looks like a CMND
    MaskingRule(rf"{BEFORE}\d{{1,2}}(?P<dmy>[/.-])\d{{1,2}}(?P=dmy){YEAR}(?![.-]?\d)", _never),  # 01/07/2025
    MaskingRule(rf"{BEFORE}{YEAR}(?P<ymd>[/.-])\d{{1,2}}(?P=ymd)\d{{1,2}}(?![.-]?\d)", _never),  # 2025-07-01
    MaskingRule(rf"{BEFORE}{YEAR}(?:(?:{BETWEEN}){{1,3}}{YEAR}{AFTER})+(?!(?:{BETWEEN}){{1,3}}\d)", _never),  # 2021-2025, 2021 2022 2023
    MaskingRule(rf"{BEFORE}(?<!\+)[1-9]\d{{0,2}}(?:(?P<of>[., ])\d{{3}}(?:(?P=of)\d{{3}}){{0,4}})?{AFTER}{UNIT}", _never),  # 1.500.000 đồng
    MaskingRule(rf"{BEFORE}(?<!\+)[1-9]\d{{3,11}}{AFTER}{UNIT}", _beside_account),  # 1500000đ
    MaskingRule(rf"{BEFORE}(?<!\+)[1-9]\d{{0,2}}(?P<by>[.,])\d{{3}}(?:(?P=by)\d{{3}}){{0,4}}(?![.,]?\d)", _grouped_like_money),  # 1.500.000
    MaskingRule(rf"(?:\+|{BEFORE})(?:{'|'.join(WRITTEN)}){AFTER}", _joined),  # 0912, 345, 678
    MaskingRule(rf"(?:\+|{BEFORE})(?:00)?(?:84|0)\d{{0,5}}(?:{GAP}\d{{3,6}}){{2,4}}{AFTER}", _joined),
    MaskingRule(
        rf"(?:\+|{BEFORE})(?:00)?(?:84|0)\d{{0,5}}(?P<tight>{LOOSE})\d{{2,6}}(?:(?P=tight)\d{{2,6}}){{1,5}}{AFTER}", _joined
    ),  # 09/12/34/56/78
    MaskingRule(rf"{BEFORE}0(?:[^\S\n]?{JOINT}[^\S\n]?\d){{8,11}}{AFTER}", _joined),  # 0,9,1,2,3
    MaskingRule(rf"{BEFORE}\d{{4}}(?P<four>{LOOSE})\d{{4}}(?:(?P=four)\d{{1,4}}){{1,3}}{AFTER}", _joined),  # 4111/1111/1111/1111
    MaskingRule(rf"{BEFORE}\d{{3}}(?P<three>(?!,){LOOSE})\d{{3}}(?:(?P=three)\d{{3}}){{1,2}}{AFTER}", _joined),  # 123/456/789
    MaskingRule(rf"(?<![^\W_])o[35789]\d(?:(?:{BETWEEN}){{0,3}}\d){{6,7}}{AFTER}", _always),  # the letter for the nought
    MaskingRule(rf"\+?{BEFORE}\d{{8,}}", _always),  # any long run: CCCD, CMND, phones, accounts, cards, insurance and tax numbers
    MaskingRule(rf"\+?{BEFORE}\d{{2,7}}(?:(?:{BETWEEN}){{1,3}}\d{{2,7}}{AFTER})+", _groups),
    MaskingRule(rf"(?:\+|{BEFORE})(?:00)?(?:84|0)(?:(?:{BETWEEN}){{0,3}}\d){{8,10}}{AFTER}", _always),  # 0 912 345 678, 024 38251234
    MaskingRule(rf"{BEFORE}\d(?:(?:{BETWEEN}){{1,3}}\d){{8,}}{AFTER}", _always),  # 0 0 1 2 0 3: digit by digit
    MaskingRule(r"(?<![^\W_])[A-Za-z]\d{7}(?!\w)", _always),  # passports
    MaskingRule(rf"{BEFORE}\d{{3}}{AFTER}", _is_cvv),
    MaskingRule(rf"{BEFORE}(?:\d{{4,7}}|\d(?:[ .-]\d){{3,7}}(?![ .-]?\d)){AFTER}", _is_short_secret),
)
NUMBER = re.compile("|".join(f"(?P<rule{place}>{rule.shape})" for place, rule in enumerate(RULES)), re.IGNORECASE)
DIGIT = re.compile(r"\d")  # each of RULES needs one; most questions have none


def masked(text: str) -> str:
    """`text` (as NFC) with MASK for e-mail addresses and for numbers of people: identity, phone, account, card, one-time code."""
    text = EMAIL.sub(MASK, unicodedata.normalize("NFC", text))
    return "".join(_pieces(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where such numbers and passwords stand in `text`, which must be NFC: (begin, end), in order, apart. E-mail addresses are EMAIL's."""
    return list(_hidden(text))


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    for starts, ends in _hidden(text):
        yield text[begin:starts]
        yield MASK
        begin = ends
    yield text[begin:]


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """What is masked; where a password holds a number, once."""
    plain = text.translate(NARROW)
    held: tuple[int, int] | None = None
    secrets = passwords.spans(_folded(plain)) if passwords.HINT.search(plain) else ()
    for begin, end in sorted([*_numbers(plain), *secrets]):
        if held is not None and begin < held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = begin, end
    if held is not None:
        yield held


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Groups that are nobody's number may begin before one that is: they are read on from their second."""
    begin = 0 if DIGIT.search(text) else len(text)
    while found := NUMBER.search(text, begin):
        begin = found.end()
        told = _told(found, text)
        if told == MASK:
            yield found.span()
        elif _rule(found).is_masked in (_groups, _joined):
            begin = found.start() + len(re.split(r"(?<=\d)(?!\d)", told, maxsplit=1)[0])


def _rule(found: re.Match[str]) -> MaskingRule:
    return RULES[int(str(found.lastgroup).removeprefix("rule"))]


def _told(found: re.Match[str], text: str) -> str:
    before = _folded(text[max(0, found.start() - CUE_BEFORE) : found.start()])
    after = _folded(text[found.end() : found.end() + CUE_AFTER])
    return MASK if _rule(found).is_masked(found[0], before, after) else found[0]


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdecimal())


def _folded(text: str) -> str:
    """Small letters without marks, one for one: people type them or not. `text` is NFC, so that each letter holds its marks."""
    return "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower().replace("đ", "d"))[:1] or " "


class _Narrow(dict[int, str]):
    """Every digit of every script as 0–9, and the wide forms of signs and letters as the plain ones: one for one, so that places stay."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        digit = unicodedata.digit(letter, None)
        wide = chr(number - WIDE) if WIDE_FIRST <= number <= WIDE_LAST else letter
        self[number] = wide if digit is None else str(digit)
        return self[number]


WIDE_FIRST, WIDE_LAST, WIDE = 0xFF01, 0xFF5E, 0xFEE0
NARROW = _Narrow()
