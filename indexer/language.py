"""Vietnamese for searching: tokenise, fold, segment, mend; the only module that may import underthesea."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from knowledge.texts.text import normalise

LONGEST_QUESTION = 2_000  # characters; what stands behind is not looked at

_TOKEN = re.compile(r"[0-9]{1,20}(?:[.,/-][0-9]{1,20}){0,8}|[^\W\d_]{1,40}[0-9]{0,20}")  # bounded: tokens are remembered in caches
_FOLDS = str.maketrans({"đ": "d", "Đ": "D"})


def tokens(text: str) -> list[str]:
    """Lower-case syllables and numbers of `text`, in order, NFC, with old-style tone marks."""
    return _TOKEN.findall(normalise(text).lower())


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """`token` without diacritics; a final y after a consonant becomes i (ký, kí → ki). Stable: fold(fold(t)) == fold(t)."""
    bare = unicodedata.normalize("NFD", token.lower().translate(_FOLDS))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    if len(bare) > 1 and bare[-1] == "y" and bare[-2] not in "aeou":
        bare = bare[:-1] + "i"
    return "qui" if bare == "quy" else bare


def has_marks(token: str) -> bool:
    """Whether `token` carries any Vietnamese diacritic."""
    return token != without_marks(token)


@lru_cache(maxsize=65_536)
def without_marks(token: str) -> str:
    """`token` without diacritics, otherwise as it is."""
    bare = unicodedata.normalize("NFD", token.translate(_FOLDS))
    return "".join(char for char in bare if not unicodedata.combining(char))


def features(syllables: Sequence[str]) -> list[str]:
    """What is scored: each folded syllable and pair, and its accented twin where it differs.

    Folded pairs are joined by "_", accented features begin with "~" so that the two never meet.
    """
    folded = [fold(syllable) for syllable in syllables]
    made = list(folded)
    made += [f"{first}_{second}" for first, second in itertools.pairwise(folded)]
    marked = [has_marks(syllable) for syllable in syllables]
    made += [f"~{syllable}" for syllable, mark in zip(syllables, marked, strict=True) if mark]
    made += [f"~{syllables[index]}_{syllables[index + 1]}" for index in range(len(syllables) - 1) if marked[index] and marked[index + 1]]
    return made


def compounds(text: str) -> list[str]:
    """The words of two syllables or more that underthesea finds in `text`: "đăng ký khai sinh" → ["đăng ký", "khai sinh"].

    Slow (0.3 ms a sentence) and 100 MB large: used while an index is built, never while a question waits.
    """
    from underthesea import word_tokenize

    return [word.lower() for word in word_tokenize(normalise(text)) if " " in word and word.replace(" ", "").isalpha()]
