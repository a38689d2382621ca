"""A text → pieces that Telegram takes, cut where a reader would pause."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from knowledge.texts.lengths import units

LONGEST = 4_096  # UTF-16 code units of a message
LONGEST_CAPTION = 1_024  # of the text under a photo or a file
_GAP = re.compile(r"\n[ \t]*\n")
_LINE_END = re.compile(r"\n")
_ITEM_END = re.compile(r"\n(?![ \t])")  # an indented line goes on with the item above it
_SPACE = re.compile(r"\s+")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")  # they hold an emoji together


def cut(text: str, longest: int = LONGEST, first: int | None = None) -> list[str]:
    """The pieces of `text`, each at most `longest` units (the first at most `first`), none empty.

    Cut at the end of a paragraph, else of a line or list item, else of a word; never inside a surrogate pair. A word or
    a list item is only cut when it is longer than a whole piece.
    """
    return list(_pieces(text.strip("\n"), longest, first or longest))


def _pieces(text: str, longest: int, first: int) -> Iterator[str]:
    room = first
    while units(text) > room:
        end = _end(text, _reach(text, room), room)
        if piece := text[:end].rstrip():
            yield piece
            room = longest
        text = text[end:].lstrip("\n") if text[end : end + 1] == "\n" else text[end:].lstrip()
    if text.strip():
        yield text.rstrip()


def _reach(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` units."""
    reach = room
    while units(text[:reach]) > room:
        reach -= (units(text[:reach]) - room + 1) // 2
    return reach


def _end(text: str, reach: int, room: int) -> int:
    """Where the first piece of `text` ends, at most at `reach`."""
    if (gap := _last(_GAP, text, reach)) >= max(reach // 2, 1):
        return gap
    for pattern in (_ITEM_END, _LINE_END):
        line = _last(pattern, text, reach)
        if line > 0 and (line >= reach // 2 or units(text[line + 1 :].partition("\n")[0]) <= room):
            return line
    space = _last(_SPACE, text, reach)
    return space if space > 0 else _whole(text, reach)


def _last(pattern: re.Pattern[str], text: str, reach: int) -> int:
    """Where the last match that begins within `reach` begins; 0 where there is none."""
    return max((match.start() for match in pattern.finditer(text, 0, reach + 3) if match.start() <= reach), default=0)


def _whole(text: str, end: int) -> int:
    """`end`, moved back so that no accent is torn from its letter and no emoji apart."""
    for place in range(end, max(end - 16, 0), -1):
        if not (unicodedata.combining(text[place]) or text[place] in _JOINERS or text[place - 1] == "\u200d"):
            return place
    return end
