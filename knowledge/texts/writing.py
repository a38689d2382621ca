"""Paragraphs → the Markdown that reads as them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.texts.paragraphs import LISTED, VIDEO, Paragraph, Shape, Span

_SPECIAL = re.compile(r"[\\*\[\]`<~]")
_LEADING = re.compile(r"^(?:[#+>|=_-]|(?P<number>\d{1,3})(?=[.)]))")
_ENDED = re.compile(r"[.,;:!?…”]*(?:\s|$)")


def written(paragraphs: Iterable[Paragraph]) -> str:
    """The Markdown of `paragraphs`; `prose.read` gives them back."""
    pieces: list[str] = []
    before: Paragraph | None = None
    for paragraph in paragraphs:
        together = before is not None and paragraph.shape in LISTED and paragraph.shape is before.shape
        pieces += [("\n" if together else "\n\n") if before else "", _line(paragraph)]
        before = paragraph
    return "".join(pieces)


def escaped(text: str) -> str:
    """`text` as Markdown that reads as exactly these letters, wherever in a line it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


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
