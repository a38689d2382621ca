"""An article as slides for an LED screen: a few words each, read from afar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.announcements.article import Article
from bot.answers.paging import pages as cut
from knowledge.post import CallHotline
from knowledge.prose import Shape

LONGEST = 90  # characters: three lines of thirty, five seconds at the roadside
MOST = 12  # slides; one round of the screen stays under a minute

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CLAUSE = re.compile(r"(?<=[,;:])\s+")


def slides(article: Article, longest: int = LONGEST) -> tuple[str, ...]:
    """Title, summary, headings, the hotline; each slide at most `longest` UTF-16 units, at most MOST of them."""
    hotline = [
        slide for call in article.calls if isinstance(call, CallHotline) for slide in _fitting(f"{call.label}: {call.number}", longest)
    ]
    found = [slide for text in _texts(article) for slide in _fitting(text, longest)]
    return tuple(dict.fromkeys([*found[: MOST - len(hotline[:2])], *hotline[:2]]))


def _texts(article: Article) -> Iterator[str]:
    yield article.title
    yield from _SENTENCE.split(article.summary)
    yield from (paragraph.text for paragraph in article.paragraphs if paragraph.shape is Shape.HEADING)


def _fitting(text: str, longest: int) -> Iterator[str]:
    """`text` in slides that each say something: cut between clauses, else between words."""
    held = ""
    for clause in _CLAUSE.split(text):
        longer = f"{held} {clause}".strip()
        if held and _units(longer) > longest:
            yield from _pieces(held, longest)
            longer = clause
        held = longer
    yield from _pieces(held, longest)


def _pieces(text: str, longest: int) -> Iterator[str]:
    yield from (piece.strip() for piece in cut(text, longest) if piece.strip())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
