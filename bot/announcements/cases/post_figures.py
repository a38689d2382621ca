"""What a month's post tells: the most asked procedures, petitions, and what became of the procedures in the month before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.announcements.rules.calendar import Month
from bot.announcements.rules.facts import IssuingOffice, MonthFacts, Named
from knowledge.publications.changes import Change, ChangeKind
from knowledge.records.procedure import Procedure

MOST_ASKED = 5

Asked = Callable[[datetime, datetime, int], Sequence[str]]
"""From, until, at most: the codes that were asked about most, most first."""
Received = Callable[[datetime, datetime], tuple[int, int, int]]
"""From, until: petitions received, of these answered, of these on time."""


@dataclass(frozen=True, slots=True)
class PostFigures:
    """Where the facts come from. `procedures`: all that are served now; `changes`: what became of them in a month."""

    office: IssuingOffice
    zone: ZoneInfo
    asked: Asked
    received: Received
    procedures: Callable[[], Iterable[Procedure]]
    changes: Callable[[Month], Iterable[Change]]

    def facts(self, month: Month, at: datetime) -> MonthFacts:
        """For the post of `month`, made at `at`; the figures speak of the month before."""
        before = month.after(-1)
        begins, ends = before.begins(self.zone), min(before.ends(self.zone), at)
        known = {procedure.code: procedure for procedure in self.procedures()}
        changed = list(self.changes(before))
        received, answered, on_time = self.received(begins, ends)

        def named(kind: ChangeKind) -> tuple[Named, ...]:
            return tuple(dict.fromkeys(Named(change.code, change.name) for change in changed if change.kind is kind))

        return MonthFacts(
            date(month.year, month.month, 1),
            self.office,
            tuple(_named(code, known) for code in self.asked(begins, ends, MOST_ASKED) if code in known),
            received,
            answered,
            on_time,
            named(ChangeKind.NEW),
            named(ChangeKind.CHANGED),
            named(ChangeKind.REPEALED),
            named(ChangeKind.REPLACED),
        )


def _named(code: str, known: dict[str, Procedure]) -> Named:
    return Named(code, known[code].name)
