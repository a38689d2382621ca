"""What of an answer, a question and a refusal leaves, and after whose signature: to the sender, and to who sent what was merged. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.petitions.rules import clocks
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Actor, Command
from bot.petitions.rules.moves import NO_DRAFT, READ_BY_CITIZENS, Moves
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile, PetitionState, mark_of
from bot.petitions.rules.texts.redaction import everybody, redacted, unnamed
from bot.petitions.rules.transitions import PUBLIC, Capacity, Transition

UNDO = timedelta(hours=24)  # how long a merge can be taken back
GIVEN = frozenset({Transition.ANSWER, Transition.CORRECT})  # with these an answer leaves
PASSED_ON = GIVEN | {Transition.REJECT}  # what becomes of a petition that who sent the merged ones is told too
PROPOSED: Mapping[Transition, Transition] = MappingProxyType(
    {Transition.PROPOSE_ASK: Transition.ASK, Transition.PROPOSE_REJECT: Transition.REJECT}
)
"""What an officer proposes where a leader signs → what is done once the leader has."""


class Answering(Moves):
    """Nothing leaves that nobody read: neither to the sender, nor, with what tells who that is hidden, to who sent what was merged."""

    def shared(self, file: PetitionFile, text: str) -> str:
        """What who sent the petitions merged into it reads in the place of `text`: without what tells who sent this one; "" where nothing
        was merged."""
        return redacted(text, self._mask, *everybody(file)) if file.merged else ""

    def unnamed(self, file: PetitionFile, command: Command) -> Command:
        """What somebody outside will read of `command`, without what tells who sent the petitions merged into it."""
        is_read = command.move in READ_BY_CITIZENS | PUBLIC
        return replace(command, text=unnamed(command.text, self._mask, file)) if is_read else command

    def published(self, file: PetitionFile, text: str) -> str:
        """`text` as everybody may read it."""
        return unnamed(text, self._mask, file)

    def drafted(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Written, to be signed: an answer, or what `command.move` proposes."""
        text, what = command.text.strip(), PROPOSED.get(command.move)
        shared = "" if what is Transition.ASK else self.shared(file, text)  # a question goes to who sent this one alone
        return self.setting(actor, file, command, draft=text, draft_by=actor.staff.id, draft_for=str(what or ""), draft_shared=shared)

    def approved(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Signed: what the leader changed it to (`command.text`), or the draft as it stands. That text alone may leave; a question and
        a refusal leave with the signature."""
        petition = file.petition
        text = command.text.strip() or petition.draft
        why = "" if text == petition.draft else text
        change = self.staff(actor, file, replace(command, text=why))
        if isinstance(change, NotDone):
            return change
        if petition.draft_for:
            return self._let_out(actor, file, replace(command, move=Transition(petition.draft_for), text=text))
        shared = self._read(file, command, text)
        if isinstance(shared, NotDone):
            return shared
        return self._with(change, draft=text, draft_by=actor.staff.id if why else petition.draft_by, draft_shared=shared)

    def asked(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """The sender is asked; a question that was proposed waits no more."""
        change = self.staff(actor, file, command)
        is_spent = file.petition.draft_for == Transition.ASK
        return self._with(change, **NO_DRAFT) if isinstance(change, PetitionChange) and is_spent else change

    def rejected(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """Not taken on; whoever sent what was merged into it is told so too."""
        change = self.staff(actor, file, command)
        if isinstance(change, NotDone):
            return change
        shared = self._read(file, command, change.why)
        if isinstance(shared, NotDone):
            return shared
        return replace(self._with(change, **(NO_DRAFT if file.petition.draft_for else {})), shared=shared)

    def answered(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """The answer leaves: what is given, or the signed draft. Raises nothing: a unit that wants a signature gets NotDone."""
        petition = file.petition
        text = command.text.strip() or (petition.draft if petition.state is PetitionState.APPROVED else "")
        if actor.needs_signature(file) and actor.capacities(petition):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        if petition.state is PetitionState.APPROVED and text != petition.draft and Capacity.LEADER not in actor.capacities(petition):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        change = self.staff(actor, file, replace(command, text=text))
        if isinstance(change, NotDone):
            return change
        shared = self._read(file, command, text)
        if isinstance(shared, NotDone):
            return shared
        officer = petition.officer or actor.staff.id
        return replace(self._with(change, answer=text, answered=command.at, officer=officer, **NO_DRAFT), shared=shared)

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
        if actor.needs_signature(file):
            return NotDone(RefusalReason.NEEDS_APPROVAL, petition)
        if text == petition.answer:
            return NotDone(RefusalReason.SAME_TEXT, petition)
        change = self.setting(actor, file, replace(command, text=text), answer=text, draft_by=None, published_at=None, **NO_DRAFT)
        if isinstance(change, NotDone):
            return change
        shared = self._read(file, command, text)
        return shared if isinstance(shared, NotDone) else replace(change, shared=shared)

    def kept(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """What was proposed in its place is not signed."""
        if not file.petition.draft:
            return NotDone(RefusalReason.NOT_NOW, file.petition)
        return self.setting(actor, file, command, draft_by=None, **NO_DRAFT)

    def merged(self, actor: Actor, file: PetitionFile, into: PetitionFile, command: Command) -> PetitionChange | NotDone:
        target = into.petition
        if target.state in (PetitionState.MERGED, PetitionState.REJECTED, PetitionState.WITHDRAWN) or not actor.capacities(target):
            return NotDone(RefusalReason.UNKNOWN)
        if not target.is_open:
            return NotDone(RefusalReason.OVER, file.petition)
        if actor.needs_signature(file) and not actor.signing.wants(into):
            return NotDone(RefusalReason.NEEDS_LEADER, file.petition)  # its sender would get words that nobody signed
        change = self.staff(actor, file, command)
        return change if isinstance(change, NotDone) else self._with(change, merged_into=target.id, merged=command.at)

    def joined(self, target: PetitionFile, code: str, who: str) -> PetitionChange:
        """The one with that `code` was merged into `target`: more people get what is sent, so what was signed is signed again, with what
        they will read; and nobody of them waits longer for it, so the earliest of their deadlines is owed."""
        petition = target.petition
        state = PetitionState.DRAFTED if petition.state is PetitionState.APPROVED else petition.state
        waits = bool(petition.draft) and petition.draft_for != Transition.ASK
        draft = unnamed(petition.draft, self._mask, target)
        shared = self.shared(target, draft) if waits else ""
        due, warn_at = self._owed(target, None)
        warned = None if state is PetitionState.WAITING else warn_at
        changed = replace(petition, state=state, draft=draft, draft_shared=shared, due=due, warn_at=warned)
        return PetitionChange(changed, Transition.JOIN, who, code)

    def passed_on(self, change: PetitionChange, merged: PetitionFile, target: PetitionFile, at: datetime) -> PetitionChange:
        """What became of `target` (PASSED_ON) for who sent the one merged into it: what was read for them. It stays merged; its answer
        came in time or not by its own clock, which stood still while that of `target` did."""
        petition = merged.petition
        if change.move in GIVEN:
            due = clocks.due_of(self._workdays, target, petition.id, at) or petition.due
            petition = replace(petition, answer=change.shared, answered=petition.answered or at, due=due)
        return PetitionChange(petition, change.move, change.who, change.shared, is_public=True)

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
        """As it was before it was merged, with its clock going on; what was answered in its place stays in the time line alone: that
        was about another matter, and is no answer to this one."""
        before = next((event.begins for event in reversed(file.events) if event.move == Transition.MERGE), None) or PetitionState.RECEIVED
        state = PetitionState.IN_PROGRESS if before is PetitionState.WAITING else before
        due, warn_at = self._owed(file, command.at)
        restored = self._with(change, state=state, merged_into=None, merged=None, answer=_own_answer(file), answered=None)
        return self._with(restored, due=due, warn_at=warn_at if restored.petition.is_open else None)

    def _let_out(self, actor: Actor, file: PetitionFile, command: Command) -> PetitionChange | NotDone:
        """What was proposed is signed and done at once, as if it were still worked on."""
        before = replace(file, petition=replace(file.petition, state=PetitionState.IN_PROGRESS))
        change = self.rejected(actor, before, command) if command.move is Transition.REJECT else self.asked(actor, before, command)
        return self._with(change, draft_by=None) if isinstance(change, PetitionChange) else change

    def _read(self, file: PetitionFile, command: Command, text: str) -> str | NotDone:
        """`shared` of `text`, where whoever lets it out had it before them: beside the draft, or as `command.read` says; where nothing had
        to be hidden they read it as it is."""
        petition = file.petition
        if petition.draft_shared and file.merged and text == petition.draft:
            return petition.draft_shared
        shared = self.shared(file, text)
        is_read = shared in ("", unicodedata.normalize("NFC", text)) or command.read == mark_of(shared)
        return shared if is_read else NotDone(RefusalReason.SHARED_UNREAD, petition)


def _own_answer(file: PetitionFile) -> str:
    """The last answer that was given to it before it was merged; "" where there was none."""
    merged = max((event.id for event in file.events if event.move == Transition.MERGE), default=0)
    return next((event.why for event in reversed(file.events) if event.move in GIVEN and event.id < merged), "")
