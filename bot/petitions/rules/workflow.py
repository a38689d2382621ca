"""What becomes of a petition when somebody does something with it: pure functions from a petition to a PetitionChange or a NotDone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.people.staff import Role, Staff
from bot.petitions.rules import deadlines
from bot.petitions.rules.change import FilingTerms, PetitionChange
from bot.petitions.rules.command import Actor, Command, is_named
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Pause, Petition, PetitionFile, PetitionState
from bot.petitions.rules.texts.redaction import Hidden, redacted
from bot.petitions.rules.transitions import PUBLIC, RULES, Capacity, Transition, after
from bot.petitions.rules.workdays import Workdays

LONGEST = 3_000  # characters of a text that goes to a citizen: with its frame it fits one message of any channel
BOUNCES = 2  # hand-overs after which the unit that coordinates decides
UNDO = timedelta(hours=24)  # how long a merge can be taken back
ENDED = frozenset(
    {PetitionState.CLOSED, PetitionState.REJECTED, PetitionState.WITHDRAWN}
)  # from then on the time runs after which personal data goes
UNSIGNED = frozenset({Transition.ASK, Transition.REJECT, Transition.APOLOGISE})  # words without a draft: where a leader signs, the leader's
GIVEN = frozenset({Transition.ANSWER, Transition.CORRECT})  # with these an answer leaves
REOPEN_DAYS = 15  # calendar days after the last answer in which the citizen may reopen; the office's own


class Workflow:
    """Decides under one calendar. `coordinator`: the unit to which what nobody takes goes back."""

    def __init__(self, workdays: Workdays, coordinator: int | None) -> None:
        self._workdays = workdays
        self._coordinator = coordinator

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
        due, warn_at = self._resumed(file, petition.received)
        forward_by = deadlines.due(clock, petition.counted_from, deadlines.FORWARD_DAYS)
        return replace(petition, due=due, forward_by=forward_by, warn_at=warn_at)

    def staff(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """The plain case: the state moves as the table says, words are kept with it."""
        who = actor.capacities(file.petition)
        if not who:
            return NotDone(RefusalReason.UNKNOWN)
        if command.move in UNSIGNED and actor.needs_signature(file.petition):
            return NotDone(RefusalReason.NEEDS_LEADER, file.petition)
        return self._moved(file, command, who, actor.staff.actor)

    def citizen(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        return self._moved(file, command, frozenset({Capacity.CITIZEN}), "citizen")

    def system(self, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        return self._moved(file, command, frozenset({Capacity.SYSTEM}), "system")

    def taken(self, actor: Actor, file: PetitionFile, command: Command, officer: Staff) -> PetitionChange | NotDone:
        """CLAIM, ASSIGN and REASSIGN: `officer` has it from now on."""
        petition = file.petition
        if command.move is Transition.CLAIM and petition.officer not in (None, officer.id) and actor.capacities(petition):
            return NotDone(RefusalReason.TAKEN, petition)
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
        """To another unit, or (`unit` None) to an office outside, named `agency`: then nothing is owed here any more."""
        change = self._confirmed(self.staff(actor, file, command), command, is_named=file.petition.is_about(0, unit))
        if isinstance(change, NotDone):
            return change
        if unit is not None and self._goes_back(actor, file.petition):
            return self._to_coordinator(change)
        outside = agency.strip() if unit is None else ""
        warn_at = None if outside else change.petition.warn_at
        return self._with(change, unit=unit, officer=None, agency=outside, bounces=file.petition.bounces + 1, warn_at=warn_at)

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

    def setting(self, actor: Actor, file: PetitionFile, command: Command, **values: object) -> PetitionChange | NotDone:
        """The plain case that also sets fields of the petition."""
        change = self.staff(actor, file, command)
        return change if isinstance(change, NotDone) else self._with(change, **values)

    def drafted(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Written, to be signed."""
        return self.setting(actor, file, command, draft=command.text.strip(), draft_by=actor.staff.id)

    def approved(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Signed: what the leader changed it to (`deed.text`), or the draft as it stands. That text alone may leave."""
        text = command.text.strip()
        if text in ("", file.petition.draft):
            return self.staff(actor, file, replace(command, text=""))
        return self.setting(actor, file, command, draft=text, draft_by=actor.staff.id)

    def answered(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """The answer leaves: what is given, or the signed draft. Raises nothing: a unit that wants a signature gets NotDone."""
        petition = file.petition
        text = command.text.strip() or (petition.draft if petition.state is PetitionState.APPROVED else "")
        if actor.needs_signature(petition) and actor.capacities(petition):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        if petition.state is PetitionState.APPROVED and text != petition.draft and Capacity.LEADER not in actor.capacities(petition):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        change = self.staff(actor, file, replace(command, text=text))
        if isinstance(change, NotDone):
            return change
        return self._with(change, answer=text, answered=command.at, draft="", officer=petition.officer or actor.staff.id)

    def revised(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Another answer in the place of the one that was sent, to be signed."""
        if command.text.strip() == file.petition.answer:
            return NotDone(RefusalReason.SAME_TEXT, file.petition)
        return self.drafted(actor, file, command)

    def corrected(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Another answer in the place of the one that was sent: `command.text`, or what was proposed. What is published is hidden; the day
        of the first answer stays the one that counts."""
        petition = file.petition
        text = command.text.strip() or petition.draft
        if actor.needs_signature(petition):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        if text == petition.answer:
            return NotDone(RefusalReason.SAME_TEXT, petition)
        return self.setting(actor, file, replace(command, text=text), answer=text, draft="", draft_by=None, published_at=None)

    def kept(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """What was proposed in its place is not signed."""
        if not file.petition.draft:
            return NotDone(RefusalReason.NOT_NOW, file.petition)
        return self.setting(actor, file, command, draft="", draft_by=None)

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
        return self._with(change, **begun, **fresh, draft="", draft_by=None)

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
        return change if isinstance(change, NotDone) else self._with(change, draft="", draft_by=None)

    def merged(self, actor: Actor, file: PetitionFile, target: Petition, command: Command) -> PetitionChange | NotDone:
        if target.state in (PetitionState.MERGED, PetitionState.REJECTED, PetitionState.WITHDRAWN) or not actor.capacities(target):
            return NotDone(RefusalReason.UNKNOWN)
        if not target.is_open:
            return NotDone(RefusalReason.OVER, file.petition)
        change = self.staff(actor, file, command)
        return change if isinstance(change, NotDone) else self._with(change, merged_into=target.id, merged=command.at)

    def passed_on(
        self, change: PetitionChange, target: PetitionFile, merged: PetitionFile, mask: Callable[[Hidden], str]
    ) -> PetitionChange:
        """What became of `target` (answered, corrected, rejected) for who sent the one merged into it: the same words, without those
        that tell who sent `target`. It stays merged."""
        text = redacted(change.why, mask, target.contact)
        petition = replace(merged.petition, answer=text) if change.move in GIVEN else merged.petition
        return PetitionChange(petition, change.move, change.who, text, is_public=True)

    def unmerged(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Back to where it was, within a day."""
        petition = file.petition
        if petition.merged is not None and command.at > petition.merged + UNDO:
            return NotDone(RefusalReason.TOO_LATE, petition)
        change = self.staff(actor, file, command)
        if isinstance(change, NotDone):
            return change
        return self._restored(file, change, command)

    def released(self, file: PetitionFile, command: Command) -> PetitionChange:
        """The one that it was merged into was withdrawn: nobody stops what is not theirs, so it goes on by itself."""
        return self._restored(file, PetitionChange(file.petition, Transition.UNMERGE, "system", is_public=True), command)

    def _restored(self, file: PetitionFile, change: PetitionChange, command: Command) -> PetitionChange:
        """As it was before it was merged, with its clock going on."""
        before = next((event.begins for event in reversed(file.events) if event.move == Transition.MERGE), None) or PetitionState.RECEIVED
        state = PetitionState.IN_PROGRESS if before is PetitionState.WAITING else before
        due, warn_at = self._resumed(file, command.at)
        restored = self._with(change, state=state, merged_into=None, merged=None)
        return self._with(restored, due=due, warn_at=warn_at if restored.petition.is_open else None)

    def _moved(self, file: PetitionFile, command: Command, who: frozenset[Capacity], name: str) -> PetitionChange | NotDone:
        petition = file.petition
        if RULES[command.move].needs_reason and not command.text.strip():
            return NotDone(RefusalReason.NO_REASON, petition)
        if len(command.text) > LONGEST:
            return NotDone(RefusalReason.TOO_LONG, petition)
        state = next((ends for each in sorted(who) if (ends := after(petition.state, command.move, each))), None)
        if state is None:
            return NotDone(_why_not(petition, command.move, who), petition)
        moved = replace(petition, state=state, closed=command.at if state in ENDED else petition.closed)
        change = PetitionChange(moved, command.move, name, command.text.strip(), is_public=command.move in PUBLIC)
        return self._clocked(file, change, command)

    def _clocked(self, file: PetitionFile, change: PetitionChange, command: Command) -> PetitionChange:
        """The clock stops while we wait for the citizen, goes on afterwards, and warns of nothing that is over."""
        was, state = file.petition.state, change.petition.state
        if state is PetitionState.WAITING and was is not PetitionState.WAITING:
            return replace(self._with(change, warn_at=None), pauses=True)
        if was is PetitionState.WAITING and state is not PetitionState.WAITING:
            due, warn_at = self._resumed(file, command.at)
            return replace(self._with(change, due=due, warn_at=warn_at if change.petition.is_open else None), resumes=True)
        return change if change.petition.is_open else self._with(change, warn_at=None)

    def _resumed(self, file: PetitionFile, at: datetime) -> tuple[datetime, datetime | None]:
        petition, clock = file.petition, self._workdays
        pauses = tuple(Pause(pause.since, pause.until or at, pause.reason) for pause in file.pauses)
        due = deadlines.due(clock, petition.counted_from, petition.days, pauses)
        if petition.warned >= len(deadlines.WARNINGS):
            return due, None
        return due, deadlines.moment(clock, petition.counted_from, petition.days, deadlines.WARNINGS[petition.warned], pauses)

    def _goes_back(self, actor: Actor, petition: Petition) -> bool:
        """Handed on too often: it goes to the unit that coordinates, unless that unit itself hands it on."""
        coordinates = actor.staff.role is Role.ADMIN or (actor.unit is not None and actor.unit.is_coordinator)
        return petition.bounces >= BOUNCES and self._coordinator is not None and not coordinates

    def _to_coordinator(self, change: PetitionChange) -> PetitionChange:
        unit = None if change.petition.is_about(0, self._coordinator) else self._coordinator
        back = self._with(change, state=PetitionState.FORWARDED, unit=unit, officer=None, bounces=0)
        return replace(back, move=Transition.FORWARD)  # why an officer could not keep it was written for colleagues, and stays with them

    @staticmethod
    def _confirmed(change: PetitionChange | NotDone, command: Command, *, is_named: bool) -> PetitionChange | NotDone:
        """Whom it is about gets it only where somebody said so twice."""
        if isinstance(change, NotDone) or not is_named:
            return change
        return replace(change, is_sure=True) if command.is_sure else NotDone(RefusalReason.NAMED, change.petition)

    @staticmethod
    def _with(change: PetitionChange, **values: object) -> PetitionChange:
        return replace(change, petition=replace(change.petition, **values))  # type: ignore[arg-type]


def _last_word(file: PetitionFile) -> datetime:
    """When the sender last got an answer, or was told that there is none."""
    petition = file.petition
    answered = petition.answered or petition.closed or petition.received
    return max([answered, *(event.at for event in file.events if event.move == Transition.CORRECT)])


def _why_not(petition: Petition, move: Transition, who: frozenset[Capacity]) -> RefusalReason:
    rule = RULES[move]
    if petition.state in rule.begins and not rule.by & who:
        return RefusalReason.NOT_YOURS
    return RefusalReason.TAKEN if move is Transition.CLAIM and petition.officer is not None else RefusalReason.NOT_NOW
