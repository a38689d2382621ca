"""Why the newsroom did not do what it was asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AnnouncementRefusal(StrEnum):
    """Each has a sentence in the wording."""

    NOT_ALLOWED = "not_allowed"
    NOT_THERE = "not_there"
    TOO_LATE = "too_late"
    HELD = "held"
    CHANGED = "changed"
    OWN = "own"  # who wrote it does not approve it
    ONE_HAND = "one_hand"  # who approved before made or opened this account lately, or the other way round
    ALREADY_APPROVED = "already_approved"
    OUTSIDE_MONTH = "outside_month"
    QUIET_HOURS = "quiet_hours"
    NO_REASON = "no_reason"
    NO_CHAT = "no_chat"
    WRONG_HOUR = "wrong_hour"  # over already, or too far away
    HOUR_PAST = "hour_past"  # what is approved now leaves at once; that needs a second word
    HOUR_GONE = "hour_gone"  # the hour of a campaign passed while it waited


class Unfit(StrEnum):
    """Why a file is no cover; each has a sentence in the wording."""

    TOO_HEAVY = "too_heavy"
    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Faulty:
    """What was typed cannot be published; `lines` says why, a line each."""

    lines: tuple[str, ...]
