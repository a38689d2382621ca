"""Who files for somebody else, and how people give themselves: "mẹ em tên Bốn, em là Hoa" tells two persons apart. Pure.

The sender is who is answered; whom it concerns is told in the petition, never written where the sender stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.petitions.rules.making.orders import phrases_of
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import without_marks

LONGEST = 120  # characters of who somebody is
_I = r"(?:em|e|tôi|toi|tui|con|cháu|chau|mình|minh|tớ|bà|bác|cô|chú|anh|chị)"
_SELF = r"(?:em|tôi|toi|tui|con|cháu|chau|mình|minh|tớ)"
_SPEAKER = rf"(?:{_SELF}|bác|cô|chú|chị|anh|bà|ông)"
_FILES = r"(?:gửi|gởi|gui|goi|viết|viet|nhắn|nhan|báo|bao|phản ánh|phan anh|kiến nghị|kien nghi|khai|nói|noi|làm đơn|lam don|đứng đơn)"
_FOR = r"(?:giùm|gium|dùm|dum|giúp|giup|hộ|ho|thay|thế)"
_CALLED = rf"(?P<whose>\s+(?:của\s+|cua\s+)?{_I})?\s+(?:tên|ten)(?:\s+(?:là|la))?\s+"
_TITLES = frozenset(
    ("ông", "ong", "bà", "anh", "chị", "chi", "cô", "co", "chú", "chu", "bác", "bac", "dì", "di", "cậu", "cau", "con", "cháu", "chau")
)
"""What old and young call themselves: "bà tên Tư" is the sender, "bà tui tên Tư" and "gửi cho bà tên Tư" are not."""
_ENDS = rf"(?=\s*(?:[,.;\n]|$|\d|\s(?:ở|o|nhà|sđt|sdt|số|so|còn|con|{_SELF}\s+(?:là|la|tên|ten))\s))"
_NAME_LEAD = re.compile(
    rf"^(?:(?:dạ|da|vâng|còn|người gửi|nguoi gui)[\s:,]+)*"
    rf"(?:(?:họ\s+(?:và\s+)?tên|ho\s+(?:va\s+)?ten|tên|ten)(?:\s+(?:của\s+)?{_SELF})?\s*(?:là|la|:|(?:thì|thi)(?:\s+(?:ghi|là))*)\s*"
    rf"|(?:tên|ten)\s+{_SELF}\s+(?:là\s+|la\s+)?|{_SELF}\s+(?:tên|ten|là|la)(?:\s+(?:là|la))?\s+|{_SPEAKER}\s+(?:tên|ten)(?:\s+(?:là|la))?\s+)",
    re.IGNORECASE,
)
_ADDRESS_LEAD = re.compile(
    rf"^(?:(?:dạ|da|vâng|rồi|roi|à|ờ|ừ|còn|con|thì)[\s,]+)*(?:(?:nhà|nha)\s+{_SELF}\s+(?:ở|o|tại|(?:thì|thi)(?:\s+ở)?)"
    rf"|(?:địa chỉ|dia chi|đ/c)(?:\s+(?:nhà|của)?\s*{_SELF})?\s*(?:là|la|ở|:)?|{_SPEAKER}\s+(?:ở|sống ở|ngụ|ngụ ở|trú)"
    r"|(?:nhà|nha)\s+(?:ở|tại)|(?:hiện\s+)?(?:ở|o|ngụ|trú))\s+",
    re.IGNORECASE,
)
_PHONE_LEAD = re.compile(
    rf"[\s,]*(?:còn\s+)?\b(?:số\s+|so\s+)?(?:điện thoại|dien thoai|sđt|sdt|đt|dt|di động|số máy|số|so)"
    rf"(?:\s+(?:của\s+)?(?:{_SELF}|liên hệ))?\s*(?:là|la|:)?\s*$",
    re.IGNORECASE,
)
_WRITE = re.compile(r"^(?i:(?:(?:vậy|thôi|thì|cứ|ừ|dạ)\s+)*(?:ghi|viết)\s+(?:tên\s+)?(?:là\s+)?)(?=[A-ZĐÀ-Ỹ])")
"""Before a name that is spelt as one: "vậy ghi Lê Thị Mận"."""
_LAST = re.compile(r"\s+(?:nha|nhé|nghen|nè|ạ)(?:\s+(?:con|cháu|em|chị|anh|cô|chú|bác|ad|bot))?[.!]*$")
"""Behind a name or an address, in small letters: "Lê Văn Tám nha con"."""
_OWN_CLAUSE = re.compile(rf"\s*[,.;\n]\s*(?:còn\s+)?(?={_SELF}\s+(?:là|la|tên|ten)\s)", re.IGNORECASE)
_PARTS = re.compile(
    r"\s+(?=(?:o\s+(?:ap|thon|xom|to|xa|khu|so|duong)|(?:hiện\s+)?ở|ngụ|nhà ở|trú tại|địa chỉ|dia chi"
    r"|số điện thoại|so dien thoai|sđt|sdt|số đt|đt|dt)\s)",
    re.IGNORECASE,
)


def concerned(text: str) -> tuple[str, str]:
    """Who `text` says that it concerns ("mẹ: Trần Thị Bốn", "" where nobody), and `text` without it."""
    found = _named().search(text)
    if found is None or _is_self(found, text):
        return "", text
    own = _OWN_CLAUSE.search(text, found.end())
    end = own.start() if own else found.end()  # what stands before the sender speaks of themselves is said of the other
    besides = text[found.end() : end].strip(" ,.;\n")
    is_theirs = own is not None and bool(besides) and find_phone(besides) is None
    name = found["name"].strip(" ,.;") + (f", {besides}" if is_theirs else "")
    rest = text[end:] if is_theirs else text[found.end() :]
    return f"{found['kin'].strip().lower()}: {name}"[:LONGEST], f"{text[: found.start()]}{rest}".strip(" ,.;\n")


def _is_self(found: re.Match[str], text: str) -> bool:
    is_linked = text[: found.start("kin")].rstrip().lower().endswith(("cho", "và"))
    return found["kin"].strip().lower() in _TITLES and not (found["whose"] or is_linked)


def filed_for(text: str) -> str:
    """For whom `text` says that it is sent ("mẹ"), "" where it does not say so."""
    found = next((each for pattern in _sent_for() if (each := pattern.search(text))), None)
    return found["kin"].strip().lower() if found else ""


def apart(text: str) -> str:
    """What somebody says of themselves in one breath ("tôi tên A ở thôn 3 số 09…") on lines of their own; other text as it is."""
    text = _OWN_CLAUSE.sub("\n", text)
    return "\n".join(_PARTS.sub("\n", line) if _NAME_LEAD.match(line.strip()) else line for line in text.splitlines())


def unled(line: str) -> str:
    """`line` without the words that lead up to a name, an address or a number: "em là Hoa" is Hoa."""
    line = _WRITE.sub("", _LAST.sub("", _PHONE_LEAD.sub("", line)))
    for lead in (_NAME_LEAD, _ADDRESS_LEAD):
        if found := lead.match(line):
            return line[found.end() :]
    return line


@lru_cache(maxsize=1)
def _kin() -> str:
    listed = [" ".join(words) for words in phrases_of("kin")]
    said = sorted({*listed, *map(without_marks, listed)}, key=lambda each: (-len(each), each))
    return rf"(?P<kin>{'|'.join(map(re.escape, said))})"


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[,.;\n])|(?<=\bcho )|(?<=\bvà ))\s*(?:dạ\s+)?{_kin()}{_CALLED}(?P<name>[^,.;\n\d]{{2,60}}?){_ENDS}", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _sent_for() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"\b{_FILES}\s+{_FOR}(?:\s+cho)?\s+{_kin()}\b", re.IGNORECASE),
        re.compile(rf"\b{_FILES}\s+(?:đơn\s+)?(?:thay|hộ|ho)\s+{_kin()}\b", re.IGNORECASE),
        re.compile(rf"\b{_kin()}(?:\s+{_I})?\b[^.\n]{{0,60}}\b(?:nên\s+)?{_SELF}\s+{_FILES}\s+{_FOR}\b", re.IGNORECASE),
        re.compile(rf"\b(?:thay mặt|thay mat)(?:\s+cho)?\s+{_kin()}\b", re.IGNORECASE),
    )
