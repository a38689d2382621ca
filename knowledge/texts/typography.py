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


class LineKind(StrEnum):
    """How a line is set; the values are the class names of the style sheet."""

    LINE = "line"
    LEAD = "lead"
    HEADING = "heading"
    ITEM = "item"
    NUMBERED = "numbered"
    QUIET = "quiet"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a line; `address` where it is a link, `code` where it names a procedure."""

    text: str
    address: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    kind: LineKind
    pieces: tuple[TextPiece, ...]


def lines(text: str, quiet: Sequence[str] = (), *, lead: bool = False) -> list[TextLine]:
    """`text` line by line. `quiet`: beginnings of lines that step back; `lead`: the first of several lines is a title.

    channels/web/static/chat.js does the same in the browser; tests/e2e holds the two together.
    """
    found = text.strip("\n").split("\n")
    set_lines = [_line(line.rstrip(), tuple(quiet)) for line in found]
    if lead and len(found) > 1 and set_lines[0].kind is LineKind.LINE and found[0][-1:] not in tuple(".?!…:;,"):
        set_lines[0] = TextLine(LineKind.LEAD, set_lines[0].pieces)
    return set_lines


def _line(line: str, quiet: tuple[str, ...]) -> TextLine:
    if not line:
        return TextLine(LineKind.GAP, ())
    if HEADING.match(line):
        return TextLine(LineKind.HEADING, tuple(pieces(HEADING.sub("", line))))
    kind = LineKind.LINE
    if line.startswith(quiet):
        kind = LineKind.QUIET
    elif ITEM.match(line):
        kind = LineKind.ITEM
    elif NUMBERED.match(line):
        kind = LineKind.NUMBERED
    elif line.endswith(":") and len(line) <= LONGEST_HEADING:
        kind = LineKind.HEADING
    return TextLine(kind, tuple(pieces(line)))


def pieces(line: str) -> Iterator[TextPiece]:
    """The stretches of a line: text, addresses, codes of procedures."""
    end = 0
    for found in re.finditer(f"{ADDRESS.pattern}|{CODE.pattern}", line):
        if found.start() > end:
            yield TextPiece(line[end : found.start()])
        is_address = found[0].startswith("http")
        yield TextPiece(found[0], found[0] if is_address else "", "" if is_address else found[0])
        end = found.end()
    if end < len(line):
        yield TextPiece(line[end:])
