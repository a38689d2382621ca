"""News: an article with its number. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.rules.article import Article


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """An article that is kept; `published`: from when its page is open, None: not yet."""

    id: int
    article: Article
    author: int | None
    made: datetime
    published: datetime | None

    @property
    def path(self) -> str:
        """Where its page stands on the office's site."""
        return f"/bai-viet/{self.article.slug}-{self.id}"
