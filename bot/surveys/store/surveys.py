"""The surveys themselves: written, opened, closed, the places where they are answered, and whose proof they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, delete, func, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.surveys import SurveyMarkRow, SurveyPlaceRow, SurveyRow
from bot.surveys.rules.numbers import MOST_PLACES
from bot.surveys.rules.survey import (
    ServiceFactor,
    Survey,
    SurveyDraft,
    SurveyPlace,
    SurveyPlaceKind,
    SurveyQuestion,
    SurveyQuestionKind,
    SurveyState,
    is_code,
    new_code,
)


class SurveyBook:
    """Each method is one transaction; times are aware; `by`: how the trail names who does it ("staff:3", "system")."""

    def __init__(self, engine: Engine, code: Callable[[], str] = new_code) -> None:
        """`code`: a new one for a place, at random."""
        self._engine = engine
        self._code = code

    def make(self, draft: SurveyDraft, by: str, at: datetime) -> int:
        """A new one, in draft; its number."""
        with write_session(self._engine) as session:
            row = SurveyRow(state=SurveyState.DRAFT, **_columns(draft))
            session.add(row)
            session.flush()
            audit.record(session, by, "survey.made", f"survey:{row.id}", {}, at)
            return row.id or 0

    def save(self, survey: int, draft: SurveyDraft, by: str, at: datetime) -> bool:
        """Other words; False where it is no draft any more."""
        with write_session(self._engine) as session:
            row = _held(session, survey, SurveyState.DRAFT)
            if row is None:
                return False
            for name, value in _columns(draft).items():
                setattr(row, name, value)
            audit.record(session, by, "survey.changed", f"survey:{survey}", {}, at)
            return True

    def erase(self, survey: int, by: str, at: datetime) -> bool:
        """Away with a draft and its places; False where it is none."""
        with write_session(self._engine) as session:
            row = _held(session, survey, SurveyState.DRAFT)
            if row is None:
                return False
            session.delete(row)
            audit.record(session, by, "survey.erased", f"survey:{survey}", {}, at)
            return True

    def open(self, survey: int, by: str, at: datetime) -> bool:
        """From now on it is answered, within its days, and not changed; False where it is no draft."""
        with write_session(self._engine) as session:
            row = _held(session, survey, SurveyState.DRAFT)
            if row is None:
                return False
            row.state = SurveyState.OPEN
            audit.record(session, by, "survey.opened", f"survey:{survey}", {}, at)
            return True

    def close(self, survey: int, by: str, at: datetime) -> bool:
        """It is answered no more, and nothing is left of who spent a right; False where it is not open."""
        with write_session(self._engine) as session:
            row = _held(session, survey, SurveyState.OPEN)
            if row is None:
                return False
            row.state = SurveyState.CLOSED
            session.execute(delete(SurveyMarkRow).where(col(SurveyMarkRow.survey) == survey))
            audit.record(session, by, "survey.closed", f"survey:{survey}", {}, at)
            return True

    def over(self, day: date) -> tuple[int, ...]:
        """Those that are open and whose last day was before `day`."""
        query = select(col(SurveyRow.id)).where(col(SurveyRow.state) == SurveyState.OPEN, col(SurveyRow.closes) < day)
        with read_session(self._engine) as session:
            return tuple(number for number in session.scalars(query) if number)

    def get(self, survey: int) -> Survey | None:
        with read_session(self._engine) as session:
            row = session.get(SurveyRow, survey)
            return survey_of(row) if row else None

    def all(self) -> tuple[Survey, ...]:
        """The newest first."""
        with read_session(self._engine) as session:
            return tuple(map(survey_of, session.scalars(select(SurveyRow).order_by(col(SurveyRow.id).desc()))))

    def open_on(self, day: date) -> tuple[Survey, ...]:
        """Those that are answered on `day`, the newest first."""
        is_open = (col(SurveyRow.state) == SurveyState.OPEN, col(SurveyRow.opens) <= day, col(SurveyRow.closes) >= day)
        with read_session(self._engine) as session:
            return tuple(map(survey_of, session.scalars(select(SurveyRow).where(*is_open).order_by(col(SurveyRow.id).desc()))))

    def add_places(self, survey: int, places: Sequence[tuple[SurveyPlaceKind, str, int, str]], by: str, at: datetime) -> int:
        """Kind, name, unit and procedure of new places; how many there was room for. None of a survey that is closed."""
        with write_session(self._engine) as session:
            row = _held(session, survey, SurveyState.DRAFT, SurveyState.OPEN)
            if row is None:
                return 0
            there = session.scalar(select(func.count()).select_from(SurveyPlaceRow).where(col(SurveyPlaceRow.survey) == survey)) or 0
            new = places[: max(0, MOST_PLACES - there)]
            for kind, name, unit, procedure in new:
                session.add(SurveyPlaceRow(code=self._code(), survey=survey, kind=kind, name=name, unit=unit, procedure=procedure))
            audit.record(session, by, "survey.places", f"survey:{survey}", {"count": len(new)}, at)
            return len(new)

    def drop_place(self, survey: int, code: str, by: str, at: datetime) -> bool:
        """Only of a draft: a link that hangs on a wall goes on working."""
        if not is_code(code):
            return False
        with write_session(self._engine) as session:
            row, place = _held(session, survey, SurveyState.DRAFT), session.get(SurveyPlaceRow, code)
            if row is None or place is None or place.survey != survey:
                return False
            session.delete(place)
            audit.record(session, by, "survey.places", f"survey:{survey}", {"count": -1}, at)
            return True

    def places(self, survey: int) -> tuple[SurveyPlace, ...]:
        """By unit and name."""
        query = select(SurveyPlaceRow).where(col(SurveyPlaceRow.survey) == survey)
        with read_session(self._engine) as session:
            return tuple(sorted(map(place_of, session.scalars(query)), key=lambda place: (place.unit, place.kind, place.name)))

    def place(self, code: str) -> SurveyPlace | None:
        """None where there is none, or `code` is none at all."""
        if not is_code(code):
            return None
        with read_session(self._engine) as session:
            row = session.get(SurveyPlaceRow, code)
            return place_of(row) if row else None

    def prove(self, survey: int, due: int, by: str, at: datetime) -> bool:
        """It was given as proof of a plan's task."""
        with write_session(self._engine) as session:
            row = session.get(SurveyRow, survey, with_for_update=True)
            if row is None:
                return False
            row.due = due
            audit.record(session, by, "survey.proved", f"survey:{survey}", {}, at)
            return True

    def note(self, survey: int, action: str, detail: Mapping[str, object], by: str, at: datetime) -> None:
        """Something was taken along or looked at."""
        with write_session(self._engine) as session:
            audit.record(session, by, action, f"survey:{survey}", detail, at)


def _held(session: Session, survey: int, *states: SurveyState) -> SurveyRow | None:
    row = session.get(SurveyRow, survey, with_for_update=True)
    return row if row is not None and row.state in states else None


def _columns(draft: SurveyDraft) -> dict[str, Any]:
    questions = [
        {
            "text": each.text,
            "kind": str(each.kind),
            "factor": str(each.factor or ""),
            "choices": list(each.choices),
            "may_skip": each.may_skip,
        }
        for each in draft.questions
    ]
    return {
        "title": draft.title,
        "about": draft.about,
        "opens": draft.opens,
        "closes": draft.closes,
        "questions": questions,
        "after_petitions": draft.after_petitions,
        "after_answers": draft.after_answers,
    }


def survey_of(row: SurveyRow) -> Survey:
    draft = SurveyDraft(
        row.title, row.about, row.opens, row.closes, tuple(map(_question, row.questions)), row.after_petitions, row.after_answers
    )
    return Survey(row.id or 0, SurveyState(row.state), draft, row.due)


def _question(kept: Mapping[str, Any]) -> SurveyQuestion:
    factor = ServiceFactor(kept["factor"]) if kept["factor"] else None
    return SurveyQuestion(kept["text"], SurveyQuestionKind(kept["kind"]), factor, tuple(kept["choices"]), bool(kept.get("may_skip")))


def place_of(row: SurveyPlaceRow) -> SurveyPlace:
    return SurveyPlace(row.code, row.survey, SurveyPlaceKind(row.kind), row.name, row.unit, row.procedure)
