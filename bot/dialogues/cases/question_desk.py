"""Each question of an event is looked at, listed, given to a unit with a day, answered and let out; who owes one is told in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.announcements.rules.campaign import APPROVERS
from bot.dialogues.cases.dialogue_desk import DialogueDesk, DialogueDeskDeps, approves
from bot.dialogues.rules.dialogue import DialogueMatter, DialogueMove, DialogueState, OfficeDialogue
from bot.dialogues.rules.numbers import ANYWAY_KEPT, DUE_SOON, LONGEST_ANSWER, LONGEST_NOTE, LONGEST_QUESTION, MINUTES_WITHIN
from bot.dialogues.store.matters import MatterBook
from bot.messages import OutboxMessage
from bot.people.staff import Staff

DAY = timedelta(days=1)


class QuestionDesk:
    """Times are aware. What is refused is told, and nothing is changed."""

    def __init__(self, office: DialogueDeskDeps, desk: DialogueDesk, matters: MatterBook) -> None:
        self._office = office
        self._desk = desk
        self._matters = matters

    def take(self, question: int, text: str, same: int | None, by: Staff, at: datetime) -> DialogueMove:
        """Others see it from now on, in the words that staff have looked through; or it is one that is listed already (`same`)."""
        if refused := self._refused(question, by):
            return refused
        if not same and not 0 < len(text.strip()) <= LONGEST_QUESTION:
            return DialogueMove.NO_TEXT if not text.strip() else DialogueMove.TOO_LONG
        return self._matters.take(question, text.strip(), same, by.actor, at)

    def refuse(self, question: int, reason: str, by: Staff, at: datetime) -> DialogueMove:
        """It is not listed; who sent it hears why."""
        if refused := self._refused(question, by):
            return refused
        if not (told := reason.strip()) or len(told) > LONGEST_NOTE:
            return DialogueMove.NO_REASON
        asked = self._matters.question(question)
        if asked is None:
            return DialogueMove.NOT_THERE
        text = self._office.words.refused.format(text=asked.text, reason=told)
        letter = OutboxMessage(asked.chat, text, f"dialogues:{asked.dialogue}:refused:{question}", not_before=self._office.wakes(at))
        return self._matters.refuse(question, letter, by.actor, at)

    def raise_in_hall(self, number: int, text: str, by: Staff, at: datetime) -> DialogueMove:
        """One that was asked at the event itself, once it has begun."""
        found = self._office.book.get(number)
        if found is None or not self._desk.may_tend(found, by):
            return DialogueMove.NOT_YOURS if found else DialogueMove.NOT_THERE
        if found.state is not DialogueState.ANNOUNCED:
            return DialogueMove.NOT_OPEN
        if at < found.draft.begins:
            return DialogueMove.NOT_OVER
        if not 0 < len(text.strip()) <= LONGEST_QUESTION:
            return DialogueMove.NO_TEXT if not text.strip() else DialogueMove.TOO_LONG
        self._matters.raise_in_hall(number, text.strip(), by.actor, at)
        return DialogueMove.DONE

    def drop(self, matter: int, reason: str, by: Staff, at: datetime) -> DialogueMove:
        """It should not have been listed; by who may approve, with a reason for the trail."""
        if self._matters.matter(matter) is None:
            return DialogueMove.NOT_THERE
        if not approves(by):
            return DialogueMove.NOT_YOURS
        if not (told := reason.strip()) or len(told) > LONGEST_NOTE:
            return DialogueMove.NO_REASON
        return self._matters.drop(matter, told, by.actor, at)

    def assign(self, matter: int, unit: int, due: date, by: Staff, at: datetime) -> DialogueMove:
        """`unit` answers it by `due`; its people are told. By who tends the event."""
        found, event = self._both(matter)
        if found is None or event is None:
            return DialogueMove.NOT_THERE
        if not self._desk.may_tend(event, by):
            return DialogueMove.NOT_YOURS
        if all(each.id != unit for each in self._office.units()):
            return DialogueMove.NO_UNIT
        if not self.today(at) <= due <= self.today(at) + ANYWAY_KEPT * DAY:
            return DialogueMove.PAST
        key, told = f"assigned:{matter}:{unit}:{due:%Y%m%d}", {"text": found.text, "due": f"{due:%d/%m/%Y}"}
        letters = [self._office.letter(event, each, self._office.words.assigned, key, at, **told) for each in self._of_unit(unit)]
        return self._matters.assign(matter, unit, due, letters, by.actor, at)

    def may_answer(self, matter: DialogueMatter, event: OfficeDialogue, by: Staff) -> bool:
        """The unit that owes it; while nobody does, who tends the event. Leaders always."""
        if matter.is_answered or matter.is_dropped or not by.is_active:
            return False
        is_theirs = matter.unit == by.unit if matter.unit is not None else self._desk.may_tend(event, by)
        return is_theirs or by.role in APPROVERS

    def may_release(self, matter: DialogueMatter, by: Staff) -> bool:
        return bool(matter.answer) and not matter.is_answered and not matter.is_dropped and approves(by) and by.id != matter.answered_by

    def answer(self, matter: int, text: str, revision: int, by: Staff, at: datetime) -> DialogueMove:
        """Keep the answer in place of that of `revision`, which was read; it waits for a second person, and the approvers are told."""
        found, event = self._both(matter)
        if found is None or event is None:
            return DialogueMove.NOT_THERE
        if not self.may_answer(found, event, by):
            return DialogueMove.NOT_OPEN if found.is_answered or found.is_dropped else DialogueMove.NOT_YOURS
        if not (told := text.strip()):
            return DialogueMove.NO_TEXT
        if len(told) > LONGEST_ANSWER:
            return DialogueMove.TOO_LONG
        done = self._matters.answer(matter, told, revision, by.id, by.actor, at)
        if done is DialogueMove.DONE:
            key = f"answer:{matter}:{found.revision + 1}"
            self._office.book.tell(self._office.to_approvers(event, (by.id,), self._office.words.answer, key, at), at)
        return done

    def release(self, matter: int, revision: int, by: Staff, at: datetime) -> DialogueMove:
        """A second person lets out exactly the answer of `revision`; who asked hears it once the minutes are out."""
        if self._matters.matter(matter) is None:
            return DialogueMove.NOT_THERE
        if not approves(by):
            return DialogueMove.NOT_YOURS
        return self._matters.approve(matter, revision, by.id, by.actor, at)

    def work(self, at: datetime) -> None:
        """The job: guests are let in and reminded, who asked hears the answer, who owes one is told; none of it in a quiet hour."""
        seats, words, teller, wakes = self._office.seats, self._office.words, self._office.teller, self._office.wakes(at)
        seats.fill(lambda found: words.let_in.format(head=teller.head(found), when=teller.when(found)), at, wakes)
        seats.remind(lambda found: words.reminder.format(head=teller.head(found), when=teller.when(found)), at, wakes)
        self._matters.tell_askers(lambda asked, matter: words.told.format(text=asked, answer=matter.answer), at, wakes)
        self._office.book.tell([*self._owed(at), *self._without_minutes(at)], at)

    def sweep(self, at: datetime) -> None:
        """The job: what is kept of people goes."""
        self._matters.sweep(at)

    def today(self, at: datetime) -> date:
        return at.astimezone(self._office.zone).date()

    def _owed(self, at: datetime) -> Iterator[OutboxMessage]:
        """Before the day, once; after it, every week, leaders too."""
        today, words = self.today(at), self._office.words
        for matter in self._matters.owed(today + DUE_SOON * DAY):
            event = self._office.book.get(matter.dialogue)
            if event is None or matter.due is None or matter.unit is None:
                continue
            is_late = matter.is_late(today)
            week = today.isocalendar()
            key = f"late:{matter.id}:{week.year}{week.week:02}" if is_late else f"soon:{matter.id}:{matter.due:%Y%m%d}"
            told = {"text": matter.text, "due": f"{matter.due:%d/%m/%Y}"}
            for person in self._office.staff():
                if person.is_active and (person.unit == matter.unit or (is_late and person.role in APPROVERS)):
                    yield self._office.letter(event, person, words.late if is_late else words.soon, key, at, **told)

    def _without_minutes(self, at: datetime) -> Iterator[OutboxMessage]:
        """Its unit is told every week, from MINUTES_WITHIN days after the event on."""
        week = self.today(at).isocalendar()
        for event in self._office.book.since(at - ANYWAY_KEPT * DAY, (DialogueState.ANNOUNCED,)):
            if event.draft.ends + MINUTES_WITHIN * DAY <= at:
                for person in self._of_unit(event.draft.unit):
                    yield self._office.letter(event, person, self._office.words.no_minutes, f"no-minutes:{week.year}{week.week:02}", at)

    def _of_unit(self, unit: int) -> list[Staff]:
        return [person for person in self._office.staff() if person.is_active and person.unit == unit]

    def _refused(self, question: int, by: Staff) -> DialogueMove | None:
        """Why `by` may not look at that question; None where they may."""
        asked = self._matters.question(question)
        event = self._office.book.get(asked.dialogue) if asked else None
        if event is None:
            return DialogueMove.NOT_THERE
        return None if self._desk.may_tend(event, by) else DialogueMove.NOT_YOURS

    def _both(self, matter: int) -> tuple[DialogueMatter | None, OfficeDialogue | None]:
        found = self._matters.matter(matter)
        return found, self._office.book.get(found.dialogue) if found else None
