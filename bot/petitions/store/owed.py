"""Whether an answer is owed now: the clock runs, or its time was over before it was stopped."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.database.tables.petitions import PauseRow, PetitionRow
from bot.petitions.rules.petition import PetitionState


def is_owed() -> ColumnElement[bool]:
    """Who asks the sender when the day is over makes nobody wait less: it stays late. Not `bot.petitions.rules.petition.is_paused`."""
    return or_(col(PetitionRow.state) != PetitionState.WAITING, was_late())


def was_late() -> ColumnElement[bool]:
    """The clock stands still since a moment at which its time was over; or that of one that was merged into it was, before it was. As
    `PetitionFile.was_late`."""
    merged = aliased(PetitionRow)
    joined = (col(merged.merged_into) == col(PetitionRow.id), col(merged.merged) > col(merged.due), col(merged.answered).is_(None))
    stopped = (col(PauseRow.petition) == col(PetitionRow.id), col(PauseRow.until).is_(None), col(PauseRow.since) > col(PetitionRow.due))
    return or_(exists().where(*stopped), exists().where(*joined))
