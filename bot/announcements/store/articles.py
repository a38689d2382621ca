"""What is kept of the newsroom: articles, and the months of the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlmodel import Session, col

from bot.announcements.rules.article import Article
from bot.announcements.rules.calendar import Month, PlannedMonth
from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.followers import Sending
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.approving import is_one_hand, month_writers, writers
from bot.announcements.store.campaigns import add_campaign, campaign_of
from bot.database import audit
from bot.database.engine import read_session, upserting, write_session
from bot.database.outgoing import queue
from bot.database.tables.announcements import ArticleRow, CampaignRow, MonthRow, StaffInputRow
from bot.database.types import aware
from bot.messages import OutboxMessage


class ArticleStore:
    """Each method is one transaction; times are aware (ValueError if naive). An article is never changed: an edited one is a new one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, article: Article, author: int | None, at: datetime) -> int:
        """Keep an article, not yet published; returns its number."""
        with write_session(self._engine) as session:
            return add_article(session, article, author, at)

    def writers(self, article_id: int) -> frozenset[int]:
        """Who of the staff wrote or changed it."""
        with read_session(self._engine) as session:
            row = session.get(ArticleRow, article_id)
            return writers(session, article_id) | ({row.author} if row and row.author else set())

    def get(self, article_id: int) -> PublishedArticle | None:
        """An article, published or not."""
        with read_session(self._engine) as session:
            row = session.get(ArticleRow, article_id)
            return published_of(row) if row else None

    def publish(self, article_id: int, at: datetime) -> None:
        """From `at` on its page is open to everybody; published before, it stays as it was."""
        with write_session(self._engine) as session:
            _publish(session, article_id, at)

    def published(self, limit: int, before: int | None = None) -> tuple[PublishedArticle, ...]:
        """The newest published articles; `before`: only those with a smaller number."""
        query = select(ArticleRow).where(col(ArticleRow.published).is_not(None))
        if before is not None:
            query = query.where(col(ArticleRow.id) < before)
        with read_session(self._engine) as session:
            return tuple(map(published_of, session.scalars(query.order_by(col(ArticleRow.id).desc()).limit(limit))))


class CalendarBook:
    """Each method is one transaction; `by`: the number of one of the staff. A month that was sent is not changed any more: False."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def entry(self, month: Month) -> PlannedMonth:
        with read_session(self._engine) as session:
            return _entry(month, session.get(MonthRow, month.number))

    def entries(self, first: Month, count: int) -> tuple[PlannedMonth, ...]:
        """`count` months from `first` on."""
        months = [first.after(index) for index in range(count)]
        with read_session(self._engine) as session:
            rows = session.scalars(select(MonthRow).where(col(MonthRow.month).between(months[0].number, months[-1].number)))
            kept = {row.month: row for row in rows}
            return tuple(_entry(month, kept.get(month.number)) for month in months)

    def foresee(self, posts: Mapping[Month, str]) -> None:
        """Choose ready posts for months about which nobody has decided anything."""
        with write_session(self._engine) as session:
            for month, post in posts.items():
                row = _held(session, month)
                if not row.post and row.article is None:
                    row.post = post

    def choose(self, month: Month, post: str, by: int, at: datetime) -> bool:
        """Another ready post for the month; a draft that there is goes, and its approvals."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.sent:
                return False
            row.post, row.article, row.drafted, row.approvals = post, None, None, []
            audit.record(session, f"staff:{by}", "calendar.chosen", f"month:{month.number}", {"post": post}, at)
            return True

    def swap(self, month: Month, other: Month, by: int, at: datetime) -> bool:
        """Change the posts of two months; drafts and approvals go: they were made for another month."""
        with write_session(self._engine) as session:
            one, two = (_held(session, each) for each in sorted((month, other)))
            if one.sent or two.sent:
                return False
            one.post, two.post = two.post, one.post
            for row in (one, two):
                row.article, row.drafted, row.approvals = None, None, []
            audit.record(session, f"staff:{by}", "calendar.swapped", f"month:{month.number}", {"with": other.number}, at)
            return True

    def skip(self, month: Month, is_skipped: bool, by: int, at: datetime) -> bool:
        """Send nothing in the month, or, after all, something."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.sent:
                return False
            row.is_skipped = is_skipped
            audit.record(session, f"staff:{by}", "calendar.skipped", f"month:{month.number}", {"skipped": is_skipped}, at)
            return True

    def postpone(self, month: Month, due: datetime | None, by: int, at: datetime) -> bool:
        """Let the post leave at `due` (None: at the usual hour), to be approved anew; reminders count from there."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.sent:
                return False
            row.due, row.reminded, row.approvals = aware(due) if due else None, None, []
            audit.record(session, f"staff:{by}", "calendar.postponed", f"month:{month.number}", {"due": str(due or "")}, at)
            return True

    def draft(
        self, month: Month, article: Article, letters: Callable[[PlannedMonth, PublishedArticle], Iterable[OutboxMessage]], at: datetime
    ) -> int | None:
        """Keep the month's draft and queue the `letters` that show it; returns its number, None where somebody made one before."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.drafted or row.sent:
                return None
            number = add_article(session, article, None, at)
            row.article, row.drafted, row.approvals = number, aware(at), []
            queue(session, letters(_entry(month, row), PublishedArticle(number, article, None, aware(at), None)), at)
            return number

    def edit(self, month: Month, seen: int | None, article: Article, by: int, at: datetime) -> int | AnnouncementRefusal:
        """Another text for the month in the place of the one of number `seen`, to be approved anew; returns its number. CHANGED where
        another stands there by now, TOO_LATE where the month was sent."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.sent or row.article != seen:
                return AnnouncementRefusal.TOO_LATE if row.sent else AnnouncementRefusal.CHANGED
            row.article, row.approvals = add_article(session, article, by, at), []
            row.drafted = row.drafted or aware(at)
            audit.record(session, f"staff:{by}", "calendar.edited", f"month:{month.number}", {"article": row.article}, at)
            return row.article

    def approve(self, month: Month, article: int, leaves: datetime | None, by: int, at: datetime) -> PlannedMonth | AnnouncementRefusal:
        """One approval more of exactly this article at this hour (None: the usual), each person's counts once; CHANGED where text or
        hour is another by now, or it was sent."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.article != article or row.sent or row.is_skipped or row.due != leaves:
                return AnnouncementRefusal.CHANGED
            if any(is_one_hand(session, by, other, at) for other in row.approvals):
                return AnnouncementRefusal.ONE_HAND
            if by not in row.approvals:
                row.approvals = [*row.approvals, by]
                audit.record(session, f"staff:{by}", "calendar.approved", f"month:{month.number}", {"article": article}, at)
            return _entry(month, row)

    def writers(self, month: Month) -> frozenset[int]:
        """Who of the staff wrote or changed the month's text."""
        with read_session(self._engine) as session:
            return month_writers(session, month.number)

    def remind(self, month: Month, of: datetime, letters: Iterable[OutboxMessage], at: datetime) -> None:
        """Queue the reminder of the moment `of`; once, whoever else does it at the same time."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            if row.reminded != aware(of):
                row.reminded = aware(of)
                queue(session, letters, at)

    def send(self, month: Month, sending: Sending, at: datetime) -> int | None:
        """Make the month's campaign and open its article's page; returns the campaign's number, None where the month was sent before."""
        with write_session(self._engine) as session:
            row = _held(session, month)
            entry = _entry(month, row)
            if row.sent or row.is_skipped or not entry.is_approved or row.article is None:
                return None
            source = f"month:{month.number}"
            campaign = add_campaign(session, source, row.article, sending, "", CampaignState.QUEUEING, None, entry.approvals, at)
            row.campaign, row.sent = campaign.id, aware(at)
            _publish(session, row.article, at)
            audit.record(session, "system", "calendar.sent", source, {"campaign": campaign.id}, at)
            return campaign.id


class Proposals:
    """Campaigns that the program itself proposes, each once by its source; somebody must approve them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def propose_once(
        self, source: str, article: Article, sending: Sending, letters: Callable[[Campaign], Iterable[OutboxMessage]], at: datetime
    ) -> bool:
        """Keep the article and a campaign of it that waits for approval, and queue the `letters` that say so; False where `source` was
        proposed before."""
        with write_session(self._engine) as session:
            if session.scalars(select(col(CampaignRow.id)).where(col(CampaignRow.source) == source)).first() is not None:
                return False
            number = add_article(session, article, None, at)
            campaign = add_campaign(session, source, number, sending, "", CampaignState.PROPOSED, None, (), at)
            if campaign.article != number:  # another worker was quicker
                session.execute(delete(ArticleRow).where(col(ArticleRow.id) == number))
                return False
            queue(session, letters(campaign_of(campaign)), at)
            return True


class StaffInputs:
    """What one of the staff is about to type, one thing at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def expect(self, staff: int, about: str, at: datetime) -> None:
        """The next message of `staff` is `about` that."""
        values = {"staff": staff, "about": about, "at": aware(at)}
        with write_session(self._engine) as session:
            made = upserting(session, StaffInputRow).values(values)
            session.execute(made.on_conflict_do_update(index_elements=["staff"], set_=values))

    def expected(self, staff: int) -> tuple[str, datetime] | None:
        with read_session(self._engine) as session:
            row = session.get(StaffInputRow, staff)
            return (row.about, row.at) if row else None

    def drop(self, staff: int) -> bool:
        """Expect nothing any more; False where nothing was expected."""
        query = delete(StaffInputRow).where(col(StaffInputRow.staff) == staff).returning(col(StaffInputRow.staff))
        with write_session(self._engine) as session:
            return session.execute(query).first() is not None


def _held(session: Session, month: Month) -> MonthRow:
    """The month's row, made where there is none, and kept from others until the transaction ends."""
    values = {"month": month.number, "post": "", "is_skipped": False, "approvals": []}
    session.execute(upserting(session, MonthRow).values(values).on_conflict_do_nothing())
    return session.get_one(MonthRow, month.number, with_for_update=True)


def _entry(month: Month, row: MonthRow | None) -> PlannedMonth:
    if row is None:
        return PlannedMonth(month)
    return PlannedMonth(
        month,
        row.post,
        row.is_skipped,
        row.due,
        row.article,
        row.drafted,
        tuple(row.approvals),
        row.reminded,
        row.campaign,
        row.sent,
    )


def add_article(session: Session, article: Article, author: int | None, at: datetime) -> int:
    content = article.model_dump(mode="json")
    row = ArticleRow(content=content, topics=list(article.topics), author=author, made=aware(at), changed=aware(at))
    session.add(row)
    session.flush()
    return row.id or 0


def _publish(session: Session, article_id: int, at: datetime) -> None:
    row = session.get(ArticleRow, article_id)
    if row is not None and row.published is None:
        row.published = aware(at)


def published_of(row: ArticleRow) -> PublishedArticle:
    return PublishedArticle(row.id or 0, Article.model_validate(row.content), row.author, row.made, row.published)
