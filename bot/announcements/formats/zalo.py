"""An article as Zalo's article API takes it (POST openapi.zalo.me/v2.0/article/create)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.announcements.formats.call_to_action import told
from bot.announcements.formats.reading import line
from bot.announcements.rules.article import Article
from bot.announcements.rules.place import ArticleAddress
from bot.wording.announcements import ArticleWords
from knowledge.texts.paragraphs import Paragraph, Shape

NO_COMMENTS = "hide"  # an office answers petitions, not comments
_MEDIA = (Shape.IMAGE, Shape.VIDEO)


def article_json(article: Article, place: ArticleAddress, words: ArticleWords) -> dict[str, Any]:
    """The body of the request. Zalo has no place for calls to action: they close the text."""
    return {
        "type": "normal",
        "title": article.title,
        "author": article.author or words.zalo.no_author,
        "cover": {"cover_type": "photo", "photo_url": place.cover, "status": "show"},
        "description": article.summary,
        "body": [*_body(article, words), *_calls(article, place, words)],
        "status": "show",
        "comment": NO_COMMENTS,
    }


def _body(article: Article, words: ArticleWords) -> Iterator[dict[str, str]]:
    for is_media, same in groupby(article.paragraphs, lambda paragraph: paragraph.shape in _MEDIA):
        if is_media:
            yield from (_media(paragraph) for paragraph in same)
        else:
            lines = [line(paragraph, words.reading).removeprefix("## ") for paragraph in same]
            yield {"type": "text", "content": "\n".join(lines)}


def _media(paragraph: Paragraph) -> dict[str, str]:
    if paragraph.shape is Shape.IMAGE:
        return {"type": "image", "url": paragraph.address, "caption": paragraph.text}
    return {"type": "video", "url": paragraph.address}


def _calls(article: Article, place: ArticleAddress, words: ArticleWords) -> Iterator[dict[str, str]]:
    if article.calls:
        lines = [words.reading.to_do, *(f"- {told(call, place, words.reading)}" for call in article.calls)]
        yield {"type": "text", "content": "\n".join(lines)}
