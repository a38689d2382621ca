"""Writing: an article as it is typed into a form, kept as a draft or as the text of its month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import ValidationError

from bot.announcements.cases.editorial import EditorialCalendar
from bot.announcements.cover.files import CoverStore
from bot.announcements.cover.upload import recoded
from bot.announcements.rules.article import Article, body_of, faults
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.campaign import APPROVERS
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty, Unfit
from bot.announcements.store.articles import ArticleStore
from bot.announcements.store.drafts import Drafts, seal
from bot.people.staff import Staff
from bot.pictures.pool import Pictures
from bot.wording import Wording
from knowledge.texts.prose import ProseError


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form. `brought`: a picture that came with it; `keeps_cover`: the one that was there stays."""

    title: str
    author: str
    summary: str
    body: str
    calls: Sequence[Mapping[str, str]]
    motif: str
    topics: Sequence[str]
    audience: str
    brought: bytes = b""
    keeps_cover: bool = False


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """What was typed, as an article with its cover (JPEG); kept nowhere."""

    article: Article
    cover: bytes


@dataclass(frozen=True, slots=True)
class Writing:
    """Whoever of the staff is active may write; what a month sends, those who may approve."""

    articles: ArticleStore
    drafts: Drafts
    newsroom: EditorialCalendar
    covers: CoverStore
    wording: Wording
    pictures: Pictures = field(default_factory=Pictures)

    def begun(self, month: Month | None, at: datetime) -> Article | None:
        """What the form for a new article begins with."""
        return self.newsroom.sketch(month, at) if month else None

    def write(self, typed: Typed, month: Month | None, by: Staff, at: datetime) -> int | AnnouncementRefusal | Faulty:
        """A new article; with `month`, the text of that month. Returns its number."""
        article = self._made(typed, None, self.covers.keep)
        if not by.is_active:
            return AnnouncementRefusal.NOT_ALLOWED
        if isinstance(article, Faulty):
            return article
        return self.newsroom.rewrite(month, None, article, by, at) if month else self.drafts.add(article, by.id, at)

    def rewrite(
        self, number: int, seen: str, month: Month | None, typed: Typed, by: Staff, at: datetime
    ) -> int | AnnouncementRefusal | Faulty:
        """Another text for an article of which somebody had `seen` the seal, then the text of `month`. Returns the number it has now."""
        kept = self.articles.get(number)
        if kept is None or not by.is_active:
            return AnnouncementRefusal.NOT_ALLOWED if kept else AnnouncementRefusal.NOT_THERE
        article = self._made(typed, kept, self.covers.keep)
        if isinstance(article, Faulty):
            return article
        if month := month or self.drafts.month_of(number):
            return self.newsroom.rewrite(month, number, article, by, at)
        return self.drafts.revise(number, seen, article, by.id, at)

    def look(self, typed: Typed, number: int | None) -> ArticlePreview | Faulty:
        """What was typed for a new article, or for the one of `number`, to be looked at before it is kept."""
        brought: list[bytes] = []

        def hold(picture: bytes) -> None:
            brought.append(picture)

        article = self._made(typed, self.articles.get(number) if number else None, hold)
        if isinstance(article, Faulty):
            return article
        return ArticlePreview(article, brought[0] if brought else self.covers.picture(article))

    def may_erase(self, kept: PublishedArticle, by: Staff) -> bool:
        """A draft goes by its author or by those who approve; what was published, proposed or put into a month stays."""
        return _is_theirs(kept, by) and not self.drafts.is_held(kept.id)

    def erase(self, number: int, by: Staff, at: datetime) -> AnnouncementRefusal | None:
        """Delete a draft for good; None: done."""
        kept = self.articles.get(number)
        if kept is None:
            return AnnouncementRefusal.NOT_THERE
        if not _is_theirs(kept, by):
            return AnnouncementRefusal.NOT_ALLOWED
        return self.drafts.delete(number, by.id, at)

    def seal(self, kept: PublishedArticle) -> str:
        return seal(kept.article)

    def _made(self, typed: Typed, before: PublishedArticle | None, keep: Callable[[bytes], str | None]) -> Article | Faulty:
        """Every fault at once: those of the body by line, those of the other fields, of the picture. `keep`: a picture → where it is."""
        words = self.wording.announcements.article.faults
        cover, lines = self._cover(typed, before, keep)
        try:
            body = body_of(typed.body)
        except ProseError as error:
            lines += faults(error, words)
            body = body_of("x")
        try:
            article = Article.model_validate({**_fields(typed), "body": body, "cover": cover})
        except ValidationError as error:
            return Faulty((*faults(error, words), *lines))
        return Faulty(lines) if lines else article

    def _cover(
        self, typed: Typed, before: PublishedArticle | None, keep: Callable[[bytes], str | None]
    ) -> tuple[str | None, tuple[str, ...]]:
        """The path of the cover (None: it is drawn), and what is wrong with an uploaded one."""
        if typed.brought:
            picture = recoded(typed.brought, self.pictures)
            if isinstance(picture, Unfit):
                return None, (self.wording.outreach.news.unfit[picture],)
            return keep(picture), ()
        return (before.article.cover if before and typed.keeps_cover else None), ()


def _is_theirs(kept: PublishedArticle, by: Staff) -> bool:
    return by.is_active and (kept.author == by.id or by.role in APPROVERS)


def _fields(typed: Typed) -> dict[str, object]:
    return {
        "title": typed.title,
        "author": typed.author,
        "summary": typed.summary,
        "calls": tuple(dict(call) for call in typed.calls),
        "motif": typed.motif,
        "topics": tuple(typed.topics),
        "audience": typed.audience,
    }
