"""The last day to act: the citizen's own deadline, counted from a day that somebody tells of their case ("nghỉ việc ngày 20 tháng 10")."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.lines.deadlines import deadlines_of
from knowledge.records.procedure import Procedure

LONGEST = 140  # characters of the deadline as it is quoted
AHEAD = 60  # days that somebody tells of beforehand without a year: a contract ends in December, a child is due next month
SAME_EVENT = (
    (r"sinh|đẻ|sanh|de|chào đời", r"sinh con|ngày sinh|trẻ sinh|được sinh"),
    (r"mất|chết|qua đời|từ trần|mat|chet|qua doi", r"người chết|qua đời|từ trần|chết"),
    (r"nghỉ việc|nghỉ làm|nghỉ|thôi việc|hết hợp đồng|nghi viec|nghi lam|nghi|thoi viec|het hop dong", r"chấm dứt|nghỉ việc|thôi việc"),
    (r"nhận (?:được )?quyết định|nhan (?:duoc )?quyet dinh", r"nhận được quyết định"),
    (
        r"chuyển đến|dọn đến|dọn về|dọn tới|chuyen den|don den|don ve|don toi",
        r"đến (?:nơi|chỗ) (?:ở|cư trú)|nơi ở mới|chỗ ở hợp pháp mới|chuyển đến",
    ),
)
"""What people say that happened, and how a record calls it: counted is from what happened on that day and from nothing else. Forty-five
days from the end of a leave are none from the birth, and a hospital's bill is no letter of an office."""
ELSE = r"thai sản|thời gian nghỉ|ra viện|xuất viện|ốm|tiêm|sửa đổi|bổ sung|ra vien|xuat vien|phiếu hẹn"
"""Tells of a leave, a hospital or an office's letter: one word more of it, and another day is meant."""
MONTHS_OF = {"tháng": 1, "năm": 12}

_DAY = re.compile(
    r"(?<![/\d])\b(?:(?P<day>\d{1,2})\s*(?:tháng|thang)\s*(?P<month>\d{1,2})(?:\s*(?:năm|nam)\s*(?P<year>\d{4})|\s*/\s*(?P<year_too>\d{4}))?"
    r"|(?P<d>\d{1,2})\s*[/-]\s*(?P<m>\d{1,2})(?:\s*[/-]\s*(?P<y>\d{4}))?)(?!\s*(?:ngày|ngay|[/\d]))\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:hôm|hom|bữa|bua|bựa|ngày|ngay)\s*(?:nay|ni)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?P<number>\d{1,3})\s*(?P<unit>ngày|tháng|năm)\b(?! tuổi| làm việc)", re.IGNORECASE)
_FROM = re.compile(r"\bkể từ\b|\btừ (?:ngày|khi|lúc)\b|\btính từ\b", re.IGNORECASE)
_BEFORE = re.compile(r"\btrước\b", re.IGNORECASE)
_WORKING = re.compile(r"\bngày làm việc\b", re.IGNORECASE)
_SAME = [tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in pair) for pair in SAME_EVENT]
_ELSE = re.compile(rf"\b(?:{ELSE})\b", re.IGNORECASE)
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s*")


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day of the calendar as somebody says it; `year` None where they say none."""

    day: int
    month: int
    year: int | None = None

    def nearest(self, today: date) -> date | None:
        """That day: of the year that is said, else the last one that is not more than AHEAD of `today`: people mostly tell what was. None
        where no calendar has it."""
        if self.year:
            return _date(self.year, self.month, self.day)
        days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _date(year, self.month, self.day))]
        return max((day for day in days if (day - today).days <= AHEAD), default=None)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day from which is counted, how many days or months, and the deadline as the record words it."""

    since: ToldDay
    days: int
    months: int
    limit: str

    def of(self, today: date) -> tuple[date, date] | None:
        """The day from which is counted, and the last one: so many months later the same day, or the month's last where it has none."""
        since = self.since.nearest(today)
        return (since, _months_later(since, self.months) + timedelta(days=self.days)) if since else None


def last_day(record: Procedure, text: str) -> LastDay | None:
    """What the first deadline of `record`, one that is counted from an event, makes of the only day that `text` tells. None where it tells
    none or several, or today, and where the deadline holds other numbers."""
    told = list(_DAY.finditer(text))
    line = next(iter(deadlines_of(record)), "")
    counted = list(_COUNTED.finditer(line))
    if len(told) != 1 or len(counted) != 1 or _TODAY.search(text) or _BEFORE.search(line) or _WORKING.search(line):
        return None
    limit = _MARK.sub("", line.split(":")[0].split(". ")[0].strip()).rstrip(".;")
    if not _FROM.search(limit) or len(limit) > LONGEST or not _COUNTED.search(limit) or not _is_of_one_event(text, limit):
        return None
    number, unit = int(counted[0]["number"]), counted[0]["unit"].lower()
    months = number * MONTHS_OF.get(unit, 0)
    return LastDay(_told(told[0]), 0 if months else number, months, limit)


def _is_of_one_event(text: str, limit: str) -> bool:
    """Whether what `text` says that happened is what the deadline is counted from: of one kind of event, and of one alone."""
    if _ELSE.search(limit) or _ELSE.search(text):
        return False
    said = [event for event, _ in _SAME if event.search(text)]
    counted = [event for event, called in _SAME if called.search(limit)]
    return len(said) == 1 and said[0] in counted


def _told(match: re.Match[str]) -> ToldDay:
    year = match["year"] or match["year_too"] or match["y"]
    return ToldDay(int(match["day"] or match["d"]), int(match["month"] or match["m"]), int(year) if year else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
