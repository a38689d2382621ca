"""What leaves for the mailboxes of the staff: that something waits for them, once for all that is new; and the link to log in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlmodel import col

from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.staff import StaffNoticeRow, StaffRow
from bot.database.types import aware
from bot.messages import ChatId, OutboxMessage, Priority
from knowledge.texts.mailboxes import is_mailbox

MAIL = "mail"  # the channel; the key of a mailbox is the number of whose it is, never the address
NOTICE, LOGIN = "notice", "login"
"""What a message says: which letter it is. The letter itself is written when it leaves."""
NEW = timedelta(days=1)  # what is older when an office begins to send mail is not told any more
ONE_LINK_IN = timedelta(minutes=5)  # however often somebody asks for a link


class MailPost:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def work(self, at: datetime) -> int:
        """One letter for each who has a mailbox and something new that they have not read; returns how many. A job."""
        now, row = aware(at), StaffNoticeRow
        reached = select(col(StaffRow.id)).where(col(StaffRow.is_active), col(StaffRow.email) != "")
        fresh = (col(row.mailed).is_(None), col(row.read).is_(None), col(row.at) >= now - NEW, col(row.staff).in_(reached))
        with write_session(self._engine) as session:
            told = session.execute(update(row).where(*fresh).values(mailed=now).returning(col(row.staff), col(row.id))).all()
            last = {staff: max(number for of, number in told if of == staff) for staff, _ in told}
            letters = [OutboxMessage(_box(staff), NOTICE, f"mail:notice:{staff}:{number}") for staff, number in sorted(last.items())]
            return queue(session, letters, now)

    def ask_for_link(self, address: str, at: datetime) -> None:
        """Somebody at the door says that this is theirs: if it is, a login link leaves for it. Who has the bot gets theirs there alone: an
        address is written down by somebody else."""
        if not is_mailbox(address):
            return
        now = aware(at)
        window = int(now.timestamp() // ONE_LINK_IN.total_seconds())
        without_bot = (col(StaffRow.is_active), col(StaffRow.chat_key).is_(None))
        whose = select(col(StaffRow.id)).where(*without_bot, col(StaffRow.email) == address.lower())
        with read_session(self._engine) as session:  # made-up addresses take no writer's place
            staff = session.execute(whose).scalar()
        if staff is not None:
            with write_session(self._engine) as session:
                queue(session, [OutboxMessage(_box(staff), LOGIN, f"mail:login:{staff}:{window}", priority=Priority.REPLY)], now)


def _box(staff: int) -> ChatId:
    return ChatId(MAIL, str(staff))
