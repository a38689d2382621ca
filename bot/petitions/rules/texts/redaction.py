"""What to hide before a petition is published: suggestions, which an officer confirms. Pure; built on bot.people.masking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.people import masking
from bot.petitions.rules.petition import Contact, PetitionFile
from bot.petitions.rules.texts.hidden import Hidden, HiddenSpan, apart, covered, plain
from bot.petitions.rules.texts.naming import WORD, is_longer, titled
from bot.petitions.rules.texts.senders import PLATE, PetitionSender, dialled, numbers, plate_of, tells

_TITLE = (
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ậu|[Dd]ì|[Tt]hầy|[Đđ]ồng chí|[Đđ]/c|[Ee]m|[Cc]háu"
    r"|[Tt]ên(?: tôi)? là|[Tt]ôi là|[Tt]ôi tên)"
)
_NAME = re.compile(rf"\b{_TITLE}(?:\s+là)?\s+(?P<name>{WORD}(?:[^\S\n]+{WORD}){{0,4}})")
_PLATE = re.compile(r"(?<![\w.])\d{2}[- ]?[A-ZĐ]{1,2}\d?[-. ]?(?:\d{3}[.]?\d{2}|\d{4})(?![\w.]\d)")
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,4}(?!\d|[ .-]\d{2,})"  # what goes on in digits is a telephone's: "số 0987 654 321"
_PART = r"(?:[Ss]ố nhà|[Nn]hà số|[Ss]ố|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt|[Tt]hửa(?: đất)? số|[Tt]ờ bản đồ số)"
_STREET = rf"{WORD}(?:[^\S\n]+{WORD}){{0,4}}"
_ADDRESS = re.compile(
    rf"\b{_PART}\s+{_NUMBER}(?:[,\s]+{_PART}\s+{_NUMBER}){{0,4}}(?:[,\s]+(?:đường|phố|ngõ|ngách|hẻm|tổ|thôn|ấp|khóm)?\s*{_STREET})?"
    rf"|\b{_NUMBER}\s+(?:đường|phố|ngõ|ngách|hẻm)\s+{_STREET}"
)


def suggested(text: str, *senders: Contact | PetitionSender | None) -> tuple[HiddenSpan, ...]:
    """Spans of `text` (NFC) to hide, in order, apart: numbers, e-mail addresses, number plates, names after a title, addresses with a
    house number, and whatever tells who one of the `senders` is."""
    known = (each if isinstance(each, PetitionSender) else PetitionSender(each) for each in senders if each is not None)
    return tuple(apart([*_patterns(text), *(span for sender in known for span in tells(text, sender))]))


def redacted(text: str, mask: Callable[[Hidden], str], *senders: Contact | PetitionSender | None) -> str:
    """`text` with `mask(what)` in place of every suggested span."""
    plain_text = unicodedata.normalize("NFC", text)
    return covered(plain_text, mask, suggested(plain_text, *senders))


def everybody(file: PetitionFile) -> tuple[PetitionSender, ...]:
    """Who sent `file`, and who sent the petitions merged into it."""
    return (own(file), *joined(file))


def own(file: PetitionFile) -> PetitionSender:
    petition = file.petition
    return PetitionSender(file.contact or Contact(), f"{petition.content}\n{petition.place.name}")


def joined(file: PetitionFile) -> tuple[PetitionSender, ...]:
    """What one of them wrote is kept apart from nobody's: whoever of them it is, none of the others reads it."""
    return (*map(PetitionSender, file.joined), *([PetitionSender(Contact(), file.joined_words)] if file.joined_words else []))


def unnamed(text: str, mask: Callable[[Hidden], str], file: PetitionFile) -> str:
    """`text` to who sent `file`, or to everybody, without what tells who sent the petitions merged into it: what they gave of themselves
    and what they wrote, however it is written, and everybody who is called by a name that the reader does not know, unless it is by what
    they do for an office; number plates too. What the reader gave, wrote or named as the place themselves stays."""
    others = joined(file)
    if not others:
        return text
    told, reader = unicodedata.normalize("NFC", text), own(file)
    found = [span for sender in others for span in tells(told, sender)]
    found += [HiddenSpan(each.begin, each.end, Hidden.NAME) for each in titled(told) if not each.is_official]
    found += [HiddenSpan(*each.span(), Hidden.PLATE) for each in _PLATE.finditer(told)]
    foreign = [span for span in found if not _is_of(reader, told[span.begin : span.end], span.what)]
    return covered(told, mask, apart(foreign)) if foreign else text


def _is_of(reader: PetitionSender, found: str, what: Hidden) -> bool:
    """Whether the reader gave or wrote it themselves: a number and a plate in any writing, a name as it stands or a part of their own."""
    contact = reader.contact
    theirs = unicodedata.normalize("NFC", f"{reader.written}\n{contact.name}\n{contact.address}\n{contact.phone}")
    match what:
        case Hidden.PHONE:
            return dialled(found) in numbers(theirs)
        case Hidden.PLATE:
            return plate_of(found) in {plate_of(each[0]) for each in PLATE.finditer(theirs)}
        case Hidden.NAME if contact.name and set(plain(found).split()) <= set(plain(unicodedata.normalize("NFC", contact.name)).split()):
            return True
        case _:
            places = re.finditer(rf"(?<!\w){re.escape(found)}(?!\w)", theirs, re.IGNORECASE)
            return any(not found.isalpha() or not is_longer(theirs[: place.start()]) for place in places)


def _patterns(text: str) -> Iterator[HiddenSpan]:
    yield from (HiddenSpan(*found.span(), Hidden.EMAIL) for found in masking.EMAIL.finditer(text))
    yield from (HiddenSpan(*found.span(), Hidden.PLATE) for found in _PLATE.finditer(text))
    yield from (HiddenSpan(*found.span("name"), Hidden.NAME) for found in _NAME.finditer(text))
    yield from (HiddenSpan(*found.span(), Hidden.ADDRESS) for found in _ADDRESS.finditer(text))
    yield from (HiddenSpan(begin, end, Hidden.PHONE) for begin, end in masking.spans(text))
