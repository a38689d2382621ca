"""Petitions whose personal data is kept no longer: found along an index, each emptied of it in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, delete, exists, or_, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.petitions import EventRow, PauseRow, PersonRow, PetitionRow, PhotoRow, WordRow
from bot.database.types import aware, storable
from bot.petitions.rules.petition import Contact, PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.hidden import Hidden
from bot.petitions.rules.texts.redaction import redacted
from bot.petitions.rules.texts.words import all_words
from bot.petitions.store.register import keep_words
from bot.petitions.store.rows import file_of

SYSTEM = "system"
TEXTS = ("content", "place", "answer", "score_reason", "published", "published_answer")
P = PetitionRow

Mask = Callable[[Hidden], str]
"""What stands in the place of what is hidden."""


class OldPetitions:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def over(self, before: datetime, limit: int) -> tuple[int, ...]:
        """Petitions over, merged or handed to another office before `before` that still tell whose they are, oldest first."""
        ends = ((_closed, P.closed), (_merged, P.merged), (_handed_on, P.received))
        with read_session(self._engine) as session:
            found = [
                number or 0
                for is_over, ended in ends
                for number in session.scalars(select(col(P.id)).where(*is_over(aware(before))).order_by(col(ended), col(P.id)).limit(limit))
            ]
            return tuple(found[:limit])

    def forget(self, petition_id: int, before: datetime, mask: Mask, at: datetime) -> tuple[Photo, ...] | None:
        """Drop who sent and who follows it, its photos and its draft; hide in every text what tells whose it is.

        What stays is code, kind, dates, unit and score. Returns the photos, whose files are to be deleted; None where there is
        nothing to do any more.
        """
        now = aware(at)
        with write_session(self._engine) as session:
            still = or_(*(and_(*is_over(aware(before))) for is_over in (_closed, _merged, _handed_on)))
            row = session.scalars(select(P).where(col(P.id) == petition_id, still).with_for_update()).one_or_none()
            if row is None:
                return None
            file = file_of(session, row)
            _clean_texts(session, row, file.contact or Contact(), mask)
            people = session.execute(delete(PersonRow).where(col(PersonRow.petition) == petition_id).returning(col(PersonRow.id))).all()
            session.execute(delete(PhotoRow).where(col(PhotoRow.petition) == petition_id))
            row.forgotten, row.version = now, row.version + 1
            told = {"people": len(people), "photos": len(file.photos)}
            audit.record(session, SYSTEM, "petition.forget", f"petition:{petition_id}", told, now)
            return file.photos


def _closed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    over = col(P.state).in_([PetitionState.CLOSED, PetitionState.REJECTED, PetitionState.WITHDRAWN])
    return col(P.closed).is_not(None), col(P.forgotten).is_(None), col(P.closed) < before, over


def _merged(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(P.state) == PetitionState.MERGED, col(P.forgotten).is_(None), col(P.merged) < before


def _handed_on(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """To an office outside, which answers it: nothing has happened here since."""
    since = exists().where(col(EventRow.petition) == col(P.id), col(EventRow.at) >= before)
    return col(P.state) == PetitionState.FORWARDED, col(P.agency) != "", col(P.forgotten).is_(None), col(P.received) < before, ~since


def _clean_texts(session: Session, row: PetitionRow, contact: Contact, mask: Mask) -> None:
    """The petition's own texts with the words that find it, and those of its time line and its pauses."""
    number = row.id or 0

    def clean(text: str) -> str:
        return storable(redacted(text, mask, contact))

    _drop_words(session, row, contact)
    for name in TEXTS:
        setattr(row, name, clean(getattr(row, name)))
    row.draft, row.draft_shared, row.latitude, row.longitude, row.question = "", "", None, None, 0
    for event in session.scalars(select(EventRow).where(col(EventRow.petition) == number, col(EventRow.why) != "")):
        event.why = clean(event.why)
    for pause in session.scalars(select(PauseRow).where(col(PauseRow.petition) == number)):
        pause.reason = clean(pause.reason)
    if row.published:
        keep_words(session, number, f"{row.published}\n{row.published_answer}")


def _drop_words(session: Session, row: PetitionRow, contact: Contact) -> None:
    """It is found no more by what is hidden; one by one, because the table has no index by petition."""
    content, place = (redacted(text, lambda _: "\n", contact) for text in (row.content, row.place))
    gone = sorted(set(all_words(row.content, row.place)) - set(all_words(content, place)))
    session.execute(delete(WordRow).where(col(WordRow.petition) == row.id, col(WordRow.word).in_(gone)))
