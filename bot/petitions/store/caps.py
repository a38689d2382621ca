"""Counts what was filed within a day, inside the transaction that files: of all processes that want the last place one gets it."""

from __future__ import annotations

from datetime import date
from functools import cache

from sqlalchemy import Engine, bindparam, delete, func, select
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel, col

from bot.database.engine import upserting_in, write_session
from bot.database.tables.petitions import OriginRow, PersonRow, PetitionRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.petitions.rules.caps import Quota
from bot.petitions.rules.outcome import RefusalReason

ORIGINS = SQLModel.metadata.tables["petition_origins"]


class Origins:
    """What is kept of network addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def purge(self, today: date) -> int:
        """Forget what was counted on any other day; returns how many."""
        with write_session(self._engine) as session:
            return len(session.execute(delete(OriginRow).where(col(OriginRow.day) != today).returning(col(OriginRow.subject))).all())


def spent(session: Session, quota: Quota, chat: ChatId | None) -> RefusalReason | None:
    """Why no more is taken today; None: it is counted. The row of `chat` is held: it files one after the other."""
    if chat and quota.of_chat and _filed(session, quota, chat) >= quota.of_chat:
        return RefusalReason.TOO_MANY
    return None if not quota.origin or _counted(session, quota) else RefusalReason.CROWDED


def _filed(session: Session, quota: Quota, chat: ChatId) -> int:
    """Of `chat` within the day. What lies after it does not count: a clock that was ahead must not lock anybody out until then."""
    own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
    within = (col(PetitionRow.received) >= aware(quota.begins), col(PetitionRow.received) < aware(quota.ends))
    query = select(func.count()).select_from(PersonRow).join(PetitionRow, col(PetitionRow.id) == col(PersonRow.petition))
    return int(session.execute(query.where(*own, *within)).scalar_one())


def _counted(session: Session, quota: Quota) -> bool:
    """Count one more of the address; False, and nothing is counted, where it has had enough."""
    told = {"subject": quota.origin, "day": quota.day, "filed": 1, "most": quota.of_origin}
    return session.execute(_count(session.get_bind().dialect.name), told).first() is not None


@cache
def _count(dialect: str) -> ReturningInsert[tuple[int]]:
    made = upserting_in(dialect, ORIGINS)
    more, room = {"filed": ORIGINS.c.filed + 1}, ORIGINS.c.filed < bindparam("most")
    return made.on_conflict_do_update(index_elements=("subject",), set_=more, where=room).returning(ORIGINS.c.filed)
