"""Parts of a text that are hidden, and the text with something in their place. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.petitions.rules.texts.phone import is_phone


class Hidden(StrEnum):
    """What a span holds; the wording says it in its place."""

    PHONE = "phone"  # a telephone number; while it is looked for, any personal number
    NUMBER = "number"  # a personal number that is none: of a card, of an account; a password
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
        pieces += [text[begin : span.begin], mask(_called(text, span))]
        begin = span.end
    return "".join([*pieces, text[begin:]])


def _called(text: str, span: HiddenSpan) -> Hidden:
    """What stands in its place says what it was: of a number whether anybody can be called by it."""
    is_number = span.what is Hidden.PHONE and not is_phone(text[span.begin : span.end])
    return Hidden.NUMBER if is_number else span.what


def apart(spans: Iterable[HiddenSpan]) -> Iterator[HiddenSpan]:
    """In order; those that overlap become one, called by the longest of them."""
    held: HiddenSpan | None = None
    longest = 0
    for span in sorted(spans, key=lambda span: (span.begin, -span.end)):
        if held is not None and span.begin < held.end:
            what = span.what if span.end - span.begin > longest else held.what
            held, longest = HiddenSpan(held.begin, max(held.end, span.end), what), max(longest, span.end - span.begin)
            continue
        if held is not None:
            yield held
        held, longest = span, span.end - span.begin
    if held is not None:
        yield held


def plain(text: str) -> str:
    """Small letters without accents, each in the place of the one that it stands for."""
    small = text.lower() if len(text.lower()) == len(text) else text
    return "".join(unicodedata.normalize("NFD", letter)[:1] for letter in small.replace("đ", "d").replace("Đ", "d"))
