"""Index cards: what a province reached in PAR, SIPAS, PAPI, PCI or DTI, year by year."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from bot.database.types import NUMBER, FreeText, Instant, ShortString


class ScorecardRow(SQLModel, table=True):
    """One figure, entered by `writer` and let in by `approver`, of the staff; `value`, `target`: decimal numbers as text: nothing is
    rounded ("" no target)."""

    __tablename__ = "scorecards"
    __table_args__ = (Index("scorecards_by_kind", "state", "kind", "year"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    state: str = Field(sa_type=ShortString(16), nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    year: int = Field(nullable=False)
    province: str = Field(sa_type=FreeText, nullable=False)
    value: str = Field(sa_type=ShortString(16), nullable=False)
    rank: int | None = Field(default=None)
    ranked: int | None = Field(default=None)
    target: str = Field(sa_type=ShortString(16), nullable=False)
    source: str = Field(sa_type=FreeText, nullable=False)
    writer: int = Field(sa_type=NUMBER, nullable=False)
    approver: int | None = Field(default=None, sa_type=NUMBER)
    made: datetime = Field(sa_type=Instant, nullable=False)
