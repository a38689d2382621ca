"""An event is written, let out by a second person, cancelled; its minutes are published: who may do what is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.announcements.rules.campaign import APPROVERS
from bot.dialogues.rules.dialogue import DialogueDraft, DialogueFault, DialogueGuest, DialogueMove, DialogueState, OfficeDialogue, faults_of
from bot.dialogues.rules.numbers import LONGEST_MINUTES, LONGEST_NOTE
from bot.dialogues.rules.telling import DialogueTeller
from bot.dialogues.store.dialogues import CHANGEABLE, DialogueBook
from bot.dialogues.store.seats import SeatBook
from bot.messages import OutboxMessage
from bot.outbox.quiet import QuietHours, next_allowed
from bot.people.staff import Staff, Unit
from bot.plans.denied import Denied
from bot.plans.task import Due, ProofKind
from bot.wording.dialogues import DialogueLetterWords

PATH = "/doi-thoai"
ProveTask = Callable[[int, ProofKind, str, Staff, datetime], Due | Denied]


@dataclass(frozen=True, slots=True)
class DialogueDeskDeps:
    """`prove`: how the plans take a proof of a task."""

    book: DialogueBook
    seats: SeatBook
    teller: DialogueTeller
    staff: Callable[[], Sequence[Staff]]
    units: Callable[[], Sequence[Unit]]
    prove: ProveTask
    words: DialogueLetterWords
    quiet: QuietHours
    zone: ZoneInfo

    def wakes(self, at: datetime) -> datetime:
        return next_allowed(at, self.quiet, self.zone)

    def letter(self, found: OfficeDialogue, person: Staff, form: str, key: str, at: datetime, **more: str) -> OutboxMessage:
        text = form.format(head=self.teller.head(found), when=self.teller.when(found), **more)
        return person.letter(text, f"dialogues:{found.id}:{key}:{person.id}", path=f"{PATH}/{found.id}", not_before=self.wakes(at))

    def to_approvers(self, found: OfficeDialogue, but: Sequence[int], form: str, key: str, at: datetime) -> Iterator[OutboxMessage]:
        for person in self.staff():
            if approves(person) and person.id not in but:
                yield self.letter(found, person, form, key, at)


class DialogueDesk:
    """Times are aware. What is refused is told, and nothing is changed."""

    def __init__(self, office: DialogueDeskDeps) -> None:
        self._office = office

    def may_write(self, by: Staff, unit: int) -> bool:
        """Leaders and admins for every unit, an officer for their own, one of the coordinating unit for all."""
        if not by.is_active:
            return False
        is_coordinator = any(each.id == by.unit and each.is_coordinator for each in self._office.units())
        return by.role in APPROVERS or is_coordinator or unit == by.unit

    def may_tend(self, found: OfficeDialogue, by: Staff) -> bool:
        """Look at its questions, write its minutes: whose event it is, who coordinates, leaders."""
        return self.may_write(by, found.draft.unit)

    def may_see_guests(self, found: OfficeDialogue, by: Staff) -> bool:
        """The unit whose event it is, and nobody else."""
        return by.is_active and by.unit == found.draft.unit

    def may_change(self, found: OfficeDialogue, by: Staff, at: datetime) -> bool:
        is_open = found.state in CHANGEABLE and at < found.draft.begins
        return (is_open or found.state is DialogueState.PROPOSED) and self.may_write(by, found.draft.unit)

    def may_approve(self, found: OfficeDialogue, by: Staff) -> bool:
        """Whether the button is offered: whether two accounts are one hand is seen when it is pressed."""
        return found.is_waiting and approves(by) and by.id not in found.writers

    def may_publish(self, found: OfficeDialogue, by: Staff) -> bool:
        return found.state is DialogueState.ANNOUNCED and bool(found.minutes) and approves(by) and by.id not in found.minutes_writers

    def faults(self, draft: DialogueDraft, at: datetime) -> Sequence[DialogueFault]:
        known = any(unit.id == draft.unit for unit in self._office.units())
        return [*faults_of(draft, at), *([] if known else [DialogueFault.NO_UNIT])]

    def write(self, draft: DialogueDraft, by: Staff, at: datetime) -> int | DialogueMove | Sequence[DialogueFault]:
        """A new one; the approvers are told. Its number, or why not."""
        if not self.may_write(by, draft.unit):
            return DialogueMove.NOT_YOURS
        if faults := self.faults(draft, at):
            return faults
        number = self._office.book.write(draft, by.id, by.actor, at)
        self._ask(number, at)
        return number

    def rewrite(self, number: int, draft: DialogueDraft, revision: int, by: Staff, at: datetime) -> DialogueMove | Sequence[DialogueFault]:
        """Other words, time or place; of what was announced they wait for a second person, and until then nothing changes."""
        found = self._office.book.get(number)
        if found is None:
            return DialogueMove.NOT_THERE
        if not (self.may_write(by, found.draft.unit) and self.may_write(by, draft.unit)):
            return DialogueMove.NOT_YOURS
        if not self.may_change(found, by, at):
            return DialogueMove.NOT_OPEN
        if found.announced is not None and draft.unit != found.draft.unit:
            return DialogueMove.UNIT_STAYS  # who registered was told that this unit alone sees their name
        if faults := self.faults(draft, at):
            return faults
        done = self._office.book.rewrite(number, draft, revision, by.id, by.actor, at)
        if done is DialogueMove.DONE:
            self._ask(number, at)
        return done

    def approve(self, number: int, revision: int, by: Staff, at: datetime) -> DialogueMove:
        """A second person lets out exactly the text of `revision`; guests hear of another time or place."""
        found = self._office.book.get(number)
        if found is None or not approves(by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        return self._office.book.announce(number, revision, by.id, by.actor, self._changed, at, self._office.wakes(at))

    def drop(self, number: int, by: Staff, at: datetime) -> DialogueMove:
        found = self._office.book.get(number)
        if found is None or not self.may_write(by, found.draft.unit):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        return self._office.book.drop(number, by.actor, at)

    def cancel(self, number: int, reason: str, by: Staff, at: datetime) -> DialogueMove:
        """By who may approve, with a reason that everybody reads."""
        found = self._office.book.get(number)
        if found is None or not approves(by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        if not (told := reason.strip()) or len(told) > LONGEST_NOTE:
            return DialogueMove.NO_REASON
        return self._office.book.cancel(number, told, by.actor, self._cancelled, at, self._office.wakes(at))

    def keep_minutes(self, number: int, text: str, revision: int, by: Staff, at: datetime) -> DialogueMove:
        """By who tends it; the approvers are told."""
        found = self._office.book.get(number)
        if found is None or not self.may_tend(found, by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        if not (told := text.strip()):
            return DialogueMove.NO_TEXT
        if len(told) > LONGEST_MINUTES:
            return DialogueMove.TOO_LONG
        done = self._office.book.keep_minutes(number, told, revision, by.id, by.actor, at)
        if done is DialogueMove.DONE:
            letters = self._office.to_approvers(found, (by.id,), self._office.words.minutes, f"minutes:{revision + 1}", at)
            self._office.book.tell(letters, at)
        return done

    def publish(self, number: int, revision: int, by: Staff, at: datetime) -> DialogueMove:
        """A second person lets out exactly the minutes of `revision`."""
        found = self._office.book.get(number)
        if found is None or not approves(by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        return self._office.book.publish(number, revision, by.id, by.actor, at)

    def reopen(self, number: int, reason: str, by: Staff, at: datetime) -> DialogueMove:
        """The minutes were wrong; by who may approve, with a reason for the trail."""
        found = self._office.book.get(number)
        if found is None or not approves(by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        if not (told := reason.strip()) or len(told) > LONGEST_NOTE:
            return DialogueMove.NO_REASON
        return self._office.book.reopen(number, told, by.actor, at)

    def guests(self, found: OfficeDialogue, by: Staff, at: datetime) -> Sequence[DialogueGuest]:
        """Who comes, for the unit whose event it is, which the audit trail tells; nobody for anybody else."""
        return self._office.seats.guests(found.id, by.actor, at) if self.may_see_guests(found, by) else ()

    def prove(self, number: int, due: int, proof: str, by: Staff, at: datetime) -> DialogueMove | Denied:
        """An event that took place is the proof of a plan's task; who may prove it, the plans decide."""
        found = self._office.book.get(number)
        if found is None or found.state not in (DialogueState.ANNOUNCED, DialogueState.PUBLISHED):
            return DialogueMove.NOT_OPEN if found else DialogueMove.NOT_THERE
        if not self.may_tend(found, by):
            return DialogueMove.NOT_YOURS
        if not found.is_over(at):
            return DialogueMove.NOT_OVER
        done = self._office.prove(due, ProofKind.NOTE, proof, by, at)
        if isinstance(done, Denied):
            return done
        self._office.book.prove(number, done.id, by.actor, at)
        return DialogueMove.DONE

    def _ask(self, number: int, at: datetime) -> None:
        found = self._office.book.get(number)
        if found is not None:
            self._office.book.tell(
                self._office.to_approvers(found, found.writers, self._office.words.asked, f"ask:{found.revision}", at), at
            )

    def _changed(self, found: OfficeDialogue) -> str:
        return self._office.words.changed.format(head=self._office.teller.head(found), when=self._office.teller.when(found))

    def _cancelled(self, found: OfficeDialogue) -> str:
        words, teller = self._office.words, self._office.teller
        return words.cancelled.format(head=teller.head(found), when=teller.when(found), reason=found.reason)


def approves(by: Staff) -> bool:
    return by.is_active and by.role in APPROVERS
