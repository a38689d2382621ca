"""Rows ↔ petitions; used by the stores of this room alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.database.tables.petitions import EventRow, PauseRow, PersonRow, PetitionRow, PhotoRow
from bot.messages import ChatId
from bot.petitions.moves import PUBLIC
from bot.petitions.petition import Contact, Event, File, Follower, Kind, Naming, Pause, Petition, Photo, Place, State, Via

PLAIN = tuple(field.name for field in fields(Petition) if field.name not in ("kind", "naming", "state", "place", "followers", "via"))


def petition_of(row: PetitionRow, followers: int = 0) -> Petition:
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    values |= {"kind": Kind(row.kind), "naming": Naming(row.naming), "state": State(row.state), "via": Via(row.via)}
    return Petition(place=Place(row.place, row.latitude, row.longitude), followers=followers, **values)


def columns_of(petition: Petition) -> dict[str, Any]:
    """The columns of a petition, its number left out."""
    plain = {name: getattr(petition, name) for name in PLAIN if name != "id"}
    place = petition.place
    return plain | {
        "kind": str(petition.kind),
        "naming": str(petition.naming),
        "state": str(petition.state),
        "via": str(petition.via),
        "is_open": petition.is_open,
        "place": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def file_of(session: Session, row: PetitionRow) -> File:
    """A petition with all that belongs to it."""
    number = row.id or 0
    people = session.scalars(select(PersonRow).where(col(PersonRow.petition) == number).order_by(col(PersonRow.id))).all()
    followers = tuple(_followers(people))
    merged = session.scalars(select(col(PetitionRow.code)).where(col(PetitionRow.merged_into) == number).order_by(col(PetitionRow.id)))
    return File(
        petition=petition_of(row, len(followers)),
        contact=next((Contact(person.name, person.address, person.phone) for person in people if person.is_author and person.name), None),
        photos=tuple(photo_of(photo) for photo in session.scalars(_of(PhotoRow, number).order_by(col(PhotoRow.name)))),
        events=tuple(event_of(event) for event in session.scalars(_of(EventRow, number).order_by(col(EventRow.id)))),
        pauses=tuple(_pause(pause) for pause in session.scalars(_of(PauseRow, number).order_by(col(PauseRow.id)))),
        merged=tuple(merged),
        target=_target(session, row),
        followers=followers,
    )


def event_of(row: EventRow) -> Event:
    begins = State(row.begins) if row.begins else None
    is_public = row.is_public and row.move in PUBLIC  # what was kept as public while its move still was is inside all the same
    return Event(row.id or 0, row.at, row.who, row.move, begins, State(row.ends), row.why, is_public, row.unit, row.officer)


def photo_of(row: PhotoRow) -> Photo:
    return Photo(row.name, row.media_type, row.size, row.sha256)


def followers_of(session: Session, petition_id: int) -> int:
    query = select(func.count()).where(col(PersonRow.petition) == petition_id, col(PersonRow.channel).is_not(None))
    return int(session.execute(query).scalar_one())


def _target(session: Session, row: PetitionRow) -> str:
    target = session.get(PetitionRow, row.merged_into) if row.merged_into else None
    return target.code if target else ""


def _of(kind: Any, number: int) -> Any:
    return select(kind).where(kind.petition == number)


def _pause(row: PauseRow) -> Pause:
    return Pause(row.since, row.until, row.reason)


def _followers(people: Any) -> Iterator[Follower]:
    for person in people:
        if person.channel is not None and person.key is not None:
            yield Follower(ChatId(person.channel, person.key), person.is_author)
