"""The end of the audit trail, told outside the database: in a file and in the log. Who cuts the end off the table, or writes all of it anew
without the key, cannot make the file say so; who has the file too cannot make the log unsay it."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from pathlib import Path

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Engine

from bot.database import audit
from bot.database.audit import Broken, Head, Verdict
from bot.database.engine import read_session, write_session
from bot.modes import close_files, own_folder
from knowledge.files import write_atomically

SYSTEM = "system"
log = structlog.get_logger(__name__)


class _AnchorRecord(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    rows: int
    digest: str
    keyed_from: int
    at: str
    seal: str = ""

    def sealed_with(self, key: bytes) -> str:
        body = json.dumps([self.rows, self.digest, self.keyed_from, self.at])
        return hmac.digest(key, f"mot-cua anchor {body}".encode(), "sha256").hex()


class Anchor:
    """The file at `path` over a keyed engine."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    def work(self, at: datetime) -> bool:
        """Write down the end of the trail where it has moved; what does not go on from what was written is told, and stays as evidence:
        False then.

        Runs every minute; late or twice does no harm. Raises nothing for a file that is not ours.
        """
        told = self._told()
        if told is None and not self._path.exists():
            self.begin(at)
        elif told is None:
            log.error("audit trail: the anchor was changed, or SECRET_KEY is another", file=str(self._path))
            return False
        elif (head := self._head(told)) is None:
            log.error("audit trail cut or rewritten", rows=told.rows, digest=told.digest)
            return False
        elif head != told:
            self._write(head, at)
        return True

    def begin(self, at: datetime, **why: object) -> None:
        """Anchor the trail as it is, and say so in it: the first time, and after a restore, which goes back on purpose."""
        with write_session(self._engine) as session:
            before = audit.head_of(session)
            action = "trail.anchored" if before.keyed_from else audit.KEYED
            audit.record(session, SYSTEM, action, "trail", {"rows": before.rows, "digest": before.digest, **why}, at)
        with read_session(self._engine) as session:
            self._write(audit.head_of(session), at)

    def verify(self) -> Verdict:
        """Walk the trail and hold it against the file; a file that is there and not ours breaks it at its first row."""
        told = self._told()
        if told is None and self._path.exists():
            return Broken(1)
        return audit.verify(self._engine, told)

    def _head(self, told: Head) -> Head | None:
        """The end of the trail now; None where it does not go on from `told`."""
        with read_session(self._engine) as session:
            head = audit.head_of(session)
            return head if audit.continues(session, told) and head.keyed_from == told.keyed_from else None

    def _told(self) -> Head | None:
        """What the file says; None where there is none, or its seal is not of our key."""
        try:
            told = _AnchorRecord.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        if not hmac.compare_digest(told.seal, told.sealed_with(audit.key_of(self._engine))):
            return None
        return Head(told.rows, told.digest, told.keyed_from)

    def _write(self, head: Head, at: datetime) -> None:
        told = _AnchorRecord(rows=head.rows, digest=head.digest, keyed_from=head.keyed_from, at=at.isoformat())
        sealed = told.model_copy(update={"seal": told.sealed_with(audit.key_of(self._engine))})
        own_folder(self._path.parent)
        write_atomically(self._path, sealed.model_dump_json(indent=1).encode())
        close_files([self._path])
        log.info("audit trail anchored", rows=head.rows, digest=head.digest)
