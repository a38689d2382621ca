"""An article in a chat: the card with its buttons, and the whole text in pages; plain text, so that no entity can break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.announcements.rules.article import Article
from bot.answers.lines.paging import pages as cut
from bot.messages import Button
from bot.wording.announcements import ReadingWords
from knowledge.texts.lengths import units
from knowledge.texts.paragraphs import Paragraph, Shape, Span

LONGEST_CAPTION = 1_024  # UTF-16 units under a photo on Telegram
LONGEST_PAGE = 3_900  # of a message's 4,096: the rest is for the number of the page


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What stands under the cover: at most 1,024 units of text, and rows of buttons."""

    caption: str
    rows: tuple[tuple[Button, ...], ...]


def card(article: Article, key: str, words: ReadingWords) -> ArticleCard:
    """The card of an article. `key`: how the window knows it again; the buttons' actions are "key" (read) and "key:n" (call n)."""
    calls = [Button(call.label, f"{key}:{number}") for number, call in enumerate(article.calls)]
    return ArticleCard(f"{article.title}\n\n{article.summary}", ((Button(words.read, key),), *((call,) for call in calls)))


def pages(article: Article, words: ReadingWords, room: int = LONGEST_PAGE) -> tuple[str, ...]:
    """The whole text, each page at most `room` units and its number; cut between paragraphs, a heading kept with what it heads."""
    found: list[str] = []
    for piece in _pieces(article, words, room):
        together = f"{found[-1]}{piece}" if found else piece
        if found and units(together.strip()) <= room:
            found[-1] = together
        else:
            found.append(piece.lstrip("\n"))
    if len(found) < 2:
        return tuple(found)
    return tuple(words.page.format(text=page.strip(), number=number, count=len(found)) for number, page in enumerate(found, 1))


def line(paragraph: Paragraph, words: ReadingWords) -> str:
    """A paragraph as a line of a message; "## " and "- " are what channels set as headings and items."""
    match paragraph.shape:
        case Shape.HEADING | Shape.SUBHEADING:
            return f"## {paragraph.text}"
        case Shape.ITEM:
            return f"- {_told(paragraph)}"
        case Shape.NUMBERED:
            return f"{paragraph.number}. {_told(paragraph)}"
        case Shape.QUOTE:
            return words.quote.format(text=_told(paragraph))
        case Shape.IMAGE | Shape.VIDEO | Shape.LINK:
            frame = {Shape.IMAGE: words.image, Shape.VIDEO: words.video, Shape.LINK: words.link}[paragraph.shape]
            return frame.format(text=paragraph.text, address=paragraph.address).replace("  ", " ")
        case _:
            return _told(paragraph)


def text(article: Article, words: ReadingWords) -> str:
    """The body alone, as one text."""
    return "".join(_lines(article.paragraphs, words)).strip("\n")


def _pieces(article: Article, words: ReadingWords, room: int) -> Iterator[str]:
    """What is kept together: a title or a heading with the paragraph below it; longer ones in pieces of `room`."""
    held = article.title
    for piece in _lines(article.paragraphs, words):
        held += piece
        if not piece.lstrip("\n").startswith("## "):
            yield from cut(held, room) if units(held) > room else [held]
            held = ""
    if held:
        yield from cut(held, room)


def _lines(paragraphs: tuple[Paragraph, ...], words: ReadingWords) -> Iterator[str]:
    """Every paragraph with the line ends before it: one between the items of a list, else an empty line."""
    was = Shape.HEADING
    for paragraph in paragraphs:
        is_next = paragraph.shape in (Shape.ITEM, Shape.NUMBERED) and paragraph.shape is was
        is_headed = was in (Shape.HEADING, Shape.SUBHEADING) and paragraph is not paragraphs[0]
        yield f"{chr(10) if is_next or is_headed else chr(10) * 2}{line(paragraph, words)}"
        was = paragraph.shape


def _told(paragraph: Paragraph) -> str:
    """The words, and behind a link's words its address; a procedure's page is known by its code and needs none."""
    return "".join(_with_address(span) for span in paragraph.spans)


def _with_address(span: Span) -> str:
    if not span.address or span.text == span.address or "/thu-tuc/" in span.address:
        return span.text
    return f"{span.text} ({span.address.removeprefix('tel:').removeprefix('mailto:')})"
