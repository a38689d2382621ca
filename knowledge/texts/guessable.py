"""Whether a key is plainly no secret: guessed by whoever tries one sign, a pattern, a walk over the keyboard, days, words that all use, the
command that manuals give for drawing one, or any of these in base64 or hexadecimal. Pure.

It finds what nobody drew at random; what passes is not thereby a good key. A good one is drawn: `openssl rand -base64 32`.
"""

from __future__ import annotations

import base64
import binascii
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge.texts import common_words

FEWEST_SIGNS = 6  # different ones; of 16 drawn from hexadecimal digits fewer than 6 are less than one in ten thousand
LEAST_BITS = 32.0  # of the signs as they are spread, all together: a phrase of five words has twice that
FEWEST_LETTERS = 6  # that are left where every common word is taken away
COVERED = 0.3  # of the key, by common words
STEPS_ALIKE = 0.7  # of the steps from one sign to the next: "abcdefgh", "98765432"
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "azertyuiop")
WORDS = re.compile(
    "password|passwd|secret|changeme|change|please|default|example|welcome|letmein|admin|root|user|test|master|backup|login|token|qwerty"
    "|dragon|iloveyou|monkey|motcua|uyban|nhandan|matkhau|bimat|khoa|saoluu|vietnam|hanoi|saigon|abc|key|your|here|openssl|base|urandom|python|token|hex|rand|head|echo|import|print|docker"
)
"""What stands in the examples of manuals and first in every list of passwords, without marks and gaps; the longer ones before the short."""

KEYS = ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./")
"""A keyboard, each row half a key to the right of the one above."""
SHIFTED = str.maketrans("!@#$%^&*():<>?", "1234567890;,./")
_PLACES = {sign: (row, place) for row, signs in enumerate(KEYS) for place, sign in enumerate(signs)}
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|thang|ngay|nam"
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
DATES = re.compile(
    rf"{_YEAR}[-/._ ]?{_MONTH}[-/._ ]?{_DAY}|{_DAY}[-/._ ]?{_MONTH}[-/._ ]?{_YEAR}|\d{{1,2}}[-/._ ]\d{{1,2}}[-/._ ]{_YEAR}"
    rf"|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|t\d{{6}}z?|{MONTHS}|{_YEAR}"
)
FEWEST_BEYOND = 6  # signs that are left where every day and hour is taken away
FEWEST_BYTES = 6  # of what is decoded; fewer are no key, and nothing is said of them
ALIKE_BYTES = 3  # of so many bytes one is another than those before: of eight drawn ones two are alike once in ten, six never

LEAST_TOLD = 43.0  # bits; a key of three syllables, or of four words that everybody uses, takes less, sixteen drawn digits 53
BITS_WORD = 9.0  # of one among some five hundred words
BITS_SYLLABLE = 11.0  # of one among two thousand Vietnamese syllables without marks
BITS_RUN = 8.0  # of a row of signs in order: where it begins, which way, how far
BITS_DAY, BITS_YEAR = 15.0, 6.0  # of a day within ninety years; of a year
BITS_AGAIN = 6.0  # of a piece that stood before: where
BITS_LETTER, BITS_DIGIT, BITS_GAP = math.log2(26), math.log2(10), 1.0  # of a sign by itself; of what stands between words
LONGEST_SYLLABLE = 7  # letters: "nghieng"
SHORTEST_RUN, SHORTEST_AGAIN, SHORTEST_NUMBER = 4, 4, 6  # signs
SYLLABLE = re.compile("(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?(?:[aeiouy]|[aeiouy]{2,3})(?:ch|ng|nh|[cmnpt])?")
_YEARS, _DAYS = re.compile(_YEAR), re.compile(rf"{_YEAR}{_MONTH}{_DAY}|{_DAY}{_MONTH}{_YEAR}")
_LONGEST_WORD = max(map(len, common_words.WORDS))
LONGEST_KEY = 200  # signs that are looked at; a longer one is no phrase that somebody makes up

LOOKS_LIKE = str.maketrans("013457@$", "oieastas")


def is_guessable(key: str) -> bool:
    """Whether `key` is of one sign or few, a pattern that is repeated, a row of signs in order, a walk over the keyboard, of days, or of
    common words alone; or is one of these in base64 or hexadecimal."""
    return _is_plain(key) or any(_are_guessable(each) for each in _decoded(key.strip()))


def _is_plain(key: str) -> bool:
    small = _plain(key)
    is_poor = len(set(small)) < FEWEST_SIGNS or _bits(small) < LEAST_BITS or _is_explained(small)
    return is_poor or any(is_so(small) for is_so in (_is_repeated, _is_in_order, _is_walked, _is_of_days, _is_of_common_words))


def _decoded(key: str) -> Iterator[bytes]:
    """What `key` stands for, if it is hexadecimal or base64 (also the kind for addresses)."""
    if len(key) % 2 == 0 and re.fullmatch(r"[0-9a-fA-F]+", key):
        yield bytes.fromhex(key)
    if re.fullmatch(r"[\w+/-]+={0,2}", key, re.ASCII):
        bare = key.rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield base64.b64decode(bare + "=" * (-len(bare) % 4))
        except binascii.Error:
            return


def _are_guessable(decoded: bytes) -> bool:
    """Whether they are one byte or few, repeated, in even steps, or a text that is guessed itself."""
    if len(decoded) < FEWEST_BYTES:
        return False
    if decoded.isascii() and decoded.decode("ascii").isprintable():
        return _is_plain(decoded.decode("ascii"))
    steps = Counter((after - before) % 256 for before, after in pairwise(decoded))
    is_even = steps.most_common(1)[0][1] >= STEPS_ALIKE * (len(decoded) - 1)
    return is_even or len(set(decoded)) * ALIKE_BYTES <= len(decoded) or _is_repeated(decoded)


def _plain(key: str) -> str:
    """Small letters without marks: whoever guesses tries both."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in key.strip().lower().replace("đ", "d"))


def _bits(key: str) -> float:
    """Shannon's entropy of its signs, times its length."""
    return -sum(count * math.log2(count / len(key)) for count in Counter(key).values())


def _is_repeated(key: str | bytes) -> bool:
    """Whether a shorter piece, again and again, makes it up ("abc123abc123abc1")."""
    return any(all(key[place] == key[place - size] for place in range(size, len(key))) for size in range(1, len(key) // 2 + 1))


def _is_in_order(key: str) -> bool:
    """Whether most signs follow the one before as in the alphabet, among the digits or on the keyboard."""
    rows = [row for line in ROWS for row in (line, line[::-1])]
    alike = sum(abs(ord(after) - ord(before)) == 1 or any(before + after in row for row in rows) for before, after in pairwise(key))
    return alike >= STEPS_ALIKE * (len(key) - 1)


def _is_walked(key: str) -> bool:
    """Whether most signs lie beside the one before on the keyboard, in whatever direction ("1qaz2wsx3edc4rfv")."""
    places = [_PLACES.get(sign) for sign in key.translate(SHIFTED)]
    beside = sum(
        one is not None and other is not None and abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1
        for one, other in pairwise(places)
    )
    return beside >= STEPS_ALIKE * (len(key) - 1)


def _is_of_days(key: str) -> bool:
    """Whether it is of days and hours, and common words, and next to nothing besides ("1990-01-01-2026-12-01")."""
    left = DATES.sub("", key)
    return left != key and len(WORDS.sub("", re.sub(r"[\W_]", "", left))) < FEWEST_BEYOND


def _is_of_common_words(key: str) -> bool:
    """Whether common words, also with digits for letters, are a good part of it and next to no letters are left without them."""
    for spelt in (key, key.translate(LOOKS_LIKE)):
        letters = re.sub(r"[^a-z]", "", spelt)
        left = WORDS.sub("", letters)
        if len(left) < FEWEST_LETTERS and len(letters) - len(left) >= COVERED * len(key):
            return True
    return False


def _is_explained(key: str) -> bool:
    """Whether common words, syllables, rows, days and what stood before tell all of it in few bits; also where two rows take turns
    ("a1b2c3d4"), or digits stand for letters."""
    short = key[:LONGEST_KEY]
    bare = re.sub(r"[\W_]", "", short)
    told = [_told_in(short), _told_in(bare)]
    if sum(map(str.isalpha, short)) > sum(map(str.isdigit, short)):
        told.append(_told_in(short.translate(LOOKS_LIKE)))
    return min(told) < LEAST_TOLD or (_is_in_order(short[::2]) and _is_in_order(short[1::2]))


def _told_in(key: str) -> float:
    """The bits of the shortest way to tell `key`, piece by piece; a guesser who knows the ways needs half of two to that power."""
    least = [0.0, *(math.inf for _ in key)]
    for begin in range(len(key)):
        for end, bits in _pieces(key, begin):
            least[end] = min(least[end], least[begin] + bits)
    return least[-1]


def _pieces(key: str, begin: int) -> Iterator[tuple[int, float]]:
    """Where pieces end that begin there, and what each tells."""
    sign = key[begin]
    yield begin + 1, BITS_DIGIT if sign.isdigit() else BITS_LETTER if sign.isalnum() else BITS_GAP
    words = (end for end in range(begin + 2, min(len(key), begin + _LONGEST_WORD) + 1) if key[begin:end] in common_words.WORDS)
    syllables = (end for end in range(begin + 1, min(len(key), begin + LONGEST_SYLLABLE) + 1) if SYLLABLE.fullmatch(key, begin, end))
    for ends, bits in (
        (words, BITS_WORD),
        (syllables, BITS_SYLLABLE),
        ((found.end() for found in [_DAYS.match(key, begin)] if found), BITS_DAY),
        ((found.end() for found in [_YEARS.match(key, begin)] if found), BITS_YEAR),
        (range(begin + SHORTEST_RUN, _end_of_run(key, begin) + 1), BITS_RUN),
        (_ends_in(key, begin, SHORTEST_AGAIN, (key[:begin],)), BITS_AGAIN),
        (_ends_in(key, begin, SHORTEST_NUMBER, common_words.NUMBERS), BITS_RUN),
    ):
        yield from ((end, bits) for end in ends)


def _ends_in(key: str, begin: int, shortest: int, known: Iterable[str]) -> Iterator[int]:
    """Where pieces of so many signs and more end that begin there and stand in one of `known`."""
    ends = range(begin + shortest, len(key) + 1)
    return itertools.takewhile(lambda end: any(key[begin:end] in each for each in known), ends)


def _end_of_run(key: str, begin: int) -> int:
    """Where a row in even steps, or along a row of the keyboard, ends that begins there."""
    ends = [begin]
    for step in (-1, 0, 1):
        end = begin + 1
        while end < len(key) and ord(key[end]) - ord(key[end - 1]) == step:
            end += 1
        ends.append(end)
    for row in (row for line in ROWS for row in (line, line[::-1])):
        end = begin + 1
        while end < len(key) and key[end - 1 : end + 1] in row:
            end += 1
        ends.append(end)
    return max(ends)
