"""An article as slides for an LED screen: a few words each, read from afar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.announcements.rules.article import Article
from bot.answers.lines.paging import pages as cut
from knowledge.records.post import CallHotline
from knowledge.texts.lengths import units
from knowledge.texts.paragraphs import LISTED, Shape

LONGEST = 90  # characters: three lines of thirty, five seconds at the roadside
MOST = 12  # slides; one round of the screen stays under a minute

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_CLAUSE = re.compile(r"(?<=[,;:])\s+")


def slides(article: Article, longest: int = LONGEST) -> tuple[str, ...]:
    """Title, summary, lists under their headings, the hotline; each slide at most `longest` UTF-16 units, at most MOST of them."""
    calls = [f"{call.label}: {call.number}" for call in article.calls if isinstance(call, CallHotline)]
    last = [slide for call in calls for slide in _fitting(call, longest)][: MOST // 2]
    found = dict.fromkeys(slide for text in _texts(article, longest) for slide in _fitting(text, longest))
    return (*list(found)[: MOST - len(last)], *last)


def _texts(article: Article, longest: int) -> Iterator[str]:
    yield article.title
    yield from _SENTENCE.split(article.summary)
    heading = ""
    for paragraph in article.paragraphs:
        if paragraph.shape in (Shape.HEADING, Shape.SUBHEADING):
            heading = paragraph.text
        elif paragraph.shape in LISTED and units(paragraph.text) <= longest:
            yield from (text for text in (heading, paragraph.text) if text)
            heading = ""


def _fitting(text: str, longest: int) -> Iterator[str]:
    """`text` in slides that each say something: cut between clauses, else between words."""
    held = ""
    for clause in _CLAUSE.split(text):
        longer = f"{held} {clause}".strip()
        if held and units(longer) > longest:
            yield from _pieces(held, longest)
            longer = clause
        held = longer
    yield from _pieces(held, longest)


def _pieces(text: str, longest: int) -> Iterator[str]:
    yield from (piece.strip() for piece in cut(text, longest) if piece.strip())
