"""What of a text tells who somebody is that wrote to the office: by name, address, number, e-mail address, number plate. Pure.

What they gave of themselves is known, and what they wrote: it is found however an officer writes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.people import masking
from bot.petitions.rules.petition import Contact
from bot.petitions.rules.texts.hidden import Hidden, HiddenSpan, plain
from bot.petitions.rules.texts.naming import UPPER, called, is_shouted, self_named, titled
from bot.text.numerals import digits_of

SHORTEST_PART = 4  # characters of an address that are looked for by themselves; less is found everywhere
SHORTEST_NUMBER = 6  # digits
LONGEST_END = 6  # digits of "số đuôi 321"
SHORTEST_END = 3  # fewer are an amount, or a date
SHORTEST_PLATE_END = 2  # digits, where a vehicle is named before them
SHORTEST_STREET = 2  # characters of a street behind a house's number: "12 đường 3/2"
PLATE_DIGITS = 5  # of a plate, behind its letters: the province and the series before them are many vehicles'
UNDIALLED = re.compile(r"[35789]\d{8}")  # a mobile number without the 0 before it, as it stands behind +84
BETWEEN = r"[\s.\-–—()·_/,]{0,3}"
AT = r"\s*(?:@|\(at\)|\[at\]|\ba\s+còng\b)\s*"
PLATE = re.compile(r"(?<![\w.])\d{2}[- ]?[A-ZĐ]{1,2}\d?[-. ]?(?:\d{3}[.]?\d{2}|\d{4})(?![\w.]\d)", re.IGNORECASE)
LINK = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/[\w.@/-]+|(?<![\w.])@[\w.]{3,}")
COMMON = re.compile(
    r"^(?:xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|tp|đặc khu|x|p|tt|tx|h|q|t|việt nam)(?:[.\s]+|$)", re.IGNORECASE
)
"""A part of an address that is the whole commune's, or more than that: it tells of nobody."""
LAST = (
    r"(?:đuôi|cuối|tận cùng|kết thúc|(?:chữ số|con số|số) (?:ở )?sau|\b(?:so|bien|xe) (?:duoi|cuoi)|\b(?:tan cung|ket thuc)"
    r"|\b(?:chu so|con so|\d so|ba so|bon so) sau)"
)
FIRST = r"(?:\bđầu|\b(?:so|bat|mo) dau)"
LINKING = (
    r"(?:[\s,]+(?:là|la|số|so|biển|bien|bằng|bang|với|voi|của|cua|chữ|chu|con|điện thoại|dien thoai|đt|dt|sđt|sdt|máy|may|xe|ở|gồm"
    r"|như|ba|bốn|[2-6]))*"
    r"[\s:“\"'(.…*x]*"
)
"""What says that digits are the last or the first ones of a number, and what stands between."""
AMOUNT = r"\s*(?:đồng|đ(?!\w)|dong|vnđ|vnd|₫|triệu|trieu|tỷ|nghìn|ngàn|người|hộ|lượt|m2|m²|mét|kg|%)"
"""Behind digits that count something."""
VEHICLE = (
    r"\b(?:xe|ô tô|oto|o to|biển|biển số|biển xe|bien so|bien xe|bs|bks|bsx)(?!\w)"
    r"(?:\s+(?:máy|may|tải|tai|con|khách|khach|đạp điện|số|so|kiểm soát|mang|biển|bien))*"
)
LEVEL = (
    r"xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|tp|đặc khu|thôn|bản|ấp|buôn|làng|xóm|tổ(?: dân phố)?|khu phố|khóm|khu|ngõ|ngách"
    r"|hẻm|kiệt|đường|phố|số nhà|nhà số"
)
PARTS = re.compile(rf"[,;\n]|\s[-–]\s|(?<=\w)\s+(?=(?:{LEVEL})\.?\s+[{UPPER}\d])", re.IGNORECASE)
_SLASH = r"\s{0,2}(?:/|\bxu(?:yệt|yet)\b|\bxẹt\b|\bxet\b)\s{0,2}"
_DIGITS = rf"\d{{1,4}}[a-z]?(?:{_SLASH}\d{{1,4}}[a-z]?){{0,4}}"
HOUSE = re.compile(rf"^(?:(?:số nhà|nhà số|nhà|sn|số)[.\s]*)?(?P<number>{_DIGITS})(?=\s|$)(?P<rest>.*)", re.IGNORECASE)
LANE = re.compile(
    rf"\b(?P<kind>ngõ|ngách|hẻm|kiệt|tổ|thôn|bản|ấp|xóm|khu|khóm|khu phố|số nhà|nhà số)\s+(?:số\s+)?(?P<number>{_DIGITS})\b", re.IGNORECASE
)
STREET = re.compile(r"^(?:đường|phố|duong|pho)\s+(?P<name>\w.*)", re.IGNORECASE)
PAPER = re.compile(r"(?:dinh|van|ban|thu|phieu|cot|tram|to|thua|thua dat|lo|don|giay) $")
"""Before "số 12", which is no house then."""

OWN_NAME = re.compile(r"(?:tôi|tên|em|cháu|mình)\s+(?:tên\s+)?(?:là\s+)?(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PetitionSender:
    """What somebody gave of themselves, and what they wrote."""

    contact: Contact
    written: str = ""


def tells(text: str, sender: PetitionSender) -> Iterator[HiddenSpan]:
    """Spans of `text` (NFC) that tell who `sender` is."""
    written, contact = unicodedata.normalize("NFC", sender.written), sender.contact
    own = (each for each in titled(written) if _is_own_name(written, each.begin) and not is_shouted(written, each.begin))
    names = {contact.name, *(written[each.begin : each.end] for each in own), *self_named(written)}
    for name in names:
        yield from (HiddenSpan(*span, Hidden.NAME) for span in called(text, unicodedata.normalize("NFC", name)))
    yield from (HiddenSpan(*span, Hidden.ADDRESS) for span in _addressed(text, unicodedata.normalize("NFC", contact.address)))
    yield from (HiddenSpan(*span, Hidden.PHONE) for span in _numbered(text, f"{contact.phone}\n{written}"))
    yield from (HiddenSpan(*span, Hidden.EMAIL) for span in _mailed(text, f"{contact.address}\n{written}"))
    yield from (HiddenSpan(*span, Hidden.PLATE) for span in _plated(text, written))


def numbers(text: str) -> set[str]:
    """The personal numbers in `text`, digits alone, a telephone number as it is dialled here."""
    return {dialled(text[begin:end]) for begin, end in masking.spans(text)}


def dialled(number: str) -> str:
    """Its digits; +84 and 0084 before them are 0."""
    digits = digits_of(number)
    international = digits.removeprefix("00")
    if international.startswith("84") and len(international) >= 11:
        return "0" + international[2:].removeprefix("0")
    return digits


def plate_of(plate: str) -> str:
    """A number plate without what stands between its signs."""
    return "".join(letter for letter in plate.upper() if letter.isalnum())


def _is_own_name(written: str, begin: int) -> bool:
    """Whether the writer says that it is they who are called so."""
    return OWN_NAME.search(written[max(0, begin - 30) : begin]) is not None


def _addressed(text: str, address: str) -> Iterator[tuple[int, int]]:
    folded = plain(text)
    pieces = [address, *(part.strip(" .") for part in PARTS.split(address))]
    commons = [place for place, part in enumerate(pieces) if place > 1 and _is_common(part)]
    for place, part in enumerate(pieces):
        if place not in commons and not COMMON.match(part) and len(part) >= SHORTEST_PART:
            yield from _found(_shape(part), folded)
        if house := HOUSE.match(part):
            yield from _of_a_house(folded, house["number"], house["rest"])
    for number, street in _houses(pieces):
        digits, named = _numbered_house(number), r"\s+".join(map(re.escape, plain(street).split()))
        way = r"(?:(?:duong|pho)\s+|[dp]\.\s*)" + ("?" if len(street) >= SHORTEST_PART else "")
        yield from _found(rf"(?<!\w)(?:(?:so nha|nha so|nha|sn|so|ngo|ngach|hem|kiet)[.\s]*)?{digits}[,\s]+{way}{named}(?!\w)", folded)
        yield from _found(rf"(?<!\w){way}{named}[,\s]+(?:(?:so nha|nha so|nha|sn|so)[.\s]*)?{digits}", folded)
    for lane in LANE.finditer(address):
        kind = "so nha|nha so|nha|sn" if plain(lane["kind"]) in ("so nha", "nha so") else re.escape(plain(lane["kind"]))
        yield from _found(rf"(?<!\w)(?:{kind})\s+(?:so\s+)?0?{_numbered_house(lane['number'])}", folded)


def _houses(pieces: list[str]) -> Iterator[tuple[str, str]]:
    """Every number of a house or a lane with every street, though they are given apart: "Số 45/6 đường Lê Lợi", "đường Lê Lợi, số 12"."""
    streets = [
        found["name"].strip() for piece in pieces if (found := STREET.match(piece)) and len(found["name"].strip()) >= SHORTEST_STREET
    ]
    numbered = [*map(HOUSE.match, pieces), *map(LANE.match, pieces)]
    for house in numbered:
        yield from ((house["number"], street) for street in streets if house)


def _of_a_house(folded: str, number: str, rest: str) -> Iterator[tuple[int, int]]:
    """ "12 Lê Lợi" as "nhà 12", "số 12", "12, đường Lê Lợi", "đường Lê Lợi"."""
    digits = _numbered_house(number)
    for begin, end in _found(rf"(?<!\w)(?:so nha|nha so|nha|sn|so)[.\s]*{digits}", folded):
        if not folded.startswith("so ", begin) or not PAPER.search(folded[:begin]):
            yield begin, end
    street = re.sub(r"^[,\s]*(?:duong|pho|d\.|p\.)\s*", "", plain(rest).strip(" ,."))
    if len(street) >= SHORTEST_PART and not COMMON.match(rest.strip()):
        named = r"\s+".join(map(re.escape, street.split()))
        yield from _found(rf"(?<!\w)(?:{digits}[,\s]+)?(?:(?:duong|pho)\s+|[dp]\.\s*){named}(?!\w)", folded)
        yield from _found(rf"(?<!\w){digits}[,\s]+{named}(?!\w)", folded)


def _numbered_house(number: str) -> str:
    """45/6 as "45 / 6", "45 xuyệt 6" too; no part of a longer one."""
    slash = r"\s{0,2}(?:/|\bxuyet\b|\bxet\b)\s{0,2}"
    return slash.join(re.escape(plain(part)) for part in re.split(_SLASH, number.lower())) + r"(?!\w|\s{0,2}/)"


def _is_common(part: str) -> bool:
    """ "Hòa Bình" behind a comma: the commune or the province, without saying so."""
    words = part.split()
    return bool(words) and not any(letter.isdigit() for letter in part) and all(word[:1].isupper() for word in words)


def _shape(part: str) -> str:
    return r"(?<!\w)" + r"[\s,]+".join(re.escape(word) for word in plain(part).replace(",", " ").split()) + r"(?!\w|/\d)"


def _numbered(text: str, given: str) -> Iterator[tuple[int, int]]:
    narrow = text.translate(masking.NARROW)
    for begin, end in masking.spans(unicodedata.normalize("NFC", given)):
        number = unicodedata.normalize("NFC", given)[begin:end]
        digits = dialled(number)
        if not digits or any(letter.isalpha() for letter in number):
            yield from _found(re.escape(plain(number)), plain(text))
        digits = f"0{digits}" if UNDIALLED.fullmatch(digits) else digits
        if len(digits) >= SHORTEST_NUMBER:
            yield from _found(_number_shape(digits), narrow)
            small = narrow.lower() if len(narrow.lower()) == len(narrow) else narrow
            yield from _found(_end_shape(digits), small)
            yield from _found(_begin_shape(digits), small)
            yield from _found(_piece_shape(digits), small)


def _number_shape(digits: str) -> str:
    """A number with whatever stands between its digits, of a telephone with 0, +84, 0084 or nothing before them."""
    is_dialled = digits.startswith("0")
    rest = BETWEEN.join(digits[1:] if is_dialled else digits)
    return rf"(?<!\d)(?:(?:\(?\+?(?:00)?84{BETWEEN}0?|0){BETWEEN})?{rest}(?!\d)" if is_dialled else rf"(?<!\d){rest}(?!\d)"


def _end_shape(digits: str) -> str:
    """Its last digits where they are said to be that: "số đuôi 678", "3 số sau là 678", "tận cùng bằng 678", "xxx678"."""
    return rf"(?:{LAST}{LINKING}|[x*•…]+\s?|\.{{2,}}\s?)(?:{_ends(digits, SHORTEST_END)})(?!\d)"


def _ends(digits: str, shortest: int) -> str:
    return "|".join(BETWEEN.join(digits[-count:]) for count in range(min(LONGEST_END, len(digits)), shortest - 1, -1))


def _begin_shape(digits: str) -> str:
    """Its first digits where they are said to be that, or something stands for the others: "đầu 0912", "0912xxx"."""
    begins = "|".join(BETWEEN.join(digits[:count]) for count in range(len(digits) - 1, SHORTEST_END - 1, -1))
    return rf"(?:{FIRST}{LINKING}(?:{begins})(?!\d)|(?<!\d)(?:{begins})(?=\s?(?:[x*•…]|\.\.)))"


def _piece_shape(digits: str) -> str:
    """Its last or its first digits by themselves, SHORTEST_NUMBER of them and more, where they count nothing: "345 678"."""
    counts = range(len(digits) - 1, SHORTEST_NUMBER - 1, -1)
    pieces = "|".join(BETWEEN.join(piece) for count in counts for piece in (digits[-count:], digits[:count]))
    return rf"(?<![\d/])(?<!\d[.,])(?:{pieces})(?![.,]?\d|{AMOUNT})" if pieces else r"(?!)"


def _mailed(text: str, given: str) -> Iterator[tuple[int, int]]:
    small = text.lower() if len(text.lower()) == len(text) else text
    for found in masking.EMAIL.finditer(given):
        name, _, host = (piece.strip().lower() for piece in found[0].partition("@"))
        behind = AT + re.escape(host).replace(r"\.", r"\s*(?:\.|\(dot\)|\bchấm\b)\s*")
        behind = f"(?:{behind})?" if len(name) >= SHORTEST_NUMBER else behind
        yield from _found(rf"(?<![\w.]){re.escape(name)}{behind}(?!\w)", small)
    for link in LINK.finditer(given):
        yield from _found(re.escape(link[0].lower()), small)


def _plated(text: str, given: str) -> Iterator[tuple[int, int]]:
    large = text.upper() if len(text.upper()) == len(text) else text
    for plate in {plate_of(found[0]) for found in PLATE.finditer(given)}:
        yield from _found(r"(?<!\w)" + r"[\s.\-–]{0,3}".join(map(re.escape, plate)) + r"(?!\w)", large)
        number, small = re.split(r"\D", plate)[-1][-PLATE_DIGITS:], text.lower() if len(text.lower()) == len(text) else text
        yield from _found(_end_shape(number), small)
        ends, begins = _ends(number, SHORTEST_END), BETWEEN.join(number[:SHORTEST_END])
        yield from _found(rf"{VEHICLE}[\s:.]*(?:{ends}|{begins})(?!\d|{AMOUNT})", small)
        said = rf"(?P<said>{LAST}{LINKING}(?:{_ends(number, SHORTEST_PLATE_END)}))(?!\d|{AMOUNT})"
        yield from (found.span("said") for found in re.finditer(rf"{VEHICLE}[^.!?\n\d]{{0,20}}?{said}", small))


def _found(shape: str, text: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in re.finditer(shape, text))
