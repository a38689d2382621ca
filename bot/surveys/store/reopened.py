"""Surveys in a database that goes back in time: what was over is not answered again by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlmodel import col

from bot.database import audit
from bot.database.engine import is_current, read_session, write_session
from bot.database.tables.surveys import SurveyMarkRow, SurveyRow
from bot.surveys.rules.survey import SurveyState


def closed_ones(engine: Engine) -> Mapping[int, str]:
    """The titles of those that are closed, by number; none where there is no office yet, or another version keeps it."""
    if not is_current(engine):
        return {}
    with read_session(engine) as session:
        rows = session.execute(select(col(SurveyRow.id), col(SurveyRow.title)).where(col(SurveyRow.state) == SurveyState.CLOSED))
        return {number: title for number, title in rows if number}


def close_again(engine: Engine, before: Mapping[int, str], at: datetime, *, takes_old: bool) -> list[str]:
    """The titles of those that were closed and are not in the database that went back. They are closed, and nothing is left of who spent
    a right, unless `takes_old`: then they are open as they were, and that is noted."""
    reopened: list[str] = []
    with write_session(engine) as session:
        for row in session.scalars(select(SurveyRow).where(col(SurveyRow.state) != SurveyState.CLOSED).order_by(col(SurveyRow.id))):
            if row.id is None or before.get(row.id) != row.title:  # another one under its number, of another office
                continue
            reopened.append(row.title)
            if not takes_old:
                row.state = SurveyState.CLOSED
                session.execute(delete(SurveyMarkRow).where(col(SurveyMarkRow.survey) == row.id))
            audit.record(session, "cli", "survey.standing_restored", f"survey:{row.id}", {"of_backup": takes_old}, at)
    return reopened
