"""Plain text → lines with their kind and links, so that a page can set them; the text itself is never changed to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}…]")
CODE = re.compile(r"(?<=mã )\d{1,2}\.\d{6,9}(?:[.-][A-Za-z0-9]+)*")
HEADING = re.compile(r"^#{1,6} +")
ITEM = re.compile(r"^[-–•+] ")
NUMBERED = re.compile(r"^\d{1,2}[.)] ")
LONGEST_HEADING = 90  # characters; a longer line that ends with a colon is a sentence


class Kind(StrEnum):
    """How a line is set; the values are the class names of the style sheet."""

    LINE = "line"
    LEAD = "lead"
    HEADING = "heading"
    ITEM = "item"
    NUMBERED = "numbered"
    QUIET = "quiet"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `address` where it is a link, `code` where it names a procedure."""

    text: str
    address: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    kind: Kind
    pieces: tuple[Piece, ...]


def lines(text: str, quiet: Sequence[str] = (), *, lead: bool = False) -> list[Line]:
    """`text` line by line. `quiet`: beginnings of lines that step back; `lead`: the first of several lines is a title.

    channels/web/static/chat.js does the same in the browser; tests/e2e holds the two together.
    """
    found = text.strip("\n").split("\n")
    set_lines = [_line(line.rstrip(), tuple(quiet)) for line in found]
    if lead and len(found) > 1 and set_lines[0].kind is Kind.LINE and found[0][-1:] not in tuple(".?!…:;,"):
        set_lines[0] = Line(Kind.LEAD, set_lines[0].pieces)
    return set_lines


def _line(line: str, quiet: tuple[str, ...]) -> Line:
    if not line:
        return Line(Kind.GAP, ())
    if HEADING.match(line):
        return Line(Kind.HEADING, tuple(pieces(HEADING.sub("", line))))
    kind = Kind.LINE
    if line.startswith(quiet):
        kind = Kind.QUIET
    elif ITEM.match(line):
        kind = Kind.ITEM
    elif NUMBERED.match(line):
        kind = Kind.NUMBERED
    elif line.endswith(":") and len(line) <= LONGEST_HEADING:
        kind = Kind.HEADING
    return Line(kind, tuple(pieces(line)))


def pieces(line: str) -> Iterator[Piece]:
    """The stretches of a line: text, addresses, codes of procedures."""
    end = 0
    for found in re.finditer(f"{ADDRESS.pattern}|{CODE.pattern}", line):
        if found.start() > end:
            yield Piece(line[end : found.start()])
        is_address = found[0].startswith("http")
        yield Piece(found[0], found[0] if is_address else "", "" if is_address else found[0])
        end = found.end()
    if end < len(line):
        yield Piece(line[end:])
