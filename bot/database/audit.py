"""The audit trail: what was done, by whom, when; appended to, never changed, each row chained to the one before by its keyed digest."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col

from bot.database.engine import read_session, write_session
from bot.database.tables.staff import AuditHeadRow, AuditRow
from bot.database.types import aware, storable

HEAD = 1
KEY = "motcua_audit_key"  # under which an engine keeps the key of the chain
KEYED = "trail.keyed"  # the row with which the keyed part begins
PENDING = "audit"  # where a session keeps what it will append
COLUMNS = tuple(getattr(AuditRow, name) for name in ("id", "at", "actor", "action", "subject", "detail", "previous", "digest"))
READ_AGAIN = timedelta(minutes=10)  # in which the same reader of the same page is one row, or the trail would drown
BATCH = 5_000  # rows verified at a time: memory stays flat over a million


@dataclass(frozen=True, slots=True)
class Intact:
    """The trail is whole: `rows` rows, the last digest being `digest`; `anchored`: up to which row what was written outside vouches."""

    rows: int
    digest: str
    anchored: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """The trail was tampered with: `row` is the first number that was changed, is missing or is not as it was told outside."""

    row: int


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the trail as it was told outside the table: its last row, that row's digest, and from which row on the chain is keyed."""

    rows: int
    digest: str
    keyed_from: int = 0


Verdict = Intact | Broken


def keyed(engine: Engine, secret: str) -> Engine:
    """From now on what `engine` appends is chained with a key that is made of the office's secret: who has the database alone can
    forge no row. Returns the engine."""
    engine.update_execution_options(**{KEY: hmac.digest(secret.encode(), b"mot-cua audit trail", "sha256")})
    return engine


def key_of(engine: Engine) -> bytes:
    """b"" where it has none."""
    return bytes(engine.get_execution_options().get(KEY, b""))


def pseudonym(session: Session, name: str) -> str:
    """The same for the same name, and nobody without the key finds the name by it: the trail outlives what a citizen deletes."""
    return hmac.digest(_key(session), f"pseudonym {name}".encode(), "sha256").hex()[:16]


def record(session: Session, actor: str, action: str, subject: str, detail: Mapping[str, object], at: datetime) -> None:
    """Append a row when the transaction of `session` commits; undone with it.

    `actor`: "staff:3", "system", "cli"; `action`: a verb ("petition.assign"); `subject`: "petition:12"; `detail`: what JSON can
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
    key = _key(session)
    head = session.execute(select(AuditHeadRow).where(col(AuditHeadRow.id) == HEAD).with_for_update()).scalar_one()
    for at, actor, action, subject, detail in pending:
        number, previous = head.last + 1, head.digest
        digest = _digest(key, number, at, actor, action, subject, detail, previous)
        row = AuditRow(id=number, at=at, actor=actor, action=action, subject=subject, detail=detail, previous=previous, digest=digest)
        session.add(row)
        head.last, head.digest = number, digest
    pending.clear()


def has(session: Session, actor: str, action: str, subject: str, since: datetime) -> bool:
    """Whether the trail says so already since then; along the index of subjects."""
    own = (col(AuditRow.subject) == subject, col(AuditRow.actor) == actor, col(AuditRow.action) == action)
    latest = session.scalar(select(col(AuditRow.at)).where(*own).order_by(col(AuditRow.id).desc()).limit(1))
    return latest is not None and latest >= since


def note_read(engine: Engine, who: str, what: str, subject: str, at: datetime) -> None:
    """That somebody of the staff (`who`: "staff:3") read what is personal: one row in READ_AGAIN. `what`: "petition.read"."""
    now = aware(at)
    with read_session(engine) as session:
        if has(session, who, what, subject, now - READ_AGAIN):
            return
    with write_session(engine) as session:
        record(session, who, what, subject, {}, now)


def verify(engine: Engine, told: Head | None = None) -> Verdict:
    """Walk the whole trail: Broken names the first row that was changed, removed, cut off, or is another than was `told` outside.

    Rows of earlier versions, which had no key, count before the first keyed one alone.
    """
    key, is_keyed, last, digest = key_of(engine), False, 0, ""
    with read_session(engine) as session:
        head = session.get_one(AuditHeadRow, HEAD)
        end = head.last, head.digest
        while rows := _between(session, last, head.last):
            for number, *what, previous, found in rows:
                is_keyed = is_keyed or bool(told and told.keyed_from and number >= told.keyed_from)
                kinds = [_digest(key, number, *what, previous)] if is_keyed else _both(key, number, *what, previous)
                if number != last + 1 or previous != digest or found not in kinds or _is_other(told, number, found):
                    return Broken(last + 1)
                is_keyed = is_keyed or bool(key and found == kinds[0])
                last, digest = number, found
    if (last, digest) != end or (told and told.rows > last):
        return Broken(last + 1)
    return Intact(last, digest, told.rows if told else 0)


def head_of(session: Session) -> Head:
    """The end of the trail now; `keyed_from` is the row that says so."""
    head = session.get_one(AuditHeadRow, HEAD)
    first = session.scalar(select(func.min(col(AuditRow.id))).where(col(AuditRow.action) == KEYED))
    return Head(head.last, head.digest, first or 0)


def continues(session: Session, told: Head) -> bool:
    """Whether the trail still has the row that was told; cheap, where `verify` walks."""
    digest = session.scalar(select(col(AuditRow.digest)).where(col(AuditRow.id) == told.rows)) if told.rows else ""
    return digest == told.digest and session.get_one(AuditHeadRow, HEAD).last >= told.rows


def _is_other(told: Head | None, number: int, found: str) -> bool:
    return told is not None and number == told.rows and found != told.digest


def _both(key: bytes, *parts: object) -> list[str]:
    """With the key and, as earlier versions wrote it, without."""
    return [_digest(key, *parts), _digest(b"", *parts)]


def _key(session: AnySession) -> bytes:
    return bytes(session.connection().get_execution_options().get(KEY, b""))


def _between(session: Session, after: int, upto: int) -> Sequence[Any]:
    """Plain columns: a million rows as objects would take minutes."""
    within = (col(AuditRow.id) > after, col(AuditRow.id) <= upto)
    return session.execute(select(*COLUMNS).where(*within).order_by(col(AuditRow.id)).limit(BATCH)).all()


def _digest(key: bytes, *parts: object) -> str:
    told = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    content = json.dumps(told, ensure_ascii=False).encode()
    return hmac.digest(key, content, "sha256").hex() if key else hashlib.sha256(content).hexdigest()
