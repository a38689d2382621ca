"""A petition that somebody of the staff writes down for who calls, comes to the counter or sends a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.people.staff import Staff
from bot.petitions.cases.intake import Intake
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Naming, NewPetition, PetitionFile
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.phone import is_phone
from bot.petitions.rules.texts.triage import Referral
from bot.text.numerals import digits_of

Dictated = PetitionFile | Referral | NotDone
"""Filed; or another door seems the right one; or not taken."""


class AssistedFiling:
    """The same intake as the citizen's own; the time line and the audit trail name who wrote it down."""

    def __init__(self, intake: Intake, knows_procedure: Callable[[str], bool]) -> None:
        self._intake = intake
        self._knows_procedure = knows_procedure

    def file(self, staff: Staff, filing: NewPetition, warned: Referral | None, at: datetime) -> Dictated:
        """File it, unless it should rather go through another door than the one that this person was `warned` of.

        A denunciation is never filed, however often they were warned.
        """
        door = triage.door(filing.content)
        if door not in (None, warned):
            return door
        if lasting := triage.door(filing.content, passed=True):
            return lasting
        if filing.procedure and not self._knows_procedure(filing.procedure):
            return NotDone(RefusalReason.NO_SUCH_PROCEDURE)
        filing = replace(filing, contact=replace(filing.contact, phone=_whole(filing.contact.phone)))
        if filing.naming is not Naming.ANONYMOUS and not is_phone(filing.contact.phone):
            return NotDone(RefusalReason.WRONG_PHONE if filing.contact.phone else RefusalReason.INCOMPLETE)
        return self._intake.file(filing, None, at, by=staff) or NotDone(RefusalReason.STALE)

    def taken_down(self, staff: Staff, petition_id: int) -> PetitionFile | None:
        """What this person wrote down, wherever it lies now: to read the code out, not what it says."""
        return self._intake.taken_down(staff, petition_id)


def _whole(phone: str) -> str:
    """A number whose first zero was left out, with it: else who looks for the whole number does not find it."""
    digits = digits_of(phone)
    return f"0{digits}" if is_phone(f"0{digits}") and not is_phone(phone) else phone
