"""The answers and the rights that were spent for them: one transaction, and nothing that both share.

Whoever locks several rows locks those of surveys first, by number, and then those of answers; a row of the audit trail is the last.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select
from sqlmodel import Session, SQLModel, col

from bot.database import audit
from bot.database.engine import clear_away, forget_history, read_session, upserting, write_session
from bot.database.tables.surveys import SurveyBatchRow, SurveyMarkRow, SurveyRow
from bot.surveys.rules.filling import FilledForm
from bot.surveys.rules.numbers import MIXED_ALONG, PAPERS_A_DAY
from bot.surveys.rules.survey import SurveyPlace, SurveyState
from indexer.language import fold, tokens

ANSWERS = SQLModel.metadata.tables["survey_answers"]
ID_BYTES = 16
CHUNK = 500  # rows a statement


class Cast(StrEnum):
    """What came of a form: COUNTED, or not because the right was SPENT before, because the survey is not open (CLOSED), or because so
    many were typed in already (FULL)."""

    COUNTED = "counted"
    SPENT = "spent"
    CLOSED = "closed"
    FULL = "full"


class TextLook(StrEnum):
    """What an officer did with the texts of a form; NONE: it has none."""

    NONE = "none"
    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


def _drawn() -> str:
    return secrets.token_hex(ID_BYTES)


class BallotBox:
    """Each method is one transaction. `draw`: a new random key for an answer."""

    def __init__(self, engine: Engine, draw: Callable[[], str] = _drawn) -> None:
        self._engine = engine
        self._draw = draw

    def cast(self, place: SurveyPlace, form: FilledForm, mark: str, day: date) -> Cast:
        """Count a form, and spend the right that `mark` stands for: both or neither."""
        with write_session(self._engine) as session:
            if not _is_open(session, place.survey, day):
                return Cast.CLOSED
            values = {"mark": mark, "survey": place.survey}
            spent = upserting(session, SurveyMarkRow).values(values).on_conflict_do_nothing().returning(SurveyMarkRow.mark)
            if session.execute(spent).first() is None:
                return Cast.SPENT
            others = self._some_others(session, day)
            session.execute(delete(ANSWERS).where(ANSWERS.c.id.in_([row["id"] for row in others])))
            rows = [*others, self._row(place, form, day)]
            secrets.SystemRandom().shuffle(rows)
            session.execute(insert(ANSWERS), rows)  # where a row lies, and which transaction wrote it, is told of all of them alike
        forget_history(self._engine)
        return Cast.COUNTED

    def mark(self, survey: int, mark: str) -> bool:
        """Note something that is done once; False where it was done before."""
        with write_session(self._engine) as session:
            values = {"mark": mark, "survey": survey}
            made = upserting(session, SurveyMarkRow).values(values).on_conflict_do_nothing().returning(SurveyMarkRow.mark)
            return session.execute(made).first() is not None

    def is_spent(self, mark: str) -> bool:
        """Whether the right with that mark was spent."""
        with read_session(self._engine) as session:
            return session.get(SurveyMarkRow, mark) is not None

    def enter(self, place: SurveyPlace, batch: str, forms: Iterable[FilledForm], staff: int, day: date, at: datetime) -> Cast:
        """Count a pile of paper forms, all or none; SPENT where a pile of that name was typed in before, FULL
        where `staff` would have typed more than PAPERS_A_DAY of the survey on `day`."""
        with write_session(self._engine) as session:
            row = session.get(SurveyRow, place.survey, with_for_update=True)
            if row is None or row.state != SurveyState.OPEN or row.opens > day:
                return Cast.CLOSED
            rows = [self._row(place, form, day, batch) for form in forms]
            own = (col(SurveyBatchRow.survey) == place.survey, col(SurveyBatchRow.staff) == staff, col(SurveyBatchRow.day) == day)
            typed = session.scalar(select(func.coalesce(func.sum(col(SurveyBatchRow.forms)), 0)).where(*own)) or 0
            if typed + len(rows) > PAPERS_A_DAY:
                return Cast.FULL
            names = session.scalars(select(col(SurveyBatchRow.name)).where(col(SurveyBatchRow.survey) == place.survey))
            if key_of_pile(batch) in map(key_of_pile, names):
                return Cast.SPENT
            pile = {"survey": place.survey, "name": batch, "place": place.code, "forms": len(rows), "staff": staff, "day": day}
            made = upserting(session, SurveyBatchRow).values(pile).on_conflict_do_nothing().returning(SurveyBatchRow.name)
            if session.execute(made).first() is None:
                return Cast.SPENT
            session.execute(insert(ANSWERS), rows)
            audit.record(session, f"staff:{staff}", "survey.papers", f"survey:{place.survey}", {"count": len(rows)}, at)
            return Cast.COUNTED

    def mix(self, day: date) -> int:
        """Write the answers of `day` and of the day before anew, in an order that nobody chose; how many. PostgreSQL keeps with each row
        which transaction wrote it (xmin) and where it lies (ctid), SQLite where in its page it lies: that told in which order they came,
        and beside which mark. What was deleted is cleared away. Nothing else is done with these surveys meanwhile."""
        recent = ANSWERS.c.day >= day - timedelta(days=1)
        with write_session(self._engine) as session:
            session.execute(select(col(SurveyRow.id)).order_by(col(SurveyRow.id)).with_for_update()).all()
            rows = [dict(row) for row in session.execute(select(ANSWERS).where(recent).with_for_update()).mappings()]
            session.execute(delete(ANSWERS).where(ANSWERS.c.id.in_([row["id"] for row in rows])))
            secrets.SystemRandom().shuffle(rows)
            for begin in range(0, len(rows), CHUNK):
                session.execute(insert(ANSWERS), rows[begin : begin + CHUNK])
        clear_away(self._engine, ANSWERS.name)
        return len(rows)

    def _some_others(self, session: Session, day: date) -> list[dict[str, Any]]:
        """Answers of `day`, drawn at random, that are written anew beside a new one: it is one of them, and none tells which. One that
        somebody looks at just now stays where it is; so does one from paper: it hides nobody, and its pile may be taken back just now."""
        query = (
            select(ANSWERS)
            .where(ANSWERS.c.day == day, ANSWERS.c.is_paper.is_(False))
            .order_by(ANSWERS.c.id)
            .with_for_update(skip_locked=True)
        )
        begin = _drawn()
        found = session.execute(query.where(ANSWERS.c.id >= begin).limit(MIXED_ALONG)).mappings().all()
        if len(found) < MIXED_ALONG:
            found = [*found, *session.execute(query.where(ANSWERS.c.id < begin).limit(MIXED_ALONG - len(found))).mappings()]
        return [dict(row) for row in found]

    def _row(self, place: SurveyPlace, form: FilledForm, day: date, batch: str = "") -> dict[str, object]:
        return {
            "id": self._draw(),
            "survey": place.survey,
            "place": place.code,
            "day": day,
            "letters": form.letters,
            "texts": list(form.texts),
            "look": str(TextLook.WAITING if form.has_text else TextLook.NONE),
            "is_paper": bool(batch),
            "batch": batch,
        }


def key_of_pile(name: str) -> str:
    """What two ways of writing one pile's name share: "Tập 1", "tap  1"."""
    return " ".join(map(fold, tokens(name))) or name


def _is_open(session: Session, survey: int, day: date) -> bool:
    """Held until the transaction ends, so that nobody closes it meanwhile; many may hold it so at once."""
    row = session.get(SurveyRow, survey, with_for_update={"read": True})
    return row is not None and row.state == SurveyState.OPEN and row.opens <= day <= row.closes
