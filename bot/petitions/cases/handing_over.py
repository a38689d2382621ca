"""What somebody has who leaves, is away or goes to another unit: given to a colleague, or back to the queue of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.people.staff import Role, Staff
from bot.people.workplace.absence_store import AbsenceBook
from bot.people.workplace.absences import Absence
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.roster import Roster
from bot.petitions.cases.viewing import Stores
from bot.petitions.notices.presenter import PetitionPresenter
from bot.petitions.rules.change import PetitionChange
from bot.petitions.rules.command import Command
from bot.petitions.rules.giving_back import HANDED, SYSTEM, given_back
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workflow import Workflow
from bot.wording.petitions import PetitionWords

MOST_RELEASED = 500  # petitions given back at a time; the next run goes on


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many petitions a colleague got, how many went back to the queue, and who of the staff was told of it, by number."""

    given: int = 0
    queued: int = 0
    told: frozenset[int] = frozenset()


class HandingOver:
    """Each petition is one transaction with its line, its row in the trail and the letter to whoever gets it; a run that broke off goes
    on."""

    def __init__(self, stores: Stores, absences: AbsenceBook, office: OfficeRules, words: PetitionWords) -> None:
        self._stores = stores
        self._absences = absences
        self._office = office
        self._words = words

    def hand_over(self, leaver: Staff, to: int | None, why: str, by: str, at: datetime) -> HandedOver:
        """All that waits for an answer from `leaver`: to the colleague `to`; where nobody is named, where they are away themselves or in
        another unit, or it is about them, to the queue of its unit. `by` is who decided it: an actor."""
        roster, today = self._roster(), self._office.workdays().local(at).date()
        is_away = any(absence.staff == to and absence.holds(today) for absence in self._absences.upcoming(today))
        receiver = roster.officer(to) if to is not None and to != leaver.id and not is_away else None
        workflow = Workflow(self._office.workdays(), roster.coordinator, self._words.redaction.over)
        given = queued = 0
        told: frozenset[int] = frozenset()
        for number in self._stores.board.of_officer(leaver.id):
            outcome = self._stores.petitions.change(number, lambda file: _handed(workflow, file, leaver, receiver, by, why, at), at)
            if isinstance(outcome, Done):
                given += outcome.petition.officer is not None
                queued += outcome.petition.officer is None
                told |= outcome.told
        return HandedOver(given, queued, told)

    def away(self, absence: Absence, by: str, at: datetime) -> Absence:
        """Keep an absence; one that has begun is handed over at once."""
        added = self._absences.add(absence, by, at)
        self.work(at)
        days = {"begins": self._date(absence.begins), "ends": self._date(absence.ends)}
        self._tell(absence.staff, by, self._words.told.set_away.format(**days), f"away:{added.id}", at)
        if absence.stand_in and (leaver := self._stores.staff.get(absence.staff)):
            self._tell(absence.stand_in, by, self._words.told.stands_in.format(**days, name=leaver.name), f"stand-in:{added.id}", at)
        return added

    def back(self, absence_id: int, by: str, at: datetime) -> int | None:
        """They were not away, or are back before: what was handed over for it and nobody has touched since is theirs again. How many;
        None where there is no such absence. They are told, and so is who had them meanwhile."""
        absence = self._absences.remove(absence_id, by, at)
        person = self._stores.staff.get(absence.staff) if absence else None
        if absence is None or person is None:
            return None
        told, because = self._words.told, self._away(absence)
        lost: dict[int, list[str]] = {}
        for number in self._stores.board.handed_because(HANDED, because) if absence.is_handed else ():
            held = self._stores.petitions.get(number)
            outcome = self._stores.petitions.change(number, lambda file: given_back(file, person, because, told.not_away, by), at)
            if isinstance(outcome, Done):
                lost.setdefault((held.petition.officer if held else None) or 0, []).append(outcome.petition.code)
        count = sum(map(len, lost.values()))
        text = told.there_again.format(begins=self._date(absence.begins), ends=self._date(absence.ends), count=count)
        self._tell(person.id, by, text, f"there:{absence_id}", at)
        if absence.stand_in and absence.stand_in not in lost:
            days = {"begins": self._date(absence.begins), "ends": self._date(absence.ends)}
            self._tell(absence.stand_in, by, told.stands_in_no_more.format(**days, name=person.name), f"there:{absence_id}", at)
        for officer in filter(None, lost):
            text = told.given_back.format(codes=", ".join(lost[officer]), name=person.name)
            self._tell(officer, by, text, f"there:{absence_id}", at)
        return count

    def _tell(self, officer: int, by: str, text: str, key: str, at: datetime) -> None:
        """A notice to one of the staff, who did not do it themselves."""
        person = self._stores.staff.get(officer)
        if person and person.is_active and person.actor != by:
            self._stores.petitions.notify([person.letter(text, f"{key}:{person.id}", path="/?muc=cua-toi")], at)

    def _away(self, absence: Absence) -> str:
        """Why what they have is handed over, as the time line says it."""
        return self._words.told.away.format(until=self._date(absence.ends))

    def _date(self, day: date) -> str:
        return PetitionPresenter(self._words, self._roster().names).date(day)

    def work(self, at: datetime) -> None:
        """Hand over what is open of everybody whose absence has begun; a job."""
        today = self._office.workdays().local(at).date()
        for absence in self._absences.to_hand_over(today):
            if leaver := self._stores.staff.get(absence.staff):
                self.hand_over(leaver, absence.stand_in, self._away(absence), SYSTEM, at)
            self._absences.handed(absence.id)

    def release(self, at: datetime, limit: int = MOST_RELEASED) -> int:
        """What those have who work here no more, or in another unit: to the queue of its own unit. Returns how many; a job too."""
        roster = self._roster()
        workflow = Workflow(self._office.workdays(), roster.coordinator, self._words.redaction.over)
        count = 0
        for number, officer in self._stores.board.of_leavers(limit):
            leaver = roster.staff[officer]
            why = self._words.told.moved if leaver.is_active else self._words.told.left
            outcome = self._stores.petitions.change(number, lambda file: _handed(workflow, file, leaver, None, "system", why, at), at)  # noqa: B023 - called at once
            count += isinstance(outcome, Done)
        return count

    def _roster(self) -> Roster:
        return Roster.of(self._stores.staff)


def _handed(
    workflow: Workflow, file: PetitionFile, leaver: Staff, receiver: Staff | None, by: str, why: str, at: datetime
) -> PetitionChange | NotDone:
    if file.petition.officer != leaver.id:
        return NotDone(RefusalReason.NOT_NOW, file.petition)  # somebody gave it away meanwhile
    is_open_to_all = not file.petition.is_restricted or (receiver is not None and receiver.role is not Role.OFFICER)
    is_theirs = receiver is not None and receiver.unit == file.petition.unit and is_open_to_all
    given = workflow.handed(file, Command(Transition.HAND_OVER, at, why), receiver, by) if is_theirs else None
    return given if isinstance(given, PetitionChange) else workflow.handed(file, Command(Transition.RELEASE, at, why), None, by)
