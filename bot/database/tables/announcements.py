"""Followers, articles, campaigns and the monthly calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import has_row_of_chat, open_work
from bot.database.types import NUMBER, FreeText, Instant, ShortString


@open_work(lambda followers: has_row_of_chat(followers, followers.c.awaits != ""))
class FollowerRow(SQLModel, table=True):
    """A chat that asked for our posts: what it agreed to and when, what it wants, and how many posts it got in the month of its last one.

    `month` is year × 100 + month. `awaits` is what the chat is about to type ("place"), `asked` since when.
    """

    __tablename__ = "followers"
    __table_args__ = (ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="followers_chat", ondelete="CASCADE"),)

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    kind: str = Field(default="citizen", sa_type=ShortString(16), nullable=False)
    pace: str = Field(default="all", sa_type=ShortString(16), nullable=False)
    place: str = Field(default="", sa_type=ShortString(120), nullable=False)
    place_key: str = Field(default="", sa_type=ShortString(120), nullable=False)
    every_topic: bool = Field(default=True, nullable=False)
    is_active: bool = Field(nullable=False)
    consented: datetime = Field(sa_type=Instant, nullable=False)
    consent_text: str = Field(sa_type=FreeText, nullable=False)
    ended: datetime | None = Field(default=None, sa_type=Instant)
    why_ended: str = Field(default="", sa_type=ShortString(16), nullable=False)
    month: int = Field(default=0, nullable=False)
    posts: int = Field(default=0, nullable=False)
    awaits: str = Field(default="", sa_type=ShortString(16), nullable=False)
    asked: datetime | None = Field(default=None, sa_type=Instant)


class FollowerTopicRow(SQLModel, table=True):
    """A topic that a follower chose; counts only where it does not want every topic."""

    __tablename__ = "follower_topics"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="follower_topics_chat", ondelete="CASCADE"),
        Index("follower_topics_by_topic", "topic", "channel", "key"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    topic: str = Field(sa_type=ShortString(64), primary_key=True)


class ArticleRow(SQLModel, table=True):
    """An article as it was written; `published` from when on its page is open to everybody."""

    __tablename__ = "articles"
    __table_args__ = (Index("articles_by_publication", "published"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    content: dict[str, Any] = Field(sa_type=JSON, nullable=False)
    topics: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
    author: int | None = Field(default=None, sa_type=NUMBER)
    made: datetime = Field(sa_type=Instant, nullable=False)
    changed: datetime = Field(sa_type=Instant, nullable=False)
    published: datetime | None = Field(default=None, sa_type=Instant)


class CampaignRow(SQLModel, table=True):
    """One sending of an article to an audience.

    `source` is said by who makes it ("month:202605") and never made twice. `starts`: not before then.
    `cursor_*` is the last follower that the queueing has looked at; `queued`, `capped`, `slow`, `inactive` are what it counted.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        ForeignKeyConstraint(["article"], ["articles.id"], name="campaigns_article"),
        Index("campaigns_by_source", "source", unique=True),
        Index("campaigns_by_state", "state"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    source: str = Field(sa_type=ShortString(64), nullable=False)
    article: int = Field(sa_type=NUMBER, nullable=False)
    audience: dict[str, Any] = Field(sa_type=JSON, nullable=False)
    urgent_because: str = Field(default="", sa_type=FreeText, nullable=False)
    is_important: bool = Field(default=False, nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    author: int | None = Field(default=None, sa_type=NUMBER)
    approvals: list[int] = Field(default_factory=list, sa_type=JSON, nullable=False)
    made: datetime = Field(sa_type=Instant, nullable=False)
    starts: datetime | None = Field(default=None, sa_type=Instant)
    started: datetime | None = Field(default=None, sa_type=Instant)
    ended: datetime | None = Field(default=None, sa_type=Instant)
    cursor_channel: str = Field(default="", sa_type=ShortString(32), nullable=False)
    cursor_key: str = Field(default="", sa_type=ShortString(128), nullable=False)
    queued: int = Field(default=0, nullable=False)
    capped: int = Field(default=0, nullable=False)
    slow: int = Field(default=0, nullable=False)
    inactive: int = Field(default=0, nullable=False)


class TouchRow(SQLModel, table=True):
    """How often a button under a campaign's post was pressed; by whom is not kept: the report needs the sum alone."""

    __tablename__ = "campaign_touches"
    __table_args__ = (ForeignKeyConstraint(["campaign"], ["campaigns.id"], name="campaign_touches_campaign", ondelete="CASCADE"),)

    campaign: int = Field(sa_type=NUMBER, primary_key=True)
    what: str = Field(sa_type=ShortString(32), primary_key=True)
    count: int = Field(default=0, nullable=False)


class MonthRow(SQLModel, table=True):
    """A month of the calendar (year × 100 + month): its ready post, its draft, who approved it, and the campaign it became: one at most."""

    __tablename__ = "calendar_months"
    __table_args__ = (
        ForeignKeyConstraint(["article"], ["articles.id"], name="calendar_months_article"),
        ForeignKeyConstraint(["campaign"], ["campaigns.id"], name="calendar_months_campaign"),
    )

    month: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    post: str = Field(default="", sa_type=ShortString(120), nullable=False)
    is_skipped: bool = Field(default=False, nullable=False)
    due: datetime | None = Field(default=None, sa_type=Instant)
    article: int | None = Field(default=None, sa_type=NUMBER)
    drafted: datetime | None = Field(default=None, sa_type=Instant)
    approvals: list[int] = Field(default_factory=list, sa_type=JSON, nullable=False)
    reminded: datetime | None = Field(default=None, sa_type=Instant)
    campaign: int | None = Field(default=None, sa_type=NUMBER)
    sent: datetime | None = Field(default=None, sa_type=Instant)


class StaffInputRow(SQLModel, table=True):
    """What a member of staff is about to type ("title:12", "proof:7"): the next message of that chat is it."""

    __tablename__ = "staff_inputs"

    staff: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    about: str = Field(sa_type=ShortString(64), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)
