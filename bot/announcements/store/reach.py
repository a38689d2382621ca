"""Whom a post reaches, said to the database: the audience, the pace that each follower chose, the most that one gets in a month.

What a follower has had is what arrived or is still on its way: not what a stopped campaign took back, what failed, what was blocked. A row
holds an upper bound: every post that was queued to it. Only where that bound leaves no room are the letters themselves counted.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select, text, true, tuple_, update
from sqlmodel import Session, col

from bot.announcements.rules.calendar import Month
from bot.announcements.rules.followers import FEWER_A_MONTH, MOST_A_MONTH, Audience, CampaignReach, Frequency, Sending, key_of_place
from bot.database.outgoing import COUNTERS, OUTBOX
from bot.database.tables.announcements import CampaignRow, FollowerRow, FollowerTopicRow

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
        has_chosen = exists().where(own, col(FollowerTopicRow.topic).in_(audience.topics))
        meant.append(has_chosen if audience.is_chosen else col(FollowerRow.every_topic) | has_chosen)
    return and_(*meant)


def plan_simply(session: Session) -> None:
    """Let PostgreSQL compile nothing: it takes half a second to, because of letters that are hardly ever looked at."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL jit = off"))


def reached(sending: Sending, month: Month, zone: ZoneInfo) -> ColumnElement[bool]:
    """Of those addressed, who gets it."""
    return and_(addressed(sending.audience), col(FollowerRow.is_active), _has_room(sending, month, zone), _wants(sending, month, zone))


def reach(session: Session, among: ColumnElement[bool], sending: Sending, month: Month, zone: ZoneInfo) -> CampaignReach:
    """The sums over those `among` the followers whom the audience means; who is left out for two reasons counts once."""
    active, room, wanted = col(FollowerRow.is_active), _has_room(sending, month, zone), _wants(sending, month, zone)
    reason = case((~active, "inactive"), (~room, "capped"), (~wanted, "slow"), else_="reached").label("reason")
    told = select(reason).select_from(FollowerRow).where(among, addressed(sending.audience)).subquery()
    sums = session.execute(select(told.c.reason, func.count()).group_by(told.c.reason)).all()
    return CampaignReach(**{str(reason): int(count) for reason, count in sums})


def count_post(session: Session, those: ColumnElement[bool], month: Month) -> None:
    """Those are queued one post more in `month`."""
    session.execute(
        update(FollowerRow).where(those).values(posts=_queued(month) + 1, month=month.number).execution_options(synchronize_session=False)
    )


def _wants(sending: Sending, month: Month, zone: ZoneInfo) -> ColumnElement[bool]:
    """Whose pace lets the post in."""
    if sending.is_important or sending.is_urgent:
        return true()
    few = and_(col(FollowerRow.pace) == Frequency.FEWER, _had_fewer(FEWER_A_MONTH, month, zone))
    return (col(FollowerRow.pace) == Frequency.ALL) | few


def _has_room(sending: Sending, month: Month, zone: ZoneInfo) -> ColumnElement[bool]:
    """Who has had fewer posts in `month` than a follower gets at most."""
    return true() if sending.is_urgent else _had_fewer(MOST_A_MONTH, month, zone)


def _had_fewer(most: int, month: Month, zone: ZoneInfo) -> ColumnElement[bool]:
    """Who has had fewer posts than `most` in `month`."""
    return case((_queued(month) < most, true()), else_=_handed_over(month, zone) < most)


def _handed_over(month: Month, zone: ZoneInfo) -> ScalarSelect[int]:
    """How many letters of the campaigns that began in `month` arrived at the follower, or are on their way."""
    on_its_way = and_(OUTBOX.c.state == "waiting", COUNTERS.c.state != "stopped")
    theirs = (OUTBOX.c.channel == col(FollowerRow.channel), OUTBOX.c.key == col(FollowerRow.key), COUNTERS.c.campaign == OUTBOX.c.campaign)
    begun = (
        col(CampaignRow.id) == OUTBOX.c.campaign,
        col(CampaignRow.started) >= month.begins(zone),
        col(CampaignRow.started) < month.ends(zone),
    )
    counted = select(func.count()).select_from(OUTBOX, COUNTERS, CampaignRow).where(*theirs, *begun)
    return counted.where(or_(OUTBOX.c.state.in_(("sent", "sending")), on_its_way)).correlate(FollowerRow).scalar_subquery()


def _queued(month: Month) -> ColumnElement[int]:
    """How many posts of `month` were queued to the follower."""
    return case((col(FollowerRow.month) == month.number, col(FollowerRow.posts)), else_=0)
