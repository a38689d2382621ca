"""The order of the Vietnamese alphabet: Đ after D, Ă and Â after A, the tones of one letter one after another. Pure."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""None, huyền, hỏi, ngã, sắc, nặng: as dictionaries have them."""
MARKS = frozenset(TONES[1:])
UNKNOWN = 0x110000  # code points that there are: whatever is not a Vietnamese letter, figures too, stands before the letters
PLACE = {letter: place for place, letter in enumerate(LETTERS)}


def in_order(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]:
    """The key by which names are sorted: word by word by their letters, then by their tones, then as they are written."""
    words = [_word(word) for word in text.casefold().split()]
    return tuple(letters for letters, _ in words), tuple(tones for _, tones in words), text


def _word(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[str] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in MARKS:
            tones[-1:] = [TONES.index(mark)]
            continue
        if unicodedata.combining(mark) and letters:
            letters[-1] += mark
            continue
        letters.append(mark)
        tones.append(0)
    composed = [unicodedata.normalize("NFC", letter) for letter in letters]
    return tuple(PLACE.get(letter, ord(letter[0]) - UNKNOWN) for letter in composed), tuple(tones)
