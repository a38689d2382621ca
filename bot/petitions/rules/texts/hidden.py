"""Parts of a text that are hidden, and the text with something in their place. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Hidden(StrEnum):
    """What a span holds; the wording says it in its place."""

    PHONE = "phone"  # any personal number
    EMAIL = "email"
    PLATE = "plate"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, order=True)
class HiddenSpan:
    """From character `begin` to before `end`."""

    begin: int
    end: int
    what: Hidden


def covered(text: str, mask: Callable[[Hidden], str], spans: Iterable[HiddenSpan]) -> str:
    """`text` with `mask(what)` in place of each of `spans`, which are in order and apart."""
    pieces, begin = [], 0
    for span in spans:
        pieces += [text[begin : span.begin], mask(span.what)]
        begin = span.end
    return "".join([*pieces, text[begin:]])


def apart(spans: Iterable[HiddenSpan]) -> Iterator[HiddenSpan]:
    """In order; those that overlap become one, called by the first of them."""
    held: HiddenSpan | None = None
    for span in sorted(spans, key=lambda span: (span.begin, -span.end)):
        if held is not None and span.begin < held.end:
            held = HiddenSpan(held.begin, max(held.end, span.end), held.what)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def plain(text: str) -> str:
    """Small letters without accents, each in the place of the one that it stands for."""
    small = text.lower() if len(text.lower()) == len(text) else text
    return "".join(unicodedata.normalize("NFD", letter)[:1] for letter in small.replace("đ", "d").replace("Đ", "d"))
