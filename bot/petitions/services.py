"""The services of petitions, built over one database: what the console, the windows and the timetable use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from sqlalchemy import Engine

from bot.messages import ChatId, OutboxMessage
from bot.people.staff_store import StaffBook
from bot.people.workplace.absence_store import AbsenceBook
from bot.petitions.cases.assisted_filing import AssistedFiling
from bot.petitions.cases.authorship import Authorship
from bot.petitions.cases.deadline_reminders import DeadlineReminders
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.forgetting import Forgetting, Unsent
from bot.petitions.cases.guesses import GuessLimiter
from bot.petitions.cases.handing_over import HandingOver
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.looks import LookLimiter
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.photos import Photos
from bot.petitions.cases.register import Register
from bot.petitions.cases.roster import Roster
from bot.petitions.cases.viewing import Stores
from bot.petitions.notices.letters import Beside, PetitionNotices, Quiet
from bot.petitions.notices.presenter import PetitionPresenter
from bot.petitions.rules.caps import Caps
from bot.petitions.rules.petition import Event, PetitionFile
from bot.petitions.rules.workdays import Hours
from bot.petitions.store.authorship import Proofs
from bot.petitions.store.board import PetitionBoard
from bot.petitions.store.caps import Origins
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.store.figures import PetitionFigures
from bot.petitions.store.forgetting import OldPetitions
from bot.petitions.store.office import OfficeBook
from bot.petitions.store.petitions import PetitionStore, Tell
from bot.petitions.store.register import RegisterBook
from bot.petitions.store.similar import Similar
from bot.runtime.address_deeds import FOLLOWINGS, AddressDeeds
from bot.runtime.rate_limiter import Arrivals
from bot.wording.petitions import PetitionWords
from knowledge.records.communes import MergedCommune


@dataclass(frozen=True, slots=True)
class PetitionConfig:
    """What differs between offices. `group`: the chat of the staff (None: they are written to one by one).

    `keeps_years`: how long after its closing a petition tells whose it was (0: for good). `unit_name`: how the office calls itself.
    `arrivals`: where it is counted how often somebody looks for petitions like their own, or names a wrong code; without it, here alone.
    `tells_of_danger`: of a text, whether whoever writes it is given a number to call.
    `renamed`: of a place, the communes of today for an old one. `beside`: what else may be pressed below an answer.
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
    renamed: Callable[[str], Sequence[MergedCommune]] = lambda _: ()
    beside: Beside = lambda *_: ()


@dataclass(frozen=True, slots=True)
class PetitionServices:
    """What others use."""

    desk: OfficerDesk
    intake: Intake
    authorship: Authorship
    dictation: AssistedFiling
    register: Register
    office: OfficeRules
    reminders: DeadlineReminders
    handing: HandingOver
    absences: AbsenceBook
    forgetting: Forgetting
    unsent: Unsent
    dialogs: DialogStates
    staff: StaffBook
    stores: Stores
    guesses: GuessLimiter


def telling(
    staff: StaffBook, office: OfficeRules, words: PetitionWords, quiet: Quiet, group: ChatId | None, beside: Beside = lambda *_: ()
) -> Callable[[], Tell]:
    """What writes the letters of a change: the roster as it is when the change begins."""

    def prepare() -> Tell:
        roster, clock = Roster.of(staff), office.workdays()
        letters, staffing = PetitionNotices(words, PetitionPresenter(words, roster.names), quiet, beside), roster.staffing(group)

        def tell(file: PetitionFile, event: Event) -> Iterable[OutboxMessage]:
            return letters.about(clock, staffing, file, event)

        return tell

    return prepare


def build_services(engine: Engine, words: PetitionWords, config: PetitionConfig) -> PetitionServices:
    """Open nothing, only put together."""
    staff, rules, dialogs = StaffBook(engine), OfficeBook(engine), DialogStates(engine)
    office = OfficeRules(rules, config.zone, config.hours)
    stores = Stores(
        petitions=PetitionStore(engine, telling(staff, office, words, config.quiet, config.group, config.beside)),
        board=PetitionBoard(engine),
        similar=Similar(engine),
        figures=PetitionFigures(engine),
        rules=rules,
        staff=staff,
        photos=Photos(config.files),
    )
    absences = AbsenceBook(engine)
    handing = HandingOver(stores, absences, office, words)
    looks, proofs = LookLimiter(config.arrivals), Proofs(engine)
    intake = Intake(
        stores,
        office,
        words,
        config.caps,
        config.unit_name,
        looks,
        config.tells_of_danger,
        config.renamed,
        AddressDeeds(FOLLOWINGS, "followings", config.arrivals),
    )
    return PetitionServices(
        desk=OfficerDesk(stores, office, words, config.knows_procedure),
        intake=intake,
        authorship=Authorship(proofs, words.told, config.quiet),
        dictation=AssistedFiling(intake, config.knows_procedure),
        register=Register(RegisterBook(engine), office, staff),
        office=office,
        reminders=DeadlineReminders(stores, dialogs, office, words, proofs, Origins(engine), handing),
        handing=handing,
        absences=absences,
        forgetting=Forgetting(OldPetitions(engine), stores.photos, words.redaction, config.keeps_years),
        unsent=Unsent(dialogs, stores.board, stores.photos),
        dialogs=dialogs,
        staff=staff,
        stores=stores,
        guesses=GuessLimiter(config.arrivals),
    )
