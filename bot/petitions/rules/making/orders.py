"""What tells the form what to do, at every step: send it, go on, leave this out, wait, stop; and the sigh that it asks too much. Pure.

All of a message must be one such word among particles: "gửi lên xã luôn đi" is an order, "chỗ gửi xe trước chợ" is a place. A syllable
with accents is itself, one without them may be any with its letters. The words are content: making.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from indexer.language import has_marks, tokens, without_marks

FILE = Path(__file__).with_name("making.toml")
LONGEST = 14
"""Syllables of an order; whoever says more tells something."""
_WITHIN = re.compile(r"(?<=[^\W\d_])\s+([^\W\d_]+)")  # a word within a sentence


class FormOrder(StrEnum):
    """What is wanted of the form; which is looked for first, stands first."""

    STOP = "stop"
    WAIT = "wait"  # nothing is to be sent yet
    HIDDEN = "hidden"  # the office may know who sends it, others may not
    NAMELESS = "nameless"
    SEND = "send"
    SKIP = "skip"
    GO_ON = "go_on"
    PLAINT = "plaint"  # that it asks too much, or takes too long


_DENYING = frozenset({FormOrder.STOP, FormOrder.NAMELESS, FormOrder.SKIP})
_DENIED = frozenset({"đâu", "dau"})
"""Behind what is not wanted: "không cần trả lời tui đâu"; beside "gửi" it asks where to."""


def order_of(text: str) -> FormOrder | None:
    """The order that `text` is, and nothing else; None where it says anything besides."""
    said = spelled_out(text)
    if not said or len(said) > LONGEST or _names_somebody(text):
        return None
    around = words_of("around")
    for order in FormOrder:
        besides = around | (words_of("around_plaint") if order is FormOrder.PLAINT else _DENIED if order in _DENYING else frozenset())
        for phrase in _orders()[order]:
            if any(_is_around(said, begin, begin + len(phrase), besides) for begin in found(said, phrase)):
                return order
    return None


def spelled_out(text: str) -> list[str]:
    """The syllables of `text`, what is typed short or in a dialect in full."""
    short = _read()["spelled"]
    return [syllable for token in tokens(text) for syllable in str(short.get(token, token)).split()]


def found(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Where `phrase` begins in `said`."""
    places = range(len(said) - len(phrase) + 1)
    return [at for at in places if all(is_same(typed, word) for typed, word in zip(said[at : at + len(phrase)], phrase, strict=True))]


def is_same(typed: str, word: str) -> bool:
    """Whether a syllable as typed is `word`: with its accents, or without any."""
    return typed == word or (not has_marks(typed) and typed == without_marks(word))


@lru_cache(maxsize=16)
def words_of(part: str, name: str = "words") -> frozenset[str]:
    """A list of making.toml, each of its words also as it is typed bare."""
    listed = [" ".join(tokens(word)) for word in _read()[part][name]]
    return frozenset([*listed, *map(without_marks, listed)])


def phrases_of(part: str, name: str = "words") -> tuple[tuple[str, ...], ...]:
    """A list of making.toml as syllables, the longest first."""
    return tuple(sorted((tuple(tokens(phrase)) for phrase in _read()[part][name]), key=len, reverse=True))


def _names_somebody(text: str) -> bool:
    """Whether a capital letter stands within a sentence: "Anh Tiếp" is a name."""
    return not text.isupper() and any(word[0].isupper() for word in _WITHIN.findall(text))


def _is_around(said: Sequence[str], begin: int, end: int, around: frozenset[str]) -> bool:
    return all(syllable in around for place, syllable in enumerate(said) if not begin <= place < end)


@lru_cache(maxsize=1)
def _orders() -> dict[FormOrder, tuple[tuple[str, ...], ...]]:
    return {order: phrases_of("order", order) for order in FormOrder}


@lru_cache(maxsize=1)
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
