"""An article as files for other channels: one kind, one file, ready to be downloaded or sent."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.announcements.cover.drawing import draw
from bot.announcements.formats.export import Export
from bot.announcements.formats.loudspeaker import bulletin
from bot.announcements.formats.mail import message, plain
from bot.announcements.formats.slides import slides
from bot.announcements.formats.zalo import article_json
from bot.announcements.rules.article import Article
from bot.announcements.rules.place import ArticleAddress
from bot.messages import ReplyFile
from bot.wording.announcements import ArticleWords

__all__ = ["Export", "Exporter"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """Makes the files of an office, named as it signs, in its colour."""

    office: str
    colour: str
    words: ArticleWords

    def file(self, kind: Export, article: Article, place: ArticleAddress) -> ReplyFile:
        """The file of one form. A drawn cover; an article's own is a file already."""
        suffix, media_type, content = self._made(kind, article, place)
        return ReplyFile(f"{place.slug}-{kind.value}.{suffix}", media_type, content)

    def _made(self, kind: Export, article: Article, place: ArticleAddress) -> tuple[str, str, bytes]:
        match kind:
            case Export.ZALO:
                told = json.dumps(article_json(article, place, self.words), ensure_ascii=False, indent=2)
                return "json", "application/json", told.encode()
            case Export.LOUDSPEAKER:
                said = bulletin(article, self.office, self.words.loudspeaker)
                return _text(f"{self.words.loudspeaker.minutes.format(minutes=said.minutes)}\n\n{said.text}")
            case Export.MAIL:
                return "eml", "message/rfc822", message(article, place, self.office, self.colour, self.words).as_bytes()
            case Export.SLIDES:
                return _text("\n\n".join(slides(article)))
            case Export.TEXT:
                return _text(plain(article, place, self.office, self.words))
            case Export.COVER:
                return "jpg", "image/jpeg", draw(article.title, self.office, article.motif, self.colour)


def _text(told: str) -> tuple[str, str, bytes]:
    """With the mark by which Windows' editor knows UTF-8."""
    return "txt", "text/plain; charset=utf-8", f"\ufeff{told}\n".encode()
