"""What becomes of a petition when somebody does something with it: pure functions from a petition to a PetitionChange or a NotDone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.people.staff import Role, Staff
from bot.petitions.rules import deadlines
from bot.petitions.rules.answering import Answering
from bot.petitions.rules.change import FilingTerms, PetitionChange
from bot.petitions.rules.command import Actor, Command, is_named
from bot.petitions.rules.moves import NO_DRAFT
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionKind, PetitionState
from bot.petitions.rules.transitions import Capacity, Transition

BOUNCES = 2  # hand-overs after which the unit that coordinates decides
REOPEN_DAYS = 15  # calendar days after the last answer in which the citizen may reopen; the office's own


class Workflow(Answering):
    """Who has a petition, where it lies and until when; with what leaves of it (Answering), the whole of what can become of one."""

    def terms(self, at: datetime, days: int) -> FilingTerms:
        """What the office owes for what is received at `at` and is to be answered within `days`."""
        clock = self._workdays
        return FilingTerms(
            counted_from=at,
            days=days,
            due=deadlines.due(clock, at, days),
            forward_by=deadlines.due(clock, at, deadlines.FORWARD_DAYS),
            warn_at=deadlines.moment(clock, at, days, deadlines.WARNINGS[0]),
        )

    def recounted(self, file: PetitionFile) -> Petition:
        """With its days counted by the calendar as it is now. Whose clock stands still is counted when it goes on."""
        petition, clock = file.petition, self._workdays
        if not petition.is_open or petition.state is PetitionState.WAITING:
            return petition
        due, warn_at = self._owed(file, petition.received)
        forward_by = deadlines.due(clock, petition.counted_from, deadlines.FORWARD_DAYS)
        return replace(petition, due=due, forward_by=forward_by, warn_at=warn_at)

    def reclassified(self, actor: Actor, file: PetitionFile, command: Command, kind: PetitionKind, days: int) -> PetitionChange | NotDone:
        """Of another kind, for which the office owes an answer within `days`, counted from the same moment. What is or becomes one about an
        officer's conduct, a leader decides: it changes who reads it."""
        petition = file.petition
        if kind is petition.kind:
            return NotDone(RefusalReason.UNCHANGED, petition)
        is_about_conduct = PetitionKind.BEHAVIOUR in (kind, petition.kind)
        if actor.capacities(petition) and is_about_conduct and Capacity.LEADER not in actor.capacities(petition):
            return NotDone(RefusalReason.NOT_YOURS, petition)
        counted = self.recounted(replace(file, petition=replace(petition, kind=kind, days=days)))
        return self.setting(actor, file, command, kind=kind, days=days, due=counted.due, warn_at=counted.warn_at)

    def taken(self, actor: Actor, file: PetitionFile, command: Command, officer: Staff) -> PetitionChange | NotDone:
        """CLAIM, ASSIGN and REASSIGN: `officer` has it from now on."""
        petition = file.petition
        if command.move is Transition.CLAIM and petition.officer not in (None, officer.id) and actor.capacities(petition):
            return NotDone(RefusalReason.TAKEN, petition)
        if petition.is_open and petition.is_held_by(officer.id, officer.unit) and actor.capacities(petition):
            return NotDone(RefusalReason.UNCHANGED, petition)
        if officer.id == petition.former:
            return NotDone(RefusalReason.SAME_OFFICER, petition)
        change = self._confirmed(self.staff(actor, file, command), command, is_named=is_named(petition, officer))
        if isinstance(change, NotDone):
            return change
        if command.move is not Transition.REASSIGN:
            return self._with(change, officer=officer.id, unit=officer.unit, agency="")
        if self._goes_back(actor, petition):
            return self._to_coordinator(change)
        return self._with(change, officer=officer.id, unit=officer.unit, bounces=petition.bounces + 1)

    def forwarded(self, actor: Actor, file: PetitionFile, command: Command, unit: int | None, agency: str) -> PetitionChange | NotDone:
        """To another unit, or (`unit` None) to an office outside, named `agency`: then nothing is owed here any more, and its sender reads
        why, which a leader signs where one does."""
        if unit is None and actor.needs_signature(file):
            return NotDone(RefusalReason.NEEDS_LEADER, file.petition)
        change = self._confirmed(self.staff(actor, file, command), command, is_named=file.petition.is_about(0, unit))
        if isinstance(change, NotDone):
            return change
        if self._lies_there(file.petition, unit, agency):
            return NotDone(RefusalReason.UNCHANGED, file.petition)
        if unit is not None and self._goes_back(actor, file.petition):
            return self._to_coordinator(change)
        outside = agency.strip() if unit is None else ""
        warn_at = None if outside else change.petition.warn_at
        return self._with(change, unit=unit, officer=None, agency=outside, bounces=file.petition.bounces + 1, warn_at=warn_at)

    def parted(self, file: PetitionFile) -> Petition:
        """One that was merged into it goes its own way again: what is owed is counted without that one's clock."""
        petition = file.petition
        if not petition.is_open:
            return petition
        due, warn_at = self._owed(file, None)
        return replace(petition, due=due, warn_at=None if petition.state is PetitionState.WAITING else warn_at)

    def handed(self, file: PetitionFile, command: Command, officer: Staff | None, by: str) -> PetitionChange | NotDone:
        """Who had it is not there: `officer` goes on in their place, or (None) the unit's queue has it again, each with what was drafted.
        NAMED where it is about the officer, SAME_OFFICER where they had it before it was reopened."""
        petition = file.petition
        if officer and (officer.id == petition.former or is_named(petition, officer)):
            return NotDone(RefusalReason.SAME_OFFICER if officer.id == petition.former else RefusalReason.NAMED, petition)
        change = self._moved(file, command, frozenset({Capacity.SYSTEM}), by)
        return change if isinstance(change, NotDone) else self._with(change, officer=officer.id if officer else None)

    def adopted(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Filed before there was any unit: it goes to the one that coordinates now, unless it is about that."""
        petition = file.petition
        if self._coordinator is None or petition.unit is not None or petition.agency or petition.is_about(0, self._coordinator):
            return NotDone(RefusalReason.NOT_NOW, petition)
        change = self.system(file, command)
        return change if isinstance(change, NotDone) else self._with(change, unit=self._coordinator)

    def reopened(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Once, within REOPEN_DAYS, with a reason; another officer takes it, the time begins anew."""
        petition = file.petition
        if petition.is_reopened:
            return NotDone(RefusalReason.ALREADY_REOPENED, petition)
        if command.at > _last_word(file) + timedelta(days=REOPEN_DAYS):
            return NotDone(RefusalReason.TOO_LATE, petition)
        change = self.citizen(file, command)
        if isinstance(change, NotDone):
            return change
        terms = self.terms(command.at, petition.days)
        begun = {"counted_from": command.at, "due": terms.due, "forward_by": terms.forward_by, "warn_at": terms.warn_at, "warned": 0}
        fresh = {"former": petition.officer, "officer": None, "answered": None, "closed": None, "promised": None, "is_reopened": True}
        return self._with(change, **begun, **fresh, draft_by=None, **NO_DRAFT)

    def settled(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Closed by time alone, once it can no longer be reopened."""
        if command.at <= _last_word(file) + timedelta(days=REOPEN_DAYS):
            return NotDone(RefusalReason.NOT_NOW, file.petition)
        return self.system(file, command)

    def withdrawn(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """By the sender, while no answer was given and it lies in this office; what was drafted is dropped."""
        if not file.petition.can_be_withdrawn:
            return NotDone(RefusalReason.NOT_NOW, file.petition)
        change = self.citizen(file, command)
        return change if isinstance(change, NotDone) else self._with(change, draft_by=None, **NO_DRAFT)

    def _goes_back(self, actor: Actor, petition: Petition) -> bool:
        """Handed on too often: it goes to the unit that coordinates, unless that unit itself hands it on."""
        coordinates = actor.staff.role is Role.ADMIN or (actor.unit is not None and actor.unit.is_coordinator)
        return petition.bounces >= BOUNCES and self._coordinator is not None and not coordinates

    def _to_coordinator(self, change: PetitionChange) -> PetitionChange:
        unit = None if change.petition.is_about(0, self._coordinator) else self._coordinator
        back = self._with(change, state=PetitionState.FORWARDED, unit=unit, officer=None, bounces=0)
        return replace(back, move=Transition.FORWARD)  # why an officer could not keep it was written for colleagues, and stays with them

    @staticmethod
    def _lies_there(petition: Petition, unit: int | None, agency: str) -> bool:
        """In the queue of `unit`, nobody having it, or with the office outside, already; an officer who forwards to their own unit gives
        it back to the queue."""
        if unit is None:
            return bool(petition.agency) and petition.agency == agency.strip()
        return petition.unit == unit and petition.officer is None and not petition.agency

    @staticmethod
    def _confirmed(change: PetitionChange | NotDone, command: Command, *, is_named: bool) -> PetitionChange | NotDone:
        """Whom it is about gets it only where somebody said so twice."""
        if isinstance(change, NotDone) or not is_named:
            return change
        return replace(change, is_sure=True) if command.is_sure else NotDone(RefusalReason.NAMED, change.petition)


def _last_word(file: PetitionFile) -> datetime:
    """When the sender last got an answer, or was told that there is none."""
    petition = file.petition
    answered = petition.answered or petition.closed or petition.received
    return max([answered, *(event.at for event in file.events if event.move == Transition.CORRECT)])
