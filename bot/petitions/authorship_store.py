"""Who has sent a petition proves it from another chat: tries are counted, and what comes of each is in the audit trail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, delete, func, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import writing
from bot.database.tables.chats import hold_chat
from bot.database.tables.petitions import PersonRow, PetitionRow, ProofRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.petitions.change import Change
from bot.petitions.moves import Move
from bot.petitions.outcome import Done, Outcome, Refused, Why
from bot.petitions.petition import State
from bot.petitions.rows import petition_of
from bot.petitions.store import CITIZEN, Tell, keep_line

SPAN = timedelta(days=1)
OF_PETITION, OF_CHAT, OF_ADDRESS = 10, 5, 30
"""Tries within SPAN: of ten million numbers of one prefix ten a day find none; an address may be that of a whole office."""


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
        with writing(self._engine) as session:
            row = session.scalars(select(PetitionRow).where(col(PetitionRow.code) == claim.code).with_for_update()).one_or_none()
            hold_chat(session, chat.channel, chat.key, now)
            if not _may_try(session, _subjects(claim), now):
                return Refused(Why.TOO_MANY)
            people = session.scalars(_senders(row.id if row and row.id else 0)).all()
            is_right = claim.is_right(next((person.phone for person in people if person.phone), ""))
            if row is None or not is_right:
                subject = f"petition:{row.id}" if row else "petition:?"
                audit.record(session, CITIZEN, "petition.unproven", subject, {"channel": chat.channel}, now)
                return Refused(Why.UNPROVEN)
            if any((person.channel, person.key) == (chat.channel, chat.key) for person in people):
                return Done(petition_of(row))
            _admit(session, row.id or 0, people, chat, now)
            change = Change(petition_of(row), Move.PROVE, CITIZEN, is_public=True)
            keep_line(session, row, change, State(row.state), now, tell)
            return Done(petition_of(row))

    def purge(self, at: datetime) -> int:
        """Forget the tries that no longer count; returns how many."""
        with writing(self._engine) as session:
            return len(session.execute(delete(ProofRow).where(col(ProofRow.at) < aware(at) - SPAN).returning(col(ProofRow.id))).all())


def _subjects(claim: Claim) -> dict[str, int]:
    """What a try counts for, as digests (an address is nobody's business), and how many are allowed."""
    told = {f"petition {claim.code}": OF_PETITION, f"chat {claim.chat}": OF_CHAT, f"address {claim.address}": OF_ADDRESS}
    return {hashlib.sha256(subject.encode()).hexdigest(): most for subject, most in told.items() if not subject.endswith(" ")}


def _may_try(session: Session, subjects: dict[str, int], now: datetime) -> bool:
    """Count a try; False, and nothing is counted, where one of `subjects` has had enough. What lies in the future (a clock was set back)
    does not count."""
    within = (col(ProofRow.at) > now - SPAN, col(ProofRow.at) <= now)
    query = (
        select(col(ProofRow.subject), func.count())
        .where(col(ProofRow.subject).in_(sorted(subjects)), *within)
        .group_by(col(ProofRow.subject))
    )
    tried = {subject: count for subject, count in session.execute(query)}  # noqa: C416
    if any(tried.get(subject, 0) >= most for subject, most in subjects.items()):
        return False
    session.add_all(ProofRow(subject=subject, at=now) for subject in subjects)
    return True


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
