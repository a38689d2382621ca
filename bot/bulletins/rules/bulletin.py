"""A notice with a beginning and an end: what is written, where it stands in its life, and what is wrong with a draft. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.bulletins.rules.numbers import FURTHEST_AHEAD, LONGEST_PLACE, LONGEST_SPAN, LONGEST_TEXT, LONGEST_TITLE, MOST_TOUCHED
from bot.text.invisible import in_one_line


class BulletinKind(StrEnum):
    """OUTAGE: a planned stop of the portal or of another system for citizens; FAULT: one that nobody planned; CLOSED: the office or a
    counter does not receive people; EXTRA: it receives them outside its hours; WORKS: roads, power, water; WEATHER: storm, flood."""

    OUTAGE = "outage"
    FAULT = "fault"
    CLOSED = "closed"
    EXTRA = "extra"
    WORKS = "works"
    WEATHER = "weather"
    OTHER = "other"


ONLINE = frozenset({BulletinKind.OUTAGE, BulletinKind.FAULT})
"""What touches everything that is filed online."""


class BulletinState(StrEnum):
    """PROPOSED: waits for a second person; ANNOUNCED: shown from its moment to its end; DROPPED: never shown; WITHDRAWN: was wrong,
    and is shown no more, not even among what is over. Its end is no state."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class BulletinPhase(StrEnum):
    """What an announced one is at a moment."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    OVER = "over"


class BulletinFault(StrEnum):
    """What is wrong with a draft; each has a sentence in the wording."""

    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    REVERSED = "reversed"
    OVER = "over"
    SPAN = "span"
    SHOWN = "shown"
    NO_CHANNEL = "no_channel"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BulletinDraft:
    """`shown`: from when on it may be seen, once approved; `units`: by number, none: the whole office; `touched`: codes of procedures and
    names of fields whose answers it stands beside; `place`: the street, hamlet or ward that it is about, "" everywhere."""

    kind: BulletinKind
    title: str
    text: str
    begins: datetime
    ends: datetime
    shown: datetime
    place: str = ""
    units: tuple[int, ...] = ()
    touched: tuple[str, ...] = ()
    on_web: bool = True
    in_chat: bool = True

    def __post_init__(self) -> None:
        """What stands in a line among others is one line (bot.text.invisible)."""
        for name in ("title", "place"):
            object.__setattr__(self, name, in_one_line(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class OfficeBulletin:
    """One that is kept. `revision`: counts its texts; `writers`, `approvals`: staff by number; `ahead`: working days from its announcement
    to its beginning; `closed`: when somebody ended it before its time; `later`: until when it is to last, as `later_by` asked."""

    id: int
    state: BulletinState
    draft: BulletinDraft
    revision: int
    writers: tuple[int, ...]
    approvals: tuple[int, ...]
    made: datetime
    announced: datetime | None = None
    ahead: int | None = None
    closed: datetime | None = None
    later: datetime | None = None
    later_by: int | None = None

    @property
    def until(self) -> datetime:
        """When it is over, or was."""
        return min(self.draft.ends, self.closed) if self.closed else self.draft.ends

    def phase(self, at: datetime) -> BulletinPhase:
        if at >= self.until:
            return BulletinPhase.OVER
        return BulletinPhase.RUNNING if at >= self.draft.begins else BulletinPhase.UPCOMING

    def is_shown(self, at: datetime) -> bool:
        return self.state is BulletinState.ANNOUNCED and self.draft.shown <= at < self.until

    def was_shown(self) -> bool:
        """Whether anybody could see it: one that was ended before it was to be shown nobody did."""
        return self.state is BulletinState.ANNOUNCED and self.draft.shown <= self.until

    def lasts_on(self, begins: datetime, ends: datetime) -> bool:
        """Whether some of it lies between the two moments."""
        return self.draft.begins < ends and self.until > begins


@dataclass(frozen=True, slots=True)
class TouchedProcedure:
    """What a notice may touch of a procedure that is talked about."""

    code: str
    field: str
    is_online: bool


def touches(found: OfficeBulletin, procedure: TouchedProcedure) -> bool:
    """Whether a notice says something to who asks about `procedure`: its counter is named, or the portal stands still."""
    if {procedure.code, procedure.field}.intersection(found.draft.touched):
        return True
    return found.draft.kind in ONLINE and procedure.is_online and not found.draft.touched


def faults_of(draft: BulletinDraft, at: datetime) -> Iterator[BulletinFault]:
    """Everything that keeps a draft from being announced at `at`."""
    found = {
        BulletinFault.NO_TITLE: not draft.title.strip(),
        BulletinFault.NO_TEXT: not draft.text.strip(),
        BulletinFault.TOO_LONG: len(draft.title) > LONGEST_TITLE or len(draft.text) > LONGEST_TEXT or len(draft.place) > LONGEST_PLACE,
        BulletinFault.TOO_MANY: len(draft.touched) > MOST_TOUCHED,
        BulletinFault.REVERSED: draft.ends <= draft.begins,
        BulletinFault.OVER: draft.ends <= at,
        BulletinFault.SPAN: abs(draft.ends - draft.begins) > timedelta(days=LONGEST_SPAN)
        or abs(draft.begins - at) > timedelta(days=FURTHEST_AHEAD),
        BulletinFault.SHOWN: draft.shown >= draft.ends,
        BulletinFault.NO_CHANNEL: not (draft.on_web or draft.in_chat),
    }
    return (fault for fault, is_there in found.items() if is_there)
