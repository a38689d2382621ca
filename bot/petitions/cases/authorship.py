"""Proving that one has sent a petition, from another chat or another browser: its code and the telephone number given with it.

A wrong code, a wrong number and a petition without a number get the same answer, after the same work.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.messages import ChatId, OutboxMessage, Priority
from bot.petitions.cases.petition_form import DIGITS
from bot.petitions.rules import code
from bot.petitions.rules.outcome import Outcome
from bot.petitions.rules.petition import Event, PetitionFile
from bot.petitions.store.authorship import Claim, Proofs
from bot.text.numerals import digits_of
from bot.wording.petitions import NoticeWords

Quiet = Callable[[ChatId, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Authorship:
    """The new chat joins those of the sender and replaces none: two facts that a neighbour may know must lock nobody out of their own
    petition. The others are told at once; from then on whoever of them has their data deleted deletes name and number with it."""

    proofs: Proofs
    words: NoticeWords
    quiet: Quiet

    def prove(self, typed: str, number: str, chat: ChatId, at: datetime, address: str = "") -> Outcome:
        """Done: `chat` is the sender's too. `typed`: the code, `number`: the telephone number, as they were typed; `address`: where the
        message comes from, "" where the channel does not say. NotDone: UNPROVEN, or TOO_MANY tries within a day."""
        claim = Claim(code.read(typed) or "", chat, address, lambda kept: is_same_number(number, kept))
        return self.proofs.prove(claim, lambda file, event: self._letters(file, event, chat), at)

    def _letters(self, file: PetitionFile, event: Event, chat: ChatId) -> Iterator[OutboxMessage]:
        """To the chats that were the sender's before."""
        text, number = self.words.proven.format(code=file.petition.code), file.petition.id
        for other in file.followers:
            if other.is_author and other.chat != chat:
                key = f"petition:{number}:proven:{event.id}:{other.chat}"
                yield OutboxMessage(other.chat, text, key, (), Priority.NOTICE, not_before=self.quiet(other.chat, event.at))


def is_same_number(typed: str, kept: str) -> bool:
    """Whether both are the same telephone number, in constant time; never where `kept` is none."""
    given, known = number_of(typed), number_of(kept)
    is_same = hmac.compare_digest(hashlib.sha256(given.encode()).digest(), hashlib.sha256(known.encode()).digest())
    return is_same and len(known) in DIGITS


def number_of(text: str) -> str:
    """The digits of `text`, with a 0 in the place of the country's +84."""
    digits = digits_of(text)
    for country in ("0084", "84"):
        if digits.startswith(country) and len(digits) - len(country) in DIGITS:
            return "0" + digits[len(country) :].removeprefix("0")
    return digits
