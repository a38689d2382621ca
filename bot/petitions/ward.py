"""The ward that a place lies in, out of the words that somebody typed: all that others may know of where a petition is about. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4  # words of a ward's name; a longer run of capitals holds somebody's name as well
_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ"
_WARD = re.compile(
    rf"\b(?P<kind>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\s+(?P<name>\d{{1,2}}|[{_UPPER}]\w*(?:[ -][{_UPPER}]\w*)*)"
    r"(?=\s*(?:[,.;)\n]|$))"
)


def ward(place: str) -> str:
    """ "xã Hòa Bình" of "trước nhà ông Tám, xã Hòa Bình"; "" where no ward stands there by itself.

    Between commas only, and no longer than a ward's name is: what follows it may be whoever lives there.
    """
    found = list(_WARD.finditer(unicodedata.normalize("NFC", place)))
    if not found or len(found[-1]["name"].split()) > LONGEST:
        return ""
    return f"{found[-1]['kind'].lower()} {found[-1]['name']}"
