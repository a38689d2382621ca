"""A count that is corrected: "sửa lại là nợ bốn tháng" changes the "ba tháng" that stands there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.language import fold

_WORD = re.compile(r"\w+")
_NUMBERS = frozenset(
    (
        "một",
        "mot",
        "hai",
        "ba",
        "bốn",
        "bon",
        "tư",
        "năm",
        "nam",
        "sáu",
        "bảy",
        "bay",
        "bẩy",
        "tám",
        "tam",
        "chín",
        "chin",
        "mười",
        "muoi",
        "mươi",
    )
)


def count_swapped(text: str, new: str) -> str:
    """`text` with the number of `new` ("bốn tháng", "nợ bốn tháng") in the place of the only other number of the same thing.

    "" where it has none or several, or where `new` says what does not stand there."""
    told, said = list(_counts(new)), list(_counts(text))
    if len(told) != 1:
        return ""
    begin, end, thing = told[0]
    number = new[begin:end]
    alike = [(first, last) for first, last, other in said if fold(other) == fold(thing)]
    besides = [fold(word) for word in _WORD.findall(new[:begin])]
    known = {fold(word) for word in _WORD.findall(text)}
    if len(alike) != 1 or text[slice(*alike[0])].lower() == number.lower() or not known.issuperset(besides):
        return ""
    return text[: alike[0][0]] + number + text[alike[0][1] :]


def _counts(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each number begins and ends in `text`, and what it counts."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (words[end][0].isdecimal() or words[end][0].lower() in _NUMBERS):
            end += 1
        if at < end < len(words) and text[words[end - 1].end() : words[end].start()].isspace():
            yield words[at].start(), words[end - 1].end(), words[end][0]
        at = end + 1
