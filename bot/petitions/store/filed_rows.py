"""The rows of a new petition, made inside the transaction that files it: its code, words, sender, and the draft that goes with it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, insert, select
from sqlmodel import Session, col

from bot.database.tables.petitions import EventRow, PersonRow, PetitionRow, PhotoRow, TalkRow, WordRow
from bot.database.tables.staff import StaffRow
from bot.database.types import storable
from bot.messages import ChatId
from bot.petitions.rules import code
from bot.petitions.rules.change import FilingTerms
from bot.petitions.rules.petition import Contact, Naming, NewPetition, Petition, PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.topics import topic_of
from bot.petitions.rules.texts.words import all_words
from bot.petitions.rules.transitions import Transition
from bot.petitions.store.rows import columns_of

TWICE = timedelta(minutes=10)  # the same words of the same member of the staff within it are the same petition


def made(session: Session, filing: NewPetition, terms: FilingTerms, unit: int | None, now: datetime, about: str = "") -> PetitionRow:
    """The petition, its photos and the words that find it."""
    petition = Petition(
        id=0, code=_new_code(session), version=1, kind=filing.kind, naming=filing.naming, state=PetitionState.RECEIVED,
        content=storable(filing.content), received=now, due=terms.due, forward_by=terms.forward_by, days=terms.days,
        counted_from=terms.counted_from, warn_at=terms.warn_at, place=replace(filing.place, name=storable(filing.place.name)),
        procedure=filing.procedure, question=filing.question, unit=unit, via=filing.via, about=about, is_urgent=filing.is_urgent,
        topic=topic_of(filing.content),
    )  # fmt: skip
    row = PetitionRow(**columns_of(petition))
    session.add(row)
    session.flush()
    session.add_all(photo_row(photo, row.id or 0) for photo in filing.photos)
    words = [{"word": word, "petition": row.id} for word in all_words(row.content, row.place)]
    if words:
        session.execute(insert(WordRow), words)
    return row


def taken_down(session: Session, filing: NewPetition, who: str, now: datetime) -> PetitionRow | None:
    """What `who` ("staff:5") took down a moment ago, the same in everything: the button was pressed twice.

    Who presses it twice at once stands in line: the second waits for the first to be kept.
    """
    session.execute(select(col(StaffRow.id)).where(col(StaffRow.id) == int(who.partition(":")[2])).with_for_update())
    told = {"content": storable(filing.content), "kind": filing.kind, "naming": filing.naming, "place": storable(filing.place.name)}
    same = (col(PetitionRow.received) >= now - TWICE, *(getattr(PetitionRow, name) == value for name, value in told.items()))
    filed = exists().where(col(EventRow.petition) == col(PetitionRow.id), col(EventRow.move) == Transition.FILE, col(EventRow.who) == who)
    return session.scalars(select(PetitionRow).where(*same, filed, _is_from(filing)).order_by(col(PetitionRow.id).desc()).limit(1)).first()


def _is_from(filing: NewPetition) -> ColumnElement[bool]:
    """Whether the sender is the one of `filing`."""
    sender = _sender(filing)
    author = (col(PersonRow.petition) == col(PetitionRow.id), col(PersonRow.is_author))
    if not sender.name:
        return ~exists().where(*author)
    own = (col(PersonRow.name) == sender.name, col(PersonRow.address) == sender.address, col(PersonRow.phone) == sender.phone)
    return exists().where(*author, *own)


def _sender(filing: NewPetition) -> Contact:
    """Whom to keep: of a góp ý nobody."""
    return Contact() if filing.naming is Naming.ANONYMOUS else filing.contact


def photo_row(photo: Photo, petition_id: int) -> PhotoRow:
    """A photo that is the petition's."""
    return PhotoRow(name=photo.name, petition=petition_id, media_type=photo.media_type, size=photo.size, sha256=photo.sha256)


def _new_code(session: Session) -> str:
    """A code that is nobody's yet."""
    while True:
        chosen = code.make(secrets.randbelow)
        if session.scalars(select(col(PetitionRow.id)).where(col(PetitionRow.code) == chosen)).first() is None:
            return chosen


def add_person(session: Session, petition_id: int, chat: ChatId | None, filing: NewPetition, now: datetime) -> None:
    """The sender; of a góp ý only the chat is kept, so that it can be told."""
    sender = _sender(filing)
    if chat or sender.name:
        row = PersonRow(petition=petition_id, is_author=True, since=now, name=sender.name, address=sender.address, phone=sender.phone)
        row.channel, row.key = (chat.channel, chat.key) if chat else (None, None)
        session.add(row)


def has_talk(session: Session, chat: ChatId, window: str) -> bool:
    """Whether there is a draft, which nobody else takes before the transaction ends."""
    query = select(col(TalkRow.window)).where(*_draft_of(chat, window)).with_for_update()
    return session.scalars(query).first() is not None


def drop_talk(session: Session, chat: ChatId, window: str) -> None:
    """Now there is none."""
    session.execute(delete(TalkRow).where(*_draft_of(chat, window)))


def _draft_of(chat: ChatId, window: str) -> tuple[ColumnElement[bool], ...]:
    return col(TalkRow.channel) == chat.channel, col(TalkRow.key) == chat.key, col(TalkRow.window) == window
