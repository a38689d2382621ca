"""Surveys, the places where they are answered, and the answers, which refer to nobody.

An answer and a mark have a random key, no moment and, on SQLite, no row number: nothing in them tells in which order they came.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index, bindparam, exists
from sqlmodel import Field, SQLModel

from bot.database.tables.keeping import open_work
from bot.database.types import NUMBER, FreeText, Instant, ShortString


class SurveyRow(SQLModel, table=True):
    """A survey; `questions` as its room writes them; `due`: the plan's task in its period that it was given for as proof."""

    __tablename__ = "surveys"
    __table_args__ = (Index("surveys_by_state", "state"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, sa_column=Column(NUMBER, primary_key=True, autoincrement=True))
    title: str = Field(sa_type=FreeText, nullable=False)
    about: str = Field(sa_type=FreeText, nullable=False)
    state: str = Field(sa_type=ShortString(16), nullable=False)
    opens: date = Field(nullable=False)
    closes: date = Field(nullable=False)
    questions: list[dict[str, object]] = Field(sa_type=JSON, nullable=False)
    after_petitions: bool = Field(nullable=False)
    after_answers: bool = Field(nullable=False)
    due: int | None = Field(default=None, sa_type=NUMBER)


class SurveyPlaceRow(SQLModel, table=True):
    """Where a survey is answered: the code in the link, and of which unit it is said."""

    __tablename__ = "survey_places"
    __table_args__ = (
        ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_places_survey", ondelete="CASCADE"),
        Index("survey_places_by_survey", "survey"),
    )

    code: str = Field(sa_type=ShortString(16), primary_key=True)
    survey: int = Field(sa_type=NUMBER, nullable=False)
    kind: str = Field(sa_type=ShortString(16), nullable=False)
    name: str = Field(sa_type=FreeText, nullable=False)
    unit: int = Field(sa_type=NUMBER, nullable=False)
    procedure: str = Field(default="", sa_type=ShortString(64), nullable=False)


class SurveyMarkRow(SQLModel, table=True):
    """That a right was spent, under a digest whose key is not in the database; gone when the survey closes."""

    __tablename__ = "survey_marks"
    __table_args__ = (
        ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_marks_survey", ondelete="CASCADE"),
        Index("survey_marks_by_survey", "survey"),
        {"sqlite_with_rowid": False},
    )

    mark: str = Field(sa_type=ShortString(64), primary_key=True)
    survey: int = Field(sa_type=NUMBER, nullable=False)


class SurveyAnswerRow(SQLModel, table=True):
    """One form that somebody filled in; `look`: what an officer did with its texts; `is_paper`: the office typed it in, in the pile
    `batch`. `id` is random."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_answers_survey", ondelete="CASCADE"),
        ForeignKeyConstraint(["place"], ["survey_places.code"], name="survey_answers_place"),
        Index("survey_answers_by_look", "survey", "look"),
        Index("survey_answers_by_day", "day"),
        {"sqlite_with_rowid": False},
    )

    id: str = Field(sa_type=ShortString(32), primary_key=True)
    survey: int = Field(sa_type=NUMBER, nullable=False)
    place: str = Field(sa_type=ShortString(16), nullable=False)
    day: date = Field(nullable=False)
    letters: str = Field(sa_type=ShortString(32), nullable=False)
    texts: list[str] = Field(sa_type=JSON, nullable=False)
    look: str = Field(sa_type=ShortString(16), nullable=False)
    is_paper: bool = Field(default=False, nullable=False)
    batch: str = Field(default="", sa_column=Column(ShortString(64), nullable=False, server_default=""))


class SurveyBatchRow(SQLModel, table=True):
    """A pile of paper forms that was typed in, by the name on it: never twice."""

    __tablename__ = "survey_batches"
    __table_args__ = (ForeignKeyConstraint(["survey"], ["surveys.id"], name="survey_batches_survey", ondelete="CASCADE"),)

    survey: int = Field(sa_column=Column(NUMBER, primary_key=True, autoincrement=False))
    name: str = Field(sa_type=ShortString(64), primary_key=True)
    place: str = Field(sa_type=ShortString(16), nullable=False)
    forms: int = Field(nullable=False)
    staff: int = Field(sa_type=NUMBER, nullable=False)
    day: date = Field(nullable=False)


@open_work(lambda drafts: exists().where(drafts.c.mark == bindparam("form_mark")))
class SurveyDraftRow(SQLModel, table=True):
    """A form for which somebody is about to type a text, under a digest whose key is not in the database; gone when the form is sent."""

    __tablename__ = "survey_drafts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: str = Field(sa_type=ShortString(64), primary_key=True)
    form: str = Field(sa_type=ShortString(64), nullable=False)
    texts: list[str] = Field(sa_type=JSON, nullable=False)
    at: datetime = Field(sa_type=Instant, nullable=False)


class SurveyRefusalRow(SQLModel, table=True):
    """That a chat wants to be offered no survey any more, since which day: that is told to who asks what is kept of them."""

    __tablename__ = "survey_refusals"
    __table_args__ = (
        ForeignKeyConstraint(["channel", "key"], ["chats.channel", "chats.key"], name="survey_refusals_chat", ondelete="CASCADE"),
    )

    channel: str = Field(sa_type=ShortString(32), primary_key=True)
    key: str = Field(sa_type=ShortString(128), primary_key=True)
    day: date = Field(nullable=False)
