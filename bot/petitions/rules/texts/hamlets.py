"""The hamlet that a place lies in: one of those that the units serve, else the place as it was written without its ward. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from indexer.language import folded

_BETWEEN = re.compile(r"[;,\n]")
_LARGER = re.compile(r"(toàn|cả|xã|phường|thị trấn|đặc khu|huyện|quận|thành phố|tỉnh)\b", re.IGNORECASE)
"""How something larger than a hamlet begins: every place of the office would lie in it."""
_ROW = re.compile(r"(?P<kind>\D*?)(?P<first>\d{1,3})\s*(?:-|–|đến|tới)\s*(?P<again>\D*?)(?P<last>\d{1,3})")
"""A row of hamlets: "Xóm 1–12", "Xóm 1 đến Xóm 12"."""
MOST_IN_A_ROW = 60  # hamlets; a commune has fewer, and more is a slip of the finger
_OF_A_WARD = re.compile(r"((?:thôn|xóm|bản|ấp|tổ|khóm|khu phố|làng|buôn)\s+\S+(?:\s+\S+){0,3}?)\s+(?:xã|phường|thị trấn)\s", re.IGNORECASE)


def hamlets_of(areas: Iterable[str]) -> tuple[str, ...]:
    """What the units serve ("Xóm 1–12; Thôn Hạ") → each hamlet once, in its own spelling, in the order of their names."""
    pieces = (" ".join(piece.split()) for area in areas for piece in _BETWEEN.split(unicodedata.normalize("NFC", area)))
    known = {_key(each): each for piece in pieces if piece and not _LARGER.match(piece) for each in _each(piece)}
    return tuple(known[key] for key in sorted(known, key=_by_number))


def hamlet(place: str, known: Sequence[str]) -> str:
    """The one of the `known` hamlets that `place` names, typed in any way: the longest name counts, of two the first; "" for none."""
    said = _key(place)
    found = [(len(name), -begin, each) for each in known for name in [_key(each)] for begin in _starts(said, name)]
    return max(found)[2] if found else ""


def place_named(place: str, known: Sequence[str]) -> str:
    """Under which name a place is counted: its hamlet, or what stands before the ward."""
    written = " ".join(unicodedata.normalize("NFC", place).split())
    if found := hamlet(written, known):
        return found
    within = _OF_A_WARD.match(written)
    first = (within[1] if within else written).partition(",")[0].strip()
    return first or written


def place_key(place: str) -> tuple[str, ...]:
    """What two spellings of one place have in common."""
    return _key(place)


def _each(piece: str) -> list[str]:
    """A row of hamlets, one by one; any other piece is one."""
    row = _ROW.fullmatch(piece)
    if row is None or row["again"].strip().lower() not in ("", row["kind"].strip().lower()):
        return [piece]
    first, last = int(row["first"]), int(row["last"])
    return [f"{row['kind']}{number}" for number in range(first, last + 1)] if first <= last < first + MOST_IN_A_ROW else [piece]


def _key(text: str) -> tuple[str, ...]:
    return tuple(folded(text))


def _by_number(key: tuple[str, ...]) -> list[tuple[int, str]]:
    """Xóm 2 before Xóm 10."""
    return [(int(piece), "") if piece.isascii() and piece.isdigit() and len(piece) < 6 else (0, piece) for piece in key]


def _starts(said: Sequence[str], name: Sequence[str]) -> list[int]:
    return [begin for begin in range(len(said) - len(name) + 1) if name and said[begin : begin + len(name)] == name]
