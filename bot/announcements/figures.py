"""What a month's post tells: the most asked procedures, petitions, and what became of the procedures since the month before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.announcements.calendar import Month
from bot.announcements.facts import MonthFacts, Named, Office
from bot.announcements.news import Change, fingerprint
from bot.announcements.store import Fingerprints
from knowledge.procedure import Procedure

MOST_ASKED = 5

Asked = Callable[[datetime, datetime, int], Sequence[str]]
"""From, until, at most: the codes that were asked about most, most first."""
Received = Callable[[datetime, datetime], tuple[int, int, int]]
"""From, until: petitions received, of these answered, of these on time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Where the facts come from. `procedures`: all that are served now."""

    office: Office
    zone: ZoneInfo
    asked: Asked
    received: Received
    procedures: Callable[[], Iterable[Procedure]]
    fingerprints: Fingerprints

    def facts(self, month: Month, at: datetime) -> MonthFacts:
        """For the post of `month`, made at `at`; the figures speak of the month before."""
        before = month.after(-1)
        begins, ends = before.begins(self.zone), min(before.ends(self.zone), at)
        known = {procedure.code: procedure for procedure in self.procedures()}
        changed = self.fingerprints.changes(before.after(-1), map(fingerprint, known.values()))
        received, answered, on_time = self.received(begins, ends)
        named = {change: tuple(_named(code, known) for code in codes) for change, codes in changed.items()}
        return MonthFacts(
            date(month.year, month.month, 1),
            self.office,
            tuple(_named(code, known) for code in self.asked(begins, ends, MOST_ASKED) if code in known),
            received,
            answered,
            on_time,
            named[Change.ADDED],
            named[Change.CHANGED],
            named[Change.REPEALED],
        )

    def remember(self, at: datetime) -> None:
        """The job of every day: what the library holds when a month has ended, kept once."""
        ended = Month.of(at, self.zone).after(-1)
        if not self.fingerprints.has(ended):
            self.fingerprints.keep(ended, map(fingerprint, self.procedures()))


def _named(code: str, known: dict[str, Procedure]) -> Named:
    return Named(code, known[code].name if code in known else code)
