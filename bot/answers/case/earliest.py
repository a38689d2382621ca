"""From when who tells a year of birth or an age is old enough ("sinh năm 1950 thì bao giờ được"), where one age is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.case.limits import least_age
from knowledge.records.procedure import Procedure, QuickAnswer

_BORN = re.compile(
    r"\b(?:sinh|sn|đẻ|sanh)(?: vào)?(?: ngày)? (?:(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>(?:19|20)\d\d)\b"
    r"|(?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}) năm (?P<y2>(?:19|20)\d\d)\b"
    r"|(?:năm |tháng \d{1,2} năm |tháng \d{1,2}/)?(?P<y3>(?:19|20)\d\d)\b)"
)


@dataclass(frozen=True, slots=True)
class EarliestAge:
    """The year of birth that is told, its day and month where they are (else 0), the years that are asked for, and the limit as worded."""

    born: int
    month: int
    day: int
    years: int
    limit: str

    def since(self) -> date | None:
        """The day from which on they are old enough; of a year alone the first of it; None where no calendar has it."""
        try:
            return date(self.born + self.years, self.month or 1, self.day or 1)
        except ValueError:
            return date(self.born + self.years, 3, 1) if (self.month, self.day) == (2, 29) else None


def earliest_age(record: Procedure, near: Sequence[QuickAnswer], text: str) -> EarliestAge | None:
    """What the only age from which on `record` is for somebody, as a short question `near` or its conditions tell it, makes of the only
    birth that `text` (with its accents) tells; None where it tells none or several."""
    births = list(_BORN.finditer(text))
    found = least_age(record, near) if len(births) == 1 else None
    if found is None:
        return None
    told, (years, limit) = births[0], found
    year = int(told["y"] or told["y2"] or told["y3"])
    return EarliestAge(year, int(told["m"] or told["m2"] or 0), int(told["d"] or told["d2"] or 0), years, limit)
