"""The tracker: who owes what of the plans, reminders on the 20th and the 25th, proofs, the red list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.announcements.rules.calendar import Month, PostingTimes
from bot.messages import Button, OutboxMessage
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.plans.denied import Denied
from bot.plans.report import whole_since
from bot.plans.store import PlanBook
from bot.plans.task import LONGEST_TOLD, Due, ProofKind, UnitPost, key_of_unit, periods
from bot.wording import Wording
from knowledge.records.plan import Plan
from knowledge.records.task_time import is_understood, parsed
from knowledge.texts.lengths import beginning

REMINDED_ON = (20, 25)  # days of the month, as the plans' own practice is
REMINDED_AT = time(8)
POSTS_A_MONTH = 1  # "mỗi tháng có ít nhất 01 tin/bài" (plan Kon Tum 2021, II.1.b)
MOST_TOLD = 10  # tasks named in one letter
TASKS = "pt"  # the first piece of the actions of the window's buttons


@dataclass(frozen=True, slots=True)
class Red:
    """What is late at a moment: tasks past their day, and units without their post of the months that have ended."""

    dues: tuple[Due, ...]
    units: tuple[tuple[Unit, Month], ...]


class Tracker:
    """Times are aware. Who may give which proof is decided here."""

    def __init__(
        self, book: PlanBook, staff: StaffBook, wording: Wording, timetable: PostingTimes, plans: Callable[[], Sequence[Plan]]
    ) -> None:
        self._book = book
        self._staff = staff
        self._wording = wording
        self._timetable = timetable
        self._plans = plans

    def work(self, at: datetime) -> None:
        """The job of every hour: the reminder of the 20th or the 25th, on its day, or late until the next; each once."""
        day = self._day_to_remind(at)
        if day and not self._book.was_reminded(day):
            self._book.remind(day, list(self._reminders(day, at)), at)

    def plans(self) -> Sequence[Plan]:
        """The plans that can be followed: those that have tasks."""
        return [plan for plan in self._plans() if plan.tasks]

    def follow(self, plan: Plan, year: int, by: Staff, at: datetime, begins: int = 1) -> int | Denied:
        """Follow the tasks of a plan in a year, from a month on; for admins."""
        if by.role is not Role.ADMIN:
            return Denied.NOT_YOURS
        return self._book.follow(plan, year, {key_of_unit(unit.name): unit.id for unit in self._staff.units()}, by.id, at, begins)

    def unfollow(self, plan: str, year: int, by: Staff, at: datetime) -> int | Denied:
        """Follow it no more; for admins."""
        return self._book.unfollow(plan, year, by.id, at) if by.role is Role.ADMIN else Denied.NOT_YOURS

    def add(self, plan: str, year: int, content: str, timing: str, unit: int, by: Staff, at: datetime) -> int | Denied:
        """A task of our own beside those of a plan that is followed; for admins."""
        if by.role is not Role.ADMIN or self._staff.unit(unit) is None or plan not in self._book.followed(year):
            return Denied.NOT_YOURS
        if not content:
            return Denied.EMPTY
        return self._refused(timing, year, at) or self._book.add(plan, year, content, timing, unit, by.id, at, self._today(at))

    def edit(self, due: Due, content: str, timing: str, by: Staff, at: datetime) -> bool | Denied:
        """Other words, another time; for admins. STALE where the task is not any more as `due` tells it."""
        if by.role is not Role.ADMIN:
            return Denied.NOT_YOURS
        if not content:
            return Denied.EMPTY
        if refused := self._refused(timing, due.task.year, at) if timing != due.task.timing else None:
            return refused
        seen = (due.task.content, due.task.timing)
        return self._book.edit(due.task.id, content, timing, by.id, at, self._today(at), seen) or Denied.STALE

    def _refused(self, timing: str, year: int, at: datetime) -> Denied | None:
        """Why a time that somebody typed is not taken: a task that falls due on no day would be seen by nobody."""
        if not is_understood(timing):
            return Denied.UNREADABLE
        is_of_year = parsed(timing).year in (None, year)
        return None if is_of_year and any(period.day >= self._today(at) for period in periods(timing, year)) else Denied.OVER

    def drop(self, due: Due, by: Staff, at: datetime) -> bool | Denied:
        """It is not ours to do; for admins."""
        return self._book.drop(due.task.id, by.id, at) if by.role is Role.ADMIN else Denied.NOT_YOURS

    def assign(self, due: Due, unit: int, by: Staff, at: datetime) -> bool | Denied:
        """That unit owes the task; for admins."""
        if by.role is not Role.ADMIN or self._staff.unit(unit) is None:
            return Denied.NOT_YOURS
        return self._book.assign(due.task.id, unit, by.id, at)

    def owed(self, by: Staff, at: datetime) -> tuple[Due, ...]:
        """What is open this year and due by the end of this month, of the unit of `by`; for admins, of all."""
        today = self._today(at)
        month = self._timetable.month(at)
        unit = None if by.role is Role.ADMIN else by.unit
        last = month.ends(self._timetable.zone).astimezone(self._timetable.zone).date()
        return tuple(due for due in self._book.dues(date(today.year, 1, 1), last, unit) if due.done is None and due.period.day < last)

    def may_prove(self, due: Due, by: Staff) -> bool:
        return by.is_active and (by.role is Role.ADMIN or due.task.unit == by.unit)

    def due(self, due_id: int, by: Staff) -> Due | Denied:
        """One that `by` may prove."""
        found = self._book.due(due_id)
        if found is None:
            return Denied.NOT_THERE
        return found if self.may_prove(found, by) else Denied.NOT_YOURS

    def prove(self, due_id: int, kind: ProofKind, proof: str, by: Staff, at: datetime) -> Due | Denied:
        """The task was done, with this proof."""
        found = self.due(due_id, by)
        if isinstance(found, Denied):
            return found
        if not proof.strip():
            return Denied.EMPTY
        self._book.do(due_id, kind, proof.strip(), by.id, at)
        return found

    def post(self, kind: ProofKind, proof: str, by: Staff, at: datetime) -> int | Denied:
        """A post of the unit of `by`, this month; the first line of `proof` is its title."""
        title = proof.strip().split("\n", 1)[0].strip()
        if not title or not by.is_active:
            return Denied.EMPTY
        return self._book.add_post(by.unit, self._timetable.month(at).number, title, kind, proof.strip(), by.id, at)

    def posts(self, month: Month) -> tuple[UnitPost, ...]:
        return self._book.posts(month.number, month.number)

    def posts_of(self, unit: int, at: datetime) -> int:
        """How many posts the unit has brought out this month."""
        return sum(post.unit == unit for post in self.posts(self.month(at)))

    def month(self, at: datetime) -> Month:
        return self._timetable.month(at)

    def red(self, at: datetime) -> Red:
        """What is late now, this year."""
        today, month = self._today(at), self._timetable.month(at)
        dues = tuple(due for due in self._book.dues(date(today.year, 1, 1), today) if due.is_overdue(today))
        begun = self._staff.begun()
        since = whole_since(self._today(begun)) if begun else 0  # what was before the office began was nobody's to do
        ended = [each for number in range(1, month.month) if (each := Month(month.year, number)).number >= since]
        return Red(dues, tuple((unit, each) for each in ended for unit in self._without_post(each)))

    def _without_post(self, month: Month) -> Iterator[Unit]:
        """The units that brought out less than they owe in `month`."""
        brought = Counter(post.unit for post in self.posts(month))
        return (unit for unit in self._staff.units() if brought[unit.id] < POSTS_A_MONTH)

    def _day_to_remind(self, at: datetime) -> date | None:
        local = at.astimezone(self._timetable.zone)
        begun = [day for day in REMINDED_ON if local.day > day or (local.day == day and local.time() >= REMINDED_AT)]
        return date(local.year, local.month, begun[-1]) if begun and not self._timetable.is_quiet(at) else None

    def _reminders(self, day: date, at: datetime) -> Iterator[OutboxMessage]:
        """To each of the staff of a unit that owes something, what it is."""
        month = self._timetable.month(at)
        lacking = {unit.id for unit in self._without_post(month)}
        for staff in self._staff.everyone():
            if staff.is_active:
                lines = list(self._owed_lines(staff, month, staff.unit in lacking, at))
                if lines:
                    text = "\n".join([self._wording.plans.reminder.format(month=month), *lines])
                    rows = ((Button(self._wording.plans.open, f"{TASKS}:l"),),)
                    yield staff.letter(text, f"plans:{day.isoformat()}:{staff.id}", rows, path="/ke-hoach")

    def _owed_lines(self, staff: Staff, month: Month, is_lacking: bool, at: datetime) -> Iterator[str]:
        words = self._wording.plans
        if is_lacking:
            yield words.no_post_yet.format(month=month)
        owed = self.owed(staff, at)
        for due in owed[:MOST_TOLD]:
            yield words.line.format(no=due.task.no, content=beginning(due.task.content, LONGEST_TOLD), due=f"{due.period.day:%d/%m/%Y}")
        if len(owed) > MOST_TOLD:
            yield words.more.format(count=len(owed) - MOST_TOLD)

    def _today(self, at: datetime) -> date:
        return at.astimezone(self._timetable.zone).date()
