"""What citizens do with petitions: file, follow, add, rate, have looked at again. Synchronous: one call, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog

from bot.messages import ChatId
from bot.people.staff import Staff
from bot.petitions.cases.looks import LookLimiter
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.own_file import own_petitions
from bot.petitions.cases.photos import MOST, PhotoFault
from bot.petitions.cases.roster import Roster
from bot.petitions.cases.viewing import Stores
from bot.petitions.notices.presenter import PetitionPresenter
from bot.petitions.rules import code
from bot.petitions.rules.caps import Caps
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Command
from bot.petitions.rules.listing import ListedPetition, SimilarOpenPetition
from bot.petitions.rules.moves import LONGEST
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Naming, NewPetition, PetitionFile, PetitionKind
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.subjects import subjects
from bot.petitions.rules.texts.ward import ward, wards_of
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Sight, Viewer, shown, shown_line
from bot.petitions.rules.workdays import Workdays
from bot.petitions.rules.workflow import REOPEN_DAYS, Workflow
from bot.petitions.store.petitions import CITIZEN
from bot.runtime.address_deeds import FOLLOWINGS, AddressDeeds
from bot.text.numerals import digits_of
from bot.wording.petitions import PetitionWords
from knowledge.records.communes import MergedCommune

log = structlog.get_logger(__name__)

MOST_LISTED = 10
ALIKE = 3
SHORTEST = 12  # characters of what is to be looked into


class Intake:
    """Serves the windows of the front desk and the web page alike."""

    def __init__(
        self,
        stores: Stores,
        office: OfficeRules,
        words: PetitionWords,
        caps: Caps | None = None,
        unit_name: str = "",
        looks: LookLimiter | None = None,
        tells_of_danger: Callable[[str], bool] = lambda _: False,
        renamed: Callable[[str], Sequence[MergedCommune]] = lambda _: (),
        followings: AddressDeeds | None = None,
    ) -> None:
        """`renamed`: of a place, the communes of today for the old one that it names.

        `caps`: how many a chat and an address may file in a day; the usual ones where nothing is said. `unit_name`: the office's own."""
        self._caps = caps or Caps()
        self._stores = stores
        self._office = office
        self.limits = office.limits
        self._words = words
        self._unit_name = unit_name
        self._looks = looks or LookLimiter()
        self._tells_of_danger = tells_of_danger
        self.renamed = renamed
        self._followings = followings or AddressDeeds(FOLLOWINGS, "followings")

    def clock(self) -> Workdays:
        return self._office.workdays()

    def presenter(self) -> PetitionPresenter:
        """What says petitions in words, with the names of now."""
        return PetitionPresenter(self._words, Roster.of(self._stores.staff).names)

    def keep_photo(self, path: Path, chat: ChatId, address: str = "") -> Photo | PhotoFault:
        """Made anew and kept; of one chat one at a time, of one network address few."""
        return self._stores.photos.keep(path, _sender(chat), address)

    def alike(self, filing: NewPetition, chat: ChatId, at: datetime, address: str = "") -> tuple[SimilarOpenPetition, ...]:
        """Open petitions about the same matter as `filing`, to be followed instead: what they are about and where, nothing that
        was written. To what is about the staff, and to who asks too often, none is shown."""
        if filing.kind is PetitionKind.BEHAVIOUR or not self._looks.may_look(chat, address, at):
            return ()
        wards = wards_of((self._unit_name, *(unit.name for unit in self._stores.staff.units())))
        home = ward(self._unit_name, wards)
        return self._stores.similar.open_ones(filing.content, filing.kind, filing.place.name, wards, ALIKE, home)

    def file(
        self, filing: NewPetition, chat: ChatId | None, at: datetime, window: str = "", by: Staff | None = None, address: str = ""
    ) -> PetitionFile | NotDone | None:
        """File it, and with it the draft that `chat` has open at `window`; None where that draft was sent already.

        NotDone TOO_MANY where the chat has filed enough today, CROWDED where so many came from the same network `address` ("": not told);
        what the staff take down is never too much.

        It goes to the unit that coordinates; what somebody of the staff took down (`by`) to theirs, unless it is about a colleague.
        What is about the unit that coordinates itself goes to no unit: the admins decide.

        What Decree 20/2008/NĐ-CP, article 7, asks for and is not given makes it INCOMPLETE, unless it is a góp ý.
        """
        if fault := fault_of(filing):
            return NotDone(fault)
        roster = Roster.of(self._stores.staff)
        terms = self._workflow(roster).terms(at, self._office.limits()[filing.kind])
        about = subjects(filing, roster.staff.values(), roster.units.values())
        unit = by.unit if by and filing.kind is not PetitionKind.BEHAVIOUR and not about else roster.coordinator_of(about)
        quota = None if by else self._caps.quota(self._today(at), self._office.zone, address)
        kept = replace(_tidy(filing), is_urgent=self._is_urgent(filing.content))
        filed = self._stores.petitions.file(kept, terms, unit, chat, at, window, by.actor if by else CITIZEN, about, quota)
        if isinstance(filed, NotDone):
            return filed
        if filed and not roster.units:
            log.warning("nobody can read a petition: no unit is set up", petition=filed.id)
        return self._stores.petitions.get(filed.id) if filed else None

    def full(self, why: RefusalReason, at: datetime) -> str:
        """What they read whose petition is one too many today: from when on it is taken, and what else they can do."""
        say, again = self._words.filing, self.presenter().date(self._today(at) + timedelta(days=1))
        told, count = (say.crowded, self._caps.per_address) if why is RefusalReason.CROWDED else (say.too_many, self._caps.per_chat)
        return told.format(count=count, date=again)

    def has_units(self) -> bool:
        """Whether the office has set up who answers; until then a petition is kept and nobody reads it."""
        return bool(Roster.of(self._stores.staff).units)

    def last_filed(self, chat: ChatId, since: datetime) -> PetitionFile | None:
        """What `chat` filed last, if not before `since`."""
        number = self._stores.board.last_filed(chat, since)
        return self._stores.petitions.get(number) if number else None

    def of(self, chat: ChatId) -> tuple[ListedPetition, ...]:
        """What a chat filed or follows, newest first; of what it only follows neither code nor words."""
        return tuple(shown_line(line, reader) for line, reader in self._stores.board.of_chat(chat, MOST_LISTED))

    def count_of(self, chat: ChatId) -> int:
        """How many petitions of `chat` are kept together with who sent them."""
        return self._stores.board.count_of(chat)

    def kept_of(self, chat: ChatId) -> dict[str, list[object]]:
        """Everything kept of the petitions of `chat`, for it to take along; ready for JSON."""
        return own_petitions(self._stores, chat)

    def sight(self, petition_id: int, chat: ChatId) -> Sight | None:
        """What `chat` may see of a petition that it sent or follows; None of every other: a number opens nothing."""
        reader = self.reader(petition_id, chat)
        file = self._stores.petitions.get(petition_id) if reader in (Viewer.AUTHOR, Viewer.FOLLOWER) else None
        return shown(file, reader) if file else None

    def sight_by_code(self, typed: str, chat: ChatId | None) -> Sight | None:
        """What `chat` (None: nobody that we know) may see by the code that it typed; None where there is no such code."""
        read = code.read(typed)
        file = self._stores.petitions.by_code(read) if read else None
        if file is None:
            return None
        return shown(file, self.reader(file.petition.id, chat) if chat else Viewer.BEARER)

    def reader(self, petition_id: int, chat: ChatId) -> Viewer:
        """Which reader `chat` is; BEARER where it neither sent nor follows the petition."""
        return {"author": Viewer.AUTHOR, "follower": Viewer.FOLLOWER}.get(self._stores.board.relation(petition_id, chat), Viewer.BEARER)

    def taken_down(self, staff: Staff, petition_id: int) -> PetitionFile | None:
        """What this person wrote down for a citizen, wherever it lies now."""
        file = self._stores.petitions.get(petition_id)
        return file if file and file.events and file.events[0].who == staff.actor else None

    def awaited(self, chat: ChatId) -> int:
        """The petition of `chat` whose officer waits for what the sender says; 0 where none waits."""
        return self._stores.board.awaited(chat)

    def is_author(self, petition_id: int, chat: ChatId) -> bool:
        return self.reader(petition_id, chat) is Viewer.AUTHOR

    def follow(self, seen: Sight | SimilarOpenPetition, chat: ChatId, at: datetime, address: str = "") -> Outcome:
        """Tell `chat` of changes of what it has `seen`: by the code, or as a petition like its own. A number alone does not do. TOO_MANY
        where so many have come from that network `address`."""
        if not self._followings.may(address, at):
            return NotDone(RefusalReason.TOO_MANY)
        number = seen.id if isinstance(seen, SimilarOpenPetition) else seen.file.petition.id
        return self._stores.petitions.follow(number, chat, at)

    def unfollow(self, petition_id: int, chat: ChatId) -> bool:
        return self._stores.petitions.unfollow(petition_id, chat)

    def add(self, petition_id: int, chat: ChatId, text: str, at: datetime) -> Outcome:
        """The sender adds something; a clock that waited for it goes on."""
        return self._own(petition_id, chat, Command(Transition.ADD, at, text), Workflow.citizen)

    def add_photo(self, petition_id: int, chat: ChatId, path: Path, at: datetime, address: str = "") -> Photo | PhotoFault | NotDone:
        """The sender adds a photo; TOO_MANY beyond MOST."""
        if self.reader(petition_id, chat) is not Viewer.AUTHOR:
            return NotDone(RefusalReason.UNKNOWN)
        kept = self._stores.photos.keep(path, _sender(chat), address)
        if isinstance(kept, PhotoFault):
            return kept
        return kept if self._stores.petitions.add_photo(petition_id, kept, MOST, at) else NotDone(RefusalReason.TOO_MANY)

    def rate(self, petition_id: int, chat: ChatId, score: int, reason: str, at: datetime) -> Outcome:
        """1 to 5; the last word counts. A first rating without a reason may be followed by one with it."""
        if not 1 <= score <= 5 or len(reason) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG)

        def rated(workflow: Workflow, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            change = workflow.citizen(file, command) if file.petition.is_by_its_sender else NotDone(RefusalReason.NOT_NOW, file.petition)
            if isinstance(change, NotDone):
                return change
            return replace(change, petition=replace(change.petition, score=score, score_reason=reason.strip()))

        return self._own(petition_id, chat, Command(Transition.RATE, at, reason), rated)

    def settle(self, petition_id: int, chat: ChatId, at: datetime) -> Outcome:
        """The sender says that it is settled."""
        return self._own(petition_id, chat, Command(Transition.CLOSE, at), Workflow.citizen)

    def reopen(self, petition_id: int, chat: ChatId, reason: str, at: datetime) -> Outcome:
        """Once, within REOPEN_DAYS of the answer: another officer looks at it."""
        return self._own(petition_id, chat, Command(Transition.REOPEN, at, reason), Workflow.reopened)

    def withdraw(self, petition_id: int, chat: ChatId, at: datetime) -> Outcome:
        """The sender takes it back while it is not answered, for good. What was merged into it goes on by itself."""
        workflow, command = self._workflow(Roster.of(self._stores.staff)), Command(Transition.WITHDRAW, at)

        def decided(file: PetitionFile) -> PetitionChange | NotDone:
            return workflow.withdrawn(file, command) if is_author(file, chat) else NotDone(RefusalReason.UNKNOWN)

        return self._stores.petitions.withdraw(petition_id, decided, lambda file: workflow.released(file, command), at)

    def close_old(self, at: datetime) -> int:
        """Close what was answered and can no longer be reopened; a job. Returns how many."""
        workflow, command = self._workflow(Roster.of(self._stores.staff)), Command(Transition.CLOSE, at)
        old = self._stores.board.to_close(at - timedelta(days=REOPEN_DAYS), 500)
        closed = [self._stores.petitions.change(number, lambda file: workflow.settled(file, command), at) for number in old]
        return sum(isinstance(outcome, Done) for outcome in closed)

    def _is_urgent(self, content: str) -> bool:
        return triage.door(content) in triage.EMERGENCIES or self._tells_of_danger(content)

    def _today(self, at: datetime) -> date:
        return at.astimezone(self._office.zone).date()

    def _own(
        self,
        petition_id: int,
        chat: ChatId,
        command: Command,
        decide: Callable[[Workflow, PetitionFile, Command], PetitionChange | NotDone],
    ) -> Outcome:
        """Only the sender: to everybody else there is no such petition. What they add is looked at as their first words were: a petition
        may be read by the one denounced."""
        workflow = self._workflow(Roster.of(self._stores.staff))

        def decided(file: PetitionFile) -> PetitionChange | NotDone:
            if not is_author(file, chat):
                return NotDone(RefusalReason.UNKNOWN)
            if triage.is_denunciation(command.text):
                return NotDone(RefusalReason.DENUNCIATION, file.petition)
            return decide(workflow, file, command)

        return self._stores.petitions.change(petition_id, decided, command.at)

    def _workflow(self, roster: Roster) -> Workflow:
        return Workflow(self._office.workdays(), roster.coordinator, self._words.redaction.over)


def _sender(chat: ChatId) -> str:
    return f"{chat.channel}:{chat.key}"


def is_author(file: PetitionFile, chat: ChatId) -> bool:
    """Whether `chat` filed the petition, or has proved that its sender writes there."""
    return any(follower.is_author and follower.chat == chat for follower in file.followers)


def fault_of(filing: NewPetition) -> RefusalReason | None:
    """What keeps a petition from being filed."""
    if len(filing.content.strip()) < SHORTEST:
        return RefusalReason.NO_REASON
    if triage.is_denunciation(filing.content):
        return RefusalReason.DENUNCIATION
    if max(map(len, (filing.content, filing.place.name, filing.contact.name, filing.contact.address))) > LONGEST:
        return RefusalReason.TOO_LONG
    if filing.naming is not Naming.ANONYMOUS and not filing.contact.is_complete:
        return RefusalReason.INCOMPLETE
    return None


def _tidy(filing: NewPetition) -> NewPetition:
    phone = digits_of(filing.contact.phone)
    contact = replace(filing.contact, name=filing.contact.name.strip(), address=filing.contact.address.strip(), phone=phone)
    return replace(filing, content=filing.content.strip(), contact=contact)
