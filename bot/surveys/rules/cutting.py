"""What may be done to a text that somebody wrote before it is shown: words are taken out, none is put in."""

from __future__ import annotations

import re

_MASKED = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\([^()]*\)|\w+|[^\w(]+|\(")
GAP = "[…]"
"""Stands where words were taken out and nothing says what they were: "Anh Hòa […] nhận hồ sơ" tells no lie."""


def is_cut_from(told: str, written: str) -> bool:
    """Whether every word of `told` stands in `written`, in that order; what stands in brackets hides a word and is no word itself."""
    words = iter(_words(written))
    return all(word in words for word in _words(_MASKED.sub(" ", told)))


def leaves_words(told: str) -> bool:
    """Whether anything that somebody wrote is left."""
    return bool(_words(_MASKED.sub(" ", told)))


def with_gaps(told: str, written: str) -> str:
    """`told`, cut from `written`, with `GAP` wherever words are gone for which no brackets stand."""
    left, pieces, is_masked = iter(_words(written)), list[str](), False
    for piece in _PIECE.findall(told):
        if _MASKED.fullmatch(piece):
            is_masked = True
        elif _WORD.fullmatch(piece):
            skipped = next((number for number, word in enumerate(left) if word == piece.casefold()), 0)
            pieces += [f"{GAP} "] if skipped and not is_masked else []
            is_masked = False
        pieces.append(piece)
    rest = next(left, None) is not None and not is_masked
    return "".join(pieces).rstrip() + (f" {GAP}" if rest else "")


def n_cut(told: str, written: str) -> int:
    """How many words were taken out."""
    return len(_words(written)) - len(_words(_MASKED.sub(" ", told)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
