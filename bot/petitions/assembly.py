"""The room put together over one database: what the console, the windows and the timetable use of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from sqlalchemy import Engine

from bot.messages import ChatId, OutboxMessage
from bot.people.staff_store import StaffBook
from bot.petitions.authorship import Authorship
from bot.petitions.authorship_store import Proofs
from bot.petitions.board_store import Board
from bot.petitions.caps import Caps
from bot.petitions.caps_store import Origins
from bot.petitions.desk import Desk
from bot.petitions.dictation import Dictation
from bot.petitions.figures_store import Figures
from bot.petitions.forget_store import OldPetitions
from bot.petitions.forgetting import Forgetting, Unsent
from bot.petitions.guesses import Guesses
from bot.petitions.intake import Intake
from bot.petitions.letters import Letters, Quiet
from bot.petitions.looks import Looks
from bot.petitions.office import Office
from bot.petitions.office_store import OfficeBook
from bot.petitions.petition import Event, File
from bot.petitions.photos import Photos
from bot.petitions.register import Register
from bot.petitions.register_store import RegisterBook
from bot.petitions.roster import Roster
from bot.petitions.search_store import Similar
from bot.petitions.store import Petitions, Tell
from bot.petitions.talk_store import DialogStates
from bot.petitions.telling import Telling
from bot.petitions.viewing import Stores
from bot.petitions.warnings import Watch
from bot.petitions.workdays import Hours
from bot.runtime.rate_limiter import Arrivals
from bot.wording.petitions import Petitions as Words


@dataclass(frozen=True, slots=True)
class Place:
    """What differs between offices. `group`: the chat of the staff (None: they are written to one by one).

    `keeps_years`: how long after its closing a petition tells whose it was (0: for good). `unit_name`: how the office calls itself.
    `arrivals`: where it is counted how often somebody looks for petitions like their own, or names a wrong code; without it, here alone.
    `tells_of_danger`: of a text, whether whoever writes it is given a number to call.
    """

    zone: tzinfo
    hours: tuple[Hours, ...]
    files: Path
    group: ChatId | None
    quiet: Quiet
    knows_procedure: Callable[[str], bool]
    keeps_years: int = 0
    caps: Caps = field(default_factory=Caps)
    unit_name: str = ""
    arrivals: Arrivals | None = None
    tells_of_danger: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Room:
    """What others use."""

    desk: Desk
    intake: Intake
    authorship: Authorship
    dictation: Dictation
    register: Register
    office: Office
    watch: Watch
    forgetting: Forgetting
    unsent: Unsent
    talks: DialogStates
    staff: StaffBook
    stores: Stores
    guesses: Guesses


def assemble(engine: Engine, words: Words, place: Place) -> Room:
    """Open nothing, only put together."""
    staff, rules, talks = StaffBook(engine), OfficeBook(engine), DialogStates(engine)
    office = Office(rules, place.zone, place.hours)

    def prepare() -> Tell:
        roster, clock = Roster.of(staff), office.workdays()
        letters, staffing = Letters(words, Telling(words, roster.names), place.quiet), roster.staffing(place.group)

        def tell(file: File, event: Event) -> Iterable[OutboxMessage]:
            return letters.about(clock, staffing, file, event)

        return tell

    stores = Stores(
        petitions=Petitions(engine, prepare),
        board=Board(engine),
        similar=Similar(engine),
        figures=Figures(engine),
        rules=rules,
        staff=staff,
        photos=Photos(place.files),
    )
    looks, proofs = Looks(place.arrivals), Proofs(engine)
    intake = Intake(stores, office, words, place.caps, place.unit_name, looks, place.tells_of_danger)
    return Room(
        desk=Desk(stores, office, words, place.knows_procedure),
        intake=intake,
        authorship=Authorship(proofs, words.told, place.quiet),
        dictation=Dictation(intake, place.knows_procedure),
        register=Register(RegisterBook(engine), office, staff),
        office=office,
        watch=Watch(stores, talks, office, words, proofs, Origins(engine)),
        forgetting=Forgetting(OldPetitions(engine), stores.photos, words.redaction, place.keeps_years),
        unsent=Unsent(talks, stores.board, stores.photos),
        talks=talks,
        staff=staff,
        stores=stores,
        guesses=Guesses(place.arrivals),
    )
