"""Telephone numbers as people type them: Vietnamese ones of today, and those of abroad written with a plus. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.numerals import digits_of

_GAP = r"[ .\-]?"
_AREAS = (
    *range(203, 217), *range(218, 223), *range(225, 230), *range(232, 240), 251, 252, *range(254, 264),
    *range(269, 278), *range(290, 295), 296, 297, 299,
)  # fmt: skip
"""Codes of the provinces since 2017 (Circular 22/2014/TT-BTTTT); those of Hà Nội (24) and Hồ Chí Minh City (28) have two digits."""
_AREA = "|".join([*(_GAP.join(str(area)) for area in _AREAS), f"2{_GAP}4{_GAP}\\d", f"2{_GAP}8{_GAP}\\d"])
_VIETNAMESE = re.compile(
    rf"(?<!\d)(?:(?:(?:\+|00)?84|0){_GAP}(?:[35789](?:{_GAP}\d){{8}}|(?:{_AREA})(?:{_GAP}\d){{7}})"
    rf"|1{_GAP}[89]{_GAP}0{_GAP}0(?:{_GAP}\d){{4}}(?:(?:{_GAP}\d){{2}})?)(?!{_GAP}\d)"
)
"""A mobile number has ten digits since 2018, a line at home eleven with the code of its province; a service's 1800 or 1900 has eight or
ten."""
_ABROAD = re.compile(rf"\+(?!84)[1-9](?:{_GAP}\d){{7,14}}(?!\d)")  # ITU-T E.164: at most fifteen digits
_LIKE_A_NUMBER = re.compile(rf"(?<!\d)\+?\d(?:{_GAP}\d){{6,}}(?!\d)")
"""Seven digits and more in a row: no house has such a number."""


@dataclass(frozen=True, slots=True)
class TypedPhone:
    """What stands in a text for a telephone number: as typed, and its digits, "" where there is no such number."""

    typed: str
    digits: str


def find_phone(text: str) -> TypedPhone | None:
    """The number in `text`, else what was meant for one and is none; None where nothing looks like it."""
    if found := _VIETNAMESE.search(text):
        digits = digits_of(found[0])
        return TypedPhone(found[0], "0" + digits.removeprefix("00")[2:] if digits.startswith(("84", "0084")) else digits)
    if found := _ABROAD.search(text):
        return TypedPhone(found[0], "00" + digits_of(found[0]))
    found = _LIKE_A_NUMBER.search(text)
    return TypedPhone(found[0], "") if found else None


def is_phone(text: str) -> bool:
    """Whether `text` is a telephone number and nothing else."""
    found = find_phone(text)
    return found is not None and bool(found.digits) and digits_of(found.typed) == digits_of(text)
