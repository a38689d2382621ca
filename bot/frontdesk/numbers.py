"""The number of a row in a button, as we write it: the one place where windows read one. Pure."""

from __future__ import annotations

import re

_ROW = re.compile(r"[1-9][0-9]{0,17}")  # less than the largest number of a column, and no two ways to write one


def is_row(text: str) -> bool:
    """Whether `text` may be the number of a row: "163", not "0", "-1", "01", "٣" or one that no database holds."""
    return _ROW.fullmatch(text) is not None
