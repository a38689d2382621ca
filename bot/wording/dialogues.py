"""What is said in dialogues and meetings: to citizens on every channel, to staff who hold them."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.dialogues.rules.dialogue import DialogueFault, DialogueKind, DialogueMove, DialogueState
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.dialogues.rules.wish import DialogueWish
from bot.wording.section import WordingSection


class DialogueAskedWords(WordingSection):
    """How people ask for dialogues: patterns by wish (`<slot>`, `*` for up to three syllables)."""

    slots: dict[str, tuple[str, ...]]
    accented: tuple[str, ...]
    around: tuple[str, ...]
    cues: dict[DialogueWish, tuple[str, ...]]


class DialogueScriptWords(WordingSection):
    """What is read aloud at a meeting, around what the office wrote."""

    opening: str
    event: str
    title: str
    host: str
    asked: str
    question: str
    invites: str
    closing: str


class DialogueChatWords(WordingSection):
    """In a chat."""

    none: str
    in_group: str
    enrol: str
    leave: str
    ask: str
    see: str
    vote: str
    unvote: str
    type_name: str
    type_question: str
    listed: str
    no_questions: str
    line: str
    seated: str
    waiting: str
    cancelled: str
    past: str
    more: str
    dropped: str
    stops: tuple[str, ...]
    missing: str
    minutes: str


class DialogueLetterWords(WordingSection):
    """To staff, and to who is registered or has asked."""

    asked: str
    minutes: str
    answer: str
    assigned: str
    soon: str
    late: str
    no_minutes: str
    changed: str
    cancelled: str
    let_in: str
    reminder: str
    refused: str
    told: str


class DialogueWebWords(WordingSection):
    """On the public pages."""

    title: str
    about: str
    none: str
    upcoming: str
    past: str
    with_minutes: str
    without_minutes: str
    cancelled: str
    enrol: str
    enrol_about: str
    name: str
    send_name: str
    leave: str
    free: str
    full: str
    questions: str
    questions_about: str
    ask: str
    ask_about: str
    send_question: str
    vote: str
    unvote: str
    votes: str
    no_questions: str
    minutes: str
    answers: str
    from_hall: str
    closed: str
    seated: str
    waiting: str
    back: str


class DialoguePageWords(WordingSection):
    """In the console."""

    title: str
    about: str
    new: str
    none: str
    kind: str
    name: str
    text: str
    place: str
    host: str
    begins: str
    clock: str
    ends_clock: str
    unit: str
    seats: str
    seats_hint: str
    script: str
    script_hint: str
    write: str
    save: str
    edit: str
    edit_about: str
    pending: str
    pending_about: str
    seen_as: str
    writers: str
    approved: str
    published: str
    approve: str
    approve_about: str
    drop: str
    cancel: str
    cancel_about: str
    reason: str
    read: str
    read_about: str
    guests: str
    guests_about: str
    guests_hidden: str
    no_guests: str
    waits: str
    new_questions: str
    no_new: str
    listed_as: str
    same_as: str
    same_none: str
    take: str
    refuse: str
    refuse_hint: str
    matters: str
    no_matters: str
    votes: str
    from_hall: str
    hall: str
    hall_about: str
    hall_add: str
    assign: str
    due: str
    owed: str
    late: str
    not_assigned: str
    answer: str
    answer_save: str
    answer_waits: str
    answer_out: str
    release: str
    unlist: str
    minutes: str
    minutes_about: str
    minutes_save: str
    minutes_wait: str
    publish: str
    publish_about: str
    reopen: str
    reopen_about: str
    proof: str
    proof_about: str
    proof_task: str
    proof_give: str
    proof_given: str
    proof_text: str
    late_mark: str


class DialogueWords(WordingSection):
    """Everything of the room."""

    head: str
    when: str
    host: str
    moment: str
    answered: str
    owed: str
    no_answer: str
    kinds: dict[DialogueKind, str]
    states: dict[DialogueState, str]
    faults: dict[DialogueFault, str]
    moves: dict[DialogueMove, str]
    outcomes: dict[HallOutcome, str]
    asked: DialogueAskedWords
    script: DialogueScriptWords
    chat: DialogueChatWords
    letters: DialogueLetterWords
    web: DialogueWebWords
    page: DialoguePageWords

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Everything that can happen has its sentence."""
        tables = {DialogueKind: self.kinds, DialogueState: self.states, DialogueFault: self.faults, HallOutcome: self.outcomes}
        for kinds, told in tables.items():
            if missing := set(kinds) - set(told):  # type: ignore[call-overload]
                raise ValueError(f"[dialogues] has no sentence for {', '.join(sorted(missing))}")
        if missing_moves := set(DialogueMove) - {DialogueMove.DONE} - set(self.moves):
            raise ValueError(f"[dialogues.moves] has no sentence for {', '.join(sorted(missing_moves))}")
        return self
