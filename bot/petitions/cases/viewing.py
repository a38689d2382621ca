"""What the staff may see of petitions: the board, a petition, its days and files, what may be told of it. Nothing is changed here."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.photos import Photos
from bot.petitions.cases.roster import Roster
from bot.petitions.notices.presenter import explained, summary
from bot.petitions.rules import code, deadlines
from bot.petitions.rules.answering import GIVEN, PROPOSED
from bot.petitions.rules.command import Actor, Signing
from bot.petitions.rules.listing import (
    AlikePetition,
    BoardLine,
    BoardPage,
    BoardQuery,
    BoardTab,
    Colour,
    ExportedPetition,
    ListedPetition,
    PetitionCounts,
    SimilarPetition,
    narrowed,
)
from bot.petitions.rules.moves import UNSIGNED
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import OPEN, Contact, Event, Naming, Petition, PetitionFile
from bot.petitions.rules.texts.example import Example, example_of, is_exemplary
from bot.petitions.rules.texts.hamlets import hamlets_of, place_named
from bot.petitions.rules.texts.redaction import joined, redacted
from bot.petitions.rules.texts.senders import PetitionSender
from bot.petitions.rules.transitions import NOBODYS, Capacity, Transition, allowed
from bot.petitions.rules.workdays import Day, Workdays
from bot.petitions.store.board import PetitionBoard, Scope
from bot.petitions.store.figures import PetitionFigures
from bot.petitions.store.office import OfficeBook
from bot.petitions.store.petitions import LOOKED, READ, PetitionStore
from bot.petitions.store.similar import Similar
from bot.wording.petitions import PetitionWords

MOST_FOLLOWING = 100  # petitions of one officer's own that are walked through in order
SOON_DAYS = 2  # working days before the deadline from which a line is coloured
ANSWERS = 3  # similar past answers that are shown
ALIKE = 3  # open petitions that may be the same matter; more are found by the search of the board


@dataclass(frozen=True, slots=True)
class Stores:
    """What the desk reads and writes."""

    petitions: PetitionStore
    board: PetitionBoard
    similar: Similar
    figures: PetitionFigures
    rules: OfficeBook
    staff: StaffBook
    photos: Photos


PASSED_UP = frozenset({Transition.DRAFT, Transition.REVISE})


@dataclass(frozen=True, slots=True)
class SeenPetition:
    """A petition as one member of the staff may see it.

    `left`: working days left (negative: late); None while the clock stands still or when it is over. `may`: what this person may do now.
    `answers`: to similar ones, the best three; of what this person may not see, the published ones. `alike`: open ones that may be the same
    matter, of those that this person may see. `signs`: this person's own signature is enough; whom they pass words up to is another leader.
    """

    file: PetitionFile
    left: int | None
    may: frozenset[Transition]
    answers: tuple[SimilarPetition, ...]
    alike: tuple[AlikePetition, ...] = ()
    signs: bool = False


class Viewing:
    """Every text is plain; nothing is HTML. What somebody may not see is UNKNOWN to them, as if it were not there."""

    def __init__(self, stores: Stores, office: OfficeRules, words: PetitionWords) -> None:
        self._stores = stores
        self._office = office
        self._words = words

    def page(self, staff: Staff, query: BoardQuery, at: datetime) -> BoardPage:
        """A page of the board, of what this person may see."""
        clock, actor = self._office.workdays(), self._actor(staff)
        listed, after = self._stores.board.page(query, _scope(actor), at)
        soon = _soon(clock, at)
        return BoardPage(tuple(_line(line, at, soon) for line in listed), after)

    def following(self, staff: Staff, petition_id: int, at: datetime) -> int | None:
        """The petition to go on with after this one: the next that this person holds by its deadline, from the last on to the first again,
        else the one of their unit that nobody has and that is due first. None: nothing is left to do."""
        own = [line.id for line in self.page(staff, BoardQuery(is_open=True, officer=staff.id, limit=MOST_FOLLOWING), at).lines]
        here = own.index(petition_id) + 1 if petition_id in own else 0
        free = BoardQuery(states=NOBODYS, is_open=True, unit=staff.unit, limit=MOST_FOLLOWING)
        queue = (line.id for line in self.page(staff, free, at).lines if line.officer is None) if len(own) <= 1 else ()
        return next((number for number in (*own[here:], *own[:here], *queue) if number != petition_id), None)

    def narrowed(self, staff: Staff, query: BoardQuery, tab: BoardTab, at: datetime) -> BoardQuery:
        """What this person sees under a tab of the board."""
        return narrowed(query, tab, staff.id, _soon(self._office.workdays(), at))

    def tabs(self, staff: Staff, at: datetime) -> Mapping[BoardTab, int]:
        """How many petitions stand under each tab for this person."""
        return self._stores.board.tabs(_scope(self._actor(staff)), staff.id, at, _soon(self._office.workdays(), at))

    def owed_by(self, staff: Staff) -> tuple[int, int]:
        """How many petitions this person has, and how many answers wait for a leader's signature among what they may see."""
        return self._stores.board.owed_by(_scope(self._actor(staff)), staff.id)

    def visible(self, staff: Staff, numbers: Collection[int]) -> frozenset[int]:
        """Which of these petitions this person may see."""
        return self._stores.board.visible(numbers, _scope(self._actor(staff))) if numbers else frozenset()

    def sheet(self, staff: Staff, query: BoardQuery, at: datetime) -> tuple[tuple[tuple[BoardLine, ExportedPetition], ...], str]:
        """A page of the board to take along, each line with its whole text and answer; and where the next begins."""
        page = self.page(staff, query, at)
        known = self._stores.board.exported([line.id for line in page.lines])
        return tuple((line, known[line.id]) for line in page.lines if line.id in known), page.next

    def counts(self, staff: Staff, since: datetime, at: datetime, until: datetime | None = None) -> PetitionCounts:
        """Figures over what was received from `since` on, before `until`: of everything for leaders and admins, of their own unit for
        officers."""
        unit = staff.unit if staff.role is Role.OFFICER else None
        known = self.hamlets()
        return self._stores.figures.counts(self._office.workdays(), unit, since, at, until, lambda place: place_named(place, known))

    def sees_all(self, staff: Staff) -> bool:
        """Whether the board shows this person the petitions of every unit."""
        return _scope(self._actor(staff)).unit is None

    def hamlets(self) -> tuple[str, ...]:
        """The hamlets that the units serve."""
        return hamlets_of(unit.place for unit in self._stores.staff.units())

    def see(self, staff: Staff, petition_id: int, at: datetime) -> SeenPetition | NotDone:
        return self._seen(staff, self._stores.petitions.get(petition_id), at)

    def sent_on(self, staff: Staff, petition_id: int) -> tuple[Petition, Event] | None:
        """A petition that this person themselves handed on and may see no longer: its line, and their handing on; None for any other."""
        file = self._stores.petitions.get(petition_id)
        own = [event for event in file.events if event.move == Transition.FORWARD and event.who == staff.actor] if file else []
        return (file.petition, own[-1]) if file and own else None

    def find(self, staff: Staff, typed: str, at: datetime) -> SeenPetition | NotDone:
        """By the code that somebody typed."""
        shown = code.read(typed)
        return self._seen(staff, self._stores.petitions.by_code(shown) if shown else None, at)

    def explain(self, staff: Staff, petition_id: int, at: datetime) -> tuple[Day, ...]:
        """Every day from the receipt to the deadline, counted or with the reason why not; () where this person may not see it."""
        file = self._stores.petitions.get(petition_id)
        if file is None or not self._actor(staff).capacities(file.petition):
            return ()
        return explained(self._office.workdays(), file, at)

    def kept_from(self, staff: Staff) -> frozenset[str]:
        """What the audit trail is about that this person may not even know of: reports about the staff that are not theirs to read."""
        return frozenset(f"petition:{number}" for number in self._stores.board.unseen(_scope(self._actor(staff))))

    def taken(self, staff: Staff, at: datetime) -> None:
        """To be called before somebody takes the board along."""
        self._stores.petitions.note_taken(staff.actor, at)

    def photo(self, staff: Staff, petition_id: int, name: str, at: datetime) -> tuple[Path, str] | NotDone:
        """Path and media type of a photo of that petition; one whose file is lost is as if it were not there."""
        file = self._stores.petitions.get(petition_id)
        if file is None or not self._actor(staff).capacities(file.petition):
            return NotDone(RefusalReason.UNKNOWN)
        found = next((photo for photo in file.photos if photo.name == name), None)
        if found is None or not (path := self._stores.photos.path(found)).is_file():
            return NotDone(RefusalReason.UNKNOWN)
        self._stores.petitions.note_read(petition_id, staff.actor, LOOKED, at)
        return path, found.shown_type

    def suggested(self, staff: Staff, petition_id: int) -> tuple[str, str] | NotDone:
        """What was written and answered, with numbers, names and addresses hidden: for the officer to confirm. Where it is published
        already, what stands there: who changes it begins with that; where the answer was corrected since, the new answer."""
        file = self._stores.petitions.get(petition_id)
        if file is None or not self._actor(staff).capacities(file.petition):
            return NotDone(RefusalReason.UNKNOWN)
        return self._proposed(file)

    def _proposed(self, file: PetitionFile) -> tuple[str, str]:
        if file.petition.published and file.petition.published_at:
            return file.petition.published, file.petition.published_answer
        contact = file.contact or Contact()
        if file.petition.naming is Naming.NAMED:
            contact = Contact(phone=contact.phone)
        texts = (file.petition.content, file.petition.answer)
        over, whose = self._words.redaction.over, (PetitionSender(contact, file.petition.content), *joined(file))
        content, answer = (redacted(unicodedata.normalize("NFC", text), over, *whose) for text in texts)
        return file.petition.published or content, answer

    def example(self, staff: Staff, petition_id: int) -> Example | NotDone:
        """What of its answer may help others, nobody's name in it: for the officer to confirm. NOT_NOW where there is no such answer."""
        file = self._stores.petitions.get(petition_id)
        if file is None or not self._actor(staff).capacities(file.petition):
            return NotDone(RefusalReason.UNKNOWN)
        return (
            example_of(file, self._words.redaction.over) if is_exemplary(file.petition) else NotDone(RefusalReason.NOT_NOW, file.petition)
        )

    def _roster(self) -> Roster:
        return Roster.of(self._stores.staff)

    def _actor(self, staff: Staff) -> Actor:
        units = {unit.id: unit for unit in self._stores.staff.units()}
        return Actor(staff, units.get(staff.unit), Signing.of(units.values()))

    def _seen(self, staff: Staff, file: PetitionFile | None, at: datetime) -> SeenPetition | NotDone:
        if file is None:
            return NotDone(RefusalReason.UNKNOWN)
        petition, clock, actor = file.petition, self._office.workdays(), self._actor(staff)
        who = actor.capacities(petition)
        if not who:
            return NotDone(RefusalReason.UNKNOWN)
        self._stores.petitions.note_read(petition.id, staff.actor, READ, at)
        left = deadlines.left(clock, petition.due, at, petition.counted_from) if petition.is_open and not file.is_paused else None
        similar, scope, is_open = self._stores.similar, _scope(actor), petition.state in OPEN
        answers = similar.answers(petition.content, scope, ANSWERS, but=petition.id) if is_open else ()
        alike = similar.open_inside(petition, scope, ALIKE) if is_open and not petition.is_restricted else ()
        never = {Transition.FOLLOW, Transition.UNFOLLOW, *(GIVEN | UNSIGNED if actor.needs_signature(file) else PROPOSED)}
        signs = Capacity.LEADER in who
        never |= PASSED_UP if signs and not actor.signing.wants(file) else set()  # nobody's signature is wanted, theirs the least
        never |= set() if petition.draft else {Transition.KEEP}
        never |= set() if petition.published else {Transition.UNPUBLISH}
        never |= {Transition.CLAIM} if petition.former == staff.id else set()  # somebody else looks at it again
        return SeenPetition(file, left, allowed(petition.state, who) - never, answers, alike, signs)


def _scope(actor: Actor) -> Scope:
    """What the board shows to this person; the same as `Actor.capacities` for one petition."""
    staff = actor.staff
    sees_all = staff.role is Role.ADMIN or (actor.unit is not None and actor.unit.is_coordinator)
    named = None if staff.role is Role.ADMIN else (staff.id, staff.unit)
    return Scope(None if sees_all else staff.unit, staff.id if staff.role is Role.OFFICER else None, named)


def _soon(clock: Workdays, at: datetime) -> datetime:
    """What is due by then is pressing."""
    day = clock.local(at).date()
    for _ in range(SOON_DAYS):
        day = clock.after(day)
    return clock.closing(day)


def _line(line: ListedPetition, at: datetime, soon: datetime) -> BoardLine:
    return BoardLine(
        *(line.id, line.code, line.kind, line.state, summary(line.beginning), line.place, line.unit, line.officer, line.received, line.due),
        *(_colour(line, at, soon), line.followers, line.is_suggestion, line.is_reopened, line.score, line.is_urgent),
        is_outside=line.is_outside,
        sender=line.sender,
        promised=line.promised,
        topic=line.topic,
    )


def _colour(line: ListedPetition, at: datetime, soon: datetime) -> Colour:
    if not line.is_open:
        return Colour.NONE
    if line.is_paused:
        return Colour.PAUSED
    if line.due < at:
        return Colour.LATE
    return Colour.SOON if line.due <= soon else Colour.CALM
