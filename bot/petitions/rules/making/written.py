"""The parts of a petition as they stand, and which of them words are about that name none. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from bot.petitions.rules.draft import PetitionDraft, like_address
from bot.petitions.rules.making.corrections import Act, Correction, DraftPart, correction_of, fitting
from bot.petitions.rules.making.orders import order_of
from bot.petitions.rules.making.own_details import LONGEST_ADDRESS
from bot.petitions.rules.making.speech import is_spoken, tells_trouble
from bot.petitions.rules.petition import PetitionPlace
from bot.petitions.rules.texts import triage
from bot.petitions.rules.texts.asides import begins_a_wish, is_question
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import tokens

FEWEST_TOLD = 4
"""Different syllables of what goes on with a story; a third of them stand in it, or it tells of trouble."""
LONGEST_LINE = 200  # characters of a name; an address may have twice as many


def same_commune(draft: PetitionDraft, parts: Collection[DraftPart], old: str) -> bool:
    """Whether `old` is the name of the commune in each of `parts`: where it happens and where the sender lives are the same one."""
    commune = re.compile(rf"\b(?:xã|xa|phường|phuong|thị trấn)\s+{re.escape(old)}\b", re.IGNORECASE)
    return all(commune.search(written_parts(draft)[part]) for part in parts)


def fits_of(draft: PetitionDraft, correction: Correction) -> dict[DraftPart, str]:
    """The parts that a change fits, each as it then is: of the one that it names, where that was given. A number is changed apart."""
    if correction.act is not Act.CHANGE or not correction.new:
        return {}
    written = written_parts(draft)
    named = [correction.part] if correction.part and written[correction.part] else list(DraftPart)
    return fitting({part: text for part, text in written.items() if text and part in named and part is not DraftPart.PHONE}, correction)


def speaks_of_content(draft: PetitionDraft, correction: Correction) -> bool:
    """Whether what is said anew repeats words of the text, and of nothing else that was given."""
    if correction.old or correction.part:
        return False
    new, written = set(tokens(correction.new)), written_parts(draft)
    others = set(tokens(" ".join(text for part, text in written.items() if part is not DraftPart.CONTENT)))
    return len(new & set(tokens(written[DraftPart.CONTENT]))) * 2 >= len(new) and not new & others


def meant_for(draft: PetitionDraft, text: str) -> tuple[DraftPart, ...]:
    """Which parts words that correct nothing may be meant for when all is given: an address alone for either place, what goes on with the
    story for the text; () where they are of something else, or a number."""
    if is_question(text) or begins_a_wish(text) or find_phone(text):
        return ()
    is_trouble = tells_trouble(text)
    if not is_trouble and is_lone_place(text):
        return (DraftPart.PLACE, DraftPart.ADDRESS)
    said = set(tokens(text))
    is_more = len(said) >= FEWEST_TOLD and (is_trouble or len(said & set(tokens(draft.content))) * 3 >= len(said))
    return (DraftPart.CONTENT,) if is_more and not order_of(text) else ()


def tells_only_more(draft: PetitionDraft) -> bool:
    """Whether all that waits to be told what it is meant for can be meant for the text alone."""
    return all(correction_of(line) is None and meant_for(draft, line) == (DraftPart.CONTENT,) for line in draft.pending.split("\n"))


def is_lone_place(text: str) -> bool:
    """Whether `text` is an address and nothing else: typed when all is given, it is meant for one of the two."""
    return like_address(text) and len(text.split()) <= LONGEST_ADDRESS and not (is_question(text) or is_spoken(text, is_address=True))


def has_number(text: str) -> bool:
    """Whether a telephone number stands in `text`."""
    phone = find_phone(text)
    return phone is not None and bool(phone.digits)


def written_parts(draft: PetitionDraft) -> dict[DraftPart, str]:
    """Each part as it stands, "" where it was not given."""
    contact, place = draft.contact, draft.place or PetitionPlace()
    return {
        DraftPart.CONTENT: draft.content,
        DraftPart.PLACE: place.name,
        DraftPart.NAME: contact.name,
        DraftPart.ADDRESS: contact.address,
        DraftPart.PHONE: contact.phone,
    }


def must_be_rewritten(draft: PetitionDraft) -> bool:
    """Whether what it says is taken only in other words."""
    return triage.door(draft.content, passed=draft.passed) in triage.MUST_BE_REWRITTEN


def only_in(text: str, other: str) -> str:
    """The sentences of `text` that do not stand in `other`; what of one was left out, where no whole one was."""
    lines = [line.strip() for line in text.replace(". ", ".\n").splitlines()]
    return " ".join(line for line in lines if line and line not in other)[:LONGEST_LINE]


def cut_of(before: str, now: str) -> str:
    """What of `before` is not there any more, where a piece was taken out."""
    begin = _alike(before, now)
    rest, kept = before[begin:], now[begin:]
    end = _alike(rest[::-1], kept[::-1])
    return rest[: len(rest) - end].strip(" ,\n")[:LONGEST_LINE]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
