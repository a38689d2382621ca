"""Prose: the Markdown that people may write in an article, read into paragraphs; what it cannot hold is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from knowledge.errors import KnowledgeError

ADDRESS = re.compile(r"https?://[^\s()<>\[\]{}\"“”\\*]*[^\s()<>\[\]{}\"“”\\*.,;:!?…]")
TARGET = re.compile(rf"{ADDRESS.pattern}|tel:\+?[\d.-]{{3,20}}|mailto:[^\s()<>@]+@[^\s()<>@]+")
VIDEO = "video:"
"""What the caption of `![…](…)` begins with when it stands for a video."""


class Shape(StrEnum):
    """How a paragraph stands on the page; IMAGE, VIDEO and LINK stand by themselves and have an address."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NUMBERED = "numbered"
    QUOTE = "quote"
    IMAGE = "image"
    VIDEO = "video"
    LINK = "link"


ALONE = frozenset({Shape.IMAGE, Shape.VIDEO, Shape.LINK})
LISTED = frozenset({Shape.ITEM, Shape.NUMBERED})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph; `address` where it is a link."""

    text: str
    is_strong: bool = False
    is_emphasised: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` of a NUMBERED item; `address` of what stands alone, its caption or label being the text."""

    shape: Shape
    spans: tuple[Span, ...]
    number: int = 0
    address: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


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
_TOKEN = re.compile(rf"\\([!-/:-@\[-`{{-~])|(\*{{1,3}})|(!?)\[((?:\\.|[^\[\]\\])*)\]\(([^\s()]*)\)|({ADDRESS.pattern})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPECIAL = re.compile(r"[\\*\[\]`<~]")
_LEADING = re.compile(r"^(?:[#+>|=_-]|(?P<number>\d{1,3})(?=[.)]))")
_ENDED = re.compile(r"[.,;:!?…”]*(?:\s|$)")
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


def written(paragraphs: Iterable[Paragraph]) -> str:
    """The Markdown of `paragraphs`; `read` gives them back."""
    pieces: list[str] = []
    before: Paragraph | None = None
    for paragraph in paragraphs:
        together = before is not None and paragraph.shape in LISTED and paragraph.shape is before.shape
        pieces += [("\n" if together else "\n\n") if before else "", _line(paragraph)]
        before = paragraph
    return "".join(pieces)


def runs(paragraphs: Iterable[Paragraph]) -> list[tuple[Shape, tuple[Paragraph, ...]]]:
    """The paragraphs as a page sets them: the items of one list together, everything else by itself."""
    found: list[tuple[Shape, tuple[Paragraph, ...]]] = []
    for paragraph in paragraphs:
        if found and paragraph.shape in LISTED and found[-1][0] is paragraph.shape:
            found[-1] = (paragraph.shape, (*found[-1][1], paragraph))
        else:
            found.append((paragraph.shape, (paragraph,)))
    return found


def escaped(text: str) -> str:
    """`text` as Markdown that reads as exactly these letters, wherever in a line it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


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
        return _picture(_ESCAPE.sub(r"\1", match["caption"]).strip(), match["address"])
    spans = _tidy(_spans(text))
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


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    is_strong = is_emphasised = False
    end = 0
    for token in _TOKEN.finditer(text):
        literal, stars, bang, label, target, address = token.groups()
        _plain(spans, text[end : token.start()], is_strong, is_emphasised)
        end = token.end()
        if stars and not _is_loose(text, token):
            is_strong, is_emphasised = is_strong ^ (len(stars) > 1), is_emphasised ^ (len(stars) != 2)
        elif label is not None:
            spans.append(_link(bang, label, target, is_strong, is_emphasised))
        else:
            spans.append(Span(literal or stars or address, is_strong, is_emphasised, address or ""))
    _plain(spans, text[end:], is_strong, is_emphasised)
    if is_strong or is_emphasised:
        raise ValueError("dấu * hoặc ** mở ra mà chưa khép lại")
    return spans


def _is_loose(text: str, token: re.Match[str]) -> bool:
    """Stars with room on both sides are stars."""
    before, after = text[: token.start()][-1:], text[token.end() :][:1]
    return before in ("", " ") and after in ("", " ")


def _plain(spans: list[Span], text: str, is_strong: bool, is_emphasised: bool) -> None:
    if "](" in text:
        raise ValueError("liên kết viết chưa đúng; mẫu: [chữ hiện ra](https://địa-chỉ)")
    if text:
        spans.append(Span(text, is_strong, is_emphasised))


def _link(bang: str, label: str, target: str, is_strong: bool, is_emphasised: bool) -> Span:
    if bang:
        raise ValueError("ảnh phải đứng một mình một dòng")
    if not TARGET.fullmatch(target):
        raise ValueError(f"địa chỉ “{target}” phải bắt đầu bằng http://, https://, tel: hoặc mailto:")
    words = " ".join(_ESCAPE.sub(r"\1", label).split())
    if not words:
        raise ValueError("liên kết chưa có chữ hiện ra")
    return Span(words, is_strong, is_emphasised, target)


def _tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours of one kind together; emphasis never begins or ends with a space; none at either end of the paragraph."""
    merged: list[Span] = []
    for span in (piece for given in spans for piece in _without_edges(given) if piece.text):
        if merged and not span.address and replace(merged[-1], text="") == replace(span, text=""):
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return _stripped(merged)


def _without_edges(span: Span) -> tuple[Span, ...]:
    """An emphasised span with the spaces at its edges set free."""
    bare = span.text.strip(" ")
    if not bare or not (span.is_strong or span.is_emphasised):
        return (span if bare else Span(span.text),)
    before, _, after = span.text.partition(bare)
    return Span(before), replace(span, text=bare), Span(after)


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip(" "))
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
    return tuple(span for span in spans if span.text)


def _line(paragraph: Paragraph) -> str:
    words = escaped(paragraph.text)
    match paragraph.shape:
        case Shape.IMAGE:
            return f"![{words}]({paragraph.address})"
        case Shape.VIDEO:
            return f"![{VIDEO} {words}]({paragraph.address})"
        case Shape.LINK:
            return f"[{words}]({paragraph.address})"
        case Shape.NUMBERED:
            return f"{paragraph.number}. {_inline(paragraph.spans)}"
        case Shape.PARAGRAPH:
            return _LEADING.sub(_held_back, _inline(paragraph.spans))
        case shape:
            sign = {Shape.HEADING: "##", Shape.SUBHEADING: "###", Shape.ITEM: "-", Shape.QUOTE: ">"}[shape]
            return f"{sign} {_inline(paragraph.spans)}"


def _held_back(match: re.Match[str]) -> str:
    """A sign at the beginning of a line that is meant as a letter; a number keeps its digits and loses its point's meaning."""
    return f"{match['number']}\\" if match["number"] else f"\\{match[0]}"


def _inline(spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    was = Span("")
    for span, after in pairwise((*spans, Span(""), Span(""))):
        strong, emphasised = span.is_strong != was.is_strong, span.is_emphasised != was.is_emphasised
        pieces += ["*" * (2 * strong + emphasised), _said(span, after)]
        was = span
    return "".join(pieces)


def _said(span: Span, after: Span) -> str:
    if not span.address:
        return escaped(span.text)
    is_bare = span.text == span.address and _ENDED.match(after.text) and not after.address
    return span.address if is_bare else f"[{escaped(span.text)}]({span.address})"
