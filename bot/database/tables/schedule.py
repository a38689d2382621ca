"""Leases: what one process at a time may do."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.database.types import Instant, ShortString


class LeaseRow(SQLModel, table=True):
    """`name` is `holder`'s until `expires`; without a holder, a moment that was seen (bot.database.steadiness)."""

    __tablename__ = "leases"

    name: str = Field(sa_type=ShortString(64), primary_key=True)
    holder: str = Field(sa_type=ShortString(64), nullable=False)
    expires: datetime = Field(sa_type=Instant, nullable=False)
