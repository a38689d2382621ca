"""Which petitions a merge touches, locked in the order of their numbers, and who follows the one that stays; inside its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlmodel import Session, col

from bot.database.tables.petitions import PersonRow, PetitionRow


def locked(session: Session, petition_id: int, other: str) -> Sequence[PetitionRow]:
    either = (col(PetitionRow.id) == petition_id) | (col(PetitionRow.code) == other)
    return session.scalars(select(PetitionRow).where(either).order_by(col(PetitionRow.id)).with_for_update()).all()


def merged_into(petition_id: int) -> Select[PetitionRow]:
    """Read after the target is locked, so that one that was merged meanwhile is among them."""
    return select(PetitionRow).where(col(PetitionRow.merged_into) == petition_id).order_by(col(PetitionRow.id)).with_for_update()


def target_of(session: Session, petition_id: int) -> PetitionRow | None:
    """The one that a petition is merged into, locked; None where it is not merged."""
    into = session.scalar(select(col(PetitionRow.merged_into)).where(col(PetitionRow.id) == petition_id))
    return session.get(PetitionRow, into, with_for_update=True) if into else None


def hold_family(session: Session, petition_id: int, *, with_target: bool = False) -> PetitionRow | None:
    """Lock a petition, which is returned, all that were merged into it and into those, and, if asked, the one that it is merged into, by
    number as `locked` does: two who touch the same ones at once wait for one another in turn, and never each for the other."""
    ids, found = {petition_id}, {petition_id}
    while found:
        below = session.scalars(select(col(PetitionRow.id)).where(col(PetitionRow.merged_into).in_(found))).all()
        found = {each for each in below if each is not None} - ids
        ids |= found
    if with_target and (into := session.scalar(select(col(PetitionRow.merged_into)).where(col(PetitionRow.id) == petition_id))):
        ids.add(into)
    session.execute(select(col(PetitionRow.id)).where(col(PetitionRow.id).in_(ids)).order_by(col(PetitionRow.id)).with_for_update()).all()
    return session.get(PetitionRow, petition_id, with_for_update=True)


def follow_too(session: Session, merged: int, target: int, now: datetime) -> None:
    """Who followed the merged one follows the target: told once, also where they followed both."""
    already = select(col(PersonRow.channel), col(PersonRow.key)).where(col(PersonRow.petition) == target)
    known = set(session.execute(already).all())
    people = session.execute(select(col(PersonRow.channel), col(PersonRow.key)).where(col(PersonRow.petition) == merged)).all()
    for channel, key in sorted({(channel, key) for channel, key in people if channel} - known):
        session.add(PersonRow(petition=target, channel=channel, key=key, is_author=False, since=now))


def follow_no_more(session: Session, merged: PetitionRow, target: int) -> None:
    """Who follows the target only because the other was merged into it does so no more: it was never theirs."""
    own = select(col(PersonRow.channel), col(PersonRow.key)).where(col(PersonRow.petition) == merged.id)
    chats = {(channel, key) for channel, key in session.execute(own).all() if channel}
    brought = (col(PersonRow.petition) == target, col(PersonRow.is_author).is_(False), col(PersonRow.since) == merged.merged)
    for person in session.scalars(select(PersonRow).where(*brought)).all():
        if (person.channel, person.key) in chats:
            session.delete(person)
