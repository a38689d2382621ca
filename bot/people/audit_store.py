"""The audit trail as people read it: page by page, newest first, and whole for an inspection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import audit
from bot.database.anchor import Anchor
from bot.database.audit import Broken, Intact, Verdict
from bot.database.engine import read_session, write_session
from bot.database.tables.staff import AuditRow

__all__ = ["PAGE", "AuditEntry", "AuditTrail", "Broken", "Intact"]

PAGE = 100
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class AuditEntry:
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

    def __init__(self, engine: Engine, anchor: Path | None = None) -> None:
        """`anchor`: the file in which the end of the trail is told outside the database."""
        self._engine = engine
        self._anchor = Anchor(engine, anchor) if anchor else None

    def note(self, actor: str, action: str, subject: str, detail: Mapping[str, object], at: datetime) -> None:
        """Something was done that changes no other table: somebody took data along."""
        with write_session(self._engine) as session:
            audit.record(session, actor, action, subject, detail, at)

    def anchor(self, at: datetime) -> None:
        """Tell the end of the trail outside the database."""
        if self._anchor:
            self._anchor.work(at)

    def page(
        self, *, actor: str = "", action: str = "", subject: str = "", before: int | None = None, but: Set[str] = frozenset()
    ) -> tuple[AuditEntry, ...]:
        """At most PAGE entries, newest first; `before`: the number of the last entry of the page before; `but`: subjects to leave out.

        `subject`: "petition:12", or "petition:" for every petition.
        """
        query = select(AuditRow)
        for column, value in ((AuditRow.actor, actor), (AuditRow.action, action), (AuditRow.subject, subject)):
            is_kind = column is AuditRow.subject and value.endswith(":")
            query = query.where(col(column).startswith(value, autoescape=True) if is_kind else col(column) == value) if value else query
        shown: list[AuditEntry] = []
        while len(shown) < PAGE:
            older = query if before is None else query.where(col(AuditRow.id) < before)
            found = self._read(older.order_by(col(AuditRow.id).desc()).limit(PAGE))
            shown += (entry for entry in found if entry.subject not in but)
            if len(found) < PAGE:
                break
            before = found[-1].id
        return tuple(shown[:PAGE])

    def everything(self, but: Set[str] = frozenset()) -> Iterator[AuditEntry]:
        """The trail but for some subjects, oldest first, in transactions of BATCH entries: what is appended meanwhile comes at the end."""
        last = 0
        while found := self._read(select(AuditRow).where(col(AuditRow.id) > last).order_by(col(AuditRow.id)).limit(BATCH)):
            yield from (entry for entry in found if entry.subject not in but)
            last = found[-1].id

    def verify(self) -> Verdict:
        """Whether the trail is as it was written, and goes on from what was told outside."""
        return self._anchor.verify() if self._anchor else audit.verify(self._engine)

    def _read(self, query: SelectOfScalar[AuditRow]) -> tuple[AuditEntry, ...]:
        with read_session(self._engine) as session:
            return tuple(
                AuditEntry(row.id, row.at, row.actor, row.action, row.subject, row.detail, row.digest) for row in session.exec(query)
            )
