"""What citizens do with petitions: file, follow, add, rate, have looked at again. Synchronous: one call, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog

from bot.messages import ChatId
from bot.numerals import digits_of
from bot.people.staff import Staff
from bot.petitions import code, triage
from bot.petitions.caps import Caps
from bot.petitions.change import Change
from bot.petitions.decisions import LONGEST, REOPEN_DAYS, Decisions, Deed
from bot.petitions.listing import Likeness, Listed
from bot.petitions.looks import Looks
from bot.petitions.moves import Move
from bot.petitions.office import Office
from bot.petitions.outcome import Done, Outcome, Refused, Why
from bot.petitions.own_file import own_petitions
from bot.petitions.petition import File, Filing, Kind, Naming, Photo
from bot.petitions.photos import MOST, PhotoFault
from bot.petitions.roster import Roster
from bot.petitions.store import CITIZEN
from bot.petitions.subjects import subjects
from bot.petitions.telling import Telling
from bot.petitions.viewing import Stores
from bot.petitions.visibility import Reader, Sight, shown, shown_line
from bot.petitions.ward import wards_of
from bot.petitions.workdays import Workdays
from bot.wording.petitions import Petitions as Words

log = structlog.get_logger(__name__)

MOST_LISTED = 10
ALIKE = 3
SHORTEST = 12  # characters of what is to be looked into


class Intake:
    """Serves the windows of the front desk and the web page alike."""

    def __init__(
        self,
        stores: Stores,
        office: Office,
        words: Words,
        caps: Caps | None = None,
        unit_name: str = "",
        looks: Looks | None = None,
        tells_of_danger: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`caps`: how many a chat and an address may file in a day; the usual ones where nothing is said. `unit_name`: the office's own."""
        self._caps = caps or Caps()
        self._stores = stores
        self._office = office
        self._words = words
        self._unit_name = unit_name
        self._looks = looks or Looks()
        self._tells_of_danger = tells_of_danger

    def clock(self) -> Workdays:
        return self._office.workdays()

    def telling(self) -> Telling:
        """What says petitions in words, with the names of now."""
        return Telling(self._words, Roster.of(self._stores.staff).names)

    def keep_photo(self, path: Path, chat: ChatId, address: str = "") -> Photo | PhotoFault:
        """Made anew and kept; of one chat one at a time, of one network address few."""
        return self._stores.photos.keep(path, _sender(chat), address)

    def alike(self, filing: Filing, chat: ChatId, at: datetime, address: str = "") -> tuple[Likeness, ...]:
        """Open petitions of the same kind, topic and ward as `filing`, to be followed instead: what they are about and where, nothing that
        was written. To what is about the staff, and to who asks too often, none is shown."""
        if filing.kind is Kind.BEHAVIOUR or not self._looks.may_look(chat, address, at):
            return ()
        wards = wards_of((self._unit_name, *(unit.name for unit in self._stores.staff.units())))
        return self._stores.similar.open_ones(filing.content, filing.kind, filing.place.name, wards, ALIKE)

    def file(
        self, filing: Filing, chat: ChatId | None, at: datetime, window: str = "", by: Staff | None = None, address: str = ""
    ) -> File | Refused | None:
        """File it, and with it the draft that `chat` has open at `window`; None where that draft was sent already.

        Refused TOO_MANY where the chat has filed enough today, CROWDED where so many came from the same network `address` ("": not told);
        what the staff take down is never too much.

        It goes to the unit that coordinates; what somebody of the staff took down (`by`) to theirs, unless it is about a colleague.
        What is about the unit that coordinates itself goes to no unit: the admins decide.

        What Decree 20/2008/NĐ-CP, article 7, asks for and is not given makes it INCOMPLETE, unless it is a góp ý.
        """
        if fault := fault_of(filing):
            return Refused(fault)
        roster = Roster.of(self._stores.staff)
        terms = self._decisions(roster).terms(at, self._office.limits()[filing.kind])
        about = subjects(filing, roster.staff.values(), roster.units.values())
        unit = by.unit if by and filing.kind is not Kind.BEHAVIOUR and not about else roster.coordinator_of(about)
        quota = None if by else self._caps.quota(self._today(at), self._office.zone, address)
        kept = replace(_tidy(filing), is_urgent=self._is_urgent(filing.content))
        filed = self._stores.petitions.file(kept, terms, unit, chat, at, window, by.actor if by else CITIZEN, about, quota)
        if isinstance(filed, Refused):
            return filed
        if filed and not roster.units:
            log.warning("nobody can read a petition: no unit is set up", petition=filed.id)
        return self._stores.petitions.get(filed.id) if filed else None

    def full(self, why: Why, at: datetime) -> str:
        """What they read whose petition is one too many today: from when on it is taken, and what else they can do."""
        say, again = self._words.filing, self.telling().date(self._today(at) + timedelta(days=1))
        told, count = (say.crowded, self._caps.per_address) if why is Why.CROWDED else (say.too_many, self._caps.per_chat)
        return told.format(count=count, date=again)

    def has_units(self) -> bool:
        """Whether the office has set up who answers; until then a petition is kept and nobody reads it."""
        return bool(Roster.of(self._stores.staff).units)

    def last_filed(self, chat: ChatId, since: datetime) -> File | None:
        """What `chat` filed last, if not before `since`."""
        number = self._stores.board.last_filed(chat, since)
        return self._stores.petitions.get(number) if number else None

    def of(self, chat: ChatId) -> tuple[Listed, ...]:
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
        file = self._stores.petitions.get(petition_id) if reader in (Reader.AUTHOR, Reader.FOLLOWER) else None
        return shown(file, reader) if file else None

    def sight_by_code(self, typed: str, chat: ChatId | None) -> Sight | None:
        """What `chat` (None: nobody that we know) may see by the code that it typed; None where there is no such code."""
        read = code.read(typed)
        file = self._stores.petitions.by_code(read) if read else None
        if file is None:
            return None
        return shown(file, self.reader(file.petition.id, chat) if chat else Reader.BEARER)

    def reader(self, petition_id: int, chat: ChatId) -> Reader:
        """Which reader `chat` is; BEARER where it neither sent nor follows the petition."""
        return {"author": Reader.AUTHOR, "follower": Reader.FOLLOWER}.get(self._stores.board.relation(petition_id, chat), Reader.BEARER)

    def taken_down(self, staff: Staff, petition_id: int) -> File | None:
        """What this person wrote down for a citizen, wherever it lies now."""
        file = self._stores.petitions.get(petition_id)
        return file if file and file.events and file.events[0].who == staff.actor else None

    def is_author(self, petition_id: int, chat: ChatId) -> bool:
        return self.reader(petition_id, chat) is Reader.AUTHOR

    def follow(self, seen: Sight | Likeness, chat: ChatId, at: datetime) -> Outcome:
        """Tell `chat` of changes of what it has `seen`: by the code, or as a petition like its own. A number alone does not do."""
        number = seen.id if isinstance(seen, Likeness) else seen.file.petition.id
        return self._stores.petitions.follow(number, chat, at)

    def unfollow(self, petition_id: int, chat: ChatId) -> bool:
        return self._stores.petitions.unfollow(petition_id, chat)

    def add(self, petition_id: int, chat: ChatId, text: str, at: datetime) -> Outcome:
        """The sender adds something; a clock that waited for it goes on."""
        return self._own(petition_id, chat, Deed(Move.ADD, at, text), Decisions.citizen)

    def add_photo(self, petition_id: int, chat: ChatId, path: Path, at: datetime, address: str = "") -> Photo | PhotoFault | Refused:
        """The sender adds a photo; TOO_MANY beyond MOST."""
        if self.reader(petition_id, chat) is not Reader.AUTHOR:
            return Refused(Why.UNKNOWN)
        kept = self._stores.photos.keep(path, _sender(chat), address)
        if isinstance(kept, PhotoFault):
            return kept
        return kept if self._stores.petitions.add_photo(petition_id, kept, MOST, at) else Refused(Why.TOO_MANY)

    def rate(self, petition_id: int, chat: ChatId, score: int, reason: str, at: datetime) -> Outcome:
        """1 to 5; the last word counts. A first rating without a reason may be followed by one with it."""
        if not 1 <= score <= 5 or len(reason) > LONGEST:
            return Refused(Why.TOO_LONG)

        def rated(decisions: Decisions, file: File, deed: Deed) -> Change | Refused:
            change = decisions.citizen(file, deed)
            if isinstance(change, Refused):
                return change
            return replace(change, petition=replace(change.petition, score=score, score_reason=reason.strip()))

        return self._own(petition_id, chat, Deed(Move.RATE, at, reason), rated)

    def settle(self, petition_id: int, chat: ChatId, at: datetime) -> Outcome:
        """The sender says that it is settled."""
        return self._own(petition_id, chat, Deed(Move.CLOSE, at), Decisions.citizen)

    def reopen(self, petition_id: int, chat: ChatId, reason: str, at: datetime) -> Outcome:
        """Once, within REOPEN_DAYS of the answer: another officer looks at it."""
        return self._own(petition_id, chat, Deed(Move.REOPEN, at, reason), Decisions.reopened)

    def withdraw(self, petition_id: int, chat: ChatId, at: datetime) -> Outcome:
        """The sender takes it back while it is not answered, for good. What was merged into it goes on by itself."""
        decisions, deed = self._decisions(Roster.of(self._stores.staff)), Deed(Move.WITHDRAW, at)

        def decided(file: File) -> Change | Refused:
            return decisions.withdrawn(file, deed) if is_author(file, chat) else Refused(Why.UNKNOWN)

        return self._stores.petitions.withdraw(petition_id, decided, lambda file: decisions.released(file, deed), at)

    def close_old(self, at: datetime) -> int:
        """Close what was answered and can no longer be reopened; a job. Returns how many."""
        decisions = self._decisions(Roster.of(self._stores.staff))
        closed = 0
        for number in self._stores.board.to_close(at - timedelta(days=REOPEN_DAYS), 500):
            outcome = self._stores.petitions.change(number, lambda file: decisions.system(file, Deed(Move.CLOSE, at)), at)
            closed += isinstance(outcome, Done)
        return closed

    def _is_urgent(self, content: str) -> bool:
        return triage.door(content) in triage.EMERGENCIES or self._tells_of_danger(content)

    def _today(self, at: datetime) -> date:
        return at.astimezone(self._office.zone).date()

    def _own(self, petition_id: int, chat: ChatId, deed: Deed, decide: Callable[[Decisions, File, Deed], Change | Refused]) -> Outcome:
        """Only the sender: to everybody else there is no such petition. What they add is looked at as their first words were: a petition
        may be read by the one denounced."""
        decisions = self._decisions(Roster.of(self._stores.staff))

        def decided(file: File) -> Change | Refused:
            if not is_author(file, chat):
                return Refused(Why.UNKNOWN)
            if triage.is_denunciation(deed.text):
                return Refused(Why.DENUNCIATION, file.petition)
            return decide(decisions, file, deed)

        return self._stores.petitions.change(petition_id, decided, deed.at)

    def _decisions(self, roster: Roster) -> Decisions:
        return Decisions(self._office.workdays(), roster.coordinator)


def _sender(chat: ChatId) -> str:
    return f"{chat.channel}:{chat.key}"


def is_author(file: File, chat: ChatId) -> bool:
    """Whether `chat` filed the petition, or has proved that its sender writes there."""
    return any(follower.is_author and follower.chat == chat for follower in file.followers)


def fault_of(filing: Filing) -> Why | None:
    """What keeps a petition from being filed."""
    if len(filing.content.strip()) < SHORTEST:
        return Why.NO_REASON
    if triage.is_denunciation(filing.content):
        return Why.DENUNCIATION
    if max(map(len, (filing.content, filing.place.name, filing.contact.name, filing.contact.address))) > LONGEST:
        return Why.TOO_LONG
    if filing.naming is not Naming.ANONYMOUS and not filing.contact.is_complete:
        return Why.INCOMPLETE
    return None


def _tidy(filing: Filing) -> Filing:
    phone = digits_of(filing.contact.phone)
    contact = replace(filing.contact, name=filing.contact.name.strip(), address=filing.contact.address.strip(), phone=phone)
    return replace(filing, content=filing.content.strip(), contact=contact)
