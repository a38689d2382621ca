"""Who has sent a petition proves it from another chat: tries are counted, and what comes of each is in the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, delete, func, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import write_session
from bot.database.tables.chats import hold_chat
from bot.database.tables.petitions import PersonRow, PetitionRow, ProofRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.origins import home
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionState
from bot.petitions.rules.transitions import Transition
from bot.petitions.store.petitions import CITIZEN, Tell, keep_line
from bot.petitions.store.rows import petition_of

SPAN, SHORT = timedelta(days=1), timedelta(hours=1)
OF_CHAT, OF_ADDRESS = 5, 30
"""Failures of a chat within SPAN, of a network address within SHORT: it may be that of a whole village, which nobody shuts out for a day.
Of ten million numbers of one prefix 720 a day find none."""
OF_PETITION, OF_CHAT_THEN = 10, 1
"""Failures at one petition within SPAN, from which on a chat has so few of its own: the code is known to many, and whoever knows it must
not shut out its sender. The right number of a chat that has not failed yet always passes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`chat` says that it is the sender's of the petition `code` ("" where none was read). `is_right` compares with the number kept."""

    code: str
    chat: ChatId
    address: str
    is_right: Callable[[str], bool]


class Proofs:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def prove(self, claim: Claim, tell: Tell, at: datetime) -> Outcome:
        """Done where it is right: the chat is one of the sender's from now on, and `tell` writes to the others."""
        now, chat = aware(at), claim.chat
        with write_session(self._engine) as session:
            row = session.scalars(select(PetitionRow).where(col(PetitionRow.code) == claim.code).with_for_update()).one_or_none()
            hold_chat(session, chat.channel, chat.key, now)
            if not _may_try(session, claim, now):
                return NotDone(RefusalReason.TOO_MANY)
            people = session.scalars(_senders(row.id if row and row.id else 0)).all()
            is_right = claim.is_right(next((person.phone for person in people if person.phone), ""))
            if row is None or not is_right:
                subject = f"petition:{row.id}" if row else "petition:?"
                session.add_all(ProofRow(subject=each, at=now) for each in _subjects(session, claim) if each)
                audit.record(session, CITIZEN, "petition.unproven", subject, {"channel": chat.channel}, now)
                return NotDone(RefusalReason.UNPROVEN)
            if any((person.channel, person.key) == (chat.channel, chat.key) for person in people):
                return Done(petition_of(row))
            _admit(session, row.id or 0, people, chat, now)
            change = PetitionChange(petition_of(row), Transition.PROVE, CITIZEN, is_public=True)
            keep_line(session, row, change, PetitionState(row.state), now, tell)
            return Done(petition_of(row))

    def purge(self, at: datetime) -> int:
        """Forget the tries that no longer count; returns how many."""
        with write_session(self._engine) as session:
            return len(session.execute(delete(ProofRow).where(col(ProofRow.at) < aware(at) - SPAN).returning(col(ProofRow.id))).all())


def _subjects(session: Session, claim: Claim) -> tuple[str, str, str]:
    """Of which a failure counts: the petition, the chat, and the household's address, "" where the channel does not say. Whose they are
    nobody reads back without the office's key: of addresses there are so few that a plain hash tells them."""

    def named(what: str) -> str:
        return audit.pseudonym(session, f"proof {what}")

    where = home(claim.address)
    return named(f"petition {claim.code}"), named(f"chat {claim.chat}"), named(f"address {where}") if where else ""


def _may_try(session: Session, claim: Claim, now: datetime) -> bool:
    """Whether who claims has not failed too often. Only failures count, and only those of whoever fails."""

    def failed(subject: str, within: timedelta = SPAN) -> int:
        """What lies in the future (a clock was set back) does not count."""
        lately = (col(ProofRow.subject) == subject, col(ProofRow.at) > now - within, col(ProofRow.at) <= now)
        return session.execute(select(func.count()).select_from(ProofRow).where(*lately)).scalar_one() if subject else 0

    petition, chat, address = _subjects(session, claim)
    most = OF_CHAT if failed(petition) < OF_PETITION else OF_CHAT_THEN
    return failed(chat) < most and failed(address, SHORT) < OF_ADDRESS


def _senders(petition_id: int) -> Select[PersonRow]:
    return select(PersonRow).where(col(PersonRow.petition) == petition_id, col(PersonRow.is_author)).order_by(col(PersonRow.id))


def _admit(session: Session, petition_id: int, people: Sequence[PersonRow], chat: ChatId, now: datetime) -> None:
    """Make `chat` one of the sender's; name, address and number move to it, so that they go when it has its data deleted."""
    own = (col(PersonRow.petition) == petition_id, col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
    mine = session.scalars(select(PersonRow).where(*own)).one_or_none() or PersonRow(
        petition=petition_id, channel=chat.channel, key=chat.key, is_author=True, since=now
    )
    holder = next(person for person in people if person.phone)
    mine.is_author, mine.name, mine.address, mine.phone = True, holder.name, holder.address, holder.phone
    holder.name = holder.address = holder.phone = ""
    session.add(mine)
    if holder.channel is None:  # taken down by the staff: the row held nothing but these
        session.delete(holder)
