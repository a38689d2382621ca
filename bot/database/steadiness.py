"""Whether the clock may be believed: a wrong one for seconds must not delete what is kept for years.

Two rows of the leases say it: the time that was last seen and believed, and since when another time is doubted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine, delete, select
from sqlmodel import Session, col

from bot.database.engine import read_session, upserting, write_session
from bot.database.tables.schedule import LeaseRow
from bot.database.types import aware

SEEN, DOUBTED = "clock seen", "clock doubted"
AHEAD = timedelta(days=3)  # since the last look; a longer silence is a holiday, or a clock that was set wrong
AGAIN = timedelta(hours=23)  # after the first look a clock that goes on is believed: a job of every night comes a moment early at times
log = structlog.get_logger(__name__)


class Steadiness:
    """Each method is one transaction; times are aware."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def look(self, at: datetime) -> bool:
        """Whether `at` may be believed; remembered. One that runs more than AHEAD before the last look is doubted, until a look AGAIN
        later agrees with it; any look in between that agrees with the last one ends the doubt."""
        now = aware(at)
        with write_session(self._engine) as session:
            seen, doubted = _kept(session, SEEN), _kept(session, DOUBTED)
            if seen is None or now <= seen + AHEAD:
                _keep(session, SEEN, max(now, seen) if seen else now)
                session.execute(delete(LeaseRow).where(col(LeaseRow.name) == DOUBTED))
                return True
            if doubted is None or not timedelta() <= now - doubted <= AHEAD:
                log.warning("the clock is doubted", seen=seen.isoformat(), now=now.isoformat())
                _keep(session, DOUBTED, now)
                return False
            if now - doubted < AGAIN:
                return False
            log.warning("the clock is believed again", seen=seen.isoformat(), now=now.isoformat())
            _keep(session, SEEN, now)
            session.execute(delete(LeaseRow).where(col(LeaseRow.name) == DOUBTED))
            return True

    def told(self) -> tuple[str, ...]:
        """A line about a clock that is doubted, for whoever watches; none where it is not."""
        with read_session(self._engine) as session:
            doubted = _kept(session, DOUBTED)
        return (f"clock: jumped ahead at {doubted.isoformat()}, nothing is deleted until it is seen again a day later",) if doubted else ()


def _kept(session: Session, name: str) -> datetime | None:
    return session.scalars(select(col(LeaseRow.expires)).where(col(LeaseRow.name) == name)).one_or_none()


def _keep(session: Session, name: str, at: datetime) -> None:
    values = {"holder": "", "expires": at}
    made = upserting(session, LeaseRow).values(name=name, **values)  # two jobs look for the first time at one moment
    session.execute(made.on_conflict_do_update(index_elements=["name"], set_=values))
