"""Piles of paper forms that were typed in: which there are, and one taken back with all of its forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, delete, func, select
from sqlmodel import SQLModel, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.surveys import SurveyBatchRow, SurveyRow
from bot.surveys.rules.survey import SurveyState

ANSWERS = SQLModel.metadata.tables["survey_answers"]


@dataclass(frozen=True, slots=True)
class PaperPile:
    """`staff`: the number of who typed it in."""

    name: str
    place: str
    forms: int
    staff: int
    day: date


class PileBook:
    """Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, survey: int) -> tuple[PaperPile, ...]:
        """The newest first."""
        query = select(SurveyBatchRow).where(col(SurveyBatchRow.survey) == survey)
        with read_session(self._engine) as session:
            rows = session.scalars(query.order_by(col(SurveyBatchRow.day).desc(), col(SurveyBatchRow.name))).all()
            return tuple(PaperPile(row.name, row.place, row.forms, row.staff, row.day) for row in rows)

    def take_back(self, survey: int, name: str, by: str, at: datetime) -> bool:
        """All forms of a pile, while the survey is open: they count no more, and the pile may be typed in anew. False where the survey is
        not open, or not all of the pile's forms are known (it was typed in before they were kept together)."""
        forms = (ANSWERS.c.survey == survey, ANSWERS.c.batch == name, ANSWERS.c.is_paper.is_(True))
        with write_session(self._engine) as session:
            row = session.get(SurveyRow, survey, with_for_update=True)
            pile = session.get(SurveyBatchRow, (survey, name), with_for_update=True)
            if row is None or row.state != SurveyState.OPEN or pile is None:
                return False
            if session.scalar(select(func.count()).select_from(ANSWERS).where(*forms)) != pile.forms:
                return False
            session.execute(delete(ANSWERS).where(*forms))
            told = {"count": pile.forms, "by": pile.staff}
            session.delete(pile)
            audit.record(session, by, "survey.papers_back", f"survey:{survey}", told, at)
            return True
