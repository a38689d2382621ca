"""A notice is written, let out by a second person, ended or extended: who may do what is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.announcements.rules.campaign import APPROVERS
from bot.bulletins.rules.ahead import IsWorking, is_late, last_day_to_tell, working_days_between
from bot.bulletins.rules.bulletin import BulletinDraft, BulletinFault, BulletinKind, BulletinState, OfficeBulletin, faults_of
from bot.bulletins.rules.numbers import LONGEST_REASON, LONGEST_SPAN
from bot.bulletins.rules.telling import BulletinTeller
from bot.bulletins.store.bulletins import BulletinBook, BulletinMove
from bot.messages import OutboxMessage
from bot.outbox.quiet import QuietHours, next_allowed
from bot.people.staff import Staff, Unit
from bot.wording.bulletins import BulletinLetterWords

DAY = timedelta(days=1)
PATH = "/bao-tin"


@dataclass(frozen=True, slots=True)
class BulletinDeskDeps:
    """`is_working`: the office's calendar as it is now; `knows`: whether a text is the code of a procedure or the name of a field."""

    book: BulletinBook
    teller: BulletinTeller
    staff: Callable[[], Sequence[Staff]]
    units: Callable[[], Sequence[Unit]]
    is_working: Callable[[], IsWorking]
    knows: Callable[[str], bool]
    words: BulletinLetterWords
    quiet: QuietHours
    zone: ZoneInfo


class BulletinDesk:
    """Times are aware. What is refused is told, and nothing is changed."""

    def __init__(self, office: BulletinDeskDeps) -> None:
        self._office = office

    def may_write(self, by: Staff, units: Sequence[int]) -> bool:
        """Leaders and admins of everything, an officer of their own unit, one of the coordinating unit of the whole office too."""
        if not by.is_active:
            return False
        if by.role in APPROVERS:
            return True
        is_coordinator = any(unit.id == by.unit and unit.is_coordinator for unit in self._office.units())
        return is_coordinator or tuple(units) == (by.unit,)

    def may_approve(self, found: OfficeBulletin, by: Staff) -> bool:
        """Whether the button is offered: whether two accounts are one hand is seen when it is pressed."""
        return found.state is BulletinState.PROPOSED and by.is_active and by.role in APPROVERS and by.id not in found.writers

    def may_change(self, found: OfficeBulletin, by: Staff) -> bool:
        is_open = found.state is BulletinState.PROPOSED and self.may_write(by, found.draft.units)
        return is_open and (by.role in APPROVERS or by.id in found.writers)

    def faults(self, draft: BulletinDraft, at: datetime) -> Sequence[BulletinFault]:
        """Everything that is wrong with `draft`, what it touches looked up as well."""
        units = {unit.id for unit in self._office.units()}
        is_known = all(map(self._office.knows, draft.touched)) and units.issuperset(draft.units)
        return [*faults_of(draft, at), *([] if is_known else [BulletinFault.UNKNOWN])]

    def write(self, draft: BulletinDraft, by: Staff, at: datetime) -> int | BulletinMove | Sequence[BulletinFault]:
        """A new one; the approvers are told. Its number, or why not."""
        if not self.may_write(by, draft.units):
            return BulletinMove.NOT_YOURS
        if faults := self.faults(draft, at):
            return faults
        number = self._office.book.write(draft, by.id, by.actor, at)
        self._ask(number, at)
        return number

    def rewrite(self, number: int, draft: BulletinDraft, revision: int, by: Staff, at: datetime) -> BulletinMove | Sequence[BulletinFault]:
        """Other words for one that waits, by who wrote it or by a leader."""
        found = self._office.book.get(number)
        if found is None:
            return BulletinMove.NOT_THERE
        if found.state is not BulletinState.PROPOSED:
            return BulletinMove.NOT_OPEN
        if not (self.may_change(found, by) and self.may_write(by, draft.units)):
            return BulletinMove.NOT_YOURS
        if faults := self.faults(draft, at):
            return faults
        done = self._office.book.rewrite(number, draft, revision, by.id, by.actor, at)
        if done is BulletinMove.DONE:
            self._ask(number, at)
        return done

    def approve(self, number: int, revision: int, by: Staff, at: datetime) -> BulletinMove:
        """A second person lets out exactly the text of `revision`."""
        found = self._office.book.get(number)
        if found is None:
            return BulletinMove.NOT_THERE
        if not _approves(by):
            return BulletinMove.NOT_YOURS
        return self._office.book.announce(number, revision, self.ahead(found.draft, at), by.id, by.actor, at)

    def drop(self, number: int, by: Staff, at: datetime) -> BulletinMove:
        found = self._office.book.get(number)
        if found is None or not self.may_change(found, by):
            return BulletinMove.NOT_YOURS if found else BulletinMove.NOT_THERE
        return self._office.book.drop(number, by.actor, at)

    def close(self, number: int, by: Staff, at: datetime) -> BulletinMove:
        """Before its time, by a leader, an admin or who wrote it: the portal is back."""
        found = self._office.book.get(number)
        if found is None or not _is_theirs(found, by):
            return BulletinMove.NOT_YOURS if found else BulletinMove.NOT_THERE
        return self._office.book.close(number, by.actor, at)

    def withdraw(self, number: int, reason: str, by: Staff, at: datetime) -> BulletinMove:
        """One that was wrong, by who may approve, with a reason."""
        found = self._office.book.get(number)
        if found is None or not _approves(by):
            return BulletinMove.NOT_YOURS if found else BulletinMove.NOT_THERE
        told = reason.strip()
        if not told or len(told) > LONGEST_REASON:
            return BulletinMove.NO_REASON
        return self._office.book.withdraw(number, told, by.actor, at)

    def may_withdraw(self, found: OfficeBulletin, by: Staff) -> bool:
        return found.state is BulletinState.ANNOUNCED and _approves(by)

    def ask_later(self, number: int, ends: datetime, by: Staff, at: datetime) -> BulletinMove:
        """By who may end it: a later end needs a second person, as the first one did; the approvers are told."""
        found = self._office.book.get(number)
        if found is None or not _is_theirs(found, by):
            return BulletinMove.NOT_YOURS if found else BulletinMove.NOT_THERE
        if ends - found.draft.begins > timedelta(days=LONGEST_SPAN):
            return BulletinMove.OVER
        done = self._office.book.ask_later(number, ends, by.id, by.actor, at)
        if done is BulletinMove.DONE:
            self._office.book.tell(self._of_later(number, at), at)
        return done

    def extend(self, number: int, ends: datetime, by: Staff, at: datetime) -> BulletinMove:
        """A second person agrees to exactly the end that they have seen."""
        found = self._office.book.get(number)
        if found is None or not _approves(by):
            return BulletinMove.NOT_YOURS if found else BulletinMove.NOT_THERE
        return self._office.book.extend(number, ends, by.id, by.actor, at)

    def may_extend(self, found: OfficeBulletin, by: Staff) -> bool:
        """Whether the button is offered, as for `may_approve`."""
        return found.later is not None and found.state is BulletinState.ANNOUNCED and _approves(by) and by.id != found.later_by

    def may_end(self, found: OfficeBulletin, by: Staff) -> bool:
        is_on = found.state is BulletinState.ANNOUNCED and found.closed is None
        return is_on and _is_theirs(found, by)

    def ahead(self, draft: BulletinDraft, at: datetime) -> int:
        """Working days before its beginning, if it is told at `at` or, where it is to be shown later, then."""
        told = max(at, draft.shown)
        return working_days_between(self._day(told), self._day(draft.begins), self._office.is_working())

    def is_late(self, found: OfficeBulletin, at: datetime) -> bool:
        """Whether a planned stop was told too late; of one that waits, whether it would be, were it let out at `at`."""
        ahead = found.ahead if found.ahead is not None else self.ahead(found.draft, at)
        return found.state is not BulletinState.DROPPED and is_late(found.draft.kind, ahead)

    def last_day(self, draft: BulletinDraft) -> date:
        """By when a planned stop must be told."""
        return last_day_to_tell(self._day(draft.begins), self._office.is_working())

    def work(self, at: datetime) -> None:
        """The job: who approves hears of what waits, on the last day to tell it and a day before it begins; units hear the day before."""
        self._office.book.tell(self._reminders(at), at)

    def _reminders(self, at: datetime) -> Iterator[OutboxMessage]:
        say = self._office.words
        for found in self._office.book.waiting():
            if found.draft.kind is BulletinKind.OUTAGE and self._day(at) == self.last_day(found.draft):
                yield from self._to_approvers(found, say.last_day, "last", at)
            if at < found.draft.ends and found.draft.begins - at <= DAY:
                yield from self._to_approvers(found, say.still_waits, "soon", at)
        for found in self._office.book.announced(at):
            if at < found.draft.begins <= at + DAY:
                yield from self._to_units(found, at)

    def _ask(self, number: int, at: datetime) -> None:
        found = self._office.book.get(number)
        if found is None:
            return
        say, late = self._office.words, is_late(found.draft.kind, self.ahead(found.draft, at))
        self._office.book.tell(self._to_approvers(found, say.late if late else say.asked, f"ask:{found.revision}", at), at)

    def _of_later(self, number: int, at: datetime) -> Iterator[OutboxMessage]:
        found = self._office.book.get(number)
        if found is None or found.later is None:
            return
        form = self._office.words.longer.replace("{later}", self._office.teller.moment(found.later))
        for person in self._office.staff():
            if self.may_extend(found, person):
                yield self._letter(found, person, form, f"longer:{found.later:%Y%m%d%H%M}:{at:%Y%m%d%H%M}", at)

    def _to_approvers(self, found: OfficeBulletin, form: str, why: str, at: datetime) -> Iterator[OutboxMessage]:
        for person in self._office.staff():
            if person.is_active and person.role in APPROVERS and person.id not in found.writers:
                yield self._letter(found, person, form, f"{why}:{found.draft.begins:%Y%m%d%H%M}", at)

    def _to_units(self, found: OfficeBulletin, at: datetime) -> Iterator[OutboxMessage]:
        """Everybody whose counter it is."""
        for person in self._office.staff():
            if person.is_active and (not found.draft.units or person.unit in found.draft.units):
                yield self._letter(found, person, self._office.words.tomorrow, f"before:{found.draft.begins:%Y%m%d%H%M}", at)

    def _letter(self, found: OfficeBulletin, person: Staff, form: str, key: str, at: datetime) -> OutboxMessage:
        office = self._office
        text = form.format(head=office.teller.head(found), span=office.teller.span(found), ahead=self.ahead(found.draft, at))
        wakes = next_allowed(at, office.quiet, office.zone)
        return person.letter(text, f"bulletins:{found.id}:{key}:{person.id}", path=f"{PATH}/{found.id}", not_before=wakes)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._office.zone).date()


def _approves(by: Staff) -> bool:
    return by.is_active and by.role in APPROVERS


def _is_theirs(found: OfficeBulletin, by: Staff) -> bool:
    """Whether `by` may end it before its time: who wrote it, a leader, an admin."""
    return by.is_active and (by.role in APPROVERS or by.id in found.writers)
