"""What comes of an attempt to do something with a petition: Done, or NotDone and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.petitions.rules.petition import Petition


class RefusalReason(StrEnum):
    """Why nothing was done; each has its sentence in the wording."""

    UNKNOWN = "unknown"  # no such petition, or not one that this person may see
    NOT_YOURS = "not_yours"  # this person may see it, not do that
    NOT_NOW = "not_now"  # its state does not allow it
    TAKEN = "taken"  # somebody else was faster
    UNCHANGED = "unchanged"  # it is so already: nothing that waits for a signature is undone by it
    STALE = "stale"  # it has changed since this person looked
    NO_REASON = "no_reason"  # words are needed
    TOO_LONG = "too_long"
    UNFILLED = "unfilled"  # a place of a template that nobody filled in would reach the citizen
    NO_SUCH_OFFICER = "no_such_officer"
    NO_SUCH_UNIT = "no_such_unit"
    UNIT_OR_AGENCY = "unit_or_agency"  # both are named; it goes to one
    NO_SUCH_PROCEDURE = "no_such_procedure"
    NEEDS_APPROVAL = "needs_approval"  # the unit's answers leave only after a leader's signature
    NEEDS_LEADER = "needs_leader"  # the unit's leader signs: words that nobody signed leave by the leader alone
    SHARED_UNREAD = "shared_unread"  # others get it too, with names hidden, and nobody has read how that reads
    SAME_OFFICER = "same_officer"  # reopened: another officer must take it
    ALREADY_REOPENED = "already_reopened"
    TOO_LATE = "too_late"  # the days for it are over
    INCOMPLETE = "incomplete"  # what Decree 20/2008/NĐ-CP asks is missing
    WRONG_PHONE = "wrong_phone"  # no number by which anybody could be called
    TOO_MANY = "too_many"
    CROWDED = "crowded"  # too many from that network address today, whoever sent them
    UNPROVEN = "unproven"  # code and telephone number are not those of one petition
    SAME_TEXT = "same_text"  # the correction says what was sent already
    OVER = "over"  # the one to merge into is answered or elsewhere: its sender would hear nothing
    MERGE_UNREAD = "merge_unread"  # nobody has read yet what becomes of the two
    NAMED = "named"  # it is about whom it would be given to; that needs a second word
    DENUNCIATION = "denunciation"  # never filed: who denounces goes to where citizens are received


@dataclass(frozen=True, slots=True)
class Done:
    """It is done and lasting; the petition as it now stands. `told`: who of the staff gets a notice of it, by number."""

    petition: Petition
    told: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was changed; the petition as it stands, where this person may see it."""

    why: RefusalReason
    petition: Petition | None = None


Outcome = Done | NotDone
