"""Vietnamese for searching: tokenise, fold, segment, mend; the only module that may import underthesea."""

from __future__ import annotations

import itertools
import operator
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


def folded(text: str) -> list[str]:
    """The syllables and numbers of `text` in order, each folded: what is compared where accents and capitals tell nothing."""
    return [fold(token) for token in tokens(text)]


def spaced(text: str) -> str:
    """`folded` as one line with a space at both ends of every word, so that a phrase is found as whole words only."""
    return f" {' '.join(folded(text))} "


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
    made = bare_features(syllables)
    marked = list(map(operator.ne, syllables, map(without_marks, syllables)))
    made += [f"~{syllable}" for syllable in itertools.compress(syllables, marked)]
    made += [
        f"~{first}_{second}"
        for (first, second), (one, other) in zip(itertools.pairwise(syllables), itertools.pairwise(marked), strict=True)
        if one and other
    ]
    return made


def bare_features(syllables: Sequence[str]) -> list[str]:
    """Those of the features that hold no accent: each folded syllable, then each pair."""
    folded = list(map(fold, syllables))
    return [*folded, *map("_".join, itertools.pairwise(folded))]


def compounds(text: str) -> list[str]:
    """The words of two syllables or more that underthesea finds in `text`: "đăng ký khai sinh" → ["đăng ký", "khai sinh"].

    Slow (0.3 ms a sentence) and 100 MB large: used while an index is built, never while a question waits.
    """
    from underthesea import word_tokenize

    return [word.lower() for word in word_tokenize(normalise(text)) if " " in word and word.replace(" ", "").isalpha()]
