"""A deadline counted from a day that was told, in words: the last day with its weekday, what is left, and a day on which offices rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.answers.case.last_day import CountedDeadline, LastDay
from bot.answers.composing.sheets import vietnamese
from bot.wording import VerdictWords
from knowledge.facts.deadline_days import IsWorking, working_day_before


class CountedDays:
    """Made once, holds no state; `is_working`: the office's calendar."""

    def __init__(self, words: VerdictWords, today: Callable[[], date], is_working: IsWorking) -> None:
        self._words = words
        self._today = today
        self._is_working = is_working

    def told(self, last_day: LastDay) -> str:
        """The sentence; "" where no calendar has the days."""
        days = last_day.of(self._today(), self._is_working)
        if days is None:
            return ""
        limit = last_day.limit[:1].lower() + last_day.limit[1:]
        first = self._day(days.first) if days.first else ""
        said = self._shape(last_day, days).format(
            since=vietnamese(days.mark), first=first, last=self._day(days.last), left=self._left(days.last), limit=limit
        )
        is_of_month = not last_day.since.day and last_day.since.month
        more = (self._words.last_day_of_month if is_of_month else "", self._day_off(days.last))
        return " ".join(piece for piece in (said, *more) if piece)

    def _shape(self, last_day: LastDay, days: CountedDeadline) -> str:
        words, is_over = self._words, days.last < self._today()
        if days.first:
            return words.window_over if is_over else words.window_open if days.first <= self._today() else words.window
        if last_day.deadline.is_before:
            return words.last_day_before_over if is_over else words.last_day_before
        if last_day.since.is_about and not last_day.since.month:
            return words.last_day_about_over if is_over else words.last_day_about
        return words.last_day_over if is_over else words.last_day

    def _left(self, last: date) -> str:
        """How many days are left; nothing to say of so many that nobody counts them."""
        left = (last - self._today()).days
        return self._words.days_left.format(days=left) if left > 0 else self._words.today_last

    def _day_off(self, last: date) -> str:
        """That offices rest on the last day, which is to come, and the day before on which they work; "" where they do not."""
        if last < self._today() or self._is_working(last):
            return ""
        before = working_day_before(last, self._is_working)
        return self._words.day_off.format(before=self._day(before)) if before >= self._today() else ""

    def _day(self, day: date) -> str:
        return f"{self._words.weekdays[day.weekday()]} ngày {vietnamese(day)}"
