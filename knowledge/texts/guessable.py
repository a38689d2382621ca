"""Whether a key is plainly no secret: guessed by whoever tries one sign, a pattern, the keyboard's rows, or words that all use. Pure.

It finds what nobody drew at random; what passes is not thereby a good key. A good one is drawn: `openssl rand -base64 32`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from itertools import pairwise

FEWEST_SIGNS = 6  # different ones; of 16 drawn from hexadecimal digits fewer than 6 are less than one in ten thousand
LEAST_BITS = 32.0  # of the signs as they are spread, all together: a phrase of five words has twice that
FEWEST_LETTERS = 6  # that are left where every common word is taken away
COVERED = 0.3  # of the key, by common words
STEPS_ALIKE = 0.7  # of the steps from one sign to the next: "abcdefgh", "98765432"
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "azertyuiop")
WORDS = re.compile(
    "password|passwd|secret|changeme|change|please|default|example|welcome|letmein|admin|root|user|test|master|backup|login|token|qwerty"
    "|dragon|iloveyou|monkey|motcua|uyban|nhandan|matkhau|bimat|khoa|saoluu|vietnam|hanoi|saigon|abc|key|your|here"
)
"""What stands in the examples of manuals and first in every list of passwords, without marks and gaps; the longer ones before the short."""

LOOKS_LIKE = str.maketrans("013457@$", "oieastas")


def is_guessable(key: str) -> bool:
    """Whether `key` is of one sign or few, a pattern that is repeated, a row of signs in order, or made of common words alone."""
    small = _plain(key)
    is_plain = len(set(small)) < FEWEST_SIGNS or _bits(small) < LEAST_BITS
    return is_plain or _is_repeated(small) or _is_in_order(small) or _is_of_common_words(small)


def _plain(key: str) -> str:
    """Small letters without marks: whoever guesses tries both."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in key.strip().lower().replace("đ", "d"))


def _bits(key: str) -> float:
    """Shannon's entropy of its signs, times its length."""
    return -sum(count * math.log2(count / len(key)) for count in Counter(key).values())


def _is_repeated(key: str) -> bool:
    """Whether a shorter piece, again and again, makes it up ("abc123abc123abc1")."""
    return any(all(key[place] == key[place - size] for place in range(size, len(key))) for size in range(1, len(key) // 2 + 1))


def _is_in_order(key: str) -> bool:
    """Whether most signs follow the one before as in the alphabet, among the digits or on the keyboard."""
    rows = [row for line in ROWS for row in (line, line[::-1])]
    alike = sum(abs(ord(after) - ord(before)) == 1 or any(before + after in row for row in rows) for before, after in pairwise(key))
    return alike >= STEPS_ALIKE * (len(key) - 1)


def _is_of_common_words(key: str) -> bool:
    """Whether common words, also with digits for letters, are a good part of it and next to no letters are left without them."""
    for spelt in (key, key.translate(LOOKS_LIKE)):
        letters = re.sub(r"[^a-z]", "", spelt)
        left = WORDS.sub("", letters)
        if len(left) < FEWEST_LETTERS and len(letters) - len(left) >= COVERED * len(key):
            return True
    return False
