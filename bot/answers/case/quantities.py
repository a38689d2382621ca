"""What somebody says of a case in numbers ("bảy mươi sáu tuổi", "chín cây", "14 tháng"), as a number and its unit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SAME_DIGIT = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
TEN, TENS, HUNDRED = "mười", ("mươi", "mưới"), "trăm"


class CountedUnit(StrEnum):
    """What is counted; two numbers of one measure can be compared."""

    AGE = "tuổi"
    MONTHS = "tháng"
    YEARS = "năm"
    DAYS = "ngày"
    DISTANCE = "km"
    GRADE = "lớp"


UNITS = {
    "tuổi": CountedUnit.AGE,
    "tháng": CountedUnit.MONTHS,
    "năm": CountedUnit.YEARS,
    "ngày": CountedUnit.DAYS,
    "hôm": CountedUnit.DAYS,
    "bữa": CountedUnit.DAYS,
    "km": CountedUnit.DISTANCE,
    "cây": CountedUnit.DISTANCE,
    "ki": CountedUnit.DISTANCE,
    "kilomet": CountedUnit.DISTANCE,
}


_FROM = re.compile(r"\b(?:từ|từ đủ|đủ) \d+ tuổi|\b\d+ tuổi trở lên")
GROWN = 18  # years from which nobody is asked about as a child (the oldest limit of one that a record tells)
DATED = frozenset({"ngày", "mùng", "mồng", "tháng", "năm"})
"""Before a number in figures, where they count nothing themselves: it is a day, a month or a year of the calendar ("ngày 20 tháng 10")."""
_MONTHS = range(1, 13)
THAT_YEAR = frozenset({"nay", "ngoái", "trước", "sau", "rồi"})
BELOW = frozenset({"dưới", "gần", "ngót"})
ABOVE = frozenset({"trên", "hơn", "quá", "ngoài"})
NOT_YET = frozenset({"chưa"})
YET = frozenset({"đủ", "tới", "đến", "đầy", "được", "tròn"})
"""Before a number: it is less or more than that ("trẻ dưới 6 tuổi", "chưa đủ 18 tuổi", "ngoài bảy mươi")."""


class Bound(StrEnum):
    """Whether a number is what is told, or one that it stays below or goes beyond."""

    EXACT = ""
    BELOW = "dưới"
    ABOVE = "trên"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts."""

    value: float
    measure: CountedUnit
    bound: Bound = Bound.EXACT

    def told(self) -> str:
        """As a citizen reads it: "76 tuổi", "trên 75 tuổi", "7,5 km"."""
        number = f"{self.value:g}".replace(".", ",")
        counted = f"{self.measure} {number}" if self.measure is CountedUnit.GRADE else f"{number} {self.measure}"
        return f"{self.bound} {counted}".strip()


@dataclass(frozen=True, slots=True)
class PlacedQuantity:
    """A quantity and where among the syllables it begins and ends."""

    quantity: Quantity
    begin: int
    end: int


def quantities_in(syllables: Sequence[str]) -> list[Quantity]:
    """The quantities that `syllables`, with their accents, tell, in order."""
    return [placed.quantity for placed in placed_quantities(syllables)]


def placed_quantities(syllables: Sequence[str]) -> list[PlacedQuantity]:
    """As `quantities_in`, each with its place."""
    found: list[PlacedQuantity] = []
    place = counted = 0
    while place < len(syllables):
        value, end = _number(syllables, place)
        if value is None:
            place += 1
            continue
        if _is_dated(syllables, place, end, counted):
            place = end
            continue
        unit = UNITS.get(syllables[end]) if end < len(syllables) else None
        if place and syllables[place - 1] == CountedUnit.GRADE:
            found.append(PlacedQuantity(Quantity(value, CountedUnit.GRADE), place, end))
        elif unit and not (unit is CountedUnit.MONTHS and syllables[end + 1 : end + 2] == ["tuổi"]):  # "6 tháng tuổi" is an age of its own
            found.append(PlacedQuantity(Quantity(value, unit, _bound(syllables[:place])), place, end + 1))
            end += 1
            counted = end
        place = max(end, place + 1)
    return found


def _is_dated(syllables: Sequence[str], begin: int, end: int, counted: int) -> bool:
    """Whether the number at `begin` up to `end` tells a day of the calendar; what stands before `counted` belongs to a quantity."""
    if begin > counted and syllables[begin - 1] in DATED and syllables[begin][0].isdigit():
        return True
    if syllables[end : end + 1] != ["tháng"] or end + 1 >= len(syllables):
        return False
    month, behind = _number(syllables, end + 1)  # a unit behind it counts: "3 tháng 10 ngày"
    is_last = behind >= len(syllables) or syllables[behind] not in UNITS or _is_year(syllables, behind)
    return month in _MONTHS and is_last


def _is_year(syllables: Sequence[str], place: int) -> bool:
    """Whether at `place` a year is told: "năm 2026", "năm nay"."""
    told = syllables[place + 1 : place + 2]
    return syllables[place] == "năm" and bool(told) and (told[0] in THAT_YEAR or (told[0].isdigit() and len(told[0]) == len("2026")))


def _bound(before: Sequence[str]) -> Bound:
    """What the syllables before a number make of it."""
    last, next_to_last = [*before[-1:], ""][0], [*before[-2:-1], ""][0]
    if last in BELOW or last in NOT_YET or (last in YET and next_to_last in NOT_YET):
        return Bound.BELOW
    return Bound.ABOVE if last in ABOVE else Bound.EXACT


def _number(syllables: Sequence[str], begin: int) -> tuple[float | None, int]:
    """The number that begins at `begin`, in figures or in words, and where it ends; None where none does."""
    written = syllables[begin].replace(",", ".")
    if written.replace(".", "", 1).isascii() and written.replace(".", "", 1).isdigit():
        return float(written), begin + 1
    end = begin
    total = last = 0
    while end < len(syllables):
        said = syllables[end]
        if said in TENS and end > begin:
            total, last = total - last + last * 10, 0
        elif said == TEN:
            total, last = total + 10, 0
        elif said == HUNDRED and end > begin:
            total, last = total - last + last * 100, 0
        elif (digit := _digit(said)) is not None and not last and not _is_unit(syllables, end, begin):
            total, last = total + digit, digit
        else:
            break
        end += 1
    return (float(total), end) if end > begin and total else (None, begin)


def _digit(said: str) -> int | None:
    return SAME_DIGIT[said] if said in SAME_DIGIT else DIGITS.index(said) if said in DIGITS else None


def _is_unit(syllables: Sequence[str], place: int, begin: int) -> bool:
    """Whether "năm" behind a number is "year": "ba năm", but "mươi năm tuổi" is an age."""
    is_number = syllables[place] == "năm" and place > begin
    return is_number and syllables[place + 1 : place + 2] not in (["tuổi"], ["tháng"], ["ngày"], ["km"], ["cây"])


@dataclass(frozen=True, slots=True)
class AgeBand:
    """The ages that a question is about: from `least` years to under `below`."""

    least: float = 0.0
    below: float = math.inf

    def holds(self, age: float) -> bool:
        return self.least <= age < self.below


def age_band(syllables: Sequence[str]) -> AgeBand | None:
    """The ages of a child that a question, by its `syllables`, is asked about: "con dưới 14 tuổi", "con 14 tuổi trở lên"; None where it
    tells no bound, several, or a grown-up's: "chưa tới 75 tuổi có được không" is asked of who is older too."""
    ages = [quantity for quantity in quantities_in(syllables) if quantity.measure is CountedUnit.AGE]
    if len(ages) != 1 or ages[0].value > GROWN:
        return None
    (age,) = ages
    said = " ".join(syllables)
    if age.bound is Bound.BELOW:
        return AgeBand(below=age.value)
    if age.bound is Bound.ABOVE or _FROM.search(said):
        return AgeBand(least=age.value)
    return None


def age_told(syllables: Sequence[str]) -> float | None:
    """The only age that `syllables` tell, in years; None where they tell none, several, or a bound."""
    ages = [quantity for quantity in quantities_in(syllables) if quantity.measure is CountedUnit.AGE]
    return ages[0].value if len(ages) == 1 and ages[0].bound is Bound.EXACT else None
