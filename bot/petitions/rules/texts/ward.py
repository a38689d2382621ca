"""The ward that a place lies in: one of those the office names itself, never words that somebody typed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from indexer.language import folded

_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ"
_WARD = re.compile(
    rf"\b(?P<kind>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|XÃ|PHƯỜNG)\s+(?P<name>\d{{1,2}}|[{_UPPER}]\w*(?:[ -][{_UPPER}]\w*)*)"
)


def wards_of(names: Iterable[str]) -> frozenset[str]:
    """The wards that the office's own names hold: "xã Hòa Bình" of "Ủy ban nhân dân xã Hòa Bình"."""
    found = (_WARD.search(unicodedata.normalize("NFC", name)) for name in names)
    return frozenset(f"{each['kind'].lower()} {each['name']}" for each in found if each)


def ward(place: str, known: Collection[str]) -> str:
    """The last of the `known` wards that `place` names, typed in any way; "" where it names none of them."""
    said = folded(place)
    found = [(begin, len(name), each) for each in known for name in (folded(each),) for begin in _places(said, name)]
    return max(found)[2] if found else ""


def _places(said: list[str], name: list[str]) -> list[int]:
    return [begin for begin in range(len(said) - len(name) + 1) if said[begin : begin + len(name)] == name]
