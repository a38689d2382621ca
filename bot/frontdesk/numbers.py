"""Numbers in buttons and in what is typed, as we write them: the one place where windows read one. Pure."""

from __future__ import annotations

import re

_SMALL = re.compile(r"[0-9]{1,6}")
_ROW = re.compile(r"[1-9][0-9]{0,17}")  # less than the largest number of a column, and no two ways to write one


def is_row(text: str) -> bool:
    """Whether `text` may be the number of a row: "163", not "0", "-1", "01", "٣" or one that no database holds."""
    return _ROW.fullmatch(text) is not None


def small(text: str) -> int | None:
    """The number that `text` writes in at most six of the digits 0 to 9, else None: "²" and "①" are digits to `str.isdigit` and none to
    `int`."""
    return int(text) if _SMALL.fullmatch(text) else None
