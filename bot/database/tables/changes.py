"""What became of procedures, and the state of each to compare the next publication with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, Index
from sqlmodel import Field, SQLModel

from bot.database.types import NUMBER, FreeText, Instant, ShortString


class ProcedureStateRow(SQLModel, table=True):
    """A procedure as the newest publication says it (knowledge.publications.changes.State)."""

    __tablename__ = "procedure_states"

    code: str = Field(sa_type=ShortString(64), primary_key=True)
    state: dict[str, Any] = Field(sa_type=JSON, nullable=False)


class ProcedureLookRow(SQLModel, table=True):
    """One row, held while the states are compared: the seal of the index that was looked at last."""

    __tablename__ = "procedure_looks"

    id: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    seal: str = Field(default="", sa_type=ShortString(64), nullable=False)
    at: datetime | None = Field(default=None, sa_type=Instant)


class ProcedureChangeRow(SQLModel, table=True):
    """What became of one procedure; `month` (year × 100 + month) is when it was seen, in the office's zone; `place`: of whose province."""

    __tablename__ = "procedure_changes"
    __table_args__ = (
        Index("procedure_changes_once", "seal", "code", unique=True),
        Index("procedure_changes_by_month", "month", "field"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    seal: str = Field(sa_type=ShortString(64), nullable=False)
    seen: datetime = Field(sa_type=Instant, nullable=False)
    month: int = Field(nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    code: str = Field(sa_type=ShortString(64), nullable=False)
    name: str = Field(sa_type=FreeText, nullable=False)
    was_named: str = Field(default="", sa_type=FreeText, nullable=False)
    field: str = Field(default="", sa_type=FreeText, nullable=False)
    province: str = Field(default="", sa_type=FreeText, nullable=False)
    place: str = Field(default="", sa_type=FreeText, nullable=False)
    decision: str = Field(default="", sa_type=FreeText, nullable=False)
    as_of: date | None = Field(default=None, sa_type=Date)
    successor: str = Field(default="", sa_type=ShortString(64), nullable=False)
    is_served: bool = Field(default=True, nullable=False)
    parts: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
