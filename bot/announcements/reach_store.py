"""Whom a post reaches, said to the database: the audience, the pace that each follower chose, the most that one gets in a month."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case, exists, func, select, true, tuple_, update
from sqlmodel import Session, col

from bot.announcements.calendar import Month
from bot.announcements.followers import FEWER_A_MONTH, MOST_A_MONTH, Audience, Pace, Reach, Sending, key_of_place
from bot.database.tables.announcements import FollowerRow, FollowerTopicRow

who = tuple_(col(FollowerRow.channel), col(FollowerRow.key))


def addressed(audience: Audience) -> ColumnElement[bool]:
    """Whom the audience means, active or not."""
    meant: list[ColumnElement[bool]] = [true()]
    if audience.kinds:
        meant.append(col(FollowerRow.kind).in_(audience.kinds))
    if audience.places:
        meant.append(col(FollowerRow.place_key).in_([key_of_place(place) for place in audience.places]))
    if audience.topics:
        own = tuple_(col(FollowerTopicRow.channel), col(FollowerTopicRow.key)) == who
        meant.append(col(FollowerRow.every_topic) | exists().where(own, col(FollowerTopicRow.topic).in_(audience.topics)))
    return and_(*meant)


def reached(sending: Sending, month: Month) -> ColumnElement[bool]:
    """Of those addressed, who gets it."""
    return and_(addressed(sending.audience), col(FollowerRow.is_active), _has_room(sending, month), _wants(sending, month))


def reach(session: Session, among: ColumnElement[bool], sending: Sending, month: Month) -> Reach:
    """The sums over those `among` the followers whom the audience means; who is left out for two reasons counts once."""
    active, room, wanted = col(FollowerRow.is_active), _has_room(sending, month), _wants(sending, month)
    reason = case((~active, "inactive"), (~room, "capped"), (~wanted, "slow"), else_="reached").label("reason")
    told = select(reason).select_from(FollowerRow).where(among, addressed(sending.audience)).subquery()
    sums = session.execute(select(told.c.reason, func.count()).group_by(told.c.reason)).all()
    return Reach(**{str(reason): int(count) for reason, count in sums})


def count_post(session: Session, those: ColumnElement[bool], month: Month) -> None:
    """Those get one post more in `month`."""
    session.execute(
        update(FollowerRow).where(those).values(posts=_had(month) + 1, month=month.number).execution_options(synchronize_session=False)
    )


def _wants(sending: Sending, month: Month) -> ColumnElement[bool]:
    """Whose pace lets the post in."""
    if sending.is_important or sending.is_urgent:
        return true()
    few = and_(col(FollowerRow.pace) == Pace.FEWER, _had(month) < FEWER_A_MONTH)
    return (col(FollowerRow.pace) == Pace.ALL) | few


def _has_room(sending: Sending, month: Month) -> ColumnElement[bool]:
    """Who has had fewer posts in `month` than a follower gets at most."""
    return true() if sending.is_urgent else _had(month) < MOST_A_MONTH


def _had(month: Month) -> ColumnElement[int]:
    return case((col(FollowerRow.month) == month.number, col(FollowerRow.posts)), else_=0)
