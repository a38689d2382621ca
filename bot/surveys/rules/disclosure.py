"""Which answers may be shown together: whole blocks of at least LEAST_SHOWN forms, so that no view, and no difference between two views,
tells what fewer people said. Pure.

Every figure is made of whole blocks. Two views differ by whole blocks too: whoever subtracts one from the other (the office without a unit,
this month without the last, today without yesterday) learns the sum of at least LEAST_SHOWN forms. A block is made of whole days that are
over, so that it never changes once it is there. The idea is the threshold rule of official statistics with cells that are fixed once
(Hundepool et al., Statistical Disclosure Control, 2012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.surveys.rules.numbers import LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class CountedForm:
    """What a form tells for the figures: of which unit, on which day, which letters; whether the office typed it in from paper."""

    unit: int
    day: date
    letters: str
    is_paper: bool = False


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """At least LEAST_SHOWN forms that are shown together or not at all. `unit`: None for what several units have left over;
    `month`: the first day of the month in which its last form came, `last`: the day on which it did."""

    unit: int | None
    month: date
    forms: tuple[str, ...]
    last: date
    is_paper: bool = False

    def of(self, question: int) -> tuple[str, ...]:
        """The letters that answer one question; none where fewer than LEAST_SHOWN do: then no view has them."""
        return self.of_any([question])

    def of_any(self, questions: Sequence[int]) -> tuple[str, ...]:
        """The forms, cut to these questions, that answer one of them or more; none where they are too few."""
        cut = ("".join(form[number] for number in questions) for form in self.forms)
        told = tuple(letters for letters in cut if letters.strip("-"))
        return told if len(told) >= LEAST_SHOWN else ()


def blocks(forms: Iterable[CountedForm], today: date, *, is_closed: bool) -> tuple[AnswerBlock, ...]:
    """What may be shown on `today`, of each unit the oldest first. Today's forms wait for tomorrow: more may come. What the units have left
    over when the survey is closed is one block of them together, where it is large enough. Forms of paper stand in blocks of their own:
    who types nine of them would else read in the block what the tenth said."""
    of_units: defaultdict[tuple[bool, int], list[CountedForm]] = defaultdict(list)
    for form in forms:
        if is_closed or form.day < today:
            of_units[form.is_paper, form.unit].append(form)
    found: list[AnswerBlock] = []
    rest: defaultdict[bool, list[CountedForm]] = defaultdict(list)
    for (is_paper, unit), own in sorted(of_units.items()):
        whole, left = _cut(sorted(own, key=lambda form: form.day))
        found += [_block(unit, each) for each in whole]
        rest[is_paper] += left
    for left in rest.values():
        if is_closed and len(left) >= LEAST_SHOWN:
            found.append(_block(None, sorted(left, key=lambda form: form.day)))
    return tuple(found)


def covers(shown: Iterable[AnswerBlock], unit: int, day: date, *, is_paper: bool) -> bool:
    """Whether a form of that unit and day is one of those `shown`: what it says in words may be read then, and not before."""
    return any(block.unit in (unit, None) and block.is_paper is is_paper and day <= block.last for block in shown)


def _cut(forms: Sequence[CountedForm]) -> tuple[list[list[CountedForm]], list[CountedForm]]:
    """Blocks that end with a day's end, and what is left."""
    whole: list[list[CountedForm]] = []
    open_: list[CountedForm] = []
    for each in _days(forms):
        open_ += each
        if len(open_) >= LEAST_SHOWN:
            whole.append(open_)
            open_ = []
    return whole, open_


def _days(forms: Sequence[CountedForm]) -> Iterator[list[CountedForm]]:
    by_day: defaultdict[date, list[CountedForm]] = defaultdict(list)
    for form in forms:
        by_day[form.day].append(form)
    yield from (by_day[day] for day in sorted(by_day))


def _block(unit: int | None, forms: Sequence[CountedForm]) -> AnswerBlock:
    last = forms[-1]
    letters = tuple(sorted(form.letters for form in forms))
    return AnswerBlock(unit, last.day.replace(day=1), letters, last.day, last.is_paper)
