"""What is read of the answers: forms for the figures, texts for officers to look at, sums for reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Engine, Row, func, select
from sqlmodel import col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.surveys import SurveyAnswerRow, SurveyBatchRow, SurveyPlaceRow
from bot.surveys.rules.cutting import n_cut
from bot.surveys.rules.disclosure import CountedForm
from bot.surveys.store.ballots import TextLook

LONGEST_KEY = 32  # characters
PAGE = 50  # forms with texts on a page


@dataclass(frozen=True, slots=True)
class TextsOfForm:
    """What somebody wrote; `id`: the random key of their form. The scores stay away; the day tells whether it may be read, and is shown
    to nobody."""

    id: str
    unit: int
    texts: tuple[str, ...]
    look: TextLook
    day: date
    is_paper: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """Paper forms that one of the staff typed in: the name on the pile, of which unit they speak, who typed them, how many, when."""

    name: str
    unit: int
    staff: int
    forms: int
    day: date


TEXTS = (
    *(col(SurveyAnswerRow.id), col(SurveyPlaceRow.unit), col(SurveyAnswerRow.texts), col(SurveyAnswerRow.look)),
    *(col(SurveyAnswerRow.day), col(SurveyAnswerRow.is_paper)),
)


class SubmittedForms:
    """Each method is one transaction. `zone`: in which an answer's day is a day."""

    def __init__(self, engine: Engine, zone: tzinfo) -> None:
        self._engine = engine
        self._zone = zone

    def forms(self, survey: int, unit: int | None = None) -> tuple[CountedForm, ...]:
        """All of them, or those of a unit, in no order that means anything."""
        query = (
            select(col(SurveyPlaceRow.unit), col(SurveyAnswerRow.day), col(SurveyAnswerRow.letters), col(SurveyAnswerRow.is_paper))
            .join(SurveyPlaceRow, col(SurveyPlaceRow.code) == col(SurveyAnswerRow.place))
            .where(col(SurveyAnswerRow.survey) == survey, *([col(SurveyPlaceRow.unit) == unit] if unit is not None else []))
        )
        with read_session(self._engine) as session:
            return tuple(CountedForm(*row) for row in session.execute(query))

    def counts(self, survey: int) -> Mapping[str, int]:
        """How many forms came from each place, by its code; how many says nothing of what they say."""
        query = (
            select(col(SurveyAnswerRow.place), func.count())
            .where(col(SurveyAnswerRow.survey) == survey)
            .group_by(col(SurveyAnswerRow.place))
        )
        with read_session(self._engine) as session:
            return {str(place): int(count) for place, count in session.execute(query)}

    def entered(self, survey: int) -> tuple[Pile, ...]:
        """Every pile of paper forms that was typed in, the oldest first."""
        batch, place = SurveyBatchRow, SurveyPlaceRow
        query = (
            select(col(batch.name), col(place.unit), col(batch.staff), col(batch.forms), col(batch.day))
            .join(place, col(place.code) == col(batch.place))
            .where(col(batch.survey) == survey)
            .order_by(col(batch.day), col(batch.name))
        )
        with read_session(self._engine) as session:
            return tuple(Pile(*row) for row in session.execute(query))

    def between(self, begins: datetime, ends: datetime) -> tuple[int, int]:
        """Forms of the days from `begins` to before `ends`, and of how many surveys they are: of a form the day alone is kept."""
        first = begins.astimezone(self._zone).date()
        last = (ends - timedelta.resolution).astimezone(self._zone).date()
        query = select(func.count(), func.count(col(SurveyAnswerRow.survey).distinct())).where(
            col(SurveyAnswerRow.day) >= first, col(SurveyAnswerRow.day) <= last
        )
        with read_session(self._engine) as session:
            forms, surveys = session.execute(query).one()
            return int(forms), int(surveys)

    def texts(
        self, survey: int, look: TextLook, unit: int | None = None, most: int = PAGE, before: date | None = None
    ) -> tuple[TextsOfForm, ...]:
        """Forms with texts that were looked at so, and came before a day; by their random keys."""
        query = (
            select(*TEXTS)
            .join(SurveyPlaceRow, col(SurveyPlaceRow.code) == col(SurveyAnswerRow.place))
            .where(
                col(SurveyAnswerRow.survey) == survey,
                col(SurveyAnswerRow.look) == look,
                *([col(SurveyPlaceRow.unit) == unit] if unit is not None else []),
                *([col(SurveyAnswerRow.day) < before] if before is not None else []),
            )
            .order_by(col(SurveyAnswerRow.id))
            .limit(most)
        )
        with read_session(self._engine) as session:
            return tuple(_texts(row) for row in session.execute(query))

    def form(self, key: str) -> TextsOfForm | None:
        """The texts of one form; None where there is none of that key."""
        if len(key) > LONGEST_KEY or not key.isalnum():
            return None
        query = (
            select(*TEXTS)
            .join(SurveyPlaceRow, col(SurveyPlaceRow.code) == col(SurveyAnswerRow.place))
            .where(col(SurveyAnswerRow.id) == key)
        )
        with read_session(self._engine) as session:
            row = session.execute(query).first()
            return _texts(row) if row else None

    def look(self, survey: int, key: str, look: TextLook, texts: Sequence[str], by: str, at: datetime) -> bool:
        """An officer read them, took out what names somebody (`texts`), and shows or hides them; False where they are gone."""
        with write_session(self._engine) as session:
            row = session.get(SurveyAnswerRow, key, with_for_update=True)
            row = row or session.get(SurveyAnswerRow, key, with_for_update=True)  # written anew just now, beside another
            if row is None or row.survey != survey or row.look == TextLook.NONE or len(texts) != len(row.texts):
                return False
            cut = sum(map(n_cut, texts, row.texts)) if look == TextLook.SHOWN else 0
            row.look = look
            row.texts = list(texts) if look == TextLook.SHOWN else row.texts
            audit.record(session, by, f"survey.text_{look}", f"survey:{survey}", {"cut": cut} if cut else {}, at)
            return True


def _texts(row: Row[Any]) -> TextsOfForm:
    return TextsOfForm(row.id, row.unit, tuple(row.texts), TextLook(row.look), row.day, row.is_paper)
