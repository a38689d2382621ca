"""What may be done to a text that somebody wrote before it is shown: words are taken out, none is put in."""

from __future__ import annotations

import re

_MASKED = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\w+")


def is_cut_from(told: str, written: str) -> bool:
    """Whether every word of `told` stands in `written`, in that order; what stands in brackets hides a word and is no word itself."""
    words = iter(_words(written))
    return all(word in words for word in _words(_MASKED.sub(" ", told)))


def n_cut(told: str, written: str) -> int:
    """How many words were taken out."""
    return len(_words(written)) - len(_words(_MASKED.sub(" ", told)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
