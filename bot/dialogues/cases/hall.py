"""What everybody sees of dialogues and may do with them: register, leave, ask beforehand, vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogues.rules.dialogue import DialogueGuest, DialogueMatter, DialogueState, OfficeDialogue
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.dialogues.rules.hearing import DialogueQuestions
from bot.dialogues.rules.names import guest_name
from bot.dialogues.rules.numbers import (
    LONGEST_NAME,
    LONGEST_QUESTION,
    PAST_LISTED,
    SHORTEST_NAME,
    SHORTEST_QUESTION,
    TYPED_WITHIN,
)
from bot.dialogues.rules.telling import DialogueTeller
from bot.dialogues.rules.wish import DialogueWish
from bot.dialogues.store.dialogues import DialogueBook
from bot.dialogues.store.matters import MatterBook
from bot.dialogues.store.seats import SeatBook
from bot.messages import ChatId
from bot.people.masking import masked
from bot.runtime.address_deeds import AddressDeeds

SEAT, ASK = "seat", "ask"
PUBLIC = (DialogueState.ANNOUNCED, DialogueState.PUBLISHED, DialogueState.CANCELLED)


@dataclass(frozen=True, slots=True)
class DialogueHallDeps:
    book: DialogueBook
    seats: SeatBook
    matters: MatterBook
    teller: DialogueTeller
    questions: DialogueQuestions
    addresses: AddressDeeds


class DialogueHall:
    """Times are aware; holds no state."""

    def __init__(self, office: DialogueHallDeps) -> None:
        self._office = office

    @property
    def teller(self) -> DialogueTeller:
        return self._office.teller

    def wish(self, text: str) -> DialogueWish | None:
        return self._office.questions.asked(text)

    def upcoming(self, at: datetime) -> Sequence[OfficeDialogue]:
        """What was announced and is not over, also what was cancelled, by its beginning."""
        return [found for found in self._office.book.since(at, PUBLIC) if found.state is not DialogueState.PUBLISHED]

    def past(self, at: datetime) -> Sequence[OfficeDialogue]:
        """What took place within PAST_LISTED days, the latest first; with minutes or still without."""
        since = at - timedelta(days=PAST_LISTED)
        held = self._office.book.since(since, (DialogueState.ANNOUNCED, DialogueState.PUBLISHED))
        return [found for found in reversed(held) if found.is_over(at)]

    def get(self, number: int) -> OfficeDialogue | None:
        """One that everybody may see."""
        found = self._office.book.get(number)
        return found if found and found.is_public else None

    def matters(self, found: OfficeDialogue) -> Sequence[DialogueMatter]:
        """Its questions, without names; before the minutes are out, those that were sent beforehand."""
        is_out = found.state is DialogueState.PUBLISHED
        return [each for each in self._office.matters.matters(found.id) if not each.is_dropped and (is_out or not each.is_from_hall)]

    def seat(self, number: int, chat: ChatId) -> DialogueGuest | None:
        return self._office.seats.seat(number, chat)

    def place_of(self, number: int, guest: DialogueGuest) -> int:
        return self._office.seats.place_of(number, guest)

    def free(self, found: OfficeDialogue) -> int | None:
        """How many seats are left; None without a bound."""
        taken, waiting = self._office.seats.counts(found.id)
        return None if not found.draft.seats else 0 if waiting else max(0, found.draft.seats - taken)

    def votes_of(self, chat: ChatId) -> frozenset[int]:
        return self._office.matters.votes_of(chat)

    def register(self, number: int, chat: ChatId, name: str, at: datetime, address: str = "") -> HallOutcome:
        told = guest_name(masked(name))
        if not (SHORTEST_NAME <= len(told) <= LONGEST_NAME and any(map(str.isalpha, told))):
            return HallOutcome.BAD_NAME
        if not self._office.addresses.may(address, at):
            return HallOutcome.CROWDED
        return HallOutcome(self._office.seats.take(number, chat, told, at).value)

    def leave(self, number: int, chat: ChatId) -> HallOutcome:
        return HallOutcome(self._office.seats.leave(number, chat).value)

    def ask(self, number: int, chat: ChatId, text: str, at: datetime, address: str = "") -> HallOutcome:
        told = text.strip()
        if len(told) < SHORTEST_QUESTION:
            return HallOutcome.SHORT_QUESTION
        if len(told) > LONGEST_QUESTION:
            return HallOutcome.LONG_QUESTION
        if not self._office.addresses.may(address, at):
            return HallOutcome.CROWDED
        done = self._office.matters.ask(number, chat, told, at)
        return HallOutcome.CLOSED if done is None else HallOutcome.TAKEN if done else HallOutcome.TOO_MANY

    def vote(self, matter: int, chat: ChatId, at: datetime, address: str = "", *, wanted: bool = True) -> HallOutcome:
        """The vote of `chat` is given, or (not `wanted`) taken back; sent twice, it stands as sent once."""
        found = self._office.matters.matter(matter)
        event = self.get(found.dialogue) if found else None
        if found is None or event is None or found.is_from_hall:
            return HallOutcome.CLOSED
        if not self._office.addresses.may(address, at):
            return HallOutcome.CROWDED
        done = self._office.matters.vote(matter, chat, at, wanted=wanted)
        return HallOutcome.CLOSED if done is None else HallOutcome.VOTED

    def event_of(self, matter: int) -> int:
        """The number of the event of a matter; 0 where there is none."""
        found = self._office.matters.matter(matter)
        return found.dialogue if found else 0

    def expect(self, chat: ChatId, number: int, wish: str, at: datetime) -> bool:
        """The next message of `chat` is its name (SEAT) or its question (ASK); False where nothing is taken any more."""
        found = self.get(number)
        if found is None or not found.is_open(at):
            return False
        self._office.seats.expect(chat, number, wish, at)
        return True

    def expected(self, chat: ChatId, at: datetime) -> tuple[int, str] | None:
        """For which event what was asked of `chat` just now."""
        found = self._office.seats.expected(chat)
        return (found[0], found[1]) if found and abs(at - found[2]) <= timedelta(minutes=TYPED_WITHIN) else None

    def forget(self, chat: ChatId) -> None:
        self._office.seats.forget(chat)
