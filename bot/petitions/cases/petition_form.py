"""A petition written on a form: one draft of a chat, kept while it is looked over, sent at most once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.messages import ChatId
from bot.petitions.cases.intake import SHORTEST, Intake
from bot.petitions.cases.photos import PhotoFault
from bot.petitions.rules.draft import DraftStep, PetitionDraft, from_json, to_json
from bot.petitions.rules.listing import SimilarOpenPetition
from bot.petitions.rules.outcome import NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Naming, PetitionFile, PetitionPlace
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.phone import is_phone
from bot.petitions.rules.texts.triage import Referral
from bot.petitions.store.dialogs import DialogStates

WINDOW = "form"
JUST_SENT = timedelta(minutes=30)  # within which the page of what was sent can be opened again
FEWEST_WORDS = 3  # as in the chat
LIMITS: Mapping[str, int] = {"content": 3_000, "place": 400, "name": 200, "address": 400, "phone": 40}
"""Characters of each field; those of the chat."""
DIGITS = range(9, 13)  # of a telephone number, with or without the country's


@dataclass(frozen=True, slots=True)
class PetitionForm:
    """The use cases of the form."""

    intake: Intake
    dialogs: DialogStates

    def open(self, chat: ChatId) -> PetitionDraft | None:
        """What is being written."""
        kept = self.dialogs.get(chat, WINDOW)
        return from_json(dict(kept[0])) if kept else None

    def keep(self, chat: ChatId, draft: PetitionDraft, at: datetime) -> None:
        self.dialogs.put(chat, WINDOW, to_json(draft), at)

    def drop(self, chat: ChatId) -> bool:
        """Whether there was something."""
        return self.dialogs.drop(chat, WINDOW)

    def photo(self, path: Path, chat: ChatId, address: str = "") -> Photo | PhotoFault:
        return self.intake.keep_photo(path, chat, address)

    def door(self, draft: PetitionDraft) -> Referral | None:
        """Where it should rather go; None where it was passed by."""
        return triage.door(draft.content, passed=draft.passed)

    def alike(self, chat: ChatId, draft: PetitionDraft, at: datetime, address: str = "") -> tuple[SimilarOpenPetition, ...]:
        """Similar open ones, to be followed instead."""
        return self.intake.alike(draft.filing(), chat, at, address)

    def send(self, chat: ChatId, draft: PetitionDraft, at: datetime, address: str = "") -> PetitionFile | NotDone | None:
        """File it; None where it was sent already. `address`: where it comes from on the network."""
        return self.intake.file(draft.filing(), chat, at, WINDOW, address=address)

    def follow(self, chat: ChatId, draft: PetitionDraft, number: int, at: datetime, address: str = "") -> Outcome:
        """Follow one of those alike in the place of sending."""
        chosen = next((each for each in self.alike(chat, draft, at, address) if each.id == number), None)
        if chosen is None:
            return NotDone(RefusalReason.UNKNOWN)
        outcome = self.intake.follow(chosen, chat, at, address)
        if not isinstance(outcome, NotDone):
            self.drop(chat)
        return outcome

    def sent(self, chat: ChatId, at: datetime) -> PetitionFile | None:
        """What was sent a moment ago."""
        return self.intake.last_filed(chat, at - JUST_SENT)


def faults(draft: PetitionDraft) -> Mapping[str, str]:
    """What keeps a draft from being sent: the field → the name of the sentence about it, in the order of the form."""
    contact = draft.contact
    signed = draft.naming is not Naming.ANONYMOUS
    given = {"content": draft.content, "place": (draft.place or PetitionPlace()).name, **({} if not signed else _signed(draft))}
    found = {
        "content": "no_content" if len(draft.content) < SHORTEST or len(draft.content.split()) < FEWEST_WORDS else "",
        "kind": "no_kind" if draft.kind is None else "",
        "naming": "no_naming" if draft.naming is None else "",
        "name": "no_name" if signed and not contact.name else "",
        "address": "no_address" if signed and not contact.address else "",
        "phone": ("no_phone" if not contact.phone else "" if is_phone(contact.phone) else "wrong_phone") if signed else "",
    }
    too_long = {name: "long_field" for name, text in given.items() if len(text) > LIMITS[name]}
    return {name: fault for name, fault in (found | too_long).items() if fault}


def seal(draft: PetitionDraft) -> str:
    """Tells one state of a draft from another: what was looked over is what is sent."""
    kept = to_json(replace(draft, step=DraftStep.REVIEW))
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _signed(draft: PetitionDraft) -> dict[str, str]:
    return {"name": draft.contact.name, "address": draft.contact.address, "phone": draft.contact.phone}
