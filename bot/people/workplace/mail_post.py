"""What leaves for the mailboxes of the staff: that something waits for them, once for all that is new; and the link to log in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlmodel import col

from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.staff import StaffNoticeRow, StaffRow
from bot.database.types import aware
from bot.messages import OutboxMessage, Priority
from bot.people.mailing import LOGIN, NOTICE, asked_whose, box_of
from knowledge.texts.mailboxes import is_mailbox

NEW = timedelta(days=1)  # what is older when an office begins to send mail is not told any more
ONE_LINK_IN = timedelta(minutes=5)  # however often somebody asks for a link

HAS_MAILBOX = (col(StaffRow.is_active), col(StaffRow.email) != "")


class MailPost:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def work(self, at: datetime) -> int:
        """One letter for each who has a confirmed mailbox and something new that they have not read, one to each new address that asks
        whose it is; returns how many. A job."""
        now, row = aware(at), StaffNoticeRow
        reached = select(col(StaffRow.id)).where(*HAS_MAILBOX, col(StaffRow.email_confirmed).is_not(None))
        fresh = (col(row.mailed).is_(None), col(row.read).is_(None), col(row.at) >= now - NEW, col(row.staff).in_(reached))
        with write_session(self._engine) as session:
            told = session.execute(update(row).where(*fresh).values(mailed=now).returning(col(row.staff), col(row.id))).all()
            last = {staff: max(number for of, number in told if of == staff) for staff, _ in told}
            letters = [OutboxMessage(box_of(staff), NOTICE, f"mail:notice:{staff}:{number}") for staff, number in sorted(last.items())]
            unasked = update(StaffRow).where(*HAS_MAILBOX, col(StaffRow.email_asked).is_(None), col(StaffRow.email_confirmed).is_(None))
            asked = session.scalars(unasked.values(email_asked=now).returning(col(StaffRow.id))).all()
            letters += [asked_whose(staff or 0, f"{now:%Y%m%d%H%M%S%f}") for staff in sorted(filter(None, asked))]
            return queue(session, letters, now)

    def ask_again(self, staff: int, at: datetime) -> None:
        """The owner of an address that is not confirmed wants the letter once more; one in ONE_LINK_IN."""
        now = aware(at)
        with write_session(self._engine) as session:
            waits = select(col(StaffRow.id)).where(*HAS_MAILBOX, col(StaffRow.id) == staff, col(StaffRow.email_confirmed).is_(None))
            if session.scalar(waits) is not None:
                queue(session, [asked_whose(staff, str(_window(now)))], now)

    def ask_for_link(self, address: str, at: datetime) -> None:
        """Somebody at the door says that this is theirs: if it is, a login link leaves for it, once the address is
        confirmed; before that the letter that confirms it. Who has the bot gets theirs there alone."""
        if not is_mailbox(address):
            return
        now = aware(at)
        without_bot = (col(StaffRow.is_active), col(StaffRow.chat_key).is_(None))
        whose = select(col(StaffRow.id), col(StaffRow.email_confirmed)).where(*without_bot, col(StaffRow.email) == address.lower())
        with read_session(self._engine) as session:  # made-up addresses take no writer's place
            found = session.execute(whose).first()
        if found is None or found[0] is None:
            return
        staff, is_confirmed = found[0], found[1] is not None
        if not is_confirmed:
            self.ask_again(staff, now)
            return
        with write_session(self._engine) as session:
            queue(session, [OutboxMessage(box_of(staff), LOGIN, f"mail:login:{staff}:{_window(now)}", priority=Priority.REPLY)], now)


def _window(now: datetime) -> int:
    """Of two messages in the same one leaves."""
    return int(now.timestamp() // ONE_LINK_IN.total_seconds())
