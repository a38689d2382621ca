"""What staff taught the assistant while it runs: FAQ entries and citizens' phrases, and a number that tells when they change."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Date, Index
from sqlmodel import Field, SQLModel

from bot.database.types import NUMBER, FreeText, Instant, ShortString


class LearnedRow(SQLModel, table=True):
    """A FAQ entry (`answer`, `source`) or a phrase that means a procedure (`code`): proposed, approved, removed, or over at `expires`.
    `asked_as`: other wordings, one a line.

    Names staff by number without referring to them: what was taught stays when they leave.
    """

    __tablename__ = "learned"
    __table_args__ = (Index("learned_by_approval", "approved", "removed"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    text: str = Field(sa_type=FreeText, nullable=False)
    answer: str = Field(default="", sa_type=FreeText, nullable=False)
    source: str = Field(default="", sa_type=FreeText, nullable=False)
    code: str = Field(default="", sa_type=ShortString(64), nullable=False)
    asked_as: str = Field(default="", sa_type=FreeText, nullable=False, sa_column_kwargs={"server_default": ""})
    expires: date = Field(sa_type=Date, nullable=False)
    proposed_by: int = Field(sa_column=Column(NUMBER, nullable=False))
    proposed: datetime = Field(sa_type=Instant, nullable=False)
    approved_by: int | None = Field(default=None, sa_column=Column(NUMBER, nullable=True))
    approved: datetime | None = Field(default=None, sa_type=Instant)
    removed: datetime | None = Field(default=None, sa_type=Instant)


class LearnedVersionRow(SQLModel, table=True):
    """One row: grows with each approval and removal; every process looks at it every second."""

    __tablename__ = "learned_version"

    id: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    version: int = Field(sa_column=Column(NUMBER, nullable=False))
