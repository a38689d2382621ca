"""Word (.docx): paragraphs and tables in the order of the document; macros and links are never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, Remark
from knowledge.readers.contents import content
from knowledge.readers.formats.chunks import Chunks
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.national import portal
from knowledge.readers.opening import legacy
from knowledge.readers.opening.archive import Archive, opened
from knowledge.readers.opening.ocr import legible, text_of_pictures
from knowledge.readers.opening.word_styles import Fonts, Numbering, W, fonts_of, whole

FEWEST_LETTERS = 400  # a Word file with fewer letters and a large picture is a scan with a title
PAGE_PICTURE = 60_000  # bytes; a scanned page has more, a logo less
MAX_DEPTH = 60  # tables in tables; deeper is no document
_DRAWN_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT = frozenset({f"{W}del", f"{W}moveFrom"})  # what a reviewer struck out, or moved away to where `moveTo` shows it
_HELD = frozenset({f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")})


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the records of a Word file; one that holds nothing but pictures is read by OCR where Tesseract is installed."""
    progress(path.name)
    yield from whole_or_refused(path.name, readings(path, path.name, progress))


def readings(path: Path, name: str, progress: Progress) -> Iterator[Reading]:
    """The records of the Word file at `path`, which the clerk knows as `name`. Raises UnreadableError where nothing of it can be read."""
    with opened(path, name) as archive:
        chunks = Chunks(archive, name)
        lines = [line for line in _lines(archive, name, chunks) if line.strip()]
        if not lines and chunks.unread:
            raise UnreadableError(name, chunks.unread[0])
        yield from (Remark(name, reason) for reason in chunks.unread)
        pictures = _pictures(archive, lines)
        if pictures and sum(char.isalpha() for line in lines for char in line) < FEWEST_LETTERS:
            lines += text_of_pictures(name, pictures, progress).split("\n")
            yield Remark(name, "tài liệu hầu như chỉ có ảnh; đã nhận dạng chữ bằng Tesseract, cần đọc soát lại")
            pictures = pictures[len(legible(pictures)) :]
        if pictures:
            yield Remark(
                name, f"{len(pictures)} ảnh lớn trong tài liệu chưa được đọc; nếu là trang quét thì hãy tách ra thành PDF rồi nhập"
            )
    text = "\n".join(lines)
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
    else:
        yield from content.readings(name, lines)


def _pictures(archive: Archive, lines: list[str]) -> list[bytes]:
    """The pictures that are likely pages: large ones beside little text, any where there is no text at all."""
    members = sorted(member for member in archive.names if member.startswith("word/media/"))
    smallest = PAGE_PICTURE if lines else 0
    return [data for member in members if len(data := archive.data(member)) > smallest]


def _lines(archive: Archive, name: str, chunks: Chunks | None = None) -> list[str]:
    styles = archive.xml("word/styles.xml") if "word/styles.xml" in archive.names else None
    numbering = archive.xml("word/numbering.xml") if "word/numbering.xml" in archive.names else None
    body = archive.xml("word/document.xml").find(f"{W}body")
    if body is None:
        raise UnreadableError(name, "tệp Word không có nội dung")
    return list(_Walk(name, fonts_of(styles), Numbering(numbering, styles), chunks or Chunks(archive, name)).blocks(body, 0))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through the blocks of a body or a cell."""

    name: str
    fonts: Fonts
    numbering: Numbering
    chunks: Chunks

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        """The lines of what stands below `parent`, which lies in `depth` tables. Raises UnreadableError below MAX_DEPTH of them."""
        if depth > MAX_DEPTH:
            raise UnreadableError(self.name, "bảng lồng nhau quá sâu")
        for child in parent:
            if child.tag == f"{W}p":
                if len(child):  # most of what a blown-up file holds is nothing but an end of line
                    yield from self._paragraph(child)
                    yield from self._boxes(child, depth)
            elif child.tag == f"{W}tbl":
                yield from (self._row(row, depth + 1) for row in _rows(child))
            elif child.tag == f"{W}altChunk":
                yield from self.chunks.lines(child)
            elif child.tag in _HELD:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        text = legacy.repaired(self._text(paragraph))
        if not text.strip():
            return
        lines = text.split("\n")
        yield self.numbering.label(paragraph) + lines[0].lstrip("\t ").replace("\t", " ")
        for line in lines[1:]:
            yield line.strip().replace("\t", " ")

    def _boxes(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        """The text boxes that hang on a paragraph, after it: their words are none of its own."""
        for box in paragraph.iter(f"{W}txbxContent"):
            above = [parent.tag for parent in box.iterancestors()]
            is_inner = next(box.iterancestors(f"{W}p")) is not paragraph
            if not is_inner and _DRAWN_TWICE not in above and not _LEFT.intersection(above):
                yield from self.blocks(box, depth + 1)

    def _text(self, paragraph: etree._Element) -> str:
        pieces: list[tuple[legacy.Encoding | None, str]] = []
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is not paragraph:
                continue
            if any(above.tag == _DRAWN_TWICE or above.tag in _LEFT for above in run.iterancestors()):
                continue
            encoding = legacy.encoding_of_font(self.fonts.of(run, paragraph))
            pieces.append((encoding, "".join(_said(child) for child in run)))
        return legacy.joined(pieces)

    def _row(self, row: etree._Element, depth: int) -> str:
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            is_below = merged is not None and merged.get(f"{W}val") != "restart"
            text = "" if is_below else "\n".join(line.replace("\t", " ") for line in self.blocks(cell, depth)).strip()
            cells += [text, *[""] * (_span(properties) - 1)]
        return "\t".join(cells)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table itself, not of those in its cells, without the rows that a reviewer struck out."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is table and row.find(f"{W}trPr/{W}del") is None:
            yield row


def _said(child: etree._Element) -> str:
    match child.tag:
        case _ if child.tag == f"{W}t":
            return child.text or ""
        case _ if child.tag == f"{W}tab":
            return "\t"
        case _ if child.tag in {f"{W}br", f"{W}cr"}:
            return "\n"
        case _ if child.tag == f"{W}softHyphen":
            return "\u00ad"  # in TCVN3 the letter ư
        case _ if child.tag == f"{W}noBreakHyphen":
            return "-"
        case _ if child.tag == f"{W}sym":
            return _symbol(child.get(f"{W}char", ""))
    return ""


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def _span(properties: etree._Element | None) -> int:
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    return min(whole(span.get(f"{W}val", "") if span is not None else "", 1), 60)
