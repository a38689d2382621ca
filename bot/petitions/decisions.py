"""What becomes of a petition when somebody does something with it: pure functions from a petition to a Change or a Refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.people.staff import Role, Staff, Unit
from bot.petitions import deadlines
from bot.petitions.change import Change, Terms
from bot.petitions.moves import PUBLIC, RULES, Move, Who, after
from bot.petitions.outcome import Refused, Why
from bot.petitions.petition import File, Pause, Petition, State
from bot.petitions.redaction import Hidden, redacted
from bot.petitions.workdays import Workdays

LONGEST = 3_000  # characters of a text that goes to a citizen: with its frame it fits one message of any channel
BOUNCES = 2  # hand-overs after which the unit that coordinates decides
UNDO = timedelta(hours=24)  # how long a merge can be taken back
ENDED = frozenset({State.CLOSED, State.REJECTED, State.WITHDRAWN})  # from then on the time runs after which personal data goes
REOPEN_DAYS = 15  # calendar days after the answer in which the citizen may reopen; the office's own


@dataclass(frozen=True, slots=True)
class Actor:
    """Who of the staff acts, and the unit they work in."""

    staff: Staff
    unit: Unit | None

    def capacities(self, petition: Petition) -> frozenset[Who]:
        """In which capacities this person may act on `petition`; none: they may not even see it."""
        held = {Who.HOLDER} if petition.officer == self.staff.id else set()
        if self.staff.role is Role.ADMIN:
            return frozenset(held | {Who.LEADER, Who.OFFICER})
        coordinates = self.unit is not None and self.unit.is_coordinator and not petition.is_about(0, self.unit.id)
        if not held and not coordinates and petition.unit != self.staff.unit:
            return frozenset()
        if not held and petition.is_about(self.staff.id):
            return frozenset()  # who is named reads it only where somebody gave it to them
        if self.staff.role is Role.LEADER:
            return frozenset(held | {Who.LEADER, Who.OFFICER})
        if petition.is_restricted and not held:
            return frozenset()  # who is complained about may sit at the next desk: leaders hand these out
        return frozenset(held | {Who.OFFICER})

    def needs_signature(self, petition: Petition) -> bool:
        """Whether an answer of this person's own leaves only after a leader has signed it."""
        wants = self.unit is not None and self.unit.needs_approval
        return wants and petition.state is not State.APPROVED and Who.LEADER not in self.capacities(petition)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody wants to do: `text` is the reason, the note, the question or the answer. `shown`: the mark of the draft that they
    had before them ("": they decide about none); of another one nothing is done."""

    move: Move
    at: datetime
    text: str = ""
    version: int | None = None
    shown: str = ""
    is_sure: bool = False


class Decisions:
    """Decides under one calendar. `coordinator`: the unit to which what nobody takes goes back."""

    def __init__(self, workdays: Workdays, coordinator: int | None) -> None:
        self._workdays = workdays
        self._coordinator = coordinator

    def terms(self, at: datetime, days: int) -> Terms:
        """What the office owes for what is received at `at` and is to be answered within `days`."""
        clock = self._workdays
        return Terms(
            counted_from=at,
            days=days,
            due=deadlines.due(clock, at, days),
            forward_by=deadlines.due(clock, at, deadlines.FORWARD_DAYS),
            warn_at=deadlines.moment(clock, at, days, deadlines.WARNINGS[0]),
        )

    def recounted(self, file: File) -> Petition:
        """With its days counted by the calendar as it is now. Whose clock stands still is counted when it goes on."""
        petition, clock = file.petition, self._workdays
        if not petition.is_open or petition.state is State.WAITING:
            return petition
        due, warn_at = self._resumed(file, petition.received)
        forward_by = deadlines.due(clock, petition.counted_from, deadlines.FORWARD_DAYS)
        return replace(petition, due=due, forward_by=forward_by, warn_at=warn_at)

    def staff(self, actor: Actor, file: File, deed: Deed) -> Change | Refused:
        """The plain case: the state moves as the table says, words are kept with it."""
        who = actor.capacities(file.petition)
        if not who:
            return Refused(Why.UNKNOWN)
        return self._moved(file, deed, who, actor.staff.actor)

    def citizen(self, file: File, deed: Deed) -> Change | Refused:
        return self._moved(file, deed, frozenset({Who.CITIZEN}), "citizen")

    def system(self, file: File, deed: Deed) -> Change | Refused:
        return self._moved(file, deed, frozenset({Who.SYSTEM}), "system")

    def taken(self, actor: Actor, file: File, deed: Deed, officer: Staff) -> Change | Refused:
        """CLAIM, ASSIGN and REASSIGN: `officer` has it from now on."""
        petition = file.petition
        if deed.move is Move.CLAIM and petition.officer not in (None, officer.id) and actor.capacities(petition):
            return Refused(Why.TAKEN, petition)
        if officer.id == petition.former:
            return Refused(Why.SAME_OFFICER, petition)
        change = self._confirmed(self.staff(actor, file, deed), deed, is_named=is_named(petition, officer))
        if isinstance(change, Refused):
            return change
        if deed.move is not Move.REASSIGN:
            return self._with(change, officer=officer.id, unit=officer.unit, agency="")
        if self._goes_back(actor, petition):
            return self._to_coordinator(change)
        return self._with(change, officer=officer.id, unit=officer.unit, bounces=petition.bounces + 1)

    def forwarded(self, actor: Actor, file: File, deed: Deed, unit: int | None, agency: str) -> Change | Refused:
        """To another unit, or (`unit` None) to an office outside, named `agency`: then nothing is owed here any more."""
        change = self._confirmed(self.staff(actor, file, deed), deed, is_named=file.petition.is_about(0, unit))
        if isinstance(change, Refused):
            return change
        if unit is not None and self._goes_back(actor, file.petition):
            return self._to_coordinator(change)
        outside = agency.strip() if unit is None else ""
        warn_at = None if outside else change.petition.warn_at
        return self._with(change, unit=unit, officer=None, agency=outside, bounces=file.petition.bounces + 1, warn_at=warn_at)

    def left(self, file: File, deed: Deed) -> Change | Refused:
        """Who had it works here no more: the unit's queue has it again, with what was drafted."""
        change = self.system(file, deed)
        return change if isinstance(change, Refused) else self._with(change, officer=None)

    def adopted(self, file: File, deed: Deed) -> Change | Refused:
        """Filed before there was any unit: it goes to the one that coordinates now, unless it is about that."""
        petition = file.petition
        if self._coordinator is None or petition.unit is not None or petition.agency or petition.is_about(0, self._coordinator):
            return Refused(Why.NOT_NOW, petition)
        change = self.system(file, deed)
        return change if isinstance(change, Refused) else self._with(change, unit=self._coordinator)

    def setting(self, actor: Actor, file: File, deed: Deed, **values: object) -> Change | Refused:
        """The plain case that also sets fields of the petition."""
        change = self.staff(actor, file, deed)
        return change if isinstance(change, Refused) else self._with(change, **values)

    def drafted(self, actor: Actor, file: File, deed: Deed) -> Change | Refused:
        """Written, to be signed."""
        return self.setting(actor, file, deed, draft=deed.text.strip(), draft_by=actor.staff.id)

    def approved(self, actor: Actor, file: File, deed: Deed) -> Change | Refused:
        """Signed: what the leader changed it to (`deed.text`), or the draft as it stands. That text alone may leave."""
        text = deed.text.strip()
        if text in ("", file.petition.draft):
            return self.staff(actor, file, replace(deed, text=""))
        return self.setting(actor, file, deed, draft=text, draft_by=actor.staff.id)

    def answered(self, actor: Actor, file: File, deed: Deed) -> Change | Refused:
        """The answer leaves: what is given, or the signed draft. Raises nothing: a unit that wants a signature gets Refused."""
        petition = file.petition
        text = deed.text.strip() or (petition.draft if petition.state is State.APPROVED else "")
        if actor.needs_signature(petition) and actor.capacities(petition):
            return Refused(Why.NEEDS_APPROVAL, petition)
        if petition.state is State.APPROVED and text != petition.draft and Who.LEADER not in actor.capacities(petition):
            return Refused(Why.NEEDS_APPROVAL, petition)
        change = self.staff(actor, file, replace(deed, text=text))
        if isinstance(change, Refused):
            return change
        return self._with(change, answer=text, answered=deed.at, draft="", officer=petition.officer or actor.staff.id)

    def reopened(self, file: File, deed: Deed) -> Change | Refused:
        """Once, within REOPEN_DAYS, with a reason; another officer takes it, the time begins anew."""
        petition = file.petition
        if petition.is_reopened:
            return Refused(Why.ALREADY_REOPENED, petition)
        if deed.at > (petition.answered or petition.closed or petition.received) + timedelta(days=REOPEN_DAYS):
            return Refused(Why.TOO_LATE, petition)
        change = self.citizen(file, deed)
        if isinstance(change, Refused):
            return change
        terms = self.terms(deed.at, petition.days)
        begun = {"counted_from": deed.at, "due": terms.due, "forward_by": terms.forward_by, "warn_at": terms.warn_at, "warned": 0}
        fresh = {"former": petition.officer, "officer": None, "answered": None, "closed": None, "promised": None, "is_reopened": True}
        return self._with(change, **begun, **fresh)

    def withdrawn(self, file: File, deed: Deed) -> Change | Refused:
        """By the sender, while no answer was given and it lies in this office; what was drafted is dropped."""
        if not file.petition.can_be_withdrawn:
            return Refused(Why.NOT_NOW, file.petition)
        change = self.citizen(file, deed)
        return change if isinstance(change, Refused) else self._with(change, draft="", draft_by=None)

    def merged(self, actor: Actor, file: File, target: Petition, deed: Deed) -> Change | Refused:
        if target.state in (State.MERGED, State.REJECTED, State.WITHDRAWN) or not actor.capacities(target):
            return Refused(Why.UNKNOWN)
        if not target.is_open:
            return Refused(Why.OVER, file.petition)
        change = self.staff(actor, file, deed)
        return change if isinstance(change, Refused) else self._with(change, merged_into=target.id, merged=deed.at)

    def passed_on(self, change: Change, target: File, merged: File, mask: Callable[[Hidden], str]) -> Change:
        """What became of `target`, answered or rejected, for who sent the one merged into it: the same words, without those that tell who
        sent `target`. It stays merged."""
        text = redacted(change.why, mask, target.contact)
        petition = replace(merged.petition, answer=text) if change.move is Move.ANSWER else merged.petition
        return Change(petition, change.move, change.who, text, is_public=True)

    def unmerged(self, actor: Actor, file: File, deed: Deed) -> Change | Refused:
        """Back to where it was, within a day."""
        petition = file.petition
        if petition.merged is not None and deed.at > petition.merged + UNDO:
            return Refused(Why.TOO_LATE, petition)
        change = self.staff(actor, file, deed)
        if isinstance(change, Refused):
            return change
        return self._restored(file, change, deed)

    def released(self, file: File, deed: Deed) -> Change:
        """The one that it was merged into was withdrawn: nobody stops what is not theirs, so it goes on by itself."""
        return self._restored(file, Change(file.petition, Move.UNMERGE, "system", is_public=True), deed)

    def _restored(self, file: File, change: Change, deed: Deed) -> Change:
        """As it was before it was merged, with its clock going on."""
        before = next((event.begins for event in reversed(file.events) if event.move == Move.MERGE), None) or State.RECEIVED
        state = State.IN_PROGRESS if before is State.WAITING else before
        restored = self._with(change, state=state, merged_into=None, merged=None)
        due, warn_at = self._resumed(file, deed.at)
        return self._with(restored, due=due, warn_at=warn_at if restored.petition.is_open else None)

    def _moved(self, file: File, deed: Deed, who: frozenset[Who], name: str) -> Change | Refused:
        petition = file.petition
        if RULES[deed.move].needs_reason and not deed.text.strip():
            return Refused(Why.NO_REASON, petition)
        if len(deed.text) > LONGEST:
            return Refused(Why.TOO_LONG, petition)
        state = next((ends for each in sorted(who) if (ends := after(petition.state, deed.move, each))), None)
        if state is None:
            return Refused(_why_not(petition, deed.move, who), petition)
        moved = replace(petition, state=state, closed=deed.at if state in ENDED else petition.closed)
        change = Change(moved, deed.move, name, deed.text.strip(), is_public=deed.move in PUBLIC)
        return self._clocked(file, change, deed)

    def _clocked(self, file: File, change: Change, deed: Deed) -> Change:
        """The clock stops while we wait for the citizen, goes on afterwards, and warns of nothing that is over."""
        was, state = file.petition.state, change.petition.state
        if state is State.WAITING and was is not State.WAITING:
            return replace(self._with(change, warn_at=None), pauses=True)
        if was is State.WAITING and state is not State.WAITING:
            due, warn_at = self._resumed(file, deed.at)
            return replace(self._with(change, due=due, warn_at=warn_at if change.petition.is_open else None), resumes=True)
        if not change.petition.is_open:
            return self._with(change, warn_at=None)
        return change

    def _resumed(self, file: File, at: datetime) -> tuple[datetime, datetime | None]:
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

    def _to_coordinator(self, change: Change) -> Change:
        unit = None if change.petition.is_about(0, self._coordinator) else self._coordinator
        back = self._with(change, state=State.FORWARDED, unit=unit, officer=None, bounces=0)
        return replace(back, move=Move.FORWARD)  # why an officer could not keep it was written for colleagues, and stays with them

    @staticmethod
    def _confirmed(change: Change | Refused, deed: Deed, *, is_named: bool) -> Change | Refused:
        """Whom it is about gets it only where somebody said so twice."""
        if isinstance(change, Refused) or not is_named:
            return change
        return replace(change, is_sure=True) if deed.is_sure else Refused(Why.NAMED, change.petition)

    @staticmethod
    def _with(change: Change, **values: object) -> Change:
        return replace(change, petition=replace(change.petition, **values))  # type: ignore[arg-type]


def is_named(petition: Petition, officer: Staff) -> bool:
    """Whether it is about whom it would be given to: the officer, or the unit that it would come to with them."""
    return petition.is_about(officer.id, officer.unit if officer.unit != petition.unit else None)


def _why_not(petition: Petition, move: Move, who: frozenset[Who]) -> Why:
    rule = RULES[move]
    if petition.state in rule.begins and not rule.by & who:
        return Why.NOT_YOURS
    return Why.TAKEN if move is Move.CLAIM and petition.officer is not None else Why.NOT_NOW
