"""What officers do with petitions; who may do it is decided here. Synchronous: one call, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.messages import OutboxMessage
from bot.people.staff import Role, Staff
from bot.petitions.cases.answering import AnswerDesk
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.viewing import Stores
from bot.petitions.notices.prepared import filled_in, meant_by, unknown_places
from bot.petitions.notices.presenter import PetitionPresenter
from bot.petitions.rules import clocks, code
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.clocks import MergeOutlook
from bot.petitions.rules.command import Actor, Command
from bot.petitions.rules.listing import ReplyTemplate
from bot.petitions.rules.moves import LONGEST, UNFILLED
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionKind
from bot.petitions.rules.texts.topics import topics
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workflow import Workflow
from bot.wording.petitions import PetitionWords

LONGEST_PROMISE = timedelta(days=90)


class OfficerDesk(AnswerDesk):
    """`version`: what the person saw; None: whatever it is."""

    def __init__(self, stores: Stores, office: OfficeRules, words: PetitionWords, knows_procedure: Callable[[str], bool]) -> None:
        super().__init__(stores, office, words)
        self._knows_procedure = knows_procedure

    def claim(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None, *, is_sure: bool = False) -> Outcome:
        """Take it; of two who do at once, one has it and the other is told TAKEN."""
        command = Command(Transition.CLAIM, at, version=version, is_sure=is_sure)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.taken(a, f, e, staff))

    def assign(
        self, staff: Staff, petition_id: int, officer: int, at: datetime, version: int | None = None, *, is_sure: bool = False
    ) -> Outcome:
        """NAMED where it is about that officer, unless `is_sure`; so too in `claim`, `reassign` and, of units, `forward`."""
        return self._give(staff, petition_id, officer, Command(Transition.ASSIGN, at, version=version, is_sure=is_sure))

    def reassign(
        self, staff: Staff, petition_id: int, officer: int, reason: str, at: datetime, version: int | None = None, *, is_sure: bool = False
    ) -> Outcome:
        """To another officer; after BOUNCES times it goes to the unit that coordinates."""
        return self._give(staff, petition_id, officer, Command(Transition.REASSIGN, at, reason, version, is_sure=is_sure))

    def begin(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        return self._plain(staff, petition_id, Command(Transition.BEGIN, at, version=version))

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
            return NotDone(RefusalReason.UNIT_OR_AGENCY)
        if (unit is None and not agency.strip()) or (unit is not None and unit not in self._roster().units):
            return NotDone(RefusalReason.NO_SUCH_UNIT)
        if len(agency) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG)
        command = Command(Transition.FORWARD, at, reason, version, is_sure=is_sure)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.forwarded(a, f, e, unit, agency))

    def note(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """An internal note; no citizen sees it."""
        return self._plain(staff, petition_id, Command(Transition.NOTE, at, text, version))

    def add(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """What the sender said elsewhere, on the telephone or at the counter."""
        return self._plain(staff, petition_id, Command(Transition.ADD, at, text, version))

    def close(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        return self._plain(staff, petition_id, Command(Transition.CLOSE, at, version=version))

    def merge_outlook(self, staff: Staff, petition_id: int, into: str) -> MergeOutlook | None:
        """What a merge would leave; None where this person may not see both, or where it would be refused for what they are."""
        shown, actor = code.read(into), self._actor(staff)
        file, target = self._stores.petitions.get(petition_id), self._stores.petitions.by_code(shown) if shown else None
        if file is None or target is None or not target.petition.is_open or file.petition.id == target.petition.id:
            return None
        sees_both = all(actor.capacities(each.petition) for each in (file, target))
        return clocks.outlook(self._office.workdays(), file, target) if sees_both else None

    def merge(
        self, staff: Staff, petition_id: int, into: str, at: datetime, version: int | None = None, read: str | None = None
    ) -> Outcome:
        """Into the one with the code `into`, OVER where that owes no answer; every follower is told, and the sender gets its answer. An
        answer that was signed there is signed again. `read`: the mark of the outlook that was read (MERGE_UNREAD: another one is true now);
        None: none is asked for."""
        shown = code.read(into)
        if shown is None:
            return NotDone(RefusalReason.UNKNOWN)
        workflow, actor = self._workflow(), self._actor(staff)
        command = Command(Transition.MERGE, at, version=version)

        def decide(file: PetitionFile, target: PetitionFile) -> PetitionChange | NotDone:
            change = workflow.merged(actor, file, target, command)
            if isinstance(change, NotDone) or read is None or read == clocks.outlook(self._office.workdays(), file, target).mark:
                return change
            return NotDone(RefusalReason.MERGE_UNREAD, file.petition)

        def join(target: PetitionFile, merged: PetitionFile) -> PetitionChange:
            return workflow.joined(target, merged.petition.code, staff.actor)

        return self._stores.petitions.merge(petition_id, shown, decide, at, version, join)

    def unmerge(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        command = Command(Transition.UNMERGE, at, version=version)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.unmerged(a, f, e), part=self._workflow().parted)

    def apologise(self, staff: Staff, petition_id: int, promised: date, reason: str, at: datetime, version: int | None = None) -> Outcome:
        """Say sorry and name a new date, a working day after the one that was owed; what was owed stays owed and counts as late."""
        clock = self._office.workdays()
        closing = clock.closing(promised)
        if not clock.is_working(promised) or not at < closing < at + LONGEST_PROMISE:
            return NotDone(RefusalReason.TOO_LATE)

        def decide(workflow: Workflow, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            if closing <= file.petition.due:
                return NotDone(RefusalReason.TOO_LATE, file.petition)
            return workflow.setting(actor, file, command, promised=closing)

        return self._decided(staff, petition_id, Command(Transition.APOLOGISE, at, reason, version), decide)

    def link(self, staff: Staff, petition_id: int, procedure: str, at: datetime, version: int | None = None) -> Outcome:
        """It is about that procedure; "" about none."""
        if procedure and not self._knows_procedure(procedure):
            return NotDone(RefusalReason.NO_SUCH_PROCEDURE)
        return self._set(staff, petition_id, Command(Transition.LINK, at, procedure, version), procedure=procedure)

    def sort(self, staff: Staff, petition_id: int, topic: str, at: datetime, version: int | None = None) -> Outcome:
        """It is about another topic than its words let think; "" about none of those that there are."""
        if topic and topic not in topics():
            return NotDone(RefusalReason.UNKNOWN)
        called = self._words.topics.get(topic, "")
        return self._set(staff, petition_id, Command(Transition.SORT, at, called, version), topic=topic)

    def reclassify(self, staff: Staff, petition_id: int, kind: PetitionKind, at: datetime, version: int | None = None) -> Outcome:
        """It is of another kind; the days that the office gives itself for that kind count from the receipt, and the sender is told."""
        days, presenter, clock = self._office.limits()[kind], PetitionPresenter(self._words, self._roster().names), self._office.workdays()

        def decide(workflow: Workflow, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            change = workflow.reclassified(actor, file, command, kind, days)
            return (
                change
                if isinstance(change, NotDone)
                else replace(change, why=presenter.reclassified(clock, file.petition, change.petition))
            )

        return self._decided(staff, petition_id, Command(Transition.RECLASSIFY, at, version=version), decide)

    def publish(self, staff: Staff, petition_id: int, content: str, answer: str, at: datetime, version: int | None = None) -> Outcome:
        """Show the redacted texts in the public register, in the place of those that stand there; NEEDS_LEADER where a leader signs
        and these are not the words that were signed."""
        if not content.strip():
            return NotDone(RefusalReason.NO_REASON)
        if max(len(content), len(answer)) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG)
        if UNFILLED.search(answer):
            return NotDone(RefusalReason.UNFILLED)
        texts = {"published": content.strip(), "published_answer": answer.strip()}

        def decide(workflow: Workflow, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            is_other = [text.split() for text in (content, answer)] != [text.split() for text in self._proposed(file)]
            if is_other and actor.needs_signature(file):
                return NotDone(RefusalReason.NEEDS_LEADER, file.petition)
            shown = {name: workflow.published(file, text) for name, text in texts.items()}
            change = workflow.setting(actor, file, command, **shown)
            return change if isinstance(change, NotDone) else replace(change, petition=replace(change.petition, published_at=at))

        return self._decided(staff, petition_id, Command(Transition.PUBLISH, at, version=version), decide)

    def unpublish(self, staff: Staff, petition_id: int, at: datetime, version: int | None = None) -> Outcome:
        """Take it out of the public register; its words are found there no more, and who follows it no longer reads them."""
        command = Command(Transition.UNPUBLISH, at, version=version)

        def decide(workflow: Workflow, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            if not file.petition.published:
                return NotDone(RefusalReason.NOT_NOW, file.petition)
            return workflow.setting(actor, file, command, published="", published_answer="", published_at=None)

        return self._decided(staff, petition_id, command, decide)

    def set_day(self, staff: Staff, day: date, is_off: bool | None, name: str, at: datetime) -> bool:
        """As OfficeRules.set_day; every open deadline that runs over that day is counted anew, so that it is the one that is explained."""
        if not self._office.set_day(staff, day, is_off, name, at):
            return False
        moved = self._stores.petitions.recount(day, self._workflow().recounted, staff.actor, at)
        self._stores.petitions.notify(list(self._moved_days(staff, day, moved, at)), at)
        return True

    def _moved_days(self, by: Staff, day: date, moved: Iterable[Petition], at: datetime) -> Iterator[OutboxMessage]:
        """To each who has some of them, once for all."""
        roster, own = self._roster(), sorted((petition.officer, petition.code) for petition in moved if petition.officer)
        for officer, codes in groupby(own, key=lambda pair: pair[0]):
            person = roster.officer(officer or 0)
            if person and person.id != by.id:
                text = self._words.told.days_moved_staff.format(codes=", ".join(code for _, code in codes))
                yield person.letter(text, f"office:day:{day.isoformat()}:{at:%Y%m%d%H%M%S%f}:{person.id}", path="/?muc=cua-toi")

    def held(self) -> Mapping[int, int]:
        """How many petitions that wait for an answer each officer has."""
        return self._stores.board.held()

    def templates(self, staff: Staff) -> tuple[ReplyTemplate, ...]:
        return self._stores.rules.templates(None if staff.role is Role.ADMIN else staff.unit)

    def save_template(
        self, staff: Staff, template: ReplyTemplate, at: datetime, seen: ReplyTemplate | None = None
    ) -> ReplyTemplate | NotDone:
        """Make (id 0), change or (body "") delete one: leaders for their unit, admins for all. STALE where it is not as `seen`."""
        known = self._stores.rules.template(template.id) if template.id else template
        if staff.role is Role.OFFICER or known is None:
            return NotDone(RefusalReason.NOT_YOURS)
        if staff.role is Role.LEADER and {known.unit, template.unit} != {staff.unit}:
            return NotDone(RefusalReason.NOT_YOURS)
        if max(len(template.title), len(template.body)) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG)
        if unknown_places(template.body, self._fields()):
            return NotDone(RefusalReason.UNFILLED)
        saved = self._stores.rules.save_template(template, staff.actor, at, seen)
        return saved or NotDone(RefusalReason.STALE if seen else RefusalReason.UNKNOWN)

    def misspelt(self, body: str) -> Mapping[str, str]:
        """The places of a prepared answer that nobody would fill in, each with the one that was meant ("": not certain)."""
        return {place: meant_by(place, self._words.template_fields.values()) for place in unknown_places(body, self._fields())}

    def _fields(self) -> frozenset[str]:
        """How places are called, and as they were called before."""
        return frozenset((*self._words.template_fields.values(), *self._words.template_fields))

    def filled(self, staff: Staff, template_id: int, petition_id: int, at: datetime) -> str | NotDone:
        """A prepared answer with its fields filled in, as the office calls them and as they were called before; what is not known stays
        in its braces, and keeps the answer from leaving until somebody has written it."""
        seen = self.see(staff, petition_id, at)
        template = self._stores.rules.template(template_id)
        if isinstance(seen, NotDone) or template is None or template.unit not in (None, staff.unit):
            return NotDone(RefusalReason.UNKNOWN)
        roster, clock, petition = self._roster(), self._office.workdays(), seen.file.petition
        presenter = PetitionPresenter(self._words, roster.names)
        fields = {
            "code": petition.code,
            "procedure": petition.procedure,
            "unit": presenter.unit(petition.unit or staff.unit),
            "officer": staff.name,
            "date": presenter.date(clock.local(at).date()),
        }
        return filled_in(
            template.body, {name: value for field, value in fields.items() for name in (self._words.template_fields[field], field)}
        )

    def _give(self, staff: Staff, petition_id: int, officer: int, command: Command) -> Outcome:
        roster = self._roster()
        actor, person = roster.actor(staff), roster.officer(officer)
        reaches = staff.role is Role.ADMIN or (actor.unit is not None and actor.unit.is_coordinator)
        if person is None or (person.unit != staff.unit and not reaches):
            return NotDone(RefusalReason.NO_SUCH_OFFICER)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.taken(a, f, e, person))
