"""What a follower gets: the card of an article with its buttons, the same for everybody in a campaign. Pure but for the cover's path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.cover.files import CoverStore
from bot.announcements.formats.reading import card
from bot.announcements.rules.news import PublishedArticle
from bot.messages import BulkMessage, Button, ChatId, OutboxMessage, Priority
from bot.wording import Wording

FOLLOWING = "fo"  # the first piece of every button's action under a post
READ, FEWER, LEAVE = "b", "f", "q"
TRIAL = 0  # the campaign of a post that is only shown


@dataclass(frozen=True, slots=True)
class Posting:
    """Articles as messages."""

    wording: Wording
    covers: CoverStore

    def circular(self, kept: PublishedArticle, campaign: int) -> BulkMessage:
        """For a campaign."""
        photo = self.covers.path(kept.article)
        return BulkMessage(f"campaign:{campaign}", self.caption(kept), campaign, self.rows(kept, campaign), photo)

    def trial(self, kept: PublishedArticle, chat: ChatId, key: str, not_before: datetime | None = None) -> OutboxMessage:
        """To one chat, just as followers will see it; its buttons count nowhere."""
        photo = self.covers.path(kept.article)
        return OutboxMessage(chat, self.caption(kept), key, self.rows(kept, TRIAL), Priority.NOTICE, photo=photo, not_before=not_before)

    def caption(self, kept: PublishedArticle) -> str:
        return card(kept.article, FOLLOWING, self.wording.announcements.article.reading).caption

    def rows(self, kept: PublishedArticle, campaign: int) -> tuple[tuple[Button, ...], ...]:
        """The article's own buttons, and below them the two that every post has."""
        own = card(kept.article, f"{FOLLOWING}:{READ}:{campaign}:{kept.id}", self.wording.announcements.article.reading).rows
        words = self.wording.following
        always = (Button(words.fewer, f"{FOLLOWING}:{FEWER}:{campaign}"), Button(words.leave, f"{FOLLOWING}:{LEAVE}:{campaign}"))
        return (*own, always)
