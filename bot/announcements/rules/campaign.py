"""Campaign: one sending of an article to an audience, who must approve it, and which moves it allows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.announcements.rules.calendar import APPROVALS_FOR_EVERYBODY
from bot.announcements.rules.followers import CampaignReach, Sending
from bot.people.staff import Role

LONGEST_WAIT = timedelta(days=180)  # an announcement of which nobody thinks for longer is out of date when it leaves
ONE_MAY_REACH = 0.5  # share of all followers; whoever reaches more than half of them has reached the office's public, as with everybody
SEALED = 16  # hexadecimal digits of a seal: it stands in a button
APPROVERS = frozenset({Role.LEADER, Role.ADMIN})
"""Who may approve what goes out; officers write."""


class CampaignState(StrEnum):
    """PROPOSED until approved; SCHEDULED until its hour, where it has one; QUEUEING until every follower is looked at; then RUNNING or
    PAUSED; DONE or STOPPED."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    QUEUEING = "queueing"
    RUNNING = "running"
    PAUSED = "paused"
    QUIET = "quiet"
    STOPPED = "stopped"
    DONE = "done"
    DROPPED = "dropped"


OVER = frozenset({CampaignState.STOPPED, CampaignState.DONE, CampaignState.DROPPED})
AT_WORK = frozenset({CampaignState.QUEUEING, CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.QUIET})

MOVES: dict[CampaignState, frozenset[CampaignState]] = {
    CampaignState.PROPOSED: frozenset({CampaignState.QUEUEING, CampaignState.SCHEDULED, CampaignState.DROPPED}),
    CampaignState.SCHEDULED: frozenset({CampaignState.QUEUEING, CampaignState.DROPPED}),
    CampaignState.QUEUEING: frozenset({CampaignState.RUNNING, CampaignState.STOPPED}),
    CampaignState.RUNNING: frozenset({CampaignState.PAUSED, CampaignState.QUIET, CampaignState.STOPPED, CampaignState.DONE}),
    CampaignState.PAUSED: frozenset({CampaignState.RUNNING, CampaignState.STOPPED}),
    CampaignState.QUIET: frozenset({CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.STOPPED}),
    CampaignState.STOPPED: frozenset(),
    CampaignState.DONE: frozenset(),
    CampaignState.DROPPED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; `source` says what it was made for ("month:202605", "post:17"); `reach` is what the queueing counted.

    `starts`: it leaves then, not when it is approved. `urgent_because`: why it passes the limit of posts and the quiet hours; ""
    where it does not.
    """

    id: int
    source: str
    article: int
    sending: Sending
    urgent_because: str
    state: CampaignState
    author: int | None
    approvals: tuple[int, ...]
    made: datetime
    started: datetime | None
    ended: datetime | None
    reach: CampaignReach
    starts: datetime | None = None

    @property
    def seal(self) -> str:
        """The same for the same article, audience, urgency and hour: what somebody who approves has seen."""
        starts = self.starts.astimezone(UTC).isoformat() if self.starts else ""
        return sha256(f"{self.article} {self.sending} {self.urgent_because} {starts}".encode()).hexdigest()[:SEALED]


def approvals_needed(sending: Sending, share: float = 0) -> int:
    """What goes to everybody, or to more than ONE_MAY_REACH of them (`share`), is approved by two different people."""
    return APPROVALS_FOR_EVERYBODY if sending.audience.is_everybody or share > ONE_MAY_REACH else 1


def may_move(before: CampaignState, after: CampaignState) -> bool:
    return after in MOVES[before]
