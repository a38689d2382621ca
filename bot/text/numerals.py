"""Numbers in buttons, addresses, forms and in what is typed: the one place that reads them. Pure.

"²" and "①" are digits to `str.isdigit` and none to `int`; "٣" and "３" are decimals to both; thousands of digits are a ValueError of `int`.
"""

from __future__ import annotations

import re
import unicodedata

_SMALL = re.compile(r"[0-9]{1,6}")
_ROW = re.compile(r"[1-9][0-9]{0,17}")  # less than the largest number of a column, and no two ways to write one


def is_row(text: str) -> bool:
    """Whether `text` may be the number of a row: "163", not "0", "-1", "01", "٣" or one that no database holds."""
    return _ROW.fullmatch(text) is not None


def small(text: str) -> int | None:
    """The number that `text` writes in at most six of the digits 0 to 9, else None."""
    return int(text) if _SMALL.fullmatch(text) else None


def digits_of(text: str) -> str:
    """The decimal digits of `text` one after the other as 0 to 9, whatever script they are typed in; "²" is none."""
    return "".join(str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal())
