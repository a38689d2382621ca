"""What must leave, a row each; what many rows share; and what is known about chats, media and rate limits while sending."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString

IS_WAITING, IS_SENDING, IS_FINISHED = text("state = 'waiting'"), text("state = 'sending'"), text("finished IS NOT NULL")


@passing()
class OutboxRow(SQLModel, table=True):
    """A message. waiting → sending (`lease`: until when `worker` has it) → sent, blocked or failed; or replaced by a newer one in its slot.

    `campaign` 0: of none. `circular`: where text, buttons and photo stand when many messages share them.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="outbox_chat", ondelete="CASCADE"),
        Index("outbox_once", "idempotency_key", unique=True),
        # a lane of the claim: the next due message is the first of its range, however many wait
        Index("outbox_waiting", "campaign", "channel", "priority", "due", "id", postgresql_where=IS_WAITING, sqlite_where=IS_WAITING),
        # of one chat one message is in flight: the database itself refuses a second
        Index("outbox_in_flight", "channel", "key", unique=True, postgresql_where=IS_SENDING, sqlite_where=IS_SENDING),
        Index("outbox_by_chat", "channel", "key", "finished", "id"),
        Index("outbox_finished", "finished", postgresql_where=IS_FINISHED, sqlite_where=IS_FINISHED),
        Index("outbox_by_outcome", "campaign", "state", "id", postgresql_where=IS_FINISHED, sqlite_where=IS_FINISHED),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    idempotency_key: str = Field(sa_type=ShortString(200), nullable=False)
    channel: str = Field(sa_type=ShortString(32), nullable=False)
    key: str = Field(sa_type=ShortString(128), nullable=False)
    campaign: int = Field(default=0, sa_type=NUMBER, nullable=False)
    priority: int = Field(nullable=False)
    state: str = Field(default="waiting", sa_type=ShortString(16), nullable=False)
    queued: datetime = Field(sa_type=Instant, nullable=False)
    due: datetime = Field(sa_type=Instant, nullable=False)
    attempts: int = Field(default=0, nullable=False)
    worker: str = Field(default="", sa_type=ShortString(64), nullable=False)
    lease: datetime | None = Field(default=None, sa_type=Instant)
    finished: datetime | None = Field(default=None, sa_type=Instant)
    slot: str = Field(default="", sa_type=ShortString(64), nullable=False)
    circular: int | None = Field(
        default=None, sa_column=Column(NUMBER, nullable=True)
    )  # no foreign key: to check it a million times takes half a minute
    text: str = Field(default="", sa_type=FreeText, nullable=False)
    rows: list[list[list[str]]] = Field(default_factory=list, sa_type=JSON, nullable=False)
    photo: str = Field(default="", sa_type=ShortString(512), nullable=False)
    message_id: str = Field(default="", sa_type=ShortString(64), nullable=False)
    reason: str = Field(default="", sa_type=FreeText, nullable=False)


class BulkMessageRow(SQLModel, table=True):
    """What every message of one sending says: kept once, not a million times. Never changed under its name."""

    __tablename__ = "outbox_circulars"
    __table_args__ = (Index("outbox_circulars_once", "name", unique=True),)

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    name: str = Field(sa_type=ShortString(64), nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    rows: list[list[list[str]]] = Field(default_factory=list, sa_type=JSON, nullable=False)
    photo: str = Field(default="", sa_type=ShortString(512), nullable=False)


class CampaignCountersRow(SQLModel, table=True):
    """A campaign in the outbox: whether it runs, and its sums, kept up with every change so that nobody counts a million rows."""

    __tablename__ = "outbox_campaigns"

    campaign: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    state: str = Field(default="running", sa_type=ShortString(16), nullable=False)
    total: int = Field(default=0, nullable=False)
    sent: int = Field(default=0, nullable=False)
    blocked: int = Field(default=0, nullable=False)
    failed: int = Field(default=0, nullable=False)


@passing()
class SlotRow(SQLModel, table=True):
    """The message that stands in a slot of a chat, and the row of the outbox that wrote it last."""

    __tablename__ = "outbox_slots"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="outbox_slots_chat", ondelete="CASCADE"),
        Index("outbox_slots_by_message", "channel", "key", "message_id"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    slot: str = Field(sa_type=ShortString(64), primary_key=True)
    message_id: str = Field(sa_type=ShortString(64), nullable=False)
    letter: int = Field(sa_type=NUMBER, nullable=False)


class MediaRow(SQLModel, table=True):
    """How a channel calls a photo that it already has."""

    __tablename__ = "outbox_media"

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    photo: str = Field(sa_type=ShortString(512), primary_key=True)
    file_id: str = Field(sa_type=ShortString(256), nullable=False)


class ChannelNameRow(SQLModel, table=True):
    """How a channel calls us: in Telegram the name of the bot, which stands in links to it."""

    __tablename__ = "channel_names"

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    name: str = Field(sa_type=ShortString(64), nullable=False)


class MovedRow(SQLModel, table=True):
    """A group that has a new key at its channel; messages to the old one go there."""

    __tablename__ = "outbox_moved"

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    old_key: str = Field(sa_type=ShortString(128), primary_key=True)
    new_key: str = Field(sa_type=ShortString(128), nullable=False)


class RateLimitRow(SQLModel, table=True):
    """When a channel may be sent to again: one row for all workers, so that together they keep the rate."""

    __tablename__ = "outbox_paces"

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    free: datetime = Field(sa_type=Instant, nullable=False)
    paused: datetime | None = Field(default=None, sa_type=Instant)
