"""What the staff are told of a move: the one who has the petition, the leaders, and the one who had it. Pure but for what it is given."""

from __future__ import annotations

from collections.abc import Mapping

from bot.petitions.notices.presenter import PetitionPresenter, summary
from bot.petitions.rules.petition import Event, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workdays import Workdays
from bot.text.numerals import is_row
from bot.wording.petitions import PetitionWords

ONCE_SENT = 500  # characters of the answer that a correction takes the place of: with the new one it fits one message
STAFF = "staff:"
TAKEN_FROM = frozenset({Transition.ASSIGN, Transition.REASSIGN, Transition.FORWARD})
"""With these somebody else has it; who is away, or works there no more, is told of that itself."""


class StaffSentences:
    """Each gives the whole sentence; "" where nothing is told."""

    def __init__(self, words: PetitionWords, presenter: PetitionPresenter) -> None:
        self._words = words
        self._presenter = presenter

    def to_holder(self, clock: Workdays, file: PetitionFile, event: Event) -> str:
        """Whoever has it hears of all that others do to it, once."""
        say, petition = self._words.told, file.petition
        told = self._own(file, event).get(Transition(event.move), "") or self._of_others(file, event)
        promised = self._presenter.date(clock.local(petition.promised).date()) if petition.promised else ""
        due = self._presenter.moment(clock, petition.due)
        filled = {**self._filled(file, event), "promised": promised, "due": due}
        text = told.format(**filled)
        return f"{text}\n\n{say.call_them if file.is_out_of_reach else say.was_sent}" if self._is_let_out(file, event) else text

    def to_leaders(self, file: PetitionFile, event: Event) -> str:
        told, petition = self._words.told, file.petition
        pattern = {
            Transition.DRAFT: told.drafted_staff,
            Transition.REVISE: told.revised_staff,
            Transition.PROPOSE_ASK: told.proposed_ask_staff,
            Transition.PROPOSE_REJECT: told.proposed_reject_staff,
            Transition.JOIN: told.joined_staff if petition.draft_shared and petition.state is PetitionState.DRAFTED else "",
            Transition.REOPEN: told.reopened_staff,
            Transition.RELEASE: told.left_staff,
        }.get(Transition(event.move), "")
        draft, answer = self._presenter.drafted(petition), summary(petition.answer, ONCE_SENT)
        return pattern.format(**self._filled(file, event), draft=draft, answer=answer)

    def to_former(self, file: PetitionFile, event: Event) -> tuple[int, str] | None:
        """Who had it until now, and what they are told; of what is about the staff not why, which they may not read."""
        before = file.events[-2].officer if len(file.events) > 1 else None
        if event.move not in TAKEN_FROM or before in (None, file.petition.officer):
            return None
        why = self._words.told.taken_because.format(why=event.why) if event.why and not file.petition.is_restricted else ""
        told = self._words.told.taken_staff.format(**self._filled(file, event))
        return before, f"{told}\n{why}".strip()

    def _own(self, file: PetitionFile, event: Event) -> Mapping[Transition, str]:
        """Moves that always turn to whoever has it."""
        say = self._words.told
        return {
            Transition.ASSIGN: say.assigned_staff,
            Transition.REASSIGN: say.reassigned_staff,
            Transition.HAND_OVER: say.handed_staff,
            Transition.ADD: say.add_staff if event.who == "citizen" else "",
            Transition.RETURN: say.returned_staff,
            Transition.CORRECT: say.corrected_staff,
            Transition.KEEP: say.kept_staff,
            Transition.APPROVE: say.approved_staff,
            Transition.ANSWER: say.answered_staff,
            Transition.WITHDRAW: say.withdrawn_staff,
            Transition.ASK: say.asked_staff if self._is_let_out(file, event) else "",
            Transition.REJECT: say.rejected_staff if self._is_let_out(file, event) else "",
            Transition.UNMERGE: say.released_staff if event.who == "system" else "",
        }

    def _of_others(self, file: PetitionFile, event: Event) -> str:
        """What one of the staff does to a petition that another one has."""
        say = self._words.told
        if not file.petition.officer or not event.who.startswith(STAFF):
            return ""
        return {
            Transition.NOTE: say.noted_staff,
            Transition.ADD: say.by_other_staff,
            Transition.ASK: say.by_other_staff,
            Transition.REJECT: say.by_other_staff,
            Transition.CLOSE: say.by_other_staff,
            Transition.UNMERGE: say.by_other_staff,
            Transition.APOLOGISE: say.promised_staff,
            Transition.MERGE: say.merged_staff,
            Transition.JOIN: say.gained_staff,
        }.get(Transition(event.move), "")

    @staticmethod
    def _is_let_out(file: PetitionFile, event: Event) -> bool:
        """What they proposed was signed, and left with it."""
        was_proposed = event.begins is PetitionState.DRAFTED and file.petition.officer is not None
        return was_proposed and event.move in (Transition.ASK, Transition.REJECT)

    def _filled(self, file: PetitionFile, event: Event) -> dict[str, str]:
        number = event.who.removeprefix(STAFF)
        who = self._presenter.officer(int(number)) if event.who.startswith(STAFF) and is_row(number) else ""
        petition = file.petition
        move = self._words.moves[Transition(event.move)]
        return {"code": petition.code, "why": event.why, "kind": self._presenter.subject(petition), "who": who, "move": move}
