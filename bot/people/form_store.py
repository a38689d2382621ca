"""Forms that were sent: each is done once, however often and to whichever process of the office it comes."""

from __future__ import annotations

import time
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import ColumnElement, Engine, delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.database.engine import read_session, write_session
from bot.database.tables.staff import LoginLinkRow
from bot.database.types import aware
from bot.people.logins import LASTS, Purpose

PATIENCE = 5.0  # seconds that the second press waits for what becomes of the first
LOST = timedelta(minutes=1)  # one that has not ended by then never will: its process died
MOST_PLACES = 1_000  # of which this process remembers where they led


class SentForms:
    """Each method is one transaction; times are aware (ValueError if naive). They stand among the one-time tokens of the staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._places: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def begin(self, token_hash: str, staff_id: int, at: datetime) -> str | None:
        """None: it is to be done now, and to be ended by `done` or `dropped`. Else where the first of its kind led, "" where that is not
        known here."""
        end = time.monotonic() + PATIENCE
        while not self._is_first(token_hash, staff_id, aware(at)):
            if self._is_done(token_hash) or time.monotonic() > end:
                with self._lock:
                    return self._places.get(token_hash, "")
            time.sleep(0.05)
        return None

    def done(self, token_hash: str, place: str, at: datetime) -> None:
        """It was taken, and led to `place`."""
        with self._lock:
            self._places[token_hash] = place
            if len(self._places) > MOST_PLACES:
                self._places.popitem(last=False)
        with write_session(self._engine) as session:
            session.execute(update(LoginLinkRow).where(*_own(token_hash)).values(used=aware(at)))

    def dropped(self, token_hash: str) -> None:
        """Nothing came of it: it may be sent again."""
        with write_session(self._engine) as session:
            session.execute(delete(LoginLinkRow).where(*_own(token_hash)))

    def _is_first(self, token_hash: str, staff_id: int, now: datetime) -> bool:
        row = LoginLinkRow(token_hash=token_hash, staff=staff_id, purpose=Purpose.FORM, made=now, expires=now + LASTS[Purpose.FORM])
        try:
            with write_session(self._engine) as session:
                if not _taken_over(session, token_hash, now):
                    session.add(row)
        except IntegrityError:
            return False
        return True

    def _is_done(self, token_hash: str) -> bool:
        with read_session(self._engine) as session:
            row = session.get(LoginLinkRow, token_hash)
            return row is not None and row.used is not None


def _own(token_hash: str) -> tuple[ColumnElement[bool], ...]:
    return col(LoginLinkRow.token_hash) == token_hash, col(LoginLinkRow.purpose) == Purpose.FORM


def _taken_over(session: Session, token_hash: str, now: datetime) -> bool:
    lost = (col(LoginLinkRow.used).is_(None), col(LoginLinkRow.made) <= now - LOST)
    again = update(LoginLinkRow).where(*_own(token_hash), *lost).values(made=now)
    return bool(session.execute(again.returning(col(LoginLinkRow.token_hash))).all())
