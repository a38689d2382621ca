"""How many people must approve a campaign: counted where it is approved, in the same transaction, so that nothing changes in between."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel import Session, col

from bot.announcements.rules.campaign import CampaignState, approvals_needed
from bot.announcements.rules.followers import Audience, Sending
from bot.announcements.store.reach import addressed
from bot.database.tables.announcements import CampaignRow, FollowerRow
from bot.database.tables.staff import AuditRow, StaffRow
from bot.database.types import aware
from bot.people.staff_store import VOUCHED

TOGETHER = timedelta(days=7)  # what one person lets out alone within it counts as one sending: two halves are a whole
SETTLED = timedelta(days=7)  # who follows for less is counted apart: subscriptions made up today make no audience a small part
OPENED = timedelta(days=7)  # as long as an invitation counts, and a session that it led to
OPENINGS = ("staff.added", "staff.changed", "staff.link_invite", "staff.link_login")
MAILBOX_GIVEN = ("staff.added", "staff.changed")
LET_OUT = frozenset(set(CampaignState) - {CampaignState.PROPOSED, CampaignState.DROPPED})
WRITTEN = ("article.written", "article.changed")
"""In the audit trail: somebody of the staff put their words into an article."""


def needed(session: Session, row: CampaignRow, by: int | None, at: datetime) -> int:
    """How many different people approve `row`, if `by` is one of them (None: whoever), with what `by` let out alone lately."""
    sending = sending_of(row)
    audiences = [sending.audience, *(_alone(session, row, by, at) if by is not None else ())]
    return approvals_needed(sending, _share(session, audiences, at))


def is_one_hand(session: Session, one: int, other: int, at: datetime) -> bool:
    """Whether one of two made, changed or opened the account of the other within OPENED, or wrote down, however long ago, the mailbox by
    which the other comes in and for which nobody else has vouched: then they are not two people for us."""
    if one == other:
        return False
    pairs = ((one, other), (other, one))
    of_the_other = [and_(col(AuditRow.actor) == f"staff:{who}", col(AuditRow.subject) == f"staff:{whose}") for who, whose in pairs]
    lately = (col(AuditRow.action).in_(OPENINGS), col(AuditRow.at) > aware(at) - OPENED)
    is_opened = session.execute(select(col(AuditRow.id)).where(or_(*of_the_other), *lately).limit(1)).first() is not None
    return is_opened or any(_holds_mailbox(session, who, whose) for who, whose in pairs)


def _holds_mailbox(session: Session, who: int, whose: int) -> bool:
    """Whether `whose` can log in only by a mailbox whose address `who` entered: then nobody but `who` says whose mailbox that is. Somebody
    with a chat gets no login link by mail."""
    person = session.get(StaffRow, whose)
    if person is None or not person.email or person.chat_key:
        return False
    own = (col(AuditRow.subject) == f"staff:{whose}", col(AuditRow.action).in_((*MAILBOX_GIVEN, VOUCHED)))
    for entry in session.scalars(select(AuditRow).where(*own).order_by(col(AuditRow.id).desc())):
        if entry.action == VOUCHED and entry.actor not in (f"staff:{who}", f"staff:{whose}"):
            return False
        if entry.action == "staff.added" or "email" in json.loads(entry.detail).get("to", {}):
            return entry.actor == f"staff:{who}"
    return False


def writers(session: Session, article: int) -> frozenset[int]:
    """Who of the staff wrote or changed an article, whoever began it."""
    own = (col(AuditRow.subject) == f"article:{article}", col(AuditRow.action).in_(WRITTEN))
    return _staff(session.scalars(select(col(AuditRow.actor)).where(*own)))


def month_writers(session: Session, month: int) -> frozenset[int]:
    """Who of the staff wrote or changed the text of a month."""
    own = (col(AuditRow.subject) == f"month:{month}", col(AuditRow.action) == "calendar.edited")
    return _staff(session.scalars(select(col(AuditRow.actor)).where(*own)))


def sending_of(row: CampaignRow) -> Sending:
    return Sending(Audience.from_json(row.audience), row.is_important, bool(row.urgent_because))


def _staff(actors: Iterable[str]) -> frozenset[int]:
    numbers = (actor.removeprefix("staff:") for actor in actors if actor.startswith("staff:"))
    return frozenset(int(number) for number in numbers if number.isdecimal())


def _alone(session: Session, row: CampaignRow, by: int, at: datetime) -> list[Audience]:
    """The audiences of what `by` alone let out within TOGETHER, or has set for an hour."""
    lately = or_(col(CampaignRow.started) > aware(at) - TOGETHER, col(CampaignRow.state) == CampaignState.SCHEDULED)
    others = session.scalars(select(CampaignRow).where(col(CampaignRow.state).in_(LET_OUT), lately, col(CampaignRow.id) != row.id))
    return [Audience.from_json(other.audience) for other in others if other.approvals == [by]]


def _share(session: Session, audiences: Sequence[Audience], at: datetime) -> float:
    """Which share of those who follow now any of `audiences` means: of all, of one channel's, of those who have followed for a while,
    whichever is the largest. Subscriptions that somebody made up on one channel lately lower none of the others."""
    is_settled = case((col(FollowerRow.consented) < aware(at) - SETTLED, 1), else_=0)
    is_meant = case((or_(*map(addressed, audiences)), 1), else_=0)
    sums = _counted(session, is_settled, is_meant)
    channels = {channel for channel, _, _, _ in sums}
    groups = [sums, [each for each in sums if each[1]], *([each for each in sums if each[0] == channel] for channel in channels)]
    return max((_part(group) for group in groups), default=0)


def _counted(session: Session, is_settled: ColumnElement[int], is_meant: ColumnElement[int]) -> list[tuple[str, int, int, int]]:
    """Channel, settled or not, how many follow, how many of them are meant."""
    told: Any = select(col(FollowerRow.channel).label("channel"), is_settled.label("settled"), is_meant.label("meant"))
    each = told.where(col(FollowerRow.is_active)).subquery()
    query = select(each.c.channel, each.c.settled, func.count(), func.sum(each.c.meant)).group_by(each.c.channel, each.c.settled)
    return [(str(channel), int(settled), int(whole), int(meant)) for channel, settled, whole, meant in session.execute(query)]


def _part(group: Sequence[tuple[str, int, int, int]]) -> float:
    whole = sum(each[2] for each in group)
    return sum(each[3] for each in group) / whole if whole else 0
