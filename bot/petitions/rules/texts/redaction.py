"""What to hide before a petition is published: suggestions, which an officer confirms. Pure; built on bot.people.masking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.people import masking
from bot.petitions.rules.petition import Contact, PetitionFile

SHORTEST_PART = 4  # characters of an address that are looked for by themselves; less is found everywhere


class Hidden(StrEnum):
    """What a span holds; the wording says it in its place."""

    PHONE = "phone"  # any personal number
    EMAIL = "email"
    PLATE = "plate"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, order=True)
class HiddenSpan:
    """From character `begin` to before `end`."""

    begin: int
    end: int
    what: Hidden


_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_TITLE = (
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ậu|[Dd]ì|[Tt]hầy|[Đđ]ồng chí|[Đđ]/c|[Ee]m|[Cc]háu"
    r"|[Tt]ên(?: tôi)? là|[Tt]ôi là|[Tt]ôi tên)"
)
_NAME = re.compile(rf"\b{_TITLE}(?:\s+là)?\s+(?P<name>{_WORD}(?:[^\S\n]+{_WORD}){{0,4}})")
_PLATE = re.compile(r"(?<![\w.])\d{2}[- ]?[A-ZĐ]{1,2}\d?[-. ]?(?:\d{3}[.]?\d{2}|\d{4})(?![\w.]\d)")
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,4}"
_PART = r"(?:[Ss]ố nhà|[Nn]hà số|[Ss]ố|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt|[Tt]hửa(?: đất)? số|[Tt]ờ bản đồ số)"
_STREET = rf"{_WORD}(?:[^\S\n]+{_WORD}){{0,4}}"
_ADDRESS = re.compile(
    rf"\b{_PART}\s+{_NUMBER}(?:[,\s]+{_PART}\s+{_NUMBER}){{0,4}}(?:[,\s]+(?:đường|phố|ngõ|ngách|hẻm|tổ|thôn|ấp|khóm)?\s*{_STREET})?"
    rf"|\b{_NUMBER}\s+(?:đường|phố|ngõ|ngách|hẻm)\s+{_STREET}"
)


def suggested(text: str, *contacts: Contact | None) -> tuple[HiddenSpan, ...]:
    """Spans of `text` (NFC) to hide, in order, apart: numbers, e-mail addresses, number plates, names after a title, addresses with a
    house number, and wherever the name, address and number of one of the `contacts` stand."""
    found = [*_patterns(text), *(span for contact in contacts for span in _own(text, contact or Contact()))]
    return tuple(_apart(sorted(found, key=lambda span: (span.begin, -span.end))))


def redacted(text: str, mask: Callable[[Hidden], str], *contacts: Contact | None) -> str:
    """`text` with `mask(what)` in place of every suggested span."""
    plain = unicodedata.normalize("NFC", text)
    return _covered(plain, mask, suggested(plain, *contacts))


def unnamed(text: str, mask: Callable[[Hidden], str], file: PetitionFile) -> str:
    """`text` to who sent `file`, or to everybody, without what tells who sent the petitions merged into it: name, address and number as
    they gave them, numbers and e-mail addresses as they wrote them. What the reader gave, wrote or named as the place themselves stays."""
    if not file.joined and not file.joined_words:
        return text
    plain, own, petition = unicodedata.normalize("NFC", text), file.contact or Contact(), file.petition
    theirs = unicodedata.normalize("NFC", f"{petition.content}\n{petition.place.name}\n{own.name}\n{own.address}\n{own.phone}")
    found = [span for contact in file.joined for span in _own(plain, contact)]
    written = unicodedata.normalize("NFC", file.joined_words)
    given = {Hidden.EMAIL: {each[0] for each in masking.EMAIL.finditer(written)}}
    given[Hidden.PHONE] = {written[begin:end] for begin, end in masking.spans(written)}
    found += [
        HiddenSpan(*each.span(), what)
        for what, parts in given.items()
        for part in parts
        for each in re.finditer(re.escape(_plain(part)), _plain(plain))
    ]
    foreign = [span for span in found if not _stands_in(plain[span.begin : span.end], theirs, own)]
    return _covered(plain, mask, _apart(sorted(foreign, key=lambda span: (span.begin, -span.end)))) if foreign else text


def _stands_in(found: str, theirs: str, own: Contact) -> bool:
    """Whether the reader wrote it so themselves, as words of its own; their own name also without its accents."""
    places = re.finditer(rf"(?<!\w){re.escape(found)}(?!\w)", theirs, re.IGNORECASE)
    is_alone = any(not found.isalpha() or not _is_longer_name(theirs[: place.start()]) for place in places)
    return is_alone or _plain(found) == _plain(own.name)


def _covered(plain: str, mask: Callable[[Hidden], str], spans: Iterable[HiddenSpan]) -> str:
    pieces, begin = [], 0
    for span in spans:
        pieces += [plain[begin : span.begin], mask(span.what)]
        begin = span.end
    return "".join([*pieces, plain[begin:]])


def _patterns(text: str) -> Iterator[HiddenSpan]:
    yield from (HiddenSpan(*found.span(), Hidden.EMAIL) for found in masking.EMAIL.finditer(text))
    yield from (HiddenSpan(*found.span(), Hidden.PLATE) for found in _PLATE.finditer(text))
    yield from (HiddenSpan(*found.span("name"), Hidden.NAME) for found in _NAME.finditer(text))
    yield from (HiddenSpan(*found.span(), Hidden.ADDRESS) for found in _ADDRESS.finditer(text))
    yield from (HiddenSpan(begin, end, Hidden.PHONE) for begin, end in masking.spans(text))


def _own(text: str, contact: Contact) -> Iterator[HiddenSpan]:
    plain = _plain(text)
    address = [part.strip() for part in contact.address.split(",")]
    for what, parts in ((Hidden.NAME, [contact.name]), (Hidden.ADDRESS, [contact.address, *address[:1]]), (Hidden.PHONE, [contact.phone])):
        for part in parts:
            if len(part.strip()) >= SHORTEST_PART:
                words = _plain(part).split()
                shape = _name_shape(words) if what is Hidden.NAME else r"\s+".join(map(re.escape, words))
                shape = _number_shape(part) if what is Hidden.PHONE else shape
                spans = (found.span() for found in re.finditer(shape, plain))
                if what is Hidden.NAME and len(words) == 1:
                    spans = (span for span in spans if not _is_longer_name(text[: span[0]]))
                yield from (HiddenSpan(*span, what) for span in spans if what is not Hidden.NAME or _is_same_name(text[slice(*span)], part))


def _plain(text: str) -> str:
    """Small letters without accents, each in the place of the one that it stands for."""
    small = text.lower() if len(text.lower()) == len(text) else text
    return "".join(unicodedata.normalize("NFD", letter)[:1] for letter in small.replace("đ", "d"))


def _number_shape(number: str) -> str:
    """A telephone number with whatever stands between its digits, with 0 or +84 before them."""
    digits = [digit for digit in number if digit.isdecimal()]
    between = r"[\s.\-()]{0,3}"
    rest = between.join(digits[1:] if digits[:1] == ["0"] else digits)
    return rf"(?<!\d)(?:\+?84|0){between}{rest}(?!\d)" if digits[:1] == ["0"] else rf"(?<!\d){rest}(?!\d)"


def _name_shape(words: list[str]) -> str:
    """A name as people write it: whole, or with its first and middle names as letters ("Trần T. Hạnh", "T.T. Hạnh", "tran thi hanh")."""
    begun = [rf"(?:{re.escape(word)}\s+|{re.escape(word[0])}(?:\.\s*|\s+))" for word in words[:-1]]
    return r"\b" + "".join([*begun, re.escape(words[-1])]) + r"\b"


def _is_longer_name(before: str) -> bool:
    """Whether what stands before a name of one word makes it the end of another: "xã Hòa Bình" is not Bình."""
    return re.search(rf"\b[{_UPPER}][^\W\d_]*[^\S\n]+$", before) is not None


def _is_same_name(found: str, name: str) -> bool:
    """Whether every word of `found` is one of `name`, with its accents or without any: "đồ ăn" is not Đỗ An."""
    known = set(name.lower().split())
    return all(word in known or word == _plain(word) for word in re.split(r"[\s.]+", found.lower()) if word)


def _apart(spans: list[HiddenSpan]) -> Iterator[HiddenSpan]:
    """Overlapping spans become one, called by the first of them."""
    held: HiddenSpan | None = None
    for span in spans:
        if held is not None and span.begin < held.end:
            held = HiddenSpan(held.begin, max(held.end, span.end), held.what)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
