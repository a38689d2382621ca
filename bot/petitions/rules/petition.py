"""A petition: what a citizen hands in, its state, and its time line. Pure: knows no database, no channel and no clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.messages import ChatId
from bot.petitions.rules.deadlines import OwedClock, Pause
from bot.petitions.rules.photo import Photo

MARK = 10  # hex digits of a draft's mark: with it a button still fits the 64 bytes of Telegram


class PetitionKind(StrEnum):
    """What it is about. The first two are those of Decree 20/2008/NĐ-CP, articles 5 and 3."""

    REGULATION = "quy_dinh"
    BEHAVIOUR = "hanh_vi"
    ONLINE_SERVICE = "dich_vu_cong"
    OTHER = "khac"


class Naming(StrEnum):
    """Who may know the sender: everybody, the office alone, nobody (then it is a góp ý, not a phản ánh, kiến nghị)."""

    NAMED = "named"
    HIDDEN = "hidden"
    ANONYMOUS = "anonymous"


class Via(StrEnum):
    """How it reached the office: written by the citizen, or taken down by somebody of the staff."""

    ONLINE = "truc_tuyen"
    PHONE = "dien_thoai"
    COUNTER = "tai_quay"
    PAPER = "van_ban"


TAKEN_DOWN = frozenset(Via) - {Via.ONLINE}


class PetitionState(StrEnum):
    """Where a petition stands. In the hands of the unit up to APPROVED; then the citizen's word, then over."""

    RECEIVED = "received"  # filed; nobody has it yet
    FORWARDED = "forwarded"  # handed on to the unit, or the office outside, that is competent
    ASSIGNED = "assigned"  # an officer has it, not begun
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"  # for the citizen; the clock stands still
    DRAFTED = "drafted"  # an answer is written and waits for the leader
    APPROVED = "approved"  # signed, not sent
    ANSWERED = "answered"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"  # into another one that says the same
    WITHDRAWN = "withdrawn"  # by who sent it, before it was answered; for good


def is_paused(state: PetitionState, *, was_late: bool) -> bool:
    """Whether nothing is owed for the time being: we wait for the sender, and were not late before (`was_late`). Everything that shows or
    counts lateness asks here; bot.petitions.store.owed says the same to the database."""
    return state is PetitionState.WAITING and not was_late


OPEN = frozenset(
    {
        PetitionState.RECEIVED,
        PetitionState.FORWARDED,
        PetitionState.ASSIGNED,
        PetitionState.IN_PROGRESS,
        PetitionState.WAITING,
        PetitionState.DRAFTED,
        PetitionState.APPROVED,
    }
)
"""Somebody owes the citizen an answer."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who sends it, as Decree 20/2008/NĐ-CP, article 7 asks: name, address, telephone number. "" where not given."""

    name: str = ""
    address: str = ""
    phone: str = ""

    @property
    def is_complete(self) -> bool:
        return bool(self.name and self.address and self.phone)


@dataclass(frozen=True, slots=True)
class PetitionPlace:
    """Where it happens: in words, and on the map (degrees, WGS 84) where the citizen sent it."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class NewPetition:
    """What a citizen hands in. `procedure`: the code it is about; `question`: the number of the question it came from; "" and 0: none.

    `is_urgent`: it tells of danger.
    """

    kind: PetitionKind
    content: str
    naming: Naming
    contact: Contact = Contact()
    place: PetitionPlace = PetitionPlace()
    photos: tuple[Photo, ...] = ()
    procedure: str = ""
    question: int = 0
    via: Via = Via.ONLINE
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the time line; never changed. `who`: "citizen", "staff:3", "system"; `move`: a Transition; `why`: the reason, the note
    or the text that was sent; `is_public`: the citizen sees it."""

    id: int
    at: datetime
    who: str
    move: str
    begins: PetitionState | None
    ends: PetitionState
    why: str = ""
    is_public: bool = False
    unit: int | None = None
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition as it stands. `version` grows with each change: who has seen an older one is told.

    `due`: the moment the answer is owed, `days` working days after `counted_from` (the receipt, or the reopening), pauses left out;
    `warn_at`: when its holder is warned next, after `warned` warnings; `promised`: the new date after an apology; `forward_by`:
    until when what is not one's own must be handed on. `bounces`: how often it was handed to somebody else; `former`: who had it
    before it was reopened. `followers`: chats that are told, the sender among them. `draft`: an answer not yet sent, or the question or
    the reason of a refusal (`draft_for`: "ask", "reject") that is proposed; `draft_shared`: how who sent the petitions merged into it will
    read that; `published`: the redacted text that the register shows ("" not published). `about`: officers and units that it names,
    ",s3,u1,". `is_urgent`: it told of danger, and its sender was given the number to call. `topic`: of topics.toml, "" none of them."""

    id: int
    code: str
    version: int
    kind: PetitionKind
    naming: Naming
    state: PetitionState
    content: str
    received: datetime
    due: datetime
    forward_by: datetime
    days: int
    counted_from: datetime
    warn_at: datetime | None = None
    warned: int = 0
    place: PetitionPlace = PetitionPlace()
    procedure: str = ""
    question: int = 0
    unit: int | None = None
    officer: int | None = None
    former: int | None = None
    agency: str = ""
    bounces: int = 0
    followers: int = 0
    draft: str = ""
    draft_by: int | None = None
    draft_for: str = ""
    draft_shared: str = ""
    answer: str = ""
    answered: datetime | None = None
    closed: datetime | None = None
    promised: datetime | None = None
    is_reopened: bool = False
    merged_into: int | None = None
    merged: datetime | None = None
    score: int | None = None
    score_reason: str = ""
    published: str = ""
    published_answer: str = ""
    published_at: datetime | None = None
    via: Via = Via.ONLINE
    about: str = ""
    is_urgent: bool = False
    topic: str = ""

    @property
    def is_open(self) -> bool:
        """Whether this office owes an answer; what was handed to an office outside it owes no more."""
        return self.state in OPEN and not (self.state is PetitionState.FORWARDED and self.agency)

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether its sender may still take it back: they wrote it themselves, no answer was ever given, and no other office has it."""
        return self.state in OPEN and not self.answer and not self.agency and self.is_by_its_sender

    @property
    def is_by_its_sender(self) -> bool:
        """Written by the citizen. Of what the staff took down they know code and number, which is all that proves a sender: with these two
        nobody withdraws or rates it in the citizen's name."""
        return self.via not in TAKEN_DOWN

    @property
    def is_restricted(self) -> bool:
        """About somebody of the staff: only leaders and the one it was given to may read it."""
        return self.kind is PetitionKind.BEHAVIOUR or bool(self.about)

    def is_held_by(self, staff_id: int, unit_id: int) -> bool:
        """Whether that person has it and works where it lies: who went to another unit has it no more, answered or not."""
        return self.officer == staff_id and self.unit == unit_id

    def is_about(self, staff_id: int, unit_id: int | None = None) -> bool:
        """Whether it names that officer, or that unit: by default it is not theirs."""
        return f",s{staff_id}," in self.about or f",u{unit_id}," in self.about

    @property
    def about_staff(self) -> tuple[int, ...]:
        """The officers whom it names."""
        return tuple(int(mark[1:]) for mark in self.about.split(",") if mark.startswith("s"))

    @property
    def about_units(self) -> tuple[int, ...]:
        """The units that it names."""
        return tuple(int(mark[1:]) for mark in self.about.split(",") if mark.startswith("u"))

    @property
    def draft_mark(self) -> str:
        """What tells this draft from every other: who signs, signs the text that they read, for whomever it is, as what it was proposed."""
        return mark_of("\0".join(filter(None, (self.draft, self.draft_shared, self.draft_for)))) if self.draft else ""

    @property
    def is_suggestion(self) -> bool:
        """A góp ý: nobody signed it, so Decree 20/2008/NĐ-CP does not ask for an answer."""
        return self.naming is Naming.ANONYMOUS


@dataclass(frozen=True, slots=True)
class PetitionFollower:
    """A chat that is told; `is_author`: it filed the petition; `is_joined`: one that was merged into it, and hears of the answer there."""

    chat: ChatId
    is_author: bool
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class PetitionFile:
    """A petition with all that belongs to it. `contact` is None where the sender is anonymous or has had their data deleted."""

    petition: Petition
    contact: Contact | None
    photos: tuple[Photo, ...]
    events: tuple[Event, ...]
    pauses: tuple[Pause, ...]
    merged: tuple[str, ...] = ()
    target: str = ""
    """The codes of those merged into it; the code of the one that it was merged into."""
    followers: tuple[PetitionFollower, ...] = ()
    uncalled: tuple[tuple[int, str], ...] = ()
    """Number and code of each that was merged into it, or into one of those, whose sender left a name and no chat: somebody must call."""
    target_state: PetitionState | None = None
    """Where the one stands that will be answered in its place; None: it was not merged."""
    target_due: datetime | None = None
    """When that one is to be answered; None: nothing is owed for it, or its clock stands still."""
    joined: tuple[Contact, ...] = ()
    """Who sent those merged into it, or into one of those: what they gave of themselves."""
    joined_words: str = ""
    """What they wrote: numbers and addresses of theirs may stand in it."""
    joined_clocks: tuple[OwedClock, ...] = ()
    """The clocks of those merged into it whose senders wait for the same answer."""

    @property
    def was_late(self) -> bool:
        """We wait for its sender, and its time was over before we did, or that of one merged into it before it was."""
        is_own = any(pause.until is None and pause.since > self.petition.due for pause in self.pauses)
        return is_own or any(each.was_late for each in self.joined_clocks)

    @property
    def is_paused(self) -> bool:
        return is_paused(self.petition.state, was_late=self.was_late)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether no message reaches its sender; who follows it, or sent one that was merged into it, is somebody else."""
        return not self.petition.is_suggestion and not any(follower.is_author for follower in self.followers)


def mark_of(text: str) -> str:
    """What tells a text from every other in a button; "" for none."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:MARK] if text else ""
