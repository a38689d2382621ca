"""A saved web page: its headings, paragraphs and tables as lines; scripts, styles, menus and forms are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading
from knowledge.readers.contents import content
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.national import portal
from knowledge.readers.opening import legacy
from knowledge.readers.opening.decoding import decoded
from knowledge.texts.text import one_line

MAX_PAGE = 15_000_000  # bytes; a parsed page takes forty times as much memory, and the longest portal page has 1 MB
FEWEST_LETTERS = 300  # letters of a page; one with fewer and no word of an office is a server's notice (404, a login)
MAX_DEPTH = 200  # tags in tags; deeper is no page that a person wrote
MOST_OPEN = 10 * MAX_DEPTH  # tags open at once, those of drawings and menus that are left out among them; more are not even read to the end

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
_OF_OFFICE = re.compile(
    r"thủ tục|hồ sơ|thông báo|kế hoạch|quyết định|nghị định|thông tư|điều \d|ủy ban|uỷ ban|ubnd|công an|phường|xã\b|lệ phí|công văn"
    r"|hướng dẫn|cơ quan|công dân|luật",
    re.IGNORECASE,
)
_DECORATION = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u20e3]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the record of a page: a procedure if it names a code and has the statutory headings, else a plan or a reference."""
    progress(path.name)
    yield from whole_or_refused(path.name, readings(path.name, lines_of(path.name, _data(path))))


def readings(name: str, lines: list[str]) -> Iterator[Reading]:
    """The records of a page's lines. Raises UnreadableError where it is no document but a notice of a web server."""
    if sum(char.isalpha() for line in lines for char in line) < FEWEST_LETTERS and not any(map(_OF_OFFICE.search, lines)):
        is_named = name.lower().endswith((".htm", ".html"))
        what = "trang" if is_named else "không phải tài liệu như tên gọi mà là một trang web"
        raise UnreadableError(name, f"{what} quá ngắn, không có nội dung văn bản; có lẽ là trang báo lỗi đã lưu nhầm")
    text = "\n".join(lines)
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
    else:
        yield from content.readings(name, lines)


def _data(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_PAGE:
            raise UnreadableError(path.name, "trang web quá lớn (hơn 15 MB)")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error


def lines_of(name: str, data: bytes) -> list[str]:
    """The lines of a page, headings as in Markdown, rows with tabs between their cells. Raises UnreadableError where it is broken."""
    try:
        soup = _Soup(legacy.repaired(_text(name, data)), "lxml")
    except _TooDeepError as error:
        raise _too_deep(name) from error
    except (ParserRejectedMarkup, RecursionError, AssertionError, ValueError) as error:
        raise UnreadableError(name, "trang web bị hỏng") from error
    return [line for line in _Page(name).lines(soup) if line.strip("# ")]


def _text(name: str, data: bytes) -> str:
    declared = _CHARSET.search(data[:4_000])
    if declared and declared[1].lower() in {b"windows-1258", b"cp1258"}:
        return data.decode("cp1258", errors="replace")
    return decoded(name, data)


class _TooDeepError(Exception):
    """More tags are open than any page has."""


class _Soup(BeautifulSoup):
    """Ends where tags are opened without end: half a million of them in one another took five seconds and 600 MB to be refused."""

    def pushTag(self, tag: Tag) -> None:  # noqa: N802 - called so by the library
        super().pushTag(tag)
        if len(self.tagStack) > MOST_OPEN:
            raise _TooDeepError


def _too_deep(name: str) -> UnreadableError:
    return UnreadableError(name, f"trang web lồng nhau quá sâu (hơn {MAX_DEPTH} lớp)")


class _Page:
    """Collects the text of a page line by line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []
        self._open: list[str] = []

    def lines(self, soup: Tag) -> list[str]:
        self._walk(soup, 0)
        self._close()
        return self._lines

    def _walk(self, tag: Tag, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _too_deep(self._name)
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
