"""The room of dialogues put together over one migrated database: window, use cases, jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.announcements.formats.loudspeaker import SYLLABLES_A_MINUTE
from bot.announcements.formats.spoken import SpeechNormaliser
from bot.dialogues.cases.dialogue_desk import DialogueDesk, DialogueDeskDeps, ProveTask
from bot.dialogues.cases.hall import DialogueHall, DialogueHallDeps
from bot.dialogues.cases.question_desk import QuestionDesk
from bot.dialogues.rules.hearing import DialogueQuestions
from bot.dialogues.rules.numbers import DEEDS_OF_AN_ADDRESS
from bot.dialogues.rules.telling import DialogueTeller, ReadAloud
from bot.dialogues.store.dialogues import DialogueBook, SameHand
from bot.dialogues.store.matters import MatterBook
from bot.dialogues.store.seats import SeatBook
from bot.dialogues.windows.dialogues import DialogueWindow
from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.feature import FeatureParts
from bot.outbox.quiet import quiet_hours
from bot.runtime.address_deeds import AddressDeeds
from bot.runtime.rate_limiter import Arrivals
from bot.runtime.schedule import Job


@dataclass(frozen=True, slots=True)
class Dialogues:
    """Everything about dialogues and meetings of one office."""

    book: DialogueBook
    seats: SeatBook
    matters: MatterBook
    hall: DialogueHall
    desk: DialogueDesk
    questions: QuestionDesk
    window: DialogueWindow

    def jobs(self) -> list[Job]:
        return [
            Job("dialogues", "*/5 * * * *", self.questions.work),
            Job("dialogues that are over", "50 2 * * *", self.questions.sweep, deletes=True),
        ]

    def counts(self, begins: datetime, ends: datetime) -> tuple[int, int, int]:
        """Events that took place from `begins` to `ends`, their questions, and of these answered."""
        return self.matters.counts(begins, ends)


def dialogue_room(
    engine: Engine,
    parts: FeatureParts,
    prove: ProveTask,
    one_hand: SameHand,
    is_alarming: Callable[[str], bool],
    arrivals: Arrivals | None = None,
) -> Dialogues:
    """`prove`: how the plans take a proof; `one_hand`: whether two of the staff are one person, as announcements ask it; `is_alarming`:
    whether a text tells of danger or of wrongdoing, which are answered first."""
    words, quiet, settings = parts.words.dialogues, quiet_hours(parts.settings.quiet_hours), parts.settings
    book, seats, matters = DialogueBook(engine, one_hand), SeatBook(engine), MatterBook(engine, one_hand)

    def names() -> dict[int, str]:
        return {unit.id: unit.name for unit in parts.staff.units()}

    teller = DialogueTeller(
        words,
        ReadAloud(SpeechNormaliser(parts.words.announcements.article.loudspeaker).say, SYLLABLES_A_MINUTE),
        parts.zone,
        names,
        settings.unit_name,
    )
    staff, units = (lambda: tuple(parts.staff.everyone())), (lambda: tuple(parts.staff.units()))
    office = DialogueDeskDeps(book, seats, teller, staff, units, prove, words.letters, quiet, parts.zone)
    desk = DialogueDesk(office)
    asked = DialogueQuestions(words.asked.cues, words.asked.slots, words.asked.around, words.asked.accented)
    addresses = AddressDeeds(DEEDS_OF_AN_ADDRESS, "dialogues", arrivals)
    hall = DialogueHall(DialogueHallDeps(book, seats, matters, teller, asked, addresses))
    window = DialogueWindow(words, hall, settings.public_url.rstrip("/"), is_alarming, ChoiceReader(parts.words.choosing))
    return Dialogues(book, seats, matters, hall, desk, QuestionDesk(office, desk, matters), window)
