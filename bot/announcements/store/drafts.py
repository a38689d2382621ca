"""What is kept of articles while they are written: the newest, drafts among them, and changes to those that nobody has approved yet."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.announcements.rules.article import Article
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.articles import add_article, published_of
from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.announcements import ArticleRow, CampaignRow, MonthRow
from bot.database.types import aware


class Drafts:
    """Each method is one transaction; times are aware (ValueError if naive); `by`: the number of one of the staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def latest(self, limit: int, before: int | None = None) -> tuple[PublishedArticle, ...]:
        """The newest articles, published or not; `before`: only those with a smaller number."""
        query = select(ArticleRow).order_by(col(ArticleRow.id).desc()).limit(limit)
        if before is not None:
            query = query.where(col(ArticleRow.id) < before)
        with read_session(self._engine) as session:
            return tuple(map(published_of, session.scalars(query)))

    def add(self, article: Article, by: int, at: datetime) -> int:
        with write_session(self._engine) as session:
            return _added(session, article, by, at)

    def revise(self, number: int, seen: str, article: Article, by: int, at: datetime) -> int | AnnouncementRefusal:
        """Another text for the article whose `seal` was `seen`. One that was published or proposed stays, and the text is a new article."""
        with write_session(self._engine) as session:
            row = session.get(ArticleRow, number, with_for_update=True)
            if row is None:
                return AnnouncementRefusal.NOT_THERE
            if _is_held(session, row):
                return _added(session, article, by, at)
            if seal(published_of(row).article) != seen:
                return AnnouncementRefusal.CHANGED
            row.content, row.topics, row.changed = article.model_dump(mode="json"), list(article.topics), aware(at)
            audit.record(session, f"staff:{by}", "article.changed", f"article:{number}", {"title": article.title}, at)
            return number

    def delete(self, number: int, by: int, at: datetime) -> AnnouncementRefusal | None:
        """Delete a draft; one that was published, proposed or put into a month stays. None: done."""
        with write_session(self._engine) as session:
            row = session.get(ArticleRow, number, with_for_update=True)
            if row is None:
                return AnnouncementRefusal.NOT_THERE
            if _is_held(session, row):
                return AnnouncementRefusal.HELD
            audit.record(session, f"staff:{by}", "article.deleted", f"article:{number}", {"title": row.content["title"]}, at)
            session.delete(row)
            return None

    def is_held(self, number: int) -> bool:
        """Whether it was published, proposed or put into a month: then it is neither changed nor deleted."""
        with read_session(self._engine) as session:
            row = session.get(ArticleRow, number)
            return row is not None and _is_held(session, row)

    def month_of(self, number: int) -> Month | None:
        """The month of the calendar whose text this article is."""
        with read_session(self._engine) as session:
            found = session.scalars(select(col(MonthRow.month)).where(col(MonthRow.article) == number)).first()
            return Month.numbered(found) if found else None

    def campaigns_of(self, number: int) -> tuple[int, ...]:
        """The campaigns that send this article, oldest first."""
        query = select(col(CampaignRow.id)).where(col(CampaignRow.article) == number).order_by(col(CampaignRow.id))
        with read_session(self._engine) as session:
            return tuple(found for found in session.scalars(query) if found)


def seal(article: Article) -> str:
    """The same for the same text: what somebody who edits has seen."""
    return sha256(article.model_dump_json().encode()).hexdigest()[:32]


def _added(session: Session, article: Article, by: int, at: datetime) -> int:
    number = add_article(session, article, by, at)
    audit.record(session, f"staff:{by}", "article.written", f"article:{number}", {"title": article.title}, at)
    return number


def _is_held(session: Session, row: ArticleRow) -> bool:
    """Somebody may have approved it: it is not changed any more."""
    proposed = select(col(CampaignRow.id)).where(col(CampaignRow.article) == row.id).limit(1)
    planned = select(col(MonthRow.month)).where(col(MonthRow.article) == row.id).limit(1)
    return row.published is not None or any(session.execute(query).first() is not None for query in (proposed, planned))
