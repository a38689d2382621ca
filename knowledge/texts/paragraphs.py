"""Paragraphs: what the text of an article is made of, each with its shape and its stretches of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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


def runs(paragraphs: Iterable[Paragraph]) -> list[tuple[Shape, tuple[Paragraph, ...]]]:
    """The paragraphs as a page sets them: the items of one list together, everything else by itself."""
    found: list[tuple[Shape, tuple[Paragraph, ...]]] = []
    for paragraph in paragraphs:
        if found and paragraph.shape in LISTED and found[-1][0] is paragraph.shape:
            found[-1] = (paragraph.shape, (*found[-1][1], paragraph))
        else:
            found.append((paragraph.shape, (paragraph,)))
    return found
