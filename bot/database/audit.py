"""The audit trail: what was done, by whom, when; appended to, never changed, each row chained to the one before by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col

from bot.database.engine import reading
from bot.database.tables.staff import AuditHeadRow, AuditRow
from bot.database.types import aware, storable

HEAD = 1
PENDING = "audit"  # where a session keeps what it will append
COLUMNS = tuple(getattr(AuditRow, name) for name in ("id", "at", "actor", "action", "subject", "detail", "previous", "digest"))
BATCH = 5_000  # rows verified at a time: memory stays flat over a million


@dataclass(frozen=True, slots=True)
class Intact:
    """The trail is whole: `rows` rows, the last digest being `digest` (written down elsewhere, it proves that nobody rewrote it all)."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The trail was tampered with: `row` is the first number that was changed or is missing."""

    row: int


Verdict = Intact | Broken


def record(session: Session, actor: str, action: str, subject: str, detail: Mapping[str, object], at: datetime) -> None:
    """Append a row when the transaction of `session` commits; undone with it.

    `actor`: "staff:3", "system", "cli"; `action`: a verb ("petition.assigned"); `subject`: "petition:12"; `detail`: what JSON can
    hold, no personal data of citizens. It is written last, at the commit, so that the trail is locked for a moment only and may
    be called anywhere in the transaction without a deadlock. Raises ValueError for a naive time, TypeError for a foreign detail.
    """
    told = storable(json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    row = (aware(at), actor, action, subject, told)
    if PENDING not in session.info:
        session.info[PENDING] = []
        event.listen(session, "before_commit", _append)
    session.info[PENDING].append(row)


def _append(session: AnySession) -> None:
    """Chain what is pending to the end of the trail; PostgreSQL lets one transaction in at a time, on SQLite one writes anyway."""
    pending = session.info[PENDING]
    if not pending:
        return
    session.flush()
    head = session.execute(select(AuditHeadRow).where(col(AuditHeadRow.id) == HEAD).with_for_update()).scalar_one()
    for at, actor, action, subject, detail in pending:
        number, previous = head.last + 1, head.digest
        digest = _digest(number, at, actor, action, subject, detail, previous)
        row = AuditRow(id=number, at=at, actor=actor, action=action, subject=subject, detail=detail, previous=previous, digest=digest)
        session.add(row)
        head.last, head.digest = number, digest
    pending.clear()


def verify(engine: Engine) -> Verdict:
    """Walk the whole trail: Broken names the first row that was changed, removed or cut off."""
    last, digest = 0, ""
    with reading(engine) as session:
        head = session.get_one(AuditHeadRow, HEAD)
        end = head.last, head.digest
        while rows := _between(session, last, head.last):
            for number, *told, previous, found in rows:
                if number != last + 1 or previous != digest or found != _digest(number, *told, previous):
                    return Broken(last + 1)
                last, digest = number, found
    return Intact(last, digest) if (last, digest) == end else Broken(last + 1)


def _between(session: Session, after: int, upto: int) -> Sequence[Any]:
    """Plain columns: a million rows as objects would take minutes."""
    within = (col(AuditRow.id) > after, col(AuditRow.id) <= upto)
    return session.execute(select(*COLUMNS).where(*within).order_by(col(AuditRow.id)).limit(BATCH)).all()


def _digest(*parts: object) -> str:
    told = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
