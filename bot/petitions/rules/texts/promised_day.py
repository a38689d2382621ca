"""The day that an officer's words name for a new answer ("trước ngày 5/12", "ngày 5 tháng 12 năm 2026")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

BETWEEN_MONTH, BETWEEN_YEAR = r"(?:\s*[/.-]\s*|\s+th[aá]ng\s+)", r"(?:\s*[/.-]\s*|\s+n[aă]m\s+)"
NAMED = re.compile(rf"(?<![\d/.])(\d{{1,2}}){BETWEEN_MONTH}(\d{{1,2}})(?:{BETWEEN_YEAR}(\d{{4}}))?(?![\d/])", re.IGNORECASE)


def promised_day(text: str, after: date) -> date | None:
    """The last day that `text` names, as far as it is after `after`; without a year the next one that is so called. None: it names none.
    What comes before it is mostly the reason: "bão ngày 5/12 nên hẹn 20/12"."""
    return next(reversed(list(_days(text, after))), None)


def _days(text: str, after: date) -> Iterator[date]:
    for found in NAMED.finditer(text):
        day, month, year = found.groups()
        years = [int(year)] if year else [after.year, after.year + 1]
        made = [each for each in (_day(in_year, int(month), int(day)) for in_year in years) if each]
        if coming := next((each for each in made if each > after), None):
            yield coming


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
