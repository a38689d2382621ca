"""Leases: what one process at a time may do; and the updates that one of all processes has served."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from bot.database.types import Instant, ShortString


class LeaseRow(SQLModel, table=True):
    """`name` is `holder`'s until `expires`; without a holder, a moment that was seen (bot.database.steadiness)."""

    __tablename__ = "leases"

    name: str = Field(sa_type=ShortString(64), primary_key=True)
    holder: str = Field(sa_type=ShortString(64), nullable=False)
    expires: datetime = Field(sa_type=Instant, nullable=False)


class ServedUpdateRow(SQLModel, table=True):
    """An update that the bot (the number before ":" in its token) has served; it says nothing of what was in it or of whom it came from."""

    __tablename__ = "served_updates"

    bot: str = Field(sa_type=ShortString(32), primary_key=True)
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_type=Instant, nullable=False, index=True)
