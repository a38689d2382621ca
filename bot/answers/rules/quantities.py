"""What somebody says of a case in numbers ("bảy mươi sáu tuổi", "chín cây", "14 tháng"), as a number and its unit."""

from __future__ import annotations

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


def quantities_in(syllables: Sequence[str]) -> list[Quantity]:
    """The quantities that `syllables`, with their accents, tell, in order."""
    found: list[Quantity] = []
    place = 0
    while place < len(syllables):
        value, end = _number(syllables, place)
        if value is None:
            place += 1
            continue
        unit = UNITS.get(syllables[end]) if end < len(syllables) else None
        if place and syllables[place - 1] == CountedUnit.GRADE:
            found.append(Quantity(value, CountedUnit.GRADE))
        elif unit and not (unit is CountedUnit.MONTHS and syllables[end + 1 : end + 2] == ["tuổi"]):  # "6 tháng tuổi" is an age of its own
            found.append(Quantity(value, unit, _bound(syllables[:place])))
            end += 1
        place = max(end, place + 1)
    return found


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
