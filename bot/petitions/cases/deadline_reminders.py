"""The jobs that watch deadlines: warnings at 50, 80 and 100 % in office hours, and the leader's list in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.messages import Button, OutboxMessage
from bot.people.staff import Role, Staff
from bot.petitions.cases.handing_over import HandingOver
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.roster import Roster
from bot.petitions.cases.viewing import Stores
from bot.petitions.notices.letters import WORKING
from bot.petitions.notices.presenter import PetitionPresenter
from bot.petitions.rules import clocks, deadlines
from bot.petitions.rules.command import Command
from bot.petitions.rules.listing import BoardQuery, ListedPetition, Order
from bot.petitions.rules.petition import Petition, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.workdays import Workdays
from bot.petitions.rules.workflow import Workflow
from bot.petitions.store.authorship import Proofs
from bot.petitions.store.board import Scope
from bot.petitions.store.caps import Origins
from bot.petitions.store.dialogs import DialogStates
from bot.wording.petitions import PetitionWords

BATCH = 200  # petitions of one run; the next run goes on
MOST_LINES = 15  # of the morning's list
MOST_COUNTED = 500  # petitions, those due first, that the sums of the morning count; the board has all
KEPT_DRAFTS = timedelta(days=7)  # a draft that nobody touches so long is dropped


class DeadlineReminders:
    """Each job can run late, twice or on many machines: what is told is told once."""

    def __init__(
        self,
        stores: Stores,
        dialogs: DialogStates,
        office: OfficeRules,
        words: PetitionWords,
        proofs: Proofs,
        origins: Origins,
        handing: HandingOver,
    ) -> None:
        self._handing = handing
        self._proofs, self._origins = proofs, origins
        self._stores = stores
        self._dialogs = dialogs
        self._office = office
        self._words = words

    def warn(self, at: datetime) -> None:
        """Warn of every petition whose next share of time is gone; outside office hours nobody is disturbed."""
        clock = self._office.workdays()
        if not clock.is_open(at):
            return
        roster = Roster.of(self._stores.staff)
        self._adopt(clock, roster, at)
        self._handing.release(at, BATCH)  # of who was taken off the list elsewhere than in the console, or while it fell over
        for number in self._stores.board.to_warn(at, BATCH):
            if file := self._stores.petitions.get(number):
                self._warn(clock, roster, file, at)

    def morning(self, at: datetime) -> None:
        """To every leader on a working day: what is late, due today or tomorrow, free, or waits for a signature."""
        clock = self._office.workdays()
        today = clock.local(at).date()
        if not clock.is_working(today) or not clock.opening(today) <= at < clock.closing(today):
            return  # a process that takes over the timetable at night must wake nobody
        roster = Roster.of(self._stores.staff)
        leaders = [person for person in roster.staff.values() if person.is_active and person.role is Role.LEADER]
        letters = [letter for person in leaders for letter in self._list(clock, roster, person, at)]
        self._stores.petitions.notify(letters, at)

    def tidy(self, at: datetime) -> None:
        """Drop drafts that were left, tries and counts of addresses that count no more, delete photos whose petition or draft was never
        written; once a day."""
        self._dialogs.purge(at - KEPT_DRAFTS)
        self._proofs.purge(at)
        self._origins.purge(at.astimezone(self._office.zone).date())
        self._stores.photos.sweep(self._stores.board.photos() | self._dialogs.photos(), at)

    def _adopt(self, clock: Workdays, roster: Roster, at: datetime) -> None:
        """What was filed before any unit was set up goes to the one that coordinates, as soon as there is one."""
        workflow, command = (
            Workflow(clock, roster.coordinator, self._words.redaction.over),
            Command(Transition.FORWARD, at, self._words.told.adopted),
        )
        for number in self._stores.board.without_unit(BATCH) if roster.units else ():
            self._stores.petitions.change(number, lambda file: workflow.adopted(file, command), at)

    def _warn(self, clock: Workdays, roster: Roster, file: PetitionFile, at: datetime) -> None:
        petition = file.petition
        if petition.warn_at is None or petition.warn_at > at:
            return
        told = petition.warned
        passed = [share for share in deadlines.WARNINGS[told:] if _moment(clock, file, share) <= at]
        count = told + max(1, len(passed))
        share = deadlines.WARNINGS[count - 1]
        following = _moment(clock, file, deadlines.WARNINGS[count]) if count < len(deadlines.WARNINGS) else None
        matter = PetitionPresenter(self._words, roster.names).matter(clock, file, at, has_due=False)
        text = self._text(clock, roster, file, share, at)
        letters = list(self._letters(roster, petition, text, matter, count))
        self._stores.petitions.warn(petition, count, letters, following, at)

    def _text(self, clock: Workdays, roster: Roster, file: PetitionFile, share: float, at: datetime) -> str:
        say, presenter, petition = self._words.told, PetitionPresenter(self._words, roster.names), file.petition
        left = presenter.left(clock, file, at)
        if share >= 1:
            return say.overdue.format(code=petition.code, left=left)
        text = say.warning.format(code=petition.code, percent=round(share * 100), left=left)
        if petition.officer is None and petition.state is PetitionState.RECEIVED:
            until = presenter.moment(clock, petition.forward_by)
            return f"{text}\n{say.forward_warning.format(code=petition.code, until=until)}"
        return text

    def _letters(self, roster: Roster, petition: Petition, text: str, matter: str, count: int) -> Iterator[OutboxMessage]:
        """To the holder, or where nobody has it to the unit's leaders; from 80 % on to the leaders too."""
        holder = roster.officer(petition.officer) if petition.officer else None
        leaders = [one for one in roster.of_unit(petition.unit) if one.role is not Role.OFFICER and not petition.is_about(one.id)]
        people = {person.id: person for person in ([holder] if holder else []) + (leaders if count > 1 or not holder else [])}
        rows = ((Button(self._words.working.see, f"{WORKING}:see:{petition.id}"),),)
        for person in people.values():
            key = f"petition:{petition.id}:warning:{petition.counted_from:%Y%m%d}:{count}:{person.id}"
            yield person.letter(text, key, rows, path=f"/kien-nghi/{petition.id}", matter=matter)

    def _list(self, clock: Workdays, roster: Roster, person: Staff, at: datetime) -> Iterator[OutboxMessage]:
        unit = roster.units.get(person.unit)
        is_all = unit is not None and unit.is_coordinator
        query = BoardQuery(is_open=True, order=Order.DUE, limit=MOST_COUNTED)
        scope = Scope(None if is_all else person.unit, named=(person.id, person.unit))
        listed, _ = self._stores.board.page(query, scope, at)
        text = self._morning(clock, roster, person, listed, at)
        if text:
            yield person.letter(text, f"petition:morning:{clock.local(at):%Y%m%d}:{person.id}", path="/")

    def _morning(self, clock: Workdays, roster: Roster, person: Staff, listed: tuple[ListedPetition, ...], at: datetime) -> str:
        say, presenter = self._words.told, PetitionPresenter(self._words, roster.names)
        today = clock.local(at).date()
        soon = clock.closing(clock.after(today))
        late = [line for line in listed if line.due < at and not line.is_paused]
        parts = (
            (say.morning_late, late),
            (say.morning_soon, [line for line in listed if at <= line.due <= soon and not line.is_paused]),
            (say.morning_free, [line for line in listed if line.officer is None]),
            (say.morning_drafted, [line for line in listed if line.state is PetitionState.DRAFTED]),
        )
        if not any(lines for _, lines in parts):
            return ""
        told = [say.morning.format(date=presenter.date(today), unit=presenter.unit(person.unit))]
        for heading, lines in parts:
            if lines:
                told.append(heading.format(count=len(lines)))
                told += [self._line(clock, presenter, line, at) for line in lines[:MOST_LINES]]
                told += [say.morning_more.format(count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
        return "\n".join(told)

    def _line(self, clock: Workdays, presenter: PetitionPresenter, line: ListedPetition, at: datetime) -> str:
        """What is late, with by how many working days and who has it."""
        say, kind = self._words.told, self._words.called(line.kind, line.topic)
        if line.due < at and not line.is_paused:
            days, holder = -deadlines.left(clock, line.due, at, line.received), presenter.officer(line.officer) or say.morning_nobody
            return say.morning_late_line.format(code=line.code, kind=kind, days=days, holder=holder)
        due = presenter.moment(clock, line.due)
        return say.morning_line.format(code=line.code, kind=kind, due=due)


def _moment(clock: Workdays, file: PetitionFile, share: float) -> datetime:
    return clocks.moment(clock, file, share)
