"""Whether an answer is owed now: the clock runs, or its time was over before it was stopped."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import col

from bot.database.tables.petitions import PauseRow, PetitionRow
from bot.petitions.rules.petition import PetitionState


def is_owed() -> ColumnElement[bool]:
    """Who asks the sender when the day is over makes nobody wait less: it stays late."""
    return or_(col(PetitionRow.state) != PetitionState.WAITING, was_late())


def was_late() -> ColumnElement[bool]:
    """The clock stands still since a moment at which its time was over."""
    stopped = (col(PauseRow.petition) == col(PetitionRow.id), col(PauseRow.until).is_(None), col(PauseRow.since) > col(PetitionRow.due))
    return exists().where(*stopped)
