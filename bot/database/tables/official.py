"""The office's official channels: its true numbers, links and accounts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from bot.database.types import NUMBER, FreeText, Instant, ShortString


class OfficialChannelRow(SQLModel, table=True):
    """One channel, entered by `writer` and let in by `approver`, of the staff; `key`: by what it is compared; nothing is ever taken out."""

    __tablename__ = "official_channels"
    __table_args__ = (Index("official_channels_by_state", "state", "kind"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    state: str = Field(sa_type=ShortString(16), nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    value: str = Field(sa_type=FreeText, nullable=False)
    key: str = Field(sa_type=FreeText, nullable=False)
    holder: str = Field(sa_type=FreeText, nullable=False)
    purpose: str = Field(sa_type=FreeText, nullable=False)
    source: str = Field(sa_type=FreeText, nullable=False)
    bank: str = Field(sa_type=FreeText, nullable=False)
    has_subdomains: bool = Field(nullable=False)
    since: date = Field(nullable=False)
    until: date | None = Field(default=None)
    writer: int = Field(sa_type=NUMBER, nullable=False)
    approver: int | None = Field(default=None, sa_type=NUMBER)
    made: datetime = Field(sa_type=Instant, nullable=False)
