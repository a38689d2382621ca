"""A correction of what was written, read from how people say it: "cầu Bà Điệp chứ hông phải Ông Điệp", "số đt nhầm, 09…". Pure.

What is corrected is looked for in the words that stand there: a correction is certain only where it fits exactly one of the things that
were given. Accents and capitals do not matter for finding, what is written is written as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.petitions.rules.making.behalf import unled
from bot.petitions.rules.making.counts import count_swapped
from bot.petitions.rules.making.orders import is_same
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import fold, tokens

LONGEST = 60
"""Syllables of a correction; a longer message is a story of its own."""
FEWEST_ALONE = 2
"""Syllables of wrong words that are changed wherever they stand; a single one must stand there once, or behind the word it belongs to."""

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*\s*")
_NOT = r"(?:không|hông|hổng|hong|hok|hem|ko|khong|kg|k|chẳng|nỏ)"
_I = r"(?:của\s+|cua\s+)?(?:tui|tôi|toi|em|e|con|cháu|chau|mình|minh|anh|chị|chi|bác|bac|cô|chú|bà|ông|tớ)"
_WRONG = r"(?:sai|nhầm|nham|lộn|lon|lầm|trật)"
_POLITE = r"(?:dạ|da|ủa|ua|ơ|ý|í|à|ạ|trời|xin lỗi|xl|em|e|tui|tôi|con|cháu|mình|ad|ơi|oi|cho|thôi|khoan)"
_ELDER = r"(?:bác|bac|cô|chú|chu|bà|ông|ong|dì|ngoại|nội|anh|chị)"
_LEAD = (
    rf"(?:(?:(?:giùm|giúp|dùm|cho)\s+{_ELDER}|{_POLITE}|{_NOT}(?=\s*,)"
    rf"|(?:ghi|viết|gõ|nói|bị|đọc|viet|ghi)\s+{_WRONG}|{_WRONG}|rồi|roi|r|máy nghe|sửa lại|sua lai|sửa|sua|đính chính"
    rf"|giùm|giúp|dùm|lại|lai|là|la|bị|bi|đó|nha|nhé)\b[\s,.!:;-]*)*"
)
_PHONE = r"(?:số\s+|so\s+)?(?:đt|dt|sđt|sdt|điện thoại|dien thoai|di động|di dong|phone)|số máy|so may"
_NAME = r"họ (?:và )?tên|ho (?:va )?ten|tên|ten"
_ADDRESS = r"địa chỉ|dia chi|đ/c|chỗ ở|cho o|nhà ở|nha o"
_PLACE = r"(?:nơi|noi|chỗ|cho|địa điểm|dia diem|vị trí|vi tri)(?:\s+(?:xảy ra|xay ra|đó|do|ấy|ay|bị|việc))*"
_FIELD = rf"(?P<phone>{_PHONE})|(?P<name>{_NAME})|(?P<address>{_ADDRESS})|(?P<content>nội dung|noi dung)|(?P<place>{_PLACE})"
_LINK = rf"(?:\s+{_I})?(?:\s+(?:bị\s+|ghi\s+)?{_WRONG})?(?:\s+(?:rồi|roi))?(?:\s*[,:]|\s+(?:đúng|dung|phải là|là|la|thành|thanh)\b)*\s*"
_CLEAR = rf"(?:{_WRONG}|\b(?:là|la|thành|thanh|đúng|sửa|đổi|lại)\b|:)"
_FLAGS = re.IGNORECASE
_RATHER = re.compile(
    rf"^{_LEAD}(?P<new>.+?)\s*,?\s+(?:(?:chứ|chớ|chu|cho)\s+{_NOT}(?:\s+(?:phải|phai))?|(?:(?:mà|ma)\s+)?{_NOT}\s+(?:phải|phai))"
    rf"(?:\s+(?:là|la|ở))?\s+(?P<old>.+)$",
    _FLAGS | re.DOTALL,
)
_NOT_BUT = re.compile(
    rf"^(?:{_POLITE}[\s,.!]+)*{_NOT}\s+(?:phải|phai)\s+(?:(?:là|la|ở)\s+)?(?P<old>[^,]+?)\s*(?:,\s*(?:mà\s+)?|\s+(?:mà|ma)\s+)"
    rf"(?:(?:là|la|ở)\s+)?(?P<new>.+)$",
    _FLAGS,
)
_INTO = re.compile(
    rf"^{_LEAD}(?:(?:sửa|sua|đổi|doi|thay|chỉnh)\s+)?(?:(?:giùm|giúp|dùm|lại|chữ|từ)\s+)*(?P<old>.+?)\s+"
    rf"(?:(?:sửa|sua|đổi|doi)\s+)?(?:thành|thanh|lại là|bằng)\s+(?P<new>.+)$",
    _FLAGS,
)
_ANEW = re.compile(
    rf"^(?:{_POLITE}[\s,.!]+)*(?:sửa|sua|đổi|doi|chỉnh|chinh|ghi|viết|viet)"
    rf"(?:\s+(?:lại|lai|(?:giùm|giúp|dùm|cho)(?:\s+{_ELDER})?|tui|tôi|toi|em|con|cháu))*\s+(?:là|la|thành|thanh)\s+(?P<new>.+)$",
    _FLAGS,
)
_HOLDS_CHANGE = re.compile(r"\b(?:sửa|sua|đổi|doi|thay|chỉnh)\b", _FLAGS)
_OF_FIELD = re.compile(rf"^{_LEAD}(?:{_FIELD})(?=\W){_LINK}(?P<new>.*)$", _FLAGS | re.DOTALL)
_MY_NAME = re.compile(rf"^{_LEAD}{_I}\s+(?:tên|ten)(?:\s+(?:là|la))?\s+(?P<new>.+)$", _FLAGS)
_DROP_SENTENCE = re.compile(
    rf"^{_LEAD}(?:bỏ|bo|xóa|xoá|xoa|cắt)(?:\s+(?:giùm|giúp|dùm|đi|di|hết|cái|luôn))*\s+(?:câu|cau|dòng|dong|đoạn|khúc)\s+"
    r"(?P<which>cuối|cuoi|chót|chot|sau|đầu|dau)\b",
    _FLAGS,
)
_DROP_WORDS = re.compile(
    rf"^{_LEAD}(?:bỏ|bo|xóa|xoá|xoa|cắt)(?:\s+(?:giùm|giúp|dùm|đi|di|hết|cái))*\s+(?:chữ|chu|từ|cụm|câu|cau|đoạn|khúc|chỗ)\s+(?P<old>.+)$",
    _FLAGS,
)
_MORE = re.compile(
    rf"^(?:{_POLITE}[\s,.!]+)*(?:(?:(?:ghi|viết|viet|kể|ke|bổ sung|bo sung|cho|nói|muốn|xin)\s+)*(?:thêm|them)"
    r"|bổ sung|bo sung|(?:còn|con) (?:nữa|nua)|(?:quên|quen)(?: (?:nói|ghi|kể|noi|ke)\b|(?=\s*[,:])))"
    r"(?:\s+(?:vào|vô|vao|vo|giùm|giúp|dùm|nữa|nua|cho|tui|tôi|em|con|câu|ý|nội dung|này))*\s*(?:,|:|\s(?:là|la|rằng|câu))*\s+(?P<new>.+)$",
    _FLAGS | re.DOTALL,
)
_WRONG_THEN = re.compile(rf"^(?P<lead>{_LEAD})(?P<new>.*)$", _FLAGS)
_RIGHT = re.compile(r"^(?P<new>.+?)\s+(?:mới|moi)\s+(?:đúng|dung|phải|phai)\b.*$", _FLAGS)
_TAIL = re.compile(
    r"[\s,.!]+(?:mới đúng|moi dung|mới phải|nha|nhé|nghen|nghe|ạ|á|lận|em|ad|giùm|dùm|giúp|đi|rồi|nè|với|cho tui|cho tôi|cho em)$",
    _FLAGS,
)
_UNITS = frozenset(["to", "ap", "thon", "xom", "khu", "phuong", "xa", "hem", "ngo", "so", "duong", "cau", "kenh", "cho", "khom", "ban"]) | {
    *("lang", "buon", "kiet", "ngach", "doi", "tram", "lo", "hoi", "quan", "chua", "dinh")
}


class DraftPart(StrEnum):
    """What of a petition is corrected."""

    CONTENT = "content"
    PLACE = "place"
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"


class Act(StrEnum):
    """What is done with it."""

    CHANGE = "change"  # `old` becomes `new`; where `old` is "", all of the part
    ADD = "add"
    DROP = "drop"  # `old`; "" is a sentence, the last one or, where `is_first`, the first
    UNSAID = "unsaid"  # that something is wrong


@dataclass(frozen=True, slots=True)
class Correction:
    """`part`: which part it names, None where it names none."""

    act: Act
    new: str = ""
    old: str = ""
    part: DraftPart | None = None
    is_first: bool = False


def correction_of(text: str) -> Correction | None:
    """How `text` corrects what was written; None where it does not speak so."""
    text = text.strip()
    if not text or len(_WORD.findall(text)) > LONGEST:
        return None
    return next((read for reader in (_dropped, _changed, _of_part, _added, _called_wrong) if (read := reader(text))), None)


def _dropped(text: str) -> Correction | None:
    if found := _DROP_SENTENCE.match(text):
        return Correction(Act.DROP, part=DraftPart.CONTENT, is_first=fold(found["which"]) == "dau")
    found = _DROP_WORDS.match(text)
    return Correction(Act.DROP, old=_trimmed(found["old"])) if found else None


def _changed(text: str) -> Correction | None:
    """Both what is wrong and what is right are said."""
    if found := _NOT_BUT.match(text) or _RATHER.match(text):
        named = _OF_FIELD.match(found["new"])
        new, old = _trimmed(named["new"] if named and named["new"].strip() else found["new"]), _trimmed(found["old"])
        new = new.rpartition(",")[2].strip() if len(_WORD.findall(old)) < FEWEST_ALONE else new  # "số nhà, 15 chứ không phải 12"
        return Correction(Act.CHANGE, new, old, _named(named))
    if found := _ANEW.match(text):
        return Correction(Act.CHANGE, _trimmed(found["new"]))
    if _HOLDS_CHANGE.search(text) and (found := _INTO.match(text)):
        named = _OF_FIELD.match(f"{found['old']} ")
        return Correction(Act.CHANGE, _trimmed(found["new"]), "" if named else _trimmed(found["old"]), _named(named))
    return None


def _of_part(text: str) -> Correction | None:
    """A part is named, and what it is to be."""
    if (named := _OF_FIELD.match(text)) and _speaks(text, named):
        return Correction(Act.CHANGE if named["new"].strip() else Act.UNSAID, _trimmed(named["new"]), part=_named(named))
    found = _MY_NAME.match(text)
    return Correction(Act.CHANGE, _trimmed(found["new"]), part=DraftPart.NAME) if found else None


def _added(text: str) -> Correction | None:
    found = _MORE.match(text)
    return Correction(Act.ADD, found["new"].strip(), part=DraftPart.CONTENT) if found else None


def _called_wrong(text: str) -> Correction | None:
    """Something is wrong, what is right may follow."""
    then = _WRONG_THEN.match(text)
    found = _RIGHT.match(text) or (then if then and re.search(rf"\b{_WRONG}\b", then["lead"], _FLAGS) else None)
    if found is None:
        return None
    new = _trimmed(re.sub(rf"^{_LEAD}", "", found["new"], flags=_FLAGS))
    return Correction(Act.CHANGE, new) if new else Correction(Act.UNSAID)


def _speaks(text: str, named: re.Match[str]) -> bool:
    """Whether the name of a part, where it stands, is what is spoken of: "tên tui là …", "số đt nhầm", a number behind "sđt"."""
    if named["phone"] and find_phone(named["new"]):
        return True
    return bool(re.search(_CLEAR, text[: named.start("new")], _FLAGS))


def _named(found: re.Match[str] | None) -> DraftPart | None:
    return next((part for part in DraftPart if found and found.groupdict().get(part)), None)


def swapped(text: str, old: str, new: str) -> str:
    """`text` with `new` in the place of `old`; "" where `old` does not stand there, or cannot be told from other words.

    Words that `new` repeats of what stands before `old` are not written twice ("cầu Bà Điệp" for the "Ông Điệp" of "Cầu Ông Điệp"); of a
    whole sentence only what is like `old` ("quên, rác đổ ở đầu xóm Sen 3" for "xóm Sen 2").
    """
    words, new = list(_WORD.finditer(text)), _like(new, old)
    said, wrong, right = ([fold(word) for word in _WORD.findall(each)] for each in (text, old, new))
    if not wrong or not right or (wrong == right and old == new):
        return ""
    if right[:1] != wrong[:1] and len(wrong) > len(right) and wrong[0] in _UNITS and right[0] not in _UNITS:
        new = f"{' '.join(_WORD.findall(old)[: len(wrong) - len(right)])} {new}"  # "5 chứ không phải tổ 6"
        right = [fold(word) for word in _WORD.findall(new)]
    places = [at for at in range(len(said) - len(wrong) + 1) if said[at : at + len(wrong)] == wrong]
    spans = [(_begin(said, at, right), at + len(wrong)) for at in places]
    if len(wrong) < FEWEST_ALONE:
        spans = [span for span in spans if _is_it(words[span[1] - 1][0], old)]
        places = [end - 1 for _, end in spans]
        behind = [span for span, at in zip(spans, places, strict=True) if span[0] < at]
        spans = behind or (spans if len(spans) == 1 and not wrong[0].isdecimal() else [])
    for begin, end in reversed(spans):
        first, last = words[begin].start(), words[end - 1].end()
        text = text[:first] + (new[:1].upper() + new[1:] if text[first].isupper() else new) + text[last:]
    return text if spans else ""


def _like(new: str, old: str) -> str:
    """The end of `new` that has as many words as `old` and the same first one; `new` itself where it has no such end, or no more words."""
    found, wrong = list(_WORD.finditer(new)), [fold(word) for word in _WORD.findall(old)]
    if not FEWEST_ALONE <= len(wrong) < len(found) or fold(found[-len(wrong)][0]) != wrong[0]:
        return new
    return new[found[-len(wrong)].start() :]


def unit_swapped(text: str, new: str) -> str:
    """`text` with `new` ("tổ 5") in the place of what it names alike ("tổ 6"); "" where it names nothing so, or more than one."""
    right, words = [fold(word) for word in _WORD.findall(new)], list(_WORD.finditer(text))
    if len(right) < FEWEST_ALONE or right[0] not in _UNITS:
        return ""
    head, count = right[:-1] if right[-1].isdecimal() else right[:1], len(right)
    said = [fold(word[0]) for word in words]
    spans = [
        (at, at + count)
        for at in range(len(said) - count + 1)
        if said[at : at + len(head)] == head
        and said[at : at + count] != right
        and all(
            _is_like(word[0], like) for word, like in zip(words[at + len(head) : at + count], _WORD.findall(new)[len(head) :], strict=True)
        )
    ]
    if len(spans) != 1:
        return ""
    first, last = words[spans[0][0]].start(), words[spans[0][1] - 1].end()
    return text[:first] + (new[:1].upper() + new[1:] if text[first].isupper() else new) + text[last:]


def without(text: str, old: str) -> str:
    """`text` without the words `old`, or where `old` is "" without its last sentence; `text` itself where they do not stand there."""
    if not old:
        sentences = _SENTENCE.findall(text)
        return "".join(sentences[:-1]).rstrip() if len(sentences) > 1 else text
    words, wrong = list(_WORD.finditer(text)), [fold(word) for word in _WORD.findall(old)]
    said = [fold(word[0]) for word in words]
    at = next((at for at in range(len(said) - len(wrong) + 1) if wrong and said[at : at + len(wrong)] == wrong), None)
    if at is None:
        return text
    return (text[: words[at].start()].rstrip(" ,") + text[words[at + len(wrong) - 1].end() :]).strip(" ,\n")


def without_first(text: str) -> str:
    """`text` without its first sentence; `text` itself where it has but one."""
    sentences = _SENTENCE.findall(text)
    return "".join(sentences[1:]).strip() if len(sentences) > 1 else text


def fitting(written: Mapping[DraftPart, str], correction: Correction) -> dict[DraftPart, str]:
    """The parts that a change fits, each as it then is. `written`: what stands there."""
    if not correction.old:
        new = unled(correction.new)
        pairs = ((part, unit_swapped(text, new) or count_swapped(text, new)) for part, text in written.items())
        return {part: found for part, found in pairs if found}
    return {part: found for part, text in written.items() if (found := swapped(text, correction.old, correction.new))}


def _begin(said: list[str], at: int, right: list[str]) -> int:
    """Where the words begin that `right` stands for: it may repeat some that stand before `at`."""
    longest = min(len(right) - 1, at)
    return next((at - count for count in range(longest, 0, -1) if said[at - count : at] == right[:count]), at)


def _is_it(word: str, old: str) -> bool:
    """A single syllable is that one alone: "Lan" is not in "lan can", "Làn" is no "Lan"."""
    return is_same(*tokens(old), *tokens(word)) and (word[:1].isupper() or not old[:1].isupper())


def _is_like(word: str, like: str) -> bool:
    """Both a number, or both a name."""
    return word.isdecimal() == like.isdecimal() and word[:1].isupper() == like[:1].isupper()


def _trimmed(text: str) -> str:
    text = text.strip(" \t\n,.;:!\"“”'")
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter.strip(" \t\n,.;:!\"“”'")
    return text
