"""The audit trail as people read it: page by page, newest first, and whole for an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import audit
from bot.database.audit import Broken, Intact, Verdict
from bot.database.engine import reading
from bot.database.tables.staff import AuditRow

__all__ = ["PAGE", "AuditTrail", "Broken", "Entry", "Intact"]

PAGE = 100
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done; `detail` is JSON."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    digest: str


class AuditTrail:
    """Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, *, actor: str = "", action: str = "", subject: str = "", before: int | None = None) -> tuple[Entry, ...]:
        """At most PAGE entries, newest first; `before`: the number of the last entry of the page before."""
        query = select(AuditRow)
        for column, value in ((AuditRow.actor, actor), (AuditRow.action, action), (AuditRow.subject, subject)):
            query = query.where(col(column) == value) if value else query
        if before is not None:
            query = query.where(col(AuditRow.id) < before)
        return self._read(query.order_by(col(AuditRow.id).desc()).limit(PAGE))

    def everything(self) -> Iterator[Entry]:
        """The whole trail, oldest first, in transactions of BATCH entries: what is appended meanwhile comes at the end."""
        last = 0
        while found := self._read(select(AuditRow).where(col(AuditRow.id) > last).order_by(col(AuditRow.id)).limit(BATCH)):
            yield from found
            last = found[-1].id

    def verify(self) -> Verdict:
        """Whether the trail is as it was written."""
        return audit.verify(self._engine)

    def _read(self, query: SelectOfScalar[AuditRow]) -> tuple[Entry, ...]:
        with reading(self._engine) as session:
            return tuple(Entry(row.id, row.at, row.actor, row.action, row.subject, row.detail, row.digest) for row in session.exec(query))
