"""Rows ↔ petitions; used by the stores of this room alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.database.tables.petitions import EventRow, PauseRow, PersonRow, PetitionRow, PhotoRow
from bot.messages import ChatId
from bot.petitions.rules.deadlines import OwedClock, Pause
from bot.petitions.rules.petition import (
    Contact,
    Event,
    Naming,
    Petition,
    PetitionFile,
    PetitionFollower,
    PetitionKind,
    PetitionPlace,
    PetitionState,
    Via,
    is_paused,
)
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.transitions import PUBLIC
from bot.petitions.store.owed import was_late

PLAIN = tuple(field.name for field in fields(Petition) if field.name not in ("kind", "naming", "state", "place", "followers", "via"))


def petition_of(row: PetitionRow, followers: int = 0) -> Petition:
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    values |= {"kind": PetitionKind(row.kind), "naming": Naming(row.naming), "state": PetitionState(row.state), "via": Via(row.via)}
    return Petition(place=PetitionPlace(row.place, row.latitude, row.longitude), followers=followers, **values)


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


def file_of(session: Session, row: PetitionRow) -> PetitionFile:
    """A petition with all that belongs to it."""
    number = row.id or 0
    people = session.scalars(select(PersonRow).where(col(PersonRow.petition) == number).order_by(col(PersonRow.id))).all()
    below = merged_below(session, number)
    authors = _authors(session, [row.id or 0 for row in below])
    joined = {ChatId(person.channel, person.key) for person in authors if person.channel and person.key}
    followers = tuple(_followers(people, joined))
    merged = session.scalars(select(col(PetitionRow.code)).where(col(PetitionRow.merged_into) == number).order_by(col(PetitionRow.id)))
    return PetitionFile(
        petition=petition_of(row, len(followers)),
        contact=next((Contact(person.name, person.address, person.phone) for person in people if person.is_author and person.name), None),
        photos=tuple(photo_of(photo) for photo in session.scalars(_of(PhotoRow, number).order_by(col(PhotoRow.name)))),
        events=tuple(event_of(event) for event in session.scalars(_of(EventRow, number).order_by(col(EventRow.id)))),
        pauses=tuple(_pause(pause) for pause in session.scalars(_of(PauseRow, number).order_by(col(PauseRow.id)))),
        merged=tuple(merged),
        target=_target(session, row),
        joined=tuple(Contact(person.name, person.address, person.phone) for person in authors if person.name or person.phone),
        joined_words="\n".join(f"{each.content}\n{each.place}" for each in below),
        **_answered_in_place(session, row),
        followers=followers,
        uncalled=tuple(_uncalled(below, authors)),
        joined_clocks=tuple(_joined(session, row, below)),
    )


def merged_below(session: Session, number: int, *, locked: bool = False) -> list[PetitionRow]:
    """What was merged into a petition, and into those again, in that order; `locked`: nobody else changes them meanwhile."""
    found: list[PetitionRow] = []
    into = [number]
    while into:
        query = select(PetitionRow).where(col(PetitionRow.merged_into).in_(into)).order_by(col(PetitionRow.id))
        rows = session.scalars(query.with_for_update() if locked else query).all()
        found += rows
        into = [row.id or 0 for row in rows]
    return found


def _authors(session: Session, numbers: list[int]) -> Sequence[PersonRow]:
    """Who filed these petitions."""
    query = select(PersonRow).where(col(PersonRow.petition).in_(numbers), col(PersonRow.is_author))
    return session.scalars(query).all() if numbers else ()


def _uncalled(below: list[PetitionRow], authors: Sequence[PersonRow]) -> Iterator[tuple[int, str]]:
    """Those whose sender is known by name and by no chat."""
    reached = {person.petition for person in authors if person.channel}
    named = {person.petition for person in authors if person.name} - reached
    yield from ((row.id, row.code) for row in below if row.id in named)


def _joined(session: Session, row: PetitionRow, below: list[PetitionRow]) -> Iterator[OwedClock]:
    """The clocks of those merged into a petition. From the merge on its pauses are theirs too; who was answered, or told that there is no
    answer, before it was reopened waits no more."""
    since = {row.id: row.counted_from}
    for other in below:
        merged = since[other.id] = max(other.merged or other.received, since.get(other.merged_into, other.received))
        if other.answered is not None or merged < row.counted_from:
            continue
        own = tuple(_pause(pause) for pause in session.scalars(_of(PauseRow, other.id or 0).order_by(col(PauseRow.id))))
        shared = (_pause(pause) for pause in session.scalars(_of(PauseRow, row.id or 0).order_by(col(PauseRow.id))))
        lasting = tuple(replace(each, since=max(each.since, merged)) for each in shared if each.until is None or each.until > merged)
        yield OwedClock(other.id or 0, other.counted_from, other.days, (*own, *lasting), was_late=merged > other.due)


def event_of(row: EventRow) -> Event:
    begins = PetitionState(row.begins) if row.begins else None
    is_public = row.is_public and row.move in PUBLIC  # what was kept as public while its move still was is inside all the same
    return Event(row.id or 0, row.at, row.who, row.move, begins, PetitionState(row.ends), row.why, is_public, row.unit, row.officer)


def photo_of(row: PhotoRow) -> Photo:
    return Photo(row.name, row.media_type, row.size, row.sha256)


def _target(session: Session, row: PetitionRow) -> str:
    target = session.get(PetitionRow, row.merged_into) if row.merged_into else None
    return target.code if target else ""


def _answered_in_place(session: Session, row: PetitionRow) -> dict[str, Any]:
    """State and deadline of the petition at the end of the merges."""
    last = row
    while last.merged_into and (further := session.get(PetitionRow, last.merged_into)):
        last = further
    if last is row:
        return {}
    target = petition_of(last)
    is_counted = target.is_open and not _is_paused(session, last)
    return {"target_state": target.state, "target_due": (target.promised or target.due) if is_counted else None}


def _is_paused(session: Session, row: PetitionRow) -> bool:
    waits = session.execute(select(was_late()).where(col(PetitionRow.id) == row.id).select_from(PetitionRow)).scalar_one()
    return is_paused(PetitionState(row.state), was_late=bool(waits))


def _of(kind: Any, number: int) -> Any:
    return select(kind).where(kind.petition == number)


def _pause(row: PauseRow) -> Pause:
    return Pause(row.since, row.until, row.reason)


def _followers(people: Any, joined: set[ChatId]) -> Iterator[PetitionFollower]:
    for person in people:
        if person.channel is not None and person.key is not None:
            chat = ChatId(person.channel, person.key)
            yield PetitionFollower(chat, person.is_author, chat in joined)
