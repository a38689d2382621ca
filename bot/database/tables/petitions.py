"""Petitions: what was filed and where it stands, who sent it and who is told, the time line, the office's calendar and templates.

A petition must be kept (Decree 20/2008/NĐ-CP, article 9), who sent it must not: the sender and every follower stand in a table of their
own that goes with their chat, so that a citizen who has their data deleted leaves behind a petition without a name.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import passing
from bot.database.types import NUMBER, FreeText, Instant, ShortString

PROPOSED = "draft <> '' AND state IN ('answered', 'closed')"
"""Of what was answered, a correction is proposed."""
NOT_FORGOTTEN = text("closed IS NOT NULL AND forgotten IS NULL")


def _petition(name: str) -> Column[int]:
    return Column(NUMBER, ForeignKey("petitions.id", name=name), nullable=False)


def _published() -> dict[str, Any]:
    """Only petitions that stand in the public register."""
    condition = text("published_at IS NOT NULL")
    return {"postgresql_where": condition, "sqlite_where": condition}


class PetitionRow(SQLModel, table=True):
    """A petition as it stands. `is_open` is told by `state`, kept for the indices; `warn_at`: when the next warning falls due;

    `forgotten`: when its personal data was deleted because its time was over.
    """

    __tablename__ = "petitions"
    __table_args__ = (
        UniqueConstraint("code", name="petitions_code"),
        Index("petitions_by_due", "is_open", "due", "id"),
        Index("petitions_by_urgency", "is_urgent", "is_open", "due", "id"),
        Index("petitions_by_deadline", "due", "id"),
        Index("petitions_by_unit", "unit", "is_open", "due", "id"),
        Index("petitions_by_officer", "officer", "is_open", "due", "id"),
        Index("petitions_by_state", "state", "due", "id"),
        Index("petitions_by_kind", "kind", "is_open", "due", "id"),
        Index("petitions_by_receipt", "received", "id"),
        Index("petitions_by_unit_and_receipt", "unit", "received", "id"),
        Index("petitions_by_warning", "warn_at"),
        Index("petitions_by_answer", "state", "answered"),
        Index("petitions_by_target", "merged_into"),
        Index("petitions_published", "published_at", "id", **_published()),
        Index("petitions_published_by_kind", "kind", "published_at", "id", **_published()),
        Index("petitions_published_by_unit", "unit", "published_at", "id", **_published()),
        Index("petitions_to_forget", "closed", "id", postgresql_where=NOT_FORGOTTEN, sqlite_where=NOT_FORGOTTEN),
        Index("petitions_proposed", "due", "id", postgresql_where=text(PROPOSED), sqlite_where=text(PROPOSED)),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    code: str = Field(sa_type=ShortString(16), nullable=False)
    version: int = Field(nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    naming: str = Field(sa_type=ShortString(16), nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    is_open: bool = Field(nullable=False)
    content: str = Field(sa_type=FreeText, nullable=False)
    received: datetime = Field(sa_type=Instant, nullable=False)
    counted_from: datetime = Field(sa_type=Instant, nullable=False)
    days: int = Field(nullable=False)
    due: datetime = Field(sa_type=Instant, nullable=False)
    forward_by: datetime = Field(sa_type=Instant, nullable=False)
    warn_at: datetime | None = Field(default=None, sa_type=Instant)
    warned: int = Field(default=0, nullable=False)
    place: str = Field(default="", sa_type=FreeText, nullable=False)
    latitude: float | None = None
    longitude: float | None = None
    procedure: str = Field(default="", sa_type=ShortString(64), nullable=False)
    question: int = Field(default=0, sa_column=Column(NUMBER, nullable=False))
    unit: int | None = Field(default=None, sa_column=Column(NUMBER, ForeignKey("units.id", name="petitions_unit"), nullable=True))
    officer: int | None = Field(default=None, sa_column=Column(NUMBER, ForeignKey("staff.id", name="petitions_officer"), nullable=True))
    former: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))
    agency: str = Field(default="", sa_type=FreeText, nullable=False)
    bounces: int = Field(default=0, nullable=False)
    draft: str = Field(default="", sa_type=FreeText, nullable=False)
    draft_by: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))
    draft_for: str = Field(default="", sa_type=ShortString(16), nullable=False)
    draft_shared: str = Field(default="", sa_type=FreeText, nullable=False)
    answer: str = Field(default="", sa_type=FreeText, nullable=False)
    answered: datetime | None = Field(default=None, sa_type=Instant)
    closed: datetime | None = Field(default=None, sa_type=Instant)
    promised: datetime | None = Field(default=None, sa_type=Instant)
    is_reopened: bool = Field(default=False, nullable=False)
    merged_into: int | None = Field(
        default=None, sa_column=Column(NUMBER, ForeignKey("petitions.id", name="petitions_target"), nullable=True)
    )
    merged: datetime | None = Field(default=None, sa_type=Instant)
    score: int | None = None
    score_reason: str = Field(default="", sa_type=FreeText, nullable=False)
    published: str = Field(default="", sa_type=FreeText, nullable=False)
    published_answer: str = Field(default="", sa_type=FreeText, nullable=False)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    forgotten: datetime | None = Field(default=None, sa_type=Instant)
    via: str = Field(default="truc_tuyen", sa_type=ShortString(16), nullable=False)
    about: str = Field(default="", sa_type=FreeText, nullable=False)
    is_urgent: bool = Field(default=False, nullable=False)
    topic: str = Field(default="", sa_column=Column(ShortString(16), nullable=False, server_default=""))


class PersonRow(SQLModel, table=True):
    """A chat that is told of a petition: its sender, with name, address and telephone number, or a follower. Goes with the chat."""

    __tablename__ = "petition_people"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_people_chat", ondelete="CASCADE"),
        UniqueConstraint("petition", "channel", "key", name="petition_people_once"),
        Index("petition_people_by_chat", "channel", "key", "petition"),
        Index("petition_people_by_phone", "phone"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    petition: int = Field(sa_column=_petition("petition_people_petition"))
    channel: str | None = Field(default=None, sa_type=ShortString(32))
    key: str | None = Field(default=None, sa_type=ShortString(128))
    is_author: bool = Field(nullable=False)
    since: datetime = Field(sa_type=Instant, nullable=False)
    name: str = Field(default="", sa_type=FreeText, nullable=False)
    address: str = Field(default="", sa_type=FreeText, nullable=False)
    phone: str = Field(default="", sa_type=FreeText, nullable=False)


class EventRow(SQLModel, table=True):
    """One line of a time line; appended to, never changed, until what is personal in its words is deleted with its petition's."""

    __tablename__ = "petition_events"
    __table_args__ = (Index("petition_events_by_petition", "petition", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    petition: int = Field(sa_column=_petition("petition_events_petition"))
    at: datetime = Field(sa_type=Instant, nullable=False)
    who: str = Field(sa_type=ShortString(64), nullable=False)
    move: str = Field(sa_type=ShortString(16), nullable=False)
    begins: str | None = Field(default=None, sa_type=ShortString(16))
    ends: str = Field(sa_type=ShortString(16), nullable=False)
    why: str = Field(default="", sa_type=FreeText, nullable=False)
    is_public: bool = Field(nullable=False)
    unit: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))
    officer: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))


class PauseRow(SQLModel, table=True):
    """A stretch of time on which the clock stands still; `until` None while it lasts."""

    __tablename__ = "petition_pauses"
    __table_args__ = (Index("petition_pauses_by_petition", "petition", "id"),)

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    petition: int = Field(sa_column=_petition("petition_pauses_petition"))
    since: datetime = Field(sa_type=Instant, nullable=False)
    until: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = Field(default="", sa_type=FreeText, nullable=False)


class PhotoRow(SQLModel, table=True):
    """A cleaned photo of a petition; the file stands below FILES_DIR under its random `name`."""

    __tablename__ = "petition_photos"
    __table_args__ = (Index("petition_photos_by_petition", "petition"),)

    name: str = Field(sa_type=ShortString(64), primary_key=True)
    petition: int = Field(sa_column=_petition("petition_photos_petition"))
    media_type: str = Field(sa_type=ShortString(64), nullable=False)
    size: int = Field(sa_column=Column(NUMBER, nullable=False))
    sha256: str = Field(sa_type=ShortString(64), nullable=False)


class WordRow(SQLModel, table=True):
    """A word or a pair of words (folded) that a petition holds: what the search of the board and of similar petitions reads.

    Those of the place stand here a second time, with "@" before them: what the board's filter by place reads.
    """

    __tablename__ = "petition_words"
    __table_args__ = {"sqlite_with_rowid": False}

    word: str = Field(sa_type=ShortString(96), primary_key=True)
    petition: int = Field(sa_column=Column(NUMBER, ForeignKey("petitions.id", name="petition_words_petition"), primary_key=True))


class PublicWordRow(SQLModel, table=True):
    """A word (folded) of what officers published: what the search of the register reads, so that nothing hidden can be guessed by it."""

    __tablename__ = "petition_public_words"
    __table_args__ = (Index("petition_public_words_by_petition", "petition"), {"sqlite_with_rowid": False})

    word: str = Field(sa_type=ShortString(96), primary_key=True)
    petition: int = Field(sa_column=Column(NUMBER, ForeignKey("petitions.id", name="petition_public_words_petition"), primary_key=True))


@passing("at")
class TalkRow(SQLModel, table=True):
    """What a chat has open at a window: the draft of a petition, or what the next message will be taken for. Goes with the chat."""

    __tablename__ = "petition_talks"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_talks_chat", ondelete="CASCADE"),
        Index("petition_talks_by_time", "at"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    window: str = Field(sa_type=ShortString(16), primary_key=True)
    at: datetime = Field(sa_type=Instant, nullable=False)
    data: dict[str, object] = Field(sa_type=JSON, nullable=False)


class ProofRow(SQLModel, table=True):
    """A try to prove that one has sent a petition; `subject`: the digest of the petition, chat or address it counts for.
    Kept for a day."""

    __tablename__ = "petition_proofs"
    __table_args__ = (
        Index("petition_proofs_by_subject", "subject", "at"),
        Index("petition_proofs_by_time", "at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    subject: str = Field(sa_type=ShortString(64), nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)


class OriginRow(SQLModel, table=True):
    """How many petitions came from one network address within `day`; `subject`: a signature over both, which is another one tomorrow.
    Kept for the day."""

    __tablename__ = "petition_origins"

    subject: str = Field(sa_type=ShortString(64), primary_key=True)
    day: date = Field(nullable=False)
    filed: int = Field(nullable=False)


@passing("at")
class SenderRow(SQLModel, table=True):
    """Name, address and telephone number that a citizen wished to be remembered for the next time. Goes with the chat."""

    __tablename__ = "petition_senders"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="petition_senders_chat", ondelete="CASCADE"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    at: datetime = Field(sa_type=Instant, nullable=False)
    name: str = Field(sa_type=FreeText, nullable=False)
    address: str = Field(sa_type=FreeText, nullable=False)
    phone: str = Field(sa_type=FreeText, nullable=False)


class DayRow(SQLModel, table=True):
    """What an admin says of one day: off, or worked."""

    __tablename__ = "office_days"

    day: date = Field(primary_key=True)
    is_off: bool = Field(nullable=False)
    name: str = Field(sa_type=FreeText, nullable=False)


class LimitRow(SQLModel, table=True):
    """Within how many working days the office answers a kind of petition."""

    __tablename__ = "petition_limits"

    kind: str = Field(sa_type=ShortString(16), primary_key=True)
    days: int = Field(nullable=False)


class TemplateRow(SQLModel, table=True):
    """A prepared answer, of one unit or (`unit` None) of all."""

    __tablename__ = "petition_templates"
    __table_args__ = (Index("petition_templates_by_unit", "unit"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    title: str = Field(sa_type=FreeText, nullable=False)
    body: str = Field(sa_type=FreeText, nullable=False)
    unit: int | None = Field(default=None, sa_column=Column(NUMBER, ForeignKey("units.id", name="petition_templates_unit"), nullable=True))
