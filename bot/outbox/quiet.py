"""Quiet hours: when people are not to be disturbed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.text import hours


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` until `end` of the clock on the wall, over midnight where `end` is the earlier; none where they are equal."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        """Whether it is quiet then; `start` is, `end` is not."""
        return hours.holds((self.start, self.end), clock)


NEVER_QUIET = QuietHours(time(), time())


def quiet_hours(written: str) -> QuietHours:
    """ "21:00-07:00" → QuietHours; empty: none. Raises ValueError."""
    stretch = hours.of_a_night(written)
    return QuietHours(*stretch) if stretch else NEVER_QUIET


def next_allowed(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """`at` where it is not quiet in `zone`, else the end of that quiet; aware, in UTC. Raises ValueError if `at` is naive."""
    if at.utcoffset() is None:
        raise ValueError(f"naive time: {at}")
    local = at.astimezone(zone)
    if not quiet.holds(local.timetz().replace(tzinfo=None)):
        return at.astimezone(UTC)
    end = datetime.combine(local.date(), quiet.end, zone)
    if end <= local:
        end = datetime.combine(local.date() + timedelta(days=1), quiet.end, zone)
    return end.astimezone(UTC)
