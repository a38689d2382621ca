"""Prose: the Markdown that people may write in an article, read into paragraphs; what it cannot hold is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.errors import KnowledgeError
from knowledge.texts.paragraphs import ADDRESS, VIDEO, Paragraph, Shape, Span
from knowledge.texts.spans import spans_of, unescaped


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """What cannot stand in an article: the 1-based line and the reason, in words for the one who wrote it."""

    line: int
    reason: str


class ProseError(KnowledgeError):
    """A text holds what an article cannot; `slips` lists all of it."""

    def __init__(self, slips: Sequence[Slip]) -> None:
        super().__init__("; ".join(f"dòng {slip.line}: {slip.reason}" for slip in slips))
        self.slips = tuple(slips)


_REFUSED = (
    (re.compile(r"^\s*(```|~~~)"), "bài viết không có khối mã (```)"),
    (re.compile(r"^\s*\|"), "bài viết không có bảng; hãy viết thành danh sách"),
    (re.compile(r"^\s*([-*_=])\1{2,}\s*$"), "bài viết không có đường kẻ ngang"),
    (re.compile(r"^#\s"), "tiêu đề lớn (#) đã có ở trường title; trong bài dùng ## hoặc ###"),
    (re.compile(r"^#{4,}\s"), "tiêu đề nhỏ nhất trong bài là ###"),
    (re.compile(r"^\s+([-*+]|\d+[.)])\s"), "danh sách chỉ có một cấp, không thụt vào"),
    (re.compile(r"^[-*+]\s+\[[ xX]\]\s"), "bài viết không có ô đánh dấu"),
    (re.compile(r"(?<!\\)<[A-Za-z/!]"), "bài viết không có thẻ HTML"),
    (re.compile(r"(?<!\\)`"), "bài viết không có chữ kiểu mã (`)"),
    (re.compile(r"(?<!\\)~~"), "bài viết không có chữ gạch ngang"),
    (re.compile(r"(?<!\\)\[\^"), "bài viết không có chú thích cuối trang"),
)
_BLOCKS = (
    (Shape.HEADING, re.compile(r"^##\s+(?P<text>.*)$")),
    (Shape.SUBHEADING, re.compile(r"^###\s+(?P<text>.*)$")),
    (Shape.ITEM, re.compile(r"^[-*+]\s+(?P<text>.*)$")),
    (Shape.NUMBERED, re.compile(r"^(?P<number>\d{1,3})[.)]\s+(?P<text>.*)$")),
    (Shape.QUOTE, re.compile(r"^>\s?(?P<text>.*)$")),
)
_PICTURE = re.compile(r"^!\[(?P<caption>(?:\\.|[^\[\]\\])*)\]\((?P<address>[^\s()]+)\)$")
_NO_BREAK = frozenset({Shape.HEADING, Shape.SUBHEADING})


def read(markdown: str, first_line: int = 1) -> list[Paragraph]:
    """The paragraphs of a text. Raises ProseError with every slip; `first_line` is the number of its first line."""
    found, slips = (
        [],
        [
            Slip(number, reason)
            for number, line in enumerate(markdown.split("\n"), first_line)
            for pattern, reason in _REFUSED
            if pattern.search(line)
        ],
    )
    for shape, number, start, text in _gathered(markdown.split("\n"), first_line):
        try:
            if (paragraph := _paragraph(shape, number, text)) is not None:
                found.append(paragraph)
        except ValueError as error:
            slips.append(Slip(start, str(error)))
    if slips:
        raise ProseError(sorted(set(slips)))
    return found


def _gathered(lines: Sequence[str], first_line: int) -> Iterator[tuple[Shape, int, int, str]]:
    """(shape, number, line, text) of every paragraph; lines that follow without a sign belong to what stands above."""
    held: tuple[Shape, int, int, list[str]] | None = None
    for at, line in enumerate(lines, first_line):
        begun = _begun(line.rstrip(), at)
        if held and (begun or not line.strip()):
            yield (*held[:3], " ".join(held[3]))
            held = None
        if begun:
            held = begun
        elif held and held[0] not in _NO_BREAK:
            held[3].append(line.strip())
        elif line.strip():
            if held:
                yield (*held[:3], " ".join(held[3]))
            held = (Shape.PARAGRAPH, 0, at, [line.strip()])
    if held:
        yield (*held[:3], " ".join(held[3]))


def _begun(line: str, at: int) -> tuple[Shape, int, int, list[str]] | None:
    """What a line with a sign begins; None for an ordinary line."""
    if _PICTURE.match(line):
        return Shape.IMAGE, 0, at, [line]
    for shape, pattern in _BLOCKS:
        if match := pattern.match(line):
            return shape, int(match.groupdict().get("number") or 0), at, [match["text"].strip()]
    return None


def _paragraph(shape: Shape, number: int, text: str) -> Paragraph | None:
    if shape is Shape.IMAGE and (match := _PICTURE.match(text)):
        return _picture(unescaped(match["caption"]).strip(), match["address"])
    spans = spans_of(text)
    if not spans:
        return None
    if shape is Shape.PARAGRAPH and len(spans) == 1 and spans[0].address and spans[0].text != spans[0].address:
        return Paragraph(Shape.LINK, (Span(spans[0].text),), address=spans[0].address)
    return Paragraph(shape, spans, number)


def _picture(caption: str, address: str) -> Paragraph:
    if not ADDRESS.fullmatch(address):
        raise ValueError(f"địa chỉ “{address}” phải bắt đầu bằng http:// hoặc https://")
    is_video = caption.lower().startswith(VIDEO)
    words = caption[len(VIDEO) :].strip() if is_video else caption
    return Paragraph(Shape.VIDEO if is_video else Shape.IMAGE, (Span(words),) if words else (), address=address)
