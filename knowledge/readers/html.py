"""A saved web page: its headings, paragraphs and tables as lines; scripts, styles, menus and forms are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, legacy, listing, official, portal
from knowledge.readers.decoding import decoded
from knowledge.readers.text import whole_or_refused
from knowledge.text import one_line

MAX_PAGE = 15_000_000  # bytes; a parsed page takes forty times as much memory, and the longest portal page has 1 MB
MAX_DEPTH = 200  # tags in tags; deeper is no page that a person wrote

_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer", "button", "select", "iframe", "head", "form"})
_HEADING = re.compile(r"^h([1-6])$")
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    }
)
_DECORATION = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u20e3]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the record of a page: a procedure if it names a code and has the statutory headings, else a plan or a reference."""
    progress(path.name)
    yield from whole_or_refused(path.name, readings(path.name, _soup(path)))


def readings(name: str, soup: BeautifulSoup) -> Iterator[Reading]:
    """The records of a parsed page."""
    lines = [line for line in _Page().lines(soup) if line.strip("# ")]
    text = "\n".join(lines)
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
    elif listed := list(listing.procedures_in(name, [line.split("\t") for line in lines if "\t" in line])):
        yield from listed
    else:
        yield from official.readings(name, lines)


def _soup(path: Path) -> BeautifulSoup:
    try:
        if path.stat().st_size > MAX_PAGE:
            raise UnreadableError(path.name, "trang web quá lớn (hơn 15 MB)")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error
    try:
        return BeautifulSoup(legacy.repaired(_text(path.name, data)), "lxml")
    except (ParserRejectedMarkup, RecursionError, AssertionError, ValueError) as error:
        raise UnreadableError(path.name, "trang web bị hỏng") from error


def _text(name: str, data: bytes) -> str:
    declared = _CHARSET.search(data[:4_000])
    if declared and declared[1].lower() in {b"windows-1258", b"cp1258"}:
        return data.decode("cp1258", errors="replace")
    return decoded(name, data)


class _Page:
    """Collects the text of a page line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[str] = []

    def lines(self, soup: Tag) -> list[str]:
        self._walk(soup, 0)
        self._close()
        return self._lines

    def _walk(self, tag: Tag, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in tag.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString | Comment):
                    self._open.append(str(child))
            elif isinstance(child, Tag) and child.name not in _LEFT_OUT:
                self._tag(child, depth)

    def _tag(self, tag: Tag, depth: int) -> None:
        if heading := _HEADING.match(tag.name):
            self._close()
            self._lines.append(f"{'#' * int(heading[1])} {_plain(tag.get_text(' '))}")
        elif tag.name == "tr" and len(cells := tag.find_all(["td", "th"], recursive=False)) > 1:
            self._close()
            self._lines.append("\t".join(_plain(cell.get_text(" ")) for cell in cells))
        else:
            is_block = tag.name in _BLOCKS
            if is_block:
                self._close()
            if tag.name == "li":
                self._open.append("- ")
            self._walk(tag, depth + 1)
            if is_block:
                self._close()

    def _close(self) -> None:
        text = _plain("".join(self._open))
        self._open.clear()
        if text.strip("- "):
            self._lines.append(text)


def _plain(text: str) -> str:
    return one_line(_DECORATION.sub(" ", text))
