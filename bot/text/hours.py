"""Stretches of the clock on the wall as settings write them: "07:30-11:30 13:30-17:00". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise

SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)

Stretch = tuple[time, time]
"""When it begins and when it ends."""


def stretches(written: str) -> tuple[Stretch, ...]:
    """ "07:30-11:30 13:30-17:00" (spaces or commas between) → the stretches as they stand. Raises ValueError."""
    return tuple(_stretch(piece) for piece in written.replace(",", " ").split())


def of_a_day(written: str) -> tuple[Stretch, ...]:
    """As `stretches`: at least one, each ends after it begins, in order, apart. Raises ValueError."""
    found = stretches(written)
    in_order = all(earlier <= later for earlier, later in pairwise(_moments(found)))
    if not found or not in_order or any(begins == ends for begins, ends in found):
        raise ValueError(f"hours of a day are needed, in order, apart, not {written!r}")
    return found


def of_a_night(written: str) -> Stretch | None:
    """ "21:00-07:00" → one stretch, which may lie over midnight; empty: None. Raises ValueError."""
    found = stretches(written)
    if len(found) > 1:
        raise ValueError(f"one stretch of hours is needed, not {written!r}")
    return found[0] if found else None


def holds(stretch: Stretch, clock: time) -> bool:
    """Whether `clock` lies in it, over midnight where it ends earlier than it begins; its begin does, its end does not."""
    begins, ends = stretch
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def _stretch(written: str) -> Stretch:
    match = SPAN.fullmatch(written)
    if not match:
        raise ValueError(f"hours are written as 07:30-11:30, not {written!r}")
    begin_hour, begin_minute, end_hour, end_minute = map(int, match.groups())
    return time(begin_hour, begin_minute), time(end_hour, end_minute)


def _moments(found: Sequence[Stretch]) -> list[time]:
    return [moment for stretch in found for moment in stretch]
