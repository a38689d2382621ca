"""What an article will look like in a chat, for those who approve it: the bubble with cover and buttons, and the opened text."""

from __future__ import annotations

from markupsafe import Markup

from bot.announcements.formats.mail import TEMPLATES, templates
from bot.announcements.formats.reading import card, pages
from bot.announcements.rules.article import Article
from bot.wording.announcements import ArticleWords
from knowledge.texts.typography import lines


def preview(article: Article, cover: str, office: str, words: ArticleWords) -> Markup:
    """HTML to stand inside a page of the console that links `stylesheet()`. `cover`: the address of the picture, or a data URI."""
    return Markup(  # noqa: S704 - the template escapes
        templates.get_template("preview.html").render(
            card=card(article, "x", words.reading),
            article=article,
            pages=pages(article, words.reading),
            lines=lines,
            cover=cover,
            office=office,
            words=words.preview,
        )
    )


def stylesheet() -> str:
    """The style of a preview, to be served by whoever shows it."""
    return (TEMPLATES / "preview.css").read_text(encoding="utf-8")
