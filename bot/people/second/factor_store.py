"""What is kept of second factors: from which number a key is derived, which code was used last, how many wrong ones were typed."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.staff import SecondFactorRow, SessionRow
from bot.database.types import aware
from bot.people.account_letters import Tell
from bot.people.logins import hashed
from bot.people.rights import may_still
from bot.people.second import totp
from bot.people.staff import Staff
from bot.people.staff_store import end_sessions, staff_of


class CodeVerdict(StrEnum):
    """What became of a code that was typed."""

    PASSED = "passed"
    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong ones: wait


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`is_on`: asked at login; before that its key is shown. `left`: recovery codes that were not used."""

    key: bytes
    is_on: bool
    left: int


class SecondFactors:
    """Each method is one transaction; times are aware (ValueError if naive). `secret`: the office's."""

    def __init__(self, engine: Engine, secret: str) -> None:
        self._engine = engine
        self._secret = secret

    def of(self, staff: int) -> Enrolment | None:
        with read_session(self._engine) as session:
            row = session.get(SecondFactorRow, staff)
            return Enrolment(totp.key_of(self._secret, row.nonce), row.confirmed is not None, len(row.codes)) if row else None

    def everyone(self) -> frozenset[int]:
        """Who is asked for a code."""
        with read_session(self._engine) as session:
            return frozenset(session.scalars(select(col(SecondFactorRow.staff)).where(col(SecondFactorRow.confirmed).is_not(None))))

    def begin(self, staff: int, at: datetime) -> None:
        """A new key to be scanned; nothing changes for who has one that counts."""
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, staff, with_for_update=True)
            if row is None:
                session.add(SecondFactorRow(staff=staff, nonce=totp.new_nonce(), since=aware(at)))
            elif row.confirmed is None:
                row.nonce, row.since = totp.new_nonce(), aware(at)

    def turn_on(self, person: Staff, typed: str, cookie: str, at: datetime, tell: Tell) -> tuple[str, ...] | CodeVerdict:
        """The telephone counts right: from now on a code is asked for at login, of every other session at once, also of one that has passed
        a factor that was there before. They are told. Returns the recovery codes, which are shown once."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, person.id, with_for_update=True)
            if row is None or row.confirmed is not None:
                return CodeVerdict.WRONG
            verdict = self._tried(session, row, typed, now)
            if verdict is not CodeVerdict.PASSED:
                return verdict
            row.confirmed = now
            _pass_none(session, person.id)
            _pass(session, cookie)
            queue(session, [tell(person)], now)
            audit.record(session, person.actor, "staff.second_on", person.actor, {}, now)
            return self._new_codes(row)

    def check(self, person: Staff, typed: str, cookie: str, at: datetime, tell: Tell) -> CodeVerdict:
        """At login: the session goes on with a code, or with a recovery code, which is used up and of which they are told."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, person.id, with_for_update=True)
            if row is None or row.confirmed is None:
                return CodeVerdict.WRONG
            left = len(row.codes)
            verdict = self._tried(session, row, typed, now, takes_recovery=True)
            if verdict is CodeVerdict.PASSED:
                _pass(session, cookie)
                queue(session, [tell(person)] if len(row.codes) < left else [], now)
            return verdict

    def renew(self, person: Staff, typed: str, at: datetime, tell: Tell) -> tuple[str, ...] | CodeVerdict:
        """Other recovery codes in the place of those that there are; they are told."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, person.id, with_for_update=True)
            if row is None or row.confirmed is None:
                return CodeVerdict.WRONG
            verdict = self._tried(session, row, typed, now)
            if verdict is not CodeVerdict.PASSED:
                return verdict
            queue(session, [tell(person)], now)
            audit.record(session, person.actor, "staff.second_codes", person.actor, {}, now)
            return self._new_codes(row)

    def turn_off(self, person: Staff, typed: str, at: datetime, tell: Tell) -> CodeVerdict:
        """Turned off by its owner with a code, as a session left open is not enough proof. The owner is notified."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, person.id, with_for_update=True)
            if row is None or row.confirmed is None:
                return CodeVerdict.WRONG
            verdict = self._tried(session, row, typed, now, takes_recovery=True)
            if verdict is CodeVerdict.PASSED:
                session.delete(row)
                _pass_none(session, person.id)
                queue(session, [tell(person)], now)
                audit.record(session, person.actor, "staff.second_off", person.actor, {}, now)
            return verdict

    def reset(self, staff: int, by: str, at: datetime, tell: Tell | None = None) -> bool:
        """Telephone and codes are lost: an admin, or the command line, takes it away; they are logged out everywhere and told. False where
        there is none, or the admin `by` is none any more."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(SecondFactorRow, staff, with_for_update=True) if may_still(session, by) else None
            if row is None or row.confirmed is None:
                return False
            person = staff_of(session, staff)
            if person and tell:
                queue(session, [tell(person)], now)
            session.delete(row)
            audit.record(session, by, "staff.second_reset", f"staff:{staff}", {"sessions": end_sessions(session, staff)}, now)
            return True

    def _new_codes(self, row: SecondFactorRow) -> tuple[str, ...]:
        codes = totp.new_recovery_codes()
        row.codes = [totp.recovery_hash(self._secret, row.staff, code) for code in codes]
        return codes

    def _tried(self, session: Session, row: SecondFactorRow, typed: str, now: datetime, *, takes_recovery: bool = False) -> CodeVerdict:
        """One try, counted in the database: whichever process is asked, there are so many. A code counts once."""
        is_old = row.failed_since is None or abs(now - row.failed_since) >= totp.TRIES_IN  # also where the clock was set back
        if row.failed >= totp.MOST_TRIES and not is_old:
            return CodeVerdict.LOCKED
        step = totp.step_matched(totp.key_of(self._secret, row.nonce), totp.digits_in(typed), now, row.last_step)
        if step is not None:
            row.last_step, row.failed, row.failed_since = step, 0, None
            return CodeVerdict.PASSED
        if takes_recovery and self._recovered(session, row, typed, now):
            return CodeVerdict.PASSED
        row.failed, row.failed_since = (1, now) if is_old else (row.failed + 1, row.failed_since)
        if row.failed == totp.MOST_TRIES:
            audit.record(session, f"staff:{row.staff}", "staff.second_locked", f"staff:{row.staff}", {}, now)
        return CodeVerdict.WRONG

    def _recovered(self, session: Session, row: SecondFactorRow, typed: str, now: datetime) -> bool:
        mark = totp.recovery_hash(self._secret, row.staff, typed)
        left = [kept for kept in row.codes if not hmac.compare_digest(kept, mark)]
        if len(left) == len(row.codes):
            return False
        row.codes, row.failed, row.failed_since = left, 0, None
        audit.record(session, f"staff:{row.staff}", "staff.second_recovered", f"staff:{row.staff}", {"codes_left": len(left)}, now)
        return True


def _pass_none(session: Session, staff: int) -> None:
    """Every session must pass the factor anew: the one that it has passed counts no more."""
    session.execute(update(SessionRow).where(col(SessionRow.staff) == staff).values(is_passed=False))


def _pass(session: Session, cookie: str) -> None:
    session.execute(update(SessionRow).where(col(SessionRow.token_hash) == hashed(cookie)).values(is_passed=True))
