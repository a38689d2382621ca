"""What the board shows: a question to it, the lines and the counts that come back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.petitions.rules import code
from bot.petitions.rules.petition import PetitionKind, PetitionState, Via, is_paused
from bot.text.numerals import digits_of

PAGE = 50  # lines
OUTSIDE = -1  # the unit under which is counted what another office has; no unit has that number
SHORTEST_NUMBER = 9  # digits of a telephone number, the first zero left out


class Order(StrEnum):
    """Which line comes first."""

    DUE = "due"  # what tells of danger, then what is owed soonest
    NEWEST = "newest"


class BoardTab(StrEnum):
    """The ways in which somebody opens the board."""

    MINE = "cua-toi"
    FREE = "chua-ai-nhan"  # in this office, and nobody has it
    SOON = "sap-han"
    LATE = "qua-han"
    TO_SIGN = "cho-duyet"
    WAITING = "cho-dan"  # for the sender: the clock stands still
    ALL = "tat-ca"  # that is open, unless the filter says otherwise


class Colour(StrEnum):
    """How pressing: what is not open has none."""

    LATE = "late"
    SOON = "soon"  # within SOON_DAYS working days
    CALM = "calm"
    PAUSED = "paused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What to list; every field narrows, the empty ones do not. `text`: words, a code or a telephone number; `place`: words of the place.

    `in_any_order`: its words need not be neighbours. `late`: only open ones whose day is over at
    the time of asking; `soon`: those that fall due from then until this moment. `is_free`: open ones that nobody of the office has.
    `to_sign`: answers, and corrections of answers, that wait for a leader. `after`: the cursor of the page before ("" the first page).
    """

    text: str = ""
    in_any_order: bool = False
    states: frozenset[PetitionState] = frozenset()
    is_open: bool | None = None
    kinds: frozenset[PetitionKind] = frozenset()
    unit: int | None = None
    officer: int | None = None
    place: str = ""
    late: bool = False
    soon: datetime | None = None
    is_free: bool = False
    to_sign: bool = False
    since: datetime | None = None
    until: datetime | None = None
    order: Order = Order.DUE
    after: str = ""
    limit: int = PAGE


def telephone(text: str) -> str:
    """The digits of a telephone number that somebody looks for; "" where `text` is none."""
    digits = digits_of(text)
    return digits if len(digits) >= SHORTEST_NUMBER and not any(letter.isalpha() for letter in text) else ""


def is_exact(text: str) -> bool:
    """Whether `text` names one petition or one sender: then no filter keeps it from being found."""
    return bool(telephone(text) or code.read(text))


def narrowed(query: BoardQuery, tab: BoardTab, officer: int, soon: datetime) -> BoardQuery:
    """What `officer` sees under a tab; `soon`: what falls due by then is pressing."""
    match tab:
        case BoardTab.MINE:
            return replace(query, officer=officer, is_open=True)
        case BoardTab.FREE:
            return replace(query, is_free=True, is_open=True)
        case BoardTab.SOON:
            return replace(query, soon=soon)
        case BoardTab.LATE:
            return replace(query, late=True)
        case BoardTab.TO_SIGN:
            return replace(query, to_sign=True, states=frozenset(), is_open=None)
        case BoardTab.WAITING:
            return replace(query, states=frozenset({PetitionState.WAITING}), is_open=True)
        case BoardTab.ALL:
            return query


@dataclass(frozen=True, slots=True)
class ExportedPetition:
    """What the table to take along has of a petition beside its line; `answered`: None not yet."""

    content: str
    via: Via
    procedure: str
    answered: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class ListedPetition:
    """A row of the board."""

    id: int
    code: str
    kind: PetitionKind
    state: PetitionState
    beginning: str
    place: str
    unit: int | None
    officer: int | None
    received: datetime
    due: datetime
    is_open: bool
    is_suggestion: bool
    is_reopened: bool
    score: int | None
    is_urgent: bool = False
    followers: int = 0
    is_outside: bool = False  # with an office outside
    sender: str = ""  # who sent it, where it was found by that
    is_late: bool = False  # we wait for the sender, and its time was over before
    promised: datetime | None = None  # the day that an apology named
    topic: str = ""

    @property
    def is_paused(self) -> bool:
        return is_paused(self.state, was_late=self.is_late)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A petition on the board. `summary`: the beginning of what was written ("" where this person may not read it); `sender`: who sent it,
    where it was found by that."""

    id: int
    code: str
    kind: PetitionKind
    state: PetitionState
    summary: str
    place: str
    unit: int | None
    officer: int | None
    received: datetime
    due: datetime
    colour: Colour
    followers: int
    is_suggestion: bool
    is_reopened: bool
    score: int | None
    is_urgent: bool = False
    is_outside: bool = False
    sender: str = ""
    promised: datetime | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of lines; `next` is the cursor of the page after it, "" on the last."""

    lines: tuple[BoardLine, ...]
    next: str = ""


class OwedAnswers:
    """Figures of answers, and of what should have been answered."""

    __slots__ = ()
    answered: int
    late: int

    @property
    def owed(self) -> int:
        """What an answer was due for by now: what was answered, and what should have been."""
        return self.answered + self.late


@dataclass(frozen=True, slots=True)
class MonthCounts(OwedAnswers):
    """One month's figures, for a chart. `median_days`: working days from receipt to answer, None where none was answered."""

    month: str  # "2026-11"
    received: int
    answered: int
    on_time: int
    median_days: float | None
    late: int = 0


@dataclass(frozen=True, slots=True)
class WorkCounts(OwedAnswers):
    """What one unit or one officer has had to do with, of what was received in a time. `late`: open, and past their day."""

    received: int = 0
    open: int = 0
    late: int = 0
    answered: int = 0
    on_time: int = 0


@dataclass(frozen=True, slots=True)
class PetitionCounts(OwedAnswers):
    """Figures for the dashboard, over what was received in a time; keys of `by_unit`, `of_units`, `of_officers` are numbers (0: none)."""

    received: int = 0
    open: int = 0
    late: int = 0
    answered: int = 0
    on_time: int = 0
    median_days: float | None = None
    by_state: Mapping[PetitionState, int] = field(default_factory=dict)
    by_kind: Mapping[PetitionKind, int] = field(default_factory=dict)
    by_unit: Mapping[int, int] = field(default_factory=dict)
    late_by_unit: Mapping[int, int] = field(default_factory=dict)
    by_place: Mapping[str, int] = field(default_factory=dict)
    by_topic: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[int, int] = field(default_factory=dict)
    months: tuple[MonthCounts, ...] = ()
    of_units: Mapping[int, WorkCounts] = field(default_factory=dict)
    of_officers: Mapping[int, WorkCounts] = field(default_factory=dict)

    @property
    def withdrawn(self) -> int:
        """Taken back by who sent them: neither answered nor owed."""
        return self.by_state.get(PetitionState.WITHDRAWN, 0)


@dataclass(frozen=True, slots=True)
class SimilarPetition:
    """An answered petition that says something similar, as one of the staff may see it.

    `code` is "" where it is not theirs: then words and answer are those that were published.
    """

    id: int
    code: str
    summary: str
    answer: str


@dataclass(frozen=True, slots=True)
class AlikePetition:
    """An open petition that may be the same matter, as one of the staff who may see it reads of it. `why`: the words that both say;
    `is_same_place`: both name one place."""

    id: int
    code: str
    summary: str
    place: str
    received: datetime
    why: tuple[str, ...] = ()
    is_same_place: bool = False


@dataclass(frozen=True, slots=True)
class SimilarOpenPetition:
    """An open petition that says something similar, as other citizens may see it: nothing of what was written. `ward`: "" not known."""

    id: int
    kind: PetitionKind
    ward: str
    received: datetime
    followers: int


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A prepared answer. Its fields in braces (wording: `template_fields`) are filled in when it is used."""

    id: int
    title: str
    body: str
    unit: int | None = None
