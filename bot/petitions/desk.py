"""What officers do with petitions; who may do it is decided here. Synchronous: one call, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from bot.people.staff import Role, Staff
from bot.petitions import code
from bot.petitions.change import Change
from bot.petitions.decisions import LONGEST, Actor, Decisions, Deed
from bot.petitions.listing import Template
from bot.petitions.moves import Move
from bot.petitions.office import Office
from bot.petitions.outcome import Done, Outcome, Refused, Why
from bot.petitions.petition import File, Petition
from bot.petitions.store import PassOn
from bot.petitions.telling import Telling
from bot.petitions.viewing import Stores, Viewing
from bot.wording.petitions import Petitions as Words

MOST_RELEASED = 500  # petitions given back at a time; the next run goes on
LONGEST_PROMISE = timedelta(days=90)


class Desk(Viewing):
    """`version`: what the person saw; None: whatever it is."""

    def __init__(self, stores: Stores, office: Office, words: Words, knows_procedure: Callable[[str], bool]) -> None:
        super().__init__(stores, office, words)
        self._knows_procedure = knows_procedure

    def claim(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None, *, is_sure: bool = False) -> Outcome:
        """Take it; of two who do at once, one has it and the other is told TAKEN."""
        deed = Deed(Move.CLAIM, at, version=version, is_sure=is_sure)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.taken(a, f, e, staff))

    def assign(
        self, staff: Staff, petition_id: int, officer: int, at: datetime, version: int | None = None, *, is_sure: bool = False
    ) -> Outcome:
        """NAMED where it is about that officer, unless `is_sure`; so too in `claim`, `reassign` and, of units, `forward`."""
        return self._give(staff, petition_id, officer, Deed(Move.ASSIGN, at, version=version, is_sure=is_sure))

    def reassign(
        self, staff: Staff, petition_id: int, officer: int, reason: str, at: datetime, version: int | None = None, *, is_sure: bool = False
    ) -> Outcome:
        """To another officer; after BOUNCES times it goes to the unit that coordinates."""
        return self._give(staff, petition_id, officer, Deed(Move.REASSIGN, at, reason, version, is_sure=is_sure))

    def begin(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        return self._plain(staff, petition_id, Deed(Move.BEGIN, at, version=version))

    def forward(
        self,
        staff: Staff,
        petition_id: int,
        unit: int | None,
        agency: str,
        reason: str,
        at: datetime,
        version: int | None = None,
        *,
        is_sure: bool = False,
    ) -> Outcome:
        """To another unit, or (`unit` None) to the office outside that `agency` names."""
        if unit is not None and agency.strip():
            return Refused(Why.UNIT_OR_AGENCY)
        if (unit is None and not agency.strip()) or (unit is not None and unit not in self._roster().units):
            return Refused(Why.NO_SUCH_UNIT)
        if len(agency) > LONGEST:
            return Refused(Why.TOO_LONG)
        deed = Deed(Move.FORWARD, at, reason, version, is_sure=is_sure)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.forwarded(a, f, e, unit, agency))

    def note(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """An internal note; no citizen sees it."""
        return self._plain(staff, petition_id, Deed(Move.NOTE, at, text, version))

    def ask(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """Ask the sender; the clock stands still until they reply."""
        return self._plain(staff, petition_id, Deed(Move.ASK, at, text, version))

    def add(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """What the sender said elsewhere, on the telephone or at the counter."""
        return self._plain(staff, petition_id, Deed(Move.ADD, at, text, version))

    def draft(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """An answer for the leader's signature."""
        return self._decided(staff, petition_id, Deed(Move.DRAFT, at, text, version), lambda d, a, f, e: d.drafted(a, f, e))

    def approve(
        self, staff: Staff, petition_id: int, at: datetime, version: int | None = None, *, text: str = "", shown: str = ""
    ) -> Outcome:
        """Sign the draft, or `text` in its place. `shown`: the mark of the draft that was read; of another one nothing is signed."""
        deed = Deed(Move.APPROVE, at, text, version, shown)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.approved(a, f, e))

    def send_back(
        self, staff: Staff, petition_id: int, reason: str, at: datetime, version: int | None = None, *, shown: str = ""
    ) -> Outcome:
        return self._plain(staff, petition_id, Deed(Move.RETURN, at, reason, version, shown))

    def answer(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None, *, shown: str = "") -> Outcome:
        """The answer leaves to all who follow; after an approval "" sends what was signed."""
        deed = Deed(Move.ANSWER, at, text, version, shown)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.answered(a, f, e), pass_on=self._passed_on)

    def close(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        return self._plain(staff, petition_id, Deed(Move.CLOSE, at, version=version))

    def reject(self, staff: Staff, petition_id: int, reason: str, at: datetime, version: int | None = None) -> Outcome:
        deed = Deed(Move.REJECT, at, reason, version)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.staff(a, f, e), pass_on=self._passed_on)

    def merge(self, staff: Staff, petition_id: int, into: str, at: datetime, version: int | None = None) -> Outcome:
        """Into the one with the code `into`, OVER where that owes no answer; every follower is told, and the sender gets its answer."""
        shown = code.read(into)
        if shown is None:
            return Refused(Why.UNKNOWN)
        decisions, actor = self._decisions(), self._actor(staff)
        deed = Deed(Move.MERGE, at, version=version)

        def decide(file: File, target: Petition) -> Change | Refused:
            return decisions.merged(actor, file, target, deed)

        return self._stores.petitions.merge(petition_id, shown, decide, at, version)

    def unmerge(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        return self._decided(staff, petition_id, Deed(Move.UNMERGE, at, version=version), lambda d, a, f, e: d.unmerged(a, f, e))

    def apologise(self, staff: Staff, petition_id: int, promised: date, reason: str, at: datetime, version: int | None = None) -> Outcome:
        """Say sorry and name a new date; what was owed stays owed and counts as late."""
        closing = self._office.workdays().closing(promised)
        if not at < closing < at + LONGEST_PROMISE:
            return Refused(Why.TOO_LATE)
        return self._set(staff, petition_id, Deed(Move.APOLOGISE, at, reason, version), promised=closing)

    def link(self, staff: Staff, petition_id: int, procedure: str, at: datetime, version: int | None = None) -> Outcome:
        """It is about that procedure; "" about none."""
        if procedure and not self._knows_procedure(procedure):
            return Refused(Why.NO_SUCH_PROCEDURE)
        return self._set(staff, petition_id, Deed(Move.LINK, at, procedure, version), procedure=procedure)

    def publish(self, staff: Staff, petition_id: int, content: str, answer: str, at: datetime, version: int | None = None) -> Outcome:
        """Show the redacted texts in the public register, in the place of those that stand there."""
        if not content.strip():
            return Refused(Why.NO_REASON)
        if max(len(content), len(answer)) > LONGEST:
            return Refused(Why.TOO_LONG)
        texts = {"published": content.strip(), "published_answer": answer.strip(), "published_at": at}
        return self._set(staff, petition_id, Deed(Move.PUBLISH, at, version=version), **texts)

    def unpublish(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        """Take it out of the public register; its words are found there no more, and who follows it no longer reads them."""
        deed = Deed(Move.UNPUBLISH, at, version=version)

        def decide(decisions: Decisions, actor: Actor, file: File, deed: Deed) -> Change | Refused:
            if not file.petition.published:
                return Refused(Why.NOT_NOW, file.petition)
            return decisions.setting(actor, file, deed, published="", published_answer="", published_at=None)

        return self._decided(staff, petition_id, deed, decide)

    def set_day(self, staff: Staff, day: date, is_off: bool | None, name: str, at: datetime) -> bool:
        """As Office.set_day; every open deadline that runs over that day is counted anew, so that it is the one that is explained."""
        if not self._office.set_day(staff, day, is_off, name, at):
            return False
        self._stores.petitions.recount(day, self._decisions().recounted, staff.actor, at)
        return True

    def held(self) -> Mapping[int, int]:
        """How many petitions that wait for an answer each officer has."""
        return self._stores.board.held()

    def release(self, at: datetime) -> int:
        """What those have who work here no more goes back to its unit's queue, and its leaders are told. Returns how many; a job too."""
        decisions, deed = self._decisions(), Deed(Move.RELEASE, at)
        numbers = self._stores.board.of_leavers(MOST_RELEASED)
        outcomes = [self._stores.petitions.change(number, lambda file: decisions.left(file, deed), at) for number in numbers]
        return sum(isinstance(outcome, Done) for outcome in outcomes)

    def templates(self, staff: Staff) -> tuple[Template, ...]:
        return self._stores.rules.templates(None if staff.role is Role.ADMIN else staff.unit)

    def save_template(self, staff: Staff, template: Template, at: datetime) -> Template | Refused:
        """Make (id 0), change or (body "") delete one: leaders for their unit, admins for all."""
        known = self._stores.rules.template(template.id) if template.id else template
        if staff.role is Role.OFFICER or known is None:
            return Refused(Why.NOT_YOURS)
        if staff.role is Role.LEADER and {known.unit, template.unit} != {staff.unit}:
            return Refused(Why.NOT_YOURS)
        if max(len(template.title), len(template.body)) > LONGEST:
            return Refused(Why.TOO_LONG)
        return self._stores.rules.save_template(template, staff.actor, at) or Refused(Why.UNKNOWN)

    def filled(self, staff: Staff, template_id: int, petition_id: int, at: datetime) -> str | Refused:
        """A prepared answer with {code}, {procedure}, {unit}, {officer}, {date} filled in; other braces stay."""
        seen = self.see(staff, petition_id, at)
        template = self._stores.rules.template(template_id)
        if isinstance(seen, Refused) or template is None or template.unit not in (None, staff.unit):
            return Refused(Why.UNKNOWN)
        roster, clock, petition = self._roster(), self._office.workdays(), seen.file.petition
        telling = Telling(self._words, roster.names)
        fields = {
            "{code}": petition.code,
            "{procedure}": petition.procedure,
            "{unit}": telling.unit(petition.unit or staff.unit),
            "{officer}": staff.name,
            "{date}": telling.date(clock.local(at).date()),
        }
        text = template.body
        for field, value in fields.items():
            text = text.replace(field, value)
        return text

    def _decisions(self) -> Decisions:
        return Decisions(self._office.workdays(), self._roster().coordinator)

    def _plain(self, staff: Staff, petition_id: int, deed: Deed) -> Outcome:
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.staff(a, f, e))

    def _set(self, staff: Staff, petition_id: int, deed: Deed, **values: object) -> Outcome:
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.setting(a, f, e, **values))

    def _give(self, staff: Staff, petition_id: int, officer: int, deed: Deed) -> Outcome:
        roster = self._roster()
        actor, person = roster.actor(staff), roster.officer(officer)
        reaches = staff.role is Role.ADMIN or (actor.unit is not None and actor.unit.is_coordinator)
        if person is None or (person.unit != staff.unit and not reaches):
            return Refused(Why.NO_SUCH_OFFICER)
        return self._decided(staff, petition_id, deed, lambda d, a, f, e: d.taken(a, f, e, person))

    def _passed_on(self, change: Change, target: File, merged: File) -> Change:
        return self._decisions().passed_on(change, target, merged, self._words.redaction.over)

    def _decided(
        self,
        staff: Staff,
        petition_id: int,
        deed: Deed,
        decide: Callable[[Decisions, Actor, File, Deed], Change | Refused],
        *,
        pass_on: PassOn | None = None,
    ) -> Outcome:
        """Do it under the petition's lock; what this person may not see is UNKNOWN to them, whatever else is wrong."""
        decisions, actor = self._decisions(), self._actor(staff)

        def decided(file: File) -> Change | Refused:
            if not actor.capacities(file.petition):
                return Refused(Why.UNKNOWN)
            if deed.version is not None and deed.version != file.petition.version:
                return Refused(Why.TAKEN if _is_lost(deed, file, staff) else Why.STALE, file.petition)
            if deed.shown and deed.shown != file.petition.draft_mark:
                return Refused(Why.STALE, file.petition)
            return decide(decisions, actor, file, deed)

        return self._stores.petitions.change(petition_id, decided, deed.at, pass_on)


def _is_lost(deed: Deed, file: File, staff: Staff) -> bool:
    return deed.move is Move.CLAIM and file.petition.officer not in (None, staff.id)
