"""A dialogue or meeting: what is written of it, where it stands in its life, and what is wrong with a draft. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.dialogues.rules.numbers import (
    FURTHEST_AHEAD,
    LONGEST_ABOUT,
    LONGEST_HOURS,
    LONGEST_NOTE,
    LONGEST_SCRIPT,
    LONGEST_TITLE,
    MOST_SEATS,
)
from bot.messages import ChatId
from bot.text.invisible import in_one_line


class DialogueKind(StrEnum):
    """DIALOGUE: a head with people and firms; VILLAGE: a meeting of a hamlet, with a script that is read aloud; SEMINAR: a talk at which
    opinions are gathered; CONTACT: people's representatives with voters."""

    DIALOGUE = "dialogue"
    VILLAGE = "village"
    SEMINAR = "seminar"
    CONTACT = "contact"


class DialogueState(StrEnum):
    """PROPOSED: waits for a second person; ANNOUNCED; PUBLISHED: held, with its minutes; CANCELLED after it was
    announced; DROPPED before."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class QuestionState(StrEnum):
    """Of a question as it was sent: NEW until staff made it a matter (TAKEN) or left it out (REFUSED)."""

    NEW = "new"
    TAKEN = "taken"
    REFUSED = "refused"


class DialogueFault(StrEnum):
    """What is wrong with a draft; each has a sentence in the wording."""

    NO_TITLE = "no_title"
    NO_PLACE = "no_place"
    NO_HOST = "no_host"
    TOO_LONG = "too_long"
    REVERSED = "reversed"
    OVER = "over"
    SPAN = "span"
    SEATS = "seats"
    NO_UNIT = "no_unit"


class DialogueMove(StrEnum):
    """What became of a try to change something; each but DONE has a sentence in the wording."""

    DONE = "done"
    NOT_THERE = "not_there"
    NOT_YOURS = "not_yours"
    CHANGED = "changed"
    NOT_OPEN = "not_open"
    OWN = "own"
    ONE_HAND = "one_hand"
    OVER = "over"
    NOT_OVER = "not_over"
    NO_REASON = "no_reason"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    UNASSIGNED = "unassigned"
    NO_UNIT = "no_unit"
    PAST = "past"
    UNIT_STAYS = "unit_stays"


@dataclass(frozen=True, slots=True)
class DialogueDraft:
    """`host`: who invites; `unit`: whose event it is, by number; `seats`: 0 without a bound; `script`: what is read aloud there."""

    kind: DialogueKind
    title: str
    begins: datetime
    ends: datetime
    place: str
    host: str
    unit: int
    about: str = ""
    seats: int = 0
    script: str = ""

    def __post_init__(self) -> None:
        """What stands in a line among others is one line (bot.text.invisible)."""
        for name in ("title", "place", "host"):
            object.__setattr__(self, name, in_one_line(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class OfficeDialogue:
    """One that is kept. `revision`, `minutes_revision`: count the texts; `writers`, `minutes_writers`: staff by number; `task`: the plan's
    task whose proof it is; `pending`: an announced one as it is to be when a second person says so."""

    id: int
    state: DialogueState
    draft: DialogueDraft
    revision: int
    writers: tuple[int, ...]
    made: datetime
    approver: int | None = None
    announced: datetime | None = None
    reason: str = ""
    minutes: str = ""
    minutes_revision: int = 0
    minutes_writers: tuple[int, ...] = ()
    publisher: int | None = None
    published: datetime | None = None
    task: int | None = None
    pending: DialogueDraft | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a text of it waits for a second person."""
        return self.state is DialogueState.PROPOSED or (self.state is DialogueState.ANNOUNCED and self.pending is not None)

    def is_open(self, at: datetime) -> bool:
        """Whether people may register, ask and vote."""
        return self.state is DialogueState.ANNOUNCED and at < self.draft.begins

    def is_over(self, at: datetime) -> bool:
        return at >= self.draft.ends

    @property
    def is_public(self) -> bool:
        return self.state in (DialogueState.ANNOUNCED, DialogueState.PUBLISHED, DialogueState.CANCELLED)


@dataclass(frozen=True, slots=True)
class DialogueGuest:
    """Somebody who comes, or waits."""

    id: int
    name: str
    is_waiting: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class DialogueQuestion:
    """What somebody sent; `chat` is shown to nobody."""

    id: int
    dialogue: int
    chat: ChatId
    text: str
    state: QuestionState
    matter: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DialogueMatter:
    """A question as the office listed it. `is_from_hall`: asked at the meeting; `approved`: since when its answer may be shown."""

    id: int
    dialogue: int
    text: str
    votes: int
    is_from_hall: bool
    is_dropped: bool
    unit: int | None
    due: date | None
    answer: str
    revision: int
    answered_by: int | None
    approver: int | None
    approved: datetime | None

    @property
    def is_answered(self) -> bool:
        return self.approved is not None

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today and not self.is_answered and not self.is_dropped


def faults_of(draft: DialogueDraft, at: datetime) -> Iterator[DialogueFault]:
    """Everything that keeps a draft from being announced at `at`; whether there is such a unit the caller knows."""
    is_long = len(draft.title) > LONGEST_TITLE or len(draft.about) > LONGEST_ABOUT or len(draft.script) > LONGEST_SCRIPT
    lasts = draft.ends - draft.begins
    found = {
        DialogueFault.NO_TITLE: not draft.title.strip(),
        DialogueFault.NO_PLACE: not draft.place.strip(),
        DialogueFault.NO_HOST: not draft.host.strip(),
        DialogueFault.TOO_LONG: is_long or max(len(draft.place), len(draft.host)) > LONGEST_NOTE,
        DialogueFault.REVERSED: draft.ends <= draft.begins,
        DialogueFault.OVER: draft.begins <= at,
        DialogueFault.SPAN: lasts > timedelta(hours=LONGEST_HOURS) or draft.begins - at > timedelta(days=FURTHEST_AHEAD),
        DialogueFault.SEATS: not 0 <= draft.seats <= MOST_SEATS,
    }
    return (fault for fault, is_there in found.items() if is_there)
