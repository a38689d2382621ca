"""What is kept of links and sessions: hashes, whose they are, and until when they count."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue, take_back
from bot.database.tables.staff import LoginLinkRow, SecondFactorRow, SessionRow, StaffRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.people.account_letters import Tell
from bot.people.logins import IDLE, LASTS, LONGEST, MOST_LINKS, SEEN_EVERY, OpenSession, Purpose, hashed, new_token
from bot.people.rights import may_still
from bot.people.staff import Staff
from bot.people.staff_store import end_sessions, staff_of


class Logins:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def link(self, staff_id: int, purpose: Purpose, by: str, at: datetime, tell: Tell | None = None) -> str | None:
        """A new one-time token for an active member of the staff; None where there is none, or too many are open already. `tell`: the
        letter to them, where somebody else asks for it."""
        now, token = aware(at), new_token()
        with write_session(self._engine) as session:
            person = staff_of(session, staff_id) if may_still(session, by, staff_id) else None
            if person is None or _open_links(session, staff_id, purpose, now) >= MOST_LINKS:
                return None
            if tell:
                queue(session, [tell(person)], now)
            expires = now + LASTS[purpose]
            session.add(LoginLinkRow(token_hash=hashed(token), staff=staff_id, purpose=purpose, made=now, expires=expires))
            audit.record(session, by, f"staff.link_{purpose}", f"staff:{staff_id}", {}, now)
        return token

    def mailbox_link(self, staff_id: int, by: str, at: datetime) -> tuple[str, str] | None:
        """A token with which the owner of this person's address says that it is theirs, and that address, read in the same transaction:
        it leaves for no other. None where there is nothing to confirm, or too many are open."""
        now, token = aware(at), new_token()
        with write_session(self._engine) as session:
            row = session.get(StaffRow, staff_id, with_for_update=True)
            if row is None or not row.is_active or not row.email or row.email_confirmed:
                return None
            if _open_links(session, staff_id, Purpose.MAILBOX, now) >= MOST_LINKS:
                return None
            expires = now + LASTS[Purpose.MAILBOX]
            session.add(LoginLinkRow(token_hash=hashed(token), staff=staff_id, purpose=Purpose.MAILBOX, made=now, expires=expires))
            audit.record(session, by, f"staff.link_{Purpose.MAILBOX}", f"staff:{staff_id}", {}, now)
            return token, row.email

    def confirm(self, token: str, at: datetime) -> Staff | None:
        """Use up such a link: from now on letters go to that address. None as in `enter`."""
        now = aware(at)
        if not self._is_known(token):
            return None
        with write_session(self._engine) as session:
            person = _used(session, token, Purpose.MAILBOX, now)
            if person is None or not person.email:
                return None
            session.execute(update(StaffRow).where(col(StaffRow.id) == person.id).values(email_confirmed=now))
            audit.record(session, person.actor, "staff.mailbox_confirmed", person.actor, {}, now)
            return person

    def enter(self, token: str, at: datetime) -> str | None:
        """Use up a login link; returns the token of the new session, None where the link is unknown, used or expired."""
        now, cookie = aware(at), new_token()
        if not self._is_known(token):
            return None
        with write_session(self._engine) as session:
            person = _used(session, token, Purpose.LOGIN, now)
            if person is None:
                return None
            session.add(SessionRow(token_hash=hashed(cookie), staff=person.id, begun=now, seen=now))
            audit.record(session, person.actor, "staff.logged_in", person.actor, {}, now)
        return cookie

    def join(self, token: str, chat: ChatId, at: datetime, tell: Tell | None = None) -> Staff | None:
        """Use up an invitation: from now on `chat` is this person's, and what was opened from another ends; that one is told (`tell`), and
        what still waits to leave for it does not.

        None as in `enter`, or where the chat is somebody else's.
        """
        now = aware(at)
        if not self._is_known(token):
            return None
        try:
            with write_session(self._engine) as session:
                person = _used(session, token, Purpose.INVITE, now)
                if person is None:
                    return None
                own = col(StaffRow.id) == person.id
                session.execute(update(StaffRow).where(own).values(chat_channel=chat.channel, chat_key=chat.key))
                is_other = person.chat not in (None, chat)
                ended = end_sessions(session, person.id) if is_other else 0
                if is_other:
                    take_back(session, person.id, now)
                    queue(session, [tell(person)] if tell else [], now)
                audit.record(session, person.actor, "staff.joined", person.actor, {"channel": chat.channel, "sessions": ended}, now)
        except IntegrityError:
            return None
        return Staff(person.id, person.name, person.role, person.unit, chat)

    def _is_known(self, token: str) -> bool:
        """Whether it was ever given out. Anybody may send what is made up, as often as they like: it takes no writer's place."""
        with read_session(self._engine) as session:
            return session.get(LoginLinkRow, hashed(token)) is not None

    def of_session(self, cookie: str, at: datetime) -> Staff | None:
        """Whose session it is, whether or not they have passed their second factor."""
        found = self.session(cookie, at)
        return found.staff if found else None

    def session(self, cookie: str, at: datetime) -> OpenSession | None:
        """The session with this cookie; None where it is unknown or over, or its owner has left."""
        now, key = aware(at), hashed(cookie)
        with read_session(self._engine) as session:
            row = session.get(SessionRow, key)
            if row is None or now - row.seen >= IDLE or now - row.begun >= LONGEST:
                return None
            person, is_old, second = staff_of(session, row.staff), now - row.seen >= SEEN_EVERY, session.get(SecondFactorRow, row.staff)
            has_second, is_passed = second is not None and second.confirmed is not None, row.is_passed
        if person and is_old:
            with write_session(self._engine) as session:
                session.execute(update(SessionRow).where(col(SessionRow.token_hash) == key).values(seen=now))
        return OpenSession(person, has_second, is_passed) if person else None

    def leave(self, cookie: str) -> None:
        """Log out here."""
        with write_session(self._engine) as session:
            session.execute(delete(SessionRow).where(col(SessionRow.token_hash) == hashed(cookie)))

    def leave_everywhere(self, staff_id: int, by: str, at: datetime) -> int:
        """Log out on every machine, and let no open login link count; returns how many sessions there were."""
        with write_session(self._engine) as session:
            if not may_still(session, by, staff_id):
                return 0
            count = end_sessions(session, staff_id)
            audit.record(session, by, "staff.logged_out_everywhere", f"staff:{staff_id}", {"sessions": count}, at)
        return count

    def end_all(self, by: str, at: datetime) -> int:
        """Log everybody out, and let no link count that was ever given out, invitations among them; returns how many sessions there were.

        For a database that goes back in time: what had ended since would live again.
        """
        with write_session(self._engine) as session:
            session.execute(delete(LoginLinkRow))
            count = len(session.execute(delete(SessionRow).returning(col(SessionRow.token_hash))).all())
            audit.record(session, by, "staff.logged_out_everywhere", "database", {"sessions": count}, at)
        return count

    def sweep(self, at: datetime) -> int:
        """Delete what counts no more; returns how many rows."""
        now = aware(at)
        over = or_(col(SessionRow.seen) <= now - IDLE, col(SessionRow.begun) <= now - LONGEST)
        with write_session(self._engine) as session:
            links = session.execute(delete(LoginLinkRow).where(col(LoginLinkRow.expires) <= now).returning(col(LoginLinkRow.staff)))
            ended = session.execute(delete(SessionRow).where(over).returning(col(SessionRow.staff)))
            return len(links.all()) + len(ended.all())


def _open_links(session: Session, staff_id: int, purpose: Purpose, now: datetime) -> int:
    still = (col(LoginLinkRow.expires) > now, col(LoginLinkRow.used).is_(None))
    query = select(func.count()).where(col(LoginLinkRow.staff) == staff_id, col(LoginLinkRow.purpose) == purpose, *still)
    return int(session.execute(query).scalar_one())


def _used(session: Session, token: str, purpose: Purpose, now: datetime) -> Staff | None:
    """Whose link it is, used up in the same statement: of two that come at once one gets through.

    It is looked up by its hash, so the time taken says nothing about a token.
    """
    usable = (col(LoginLinkRow.purpose) == purpose, col(LoginLinkRow.used).is_(None), col(LoginLinkRow.expires) > now)
    found = update(LoginLinkRow).where(col(LoginLinkRow.token_hash) == hashed(token), *usable).values(used=now)
    staff_id = session.execute(found.returning(col(LoginLinkRow.staff))).scalar()
    return staff_of(session, staff_id) if staff_id is not None else None
