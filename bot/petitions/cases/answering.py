"""What leaves of a petition: questions, answers, corrections and refusals, and whose signature they want. One call, one transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.people.staff import Staff
from bot.petitions.cases.viewing import Viewing
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Actor, Command
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Petition, PetitionFile
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workflow import Workflow
from bot.petitions.store.petitions import PassOn


class AnswerDesk(Viewing):
    """`version`: what the person saw; None: whatever it is. `read`: the mark of what `shared` told them."""

    def ask(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """Ask the sender; the clock stands still until they reply. NEEDS_LEADER where a leader signs: then it is proposed."""
        return self._decided(staff, petition_id, Command(Transition.ASK, at, text, version), lambda d, a, f, e: d.asked(a, f, e))

    def propose(self, staff: Staff, petition_id: int, move: Transition, text: str, at: datetime, version: int | None = None) -> Outcome:
        """A question to the sender (PROPOSE_ASK), or why it is not taken on (PROPOSE_REJECT), for the leader's signature."""
        return self._decided(staff, petition_id, Command(move, at, text, version), lambda d, a, f, e: d.drafted(a, f, e))

    def draft(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """An answer for the leader's signature."""
        return self._decided(staff, petition_id, Command(Transition.DRAFT, at, text, version), lambda d, a, f, e: d.drafted(a, f, e))

    def approve(
        self,
        staff: Staff,
        petition_id: int,
        at: datetime,
        version: int | None = None,
        *,
        text: str = "",
        shown: str = "",
        read: str = "",
        sends: bool = False,
    ) -> Outcome:
        """Sign the draft, or `text` in its place; a question or a refusal that was proposed leaves with that. `shown`: the mark of the
        draft that was read; of another one nothing is signed. `sends`: it is sent next, and nobody is asked to."""
        command = Command(Transition.APPROVE, at, text, version, shown, read=read)

        def decide(workflow: Workflow, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
            signed = workflow.approved(actor, file, command)
            is_sent_next = sends and isinstance(signed, PetitionChange) and signed.move is Transition.APPROVE
            return replace(signed, is_told=False) if is_sent_next and isinstance(signed, PetitionChange) else signed

        return self._decided(staff, petition_id, command, decide, pass_on=self._passed_on)

    def send_back(
        self, staff: Staff, petition_id: int, reason: str, at: datetime, version: int | None = None, *, shown: str = ""
    ) -> Outcome:
        return self._plain(staff, petition_id, Command(Transition.RETURN, at, reason, version, shown))

    def shared(self, staff: Staff, petition_id: int, text: str) -> str:
        """How who sent the petitions merged into it will read `text`; "" where that is word for word, or nobody will."""
        file = self._stores.petitions.get(petition_id)
        if file is None or not self._actor(staff).capacities(file.petition):
            return ""
        workflow = self._workflow()
        shared = workflow.shared(file, workflow.published(file, text.strip()))
        return "" if shared == unicodedata.normalize("NFC", text.strip()) else shared

    def answer(
        self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None, *, shown: str = "", read: str = ""
    ) -> Outcome:
        """The answer leaves to all who follow; after an approval "" sends what was signed."""
        command = Command(Transition.ANSWER, at, text, version, shown, read=read)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.answered(a, f, e), pass_on=self._passed_on)

    def revise(self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None) -> Outcome:
        """Another answer in the place of the one that was sent, for the leader's signature; nothing leaves yet."""
        return self._decided(staff, petition_id, Command(Transition.REVISE, at, text, version), lambda d, a, f, e: d.revised(a, f, e))

    def correct(
        self, staff: Staff, petition_id: int, text: str, at: datetime, version: int | None = None, *, shown: str = "", read: str = ""
    ) -> Outcome:
        """The corrected answer leaves to all who follow; "" sends what was proposed. SAME_TEXT where it was sent already."""
        command = Command(Transition.CORRECT, at, text, version, shown, read=read)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.corrected(a, f, e), pass_on=self._passed_on)

    def keep(self, staff: Staff, petition_id: int, reason: str, at: datetime, version: int | None = None, *, shown: str = "") -> Outcome:
        """What was proposed is not signed: the answer that was sent stands."""
        command = Command(Transition.KEEP, at, reason, version, shown)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.kept(a, f, e))

    def reject(self, staff: Staff, petition_id: int, reason: str, at: datetime, version: int | None = None, *, read: str = "") -> Outcome:
        command = Command(Transition.REJECT, at, reason, version, read=read)
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.rejected(a, f, e), pass_on=self._passed_on)

    def _workflow(self) -> Workflow:
        return Workflow(self._office.workdays(), self._roster().coordinator, self._words.redaction.over)

    def _plain(self, staff: Staff, petition_id: int, command: Command) -> Outcome:
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.staff(a, f, e))

    def _set(self, staff: Staff, petition_id: int, command: Command, **values: object) -> Outcome:
        return self._decided(staff, petition_id, command, lambda d, a, f, e: d.setting(a, f, e, **values))

    def _passed_on(self, change: PetitionChange, merged: PetitionFile, target: PetitionFile, at: datetime) -> PetitionChange:
        return self._workflow().passed_on(change, merged, target, at)

    def _decided(
        self,
        staff: Staff,
        petition_id: int,
        command: Command,
        decide: Callable[[Workflow, Actor, PetitionFile, Command], PetitionChange | NotDone],
        *,
        pass_on: PassOn | None = None,
        part: Callable[[PetitionFile], Petition] | None = None,
    ) -> Outcome:
        """Do it under the petition's lock; what this person may not see is UNKNOWN to them, whatever else is wrong."""
        workflow, actor = self._workflow(), self._actor(staff)

        def decided(file: PetitionFile) -> PetitionChange | NotDone:
            if not actor.capacities(file.petition):
                return NotDone(RefusalReason.UNKNOWN)
            if command.version is not None and command.version != file.petition.version:
                return NotDone(RefusalReason.TAKEN if _is_lost(command, file, staff) else RefusalReason.STALE, file.petition)
            if command.shown and command.shown != file.petition.draft_mark:
                return NotDone(RefusalReason.STALE, file.petition)
            return decide(workflow, actor, file, workflow.unnamed(file, command))

        return self._stores.petitions.change(petition_id, decided, command.at, pass_on, part)


def _is_lost(command: Command, file: PetitionFile, staff: Staff) -> bool:
    return command.move is Transition.CLAIM and file.petition.officer not in (None, staff.id)
