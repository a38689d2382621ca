"""Cut a long text into pages: between paragraphs and lines; a line longer than a page between sentences, then words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from knowledge.texts.lengths import units

SMALLEST_SHARE = 0.5  # of a page; a nicer place to cut may leave the rest of it empty

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_AFTER_SENTENCE = re.compile(r"[.;:!?…]\s+")
_AFTER_WORD = re.compile(r"\s+")


def pages(text: str, room: int) -> list[str]:
    """`text` in pieces of at most `room` UTF-16 units (2 or more); joined they are `text` again. At least one.

    A line, and so a list item, stays whole unless it alone is longer than a page; so does a word.
    """
    found: list[str] = []
    page: list[str] = []
    left = room
    for line in _LINE.findall(text):
        for piece in _pieces(line, room, left):
            while page and units(piece) > left:
                kept = _last_good_end(page)
                found.append("".join(page[:kept]))
                page = page[kept:]
                left = room - units("".join(page))
            page.append(piece)
            left -= units(piece)
    found.append("".join(page))
    return found


def _last_good_end(page: list[str]) -> int:
    """How many lines of a full page stay on it: to its last paragraph's end, and no heading without what it heads."""
    enough = SMALLEST_SHARE * len("".join(page))
    length = len("".join(page))
    for number in range(len(page) - 1, 0, -1):
        length -= len(page[number])
        if length < enough:
            break
        if not page[number - 1].strip():
            return number
    return len(page) - 1 if len(page) > 1 and page[-1].rstrip().endswith(":") else len(page)


def _pieces(line: str, room: int, left: int) -> Iterator[str]:
    """`line`, in pieces that fit where it is longer than a page; the first of them into what is `left` of the page begun."""
    while units(line) > room:
        end = _end(line, _fitting(line, left)) or _end(line, _fitting(line, room)) or _whole_letters(line, _fitting(line, room))
        yield line[:end]
        line, left = line[end:], room
    if line:
        yield line


def _fitting(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` units."""
    end = min(len(text), max(room, 0))
    while end and (over := units(text[:end]) - room) > 0:
        end -= max(1, over // 2)
    return end


def _end(line: str, fits: int) -> int:
    """Where a sentence, else a word ends, at most at `fits`; 0 where none does."""
    sentence = _last(_AFTER_SENTENCE, line, fits)
    return sentence if sentence >= SMALLEST_SHARE * fits else _last(_AFTER_WORD, line, fits)


def _last(boundary: re.Pattern[str], text: str, fits: int) -> int:
    return max((found.end() for found in boundary.finditer(text, 0, fits)), default=0)


def _whole_letters(text: str, fits: int) -> int:
    """`fits`, or a little less so that no letter loses its mark."""
    end = fits
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1
    return end or fits
