"""Why the tracker did not take a proof. Pure."""

from __future__ import annotations

from enum import StrEnum


class Denied(StrEnum):
    """Each has a sentence in the wording."""

    NOT_THERE = "not_there"
    NOT_YOURS = "not_yours"
    EMPTY = "empty"
    UNREADABLE = "unreadable"  # what is typed for a time names none, or a day that no month has
    STALE = "stale"  # somebody changed it since the page was made
    OVER = "over"  # it would fall due on no day of that year that is still to come
