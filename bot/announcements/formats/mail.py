"""An article as an e-mail: HTML with inline styles that also reads in the dark, and its twin in plain text."""

from __future__ import annotations

from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.announcements.cover.drawing import palette_of
from bot.announcements.formats.call_to_action import target, told
from bot.announcements.formats.reading import text
from bot.announcements.rules.article import Article
from bot.announcements.rules.place import ArticleAddress
from bot.wording.announcements import ArticleWords
from knowledge.texts.paragraphs import runs

TEMPLATES = Path(__file__).parent / "templates"

templates = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def message(article: Article, place: ArticleAddress, office: str, colour: str, words: ArticleWords) -> MIMEMultipart:
    """The message without sender and receivers; the plain text first, as multipart/alternative wants it.

    The older classes of `email`: the newer lose spaces where they fold a long subject (Python 3.11).
    """
    mail = MIMEMultipart("alternative")
    mail["Subject"] = Header(article.title, "utf-8").encode()
    mail.attach(MIMEText(plain(article, place, office, words), "plain", "utf-8"))
    mail.attach(MIMEText(html(article, place, office, colour, words), "html", "utf-8"))
    return mail


def plain(article: Article, place: ArticleAddress, office: str, words: ArticleWords) -> str:
    """The text alone."""
    calls = [f"- {told(call, place, words.reading)}" for call in article.calls]
    body = text(article, words.reading).replace("## ", "")
    pieces = [article.title, article.summary, body, "\n".join([words.reading.to_do, *calls]) if calls else ""]
    return "\n\n".join(piece for piece in [*pieces, words.mail.online.format(address=place.address), office] if piece)


def html(article: Article, place: ArticleAddress, office: str, colour: str, words: ArticleWords) -> str:
    """A whole document; the cover is fetched from the office's site."""
    calls = [(call.label, target(call, place)) for call in article.calls]
    return templates.get_template("mail.html").render(
        article=article,
        runs=runs(article.paragraphs),
        calls=calls,
        place=place,
        office=office,
        colour=colour,
        on_colour="#{:02x}{:02x}{:02x}".format(*palette_of(colour).ink),
        words=words,
    )
