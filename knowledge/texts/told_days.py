"""The days that somebody tells in a message: "12/11/2026", "rằm tháng 9 âm", "hết hạn 3/2027", "hôm qua", "cách đây 2 tháng rưỡi". Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.texts.lunar import solar_of

_COUNTS = {name: count for count, names in enumerate(("một|mot", "hai", "ba", "bốn|bon", "năm|nam", "sáu|sau", "bảy|bay", "tám|tam",
           "chín|chin", "mười|muoi"), 1) for name in names.split("|")}  # fmt: skip
_MONTHS = {"giêng": 1, "gieng": 1, "chạp": 12, "chap": 12, "tư": 4, "tu": 4} | _COUNTS
_UNITS = {"ngày": (0, 1), "ngay": (0, 1), "hôm": (0, 1), "hom": (0, 1), "bữa": (0, 1), "bua": (0, 1), "tuần": (0, 7), "tuan": (0, 7),
          "tháng": (1, 0), "thang": (1, 0), "năm": (12, 0), "nam": (12, 0)}  # fmt: skip
"""Months and days of a unit that people count in."""
_HALF_DAYS = {"tuần": 3, "tuan": 3, "tháng": 15, "thang": 15}
_YESTERDAYS = {"qua": 1, "kia": 2, "kìa": 3}
_HALF_YEAR = 6  # months

_MONTH = rf"\d{{1,2}}|{'|'.join(sorted(_MONTHS, key=len, reverse=True))}"
_LUNAR = r"(?P<lunar>\s*(?:âm lịch|âm|am lich|al|âl))?(?!\w)"
_RAM = re.compile(rf"\b(?:rằm|ram)\s+(?:tháng|thang)\s+(?P<month>{_MONTH})\b(?:\s*(?:năm|nam|/)\s*(?P<year>\d{{4}}))?", re.IGNORECASE)
_DAY = re.compile(
    r"(?<![/\d])\b(?:(?P<day>\d{1,2})\s*(?:tháng|thang)\s*(?P<month>\d{1,2})(?:\s*(?:năm|nam)\s*(?P<year>\d{4})|\s*/\s*(?P<year_too>\d{4}))?"
    rf"|(?P<d>\d{{1,2}})\s*[/-]\s*(?P<m>\d{{1,2}})(?:\s*[/-]\s*(?P<y>\d{{4}}))?)(?!\s*(?:ngày|ngay|[/\d]))\b{_LUNAR}",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(
    r"(?<![/\d-])(?<!quý )(?<!quy )\b(?:(?:tháng|thang)\s*)?(?P<month>\d{1,2})\s*/\s*(?P<year>(?:19|20)\d{2})\b(?!\s*/)"
    r"|\b(?<!\d )(?:tháng|thang)\s*(?P<m>\d{1,2})\s*(?:năm|nam)\s*(?P<y>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_YESTERDAY = re.compile(r"\b(?:hôm|hom|bữa|bua|bựa|ngày|ngay)\s+(?P<which>qua|kia|kìa)\b", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?:cách đây|cách nay|cach day|cach nay)\s+(?P<about>hơn|gần|khoảng|chừng|tầm|hon|gan|khoang|chung|tam)?\s*"
    rf"(?P<count>\d{{1,3}}|nửa|nua|{'|'.join(_COUNTS)})\s+(?P<unit>{'|'.join(_UNITS)})\b(?P<half>\s+(?:rưỡi|ruoi|rưởi))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day as somebody says it: of the calendar (`year` None where they say none, `day` 0 where only the month is said; `is_lunar`), or so
    many months and days ago. `is_about`: not to the day."""

    day: int = 0
    month: int = 0
    year: int | None = None
    is_lunar: bool = False
    months_ago: int = 0
    days_ago: int = 0
    is_about: bool = False

    def nearest(self, today: date, ahead: int) -> date | None:
        """That day: of the year that is said, else the last one that is not more than `ahead` days after `today`: people mostly tell what
        was. Of a month alone the first day, from which nobody counts too long. None where no calendar has it."""
        if not self.month:
            back = today.year * 12 + today.month - 1 - self.months_ago
            last = calendar.monthrange(back // 12, back % 12 + 1)[1]
            return date(back // 12, back % 12 + 1, min(today.day, last)) - timedelta(days=self.days_ago)
        if self.year:
            return self._of(self.year)
        days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := self._of(year))]
        return max((day for day in days if (day - today).days <= ahead), default=None)

    def _of(self, year: int) -> date | None:
        if self.is_lunar:
            return solar_of(self.day, self.month, year)
        try:
            return date(year, self.month, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class PlacedDay:
    """A day that is told, and where in the message."""

    told: ToldDay
    begin: int
    end: int


def days_told(text: str) -> list[PlacedDay]:
    """The days that `text` tells, in their order; today is none."""
    found: list[PlacedDay] = []
    for match, told in _matches(text):
        begin, end = match.span()
        if not any(begin < each.end and each.begin < end for each in found):
            found.append(PlacedDay(told, begin, end))
    return sorted(found, key=lambda each: each.begin)


def _matches(text: str) -> Iterator[tuple[re.Match[str], ToldDay]]:
    for match in _RAM.finditer(text):
        year = int(match["year"]) if match["year"] else None
        yield match, ToldDay(15, _month(match["month"]), year, is_lunar=True)
    for match in _DAY.finditer(text):
        said = match["year"] or match["year_too"] or match["y"]
        day, month = int(match["day"] or match["d"]), int(match["month"] or match["m"])
        yield match, ToldDay(day, month, int(said) if said else None, is_lunar=bool(match["lunar"]))
    for match in _OF_MONTH.finditer(text):
        if 1 <= (month := int(match["month"] or match["m"])) <= 12:
            yield match, ToldDay(0, month, int(match["year"] or match["y"]), is_about=True)
    for match in _YESTERDAY.finditer(text):
        yield match, ToldDay(days_ago=_YESTERDAYS[match["which"].lower()])
    for match in _AGO.finditer(text):
        yield match, _ago(match)


def _month(said: str) -> int:
    return _MONTHS.get(said.lower()) or int(said)


def _ago(match: re.Match[str]) -> ToldDay:
    """So long ago: half a month is fifteen days, and what is not counted in days is not meant to the day."""
    unit, said = match["unit"].lower(), match["count"].lower()
    is_half = said in ("nửa", "nua")
    count = 0 if is_half else _COUNTS.get(said) or int(said)
    months, days = (each * count for each in _UNITS[unit])
    if is_half or match["half"]:
        months += _HALF_YEAR if unit in ("năm", "nam") else 0
        days += _HALF_DAYS.get(unit, 0)
    return ToldDay(months_ago=months, days_ago=days, is_about=bool(match["about"]) or months > 0 or unit in ("tuần", "tuan"))
