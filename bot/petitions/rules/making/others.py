"""A name or a number that is said to be somebody else's: "số của ông Bảy là 09…", "gọi ổng hỏi giùm" tell nothing of the sender. Pure.

Who is written to as the sender is answered and called; with somebody else's number the answer goes to them. The words are content:
making.toml.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from bot.petitions.rules.making.orders import phrases_of
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import fold, without_marks

_THING = r"(?:số\s+(?:điện thoại|đt|máy|di động)|so\s+(?:dien thoai|dt|may|di dong)|số|so|sđt|sdt|đt|dt|điện thoại|dien thoai)"
_NAME = r"(?:họ (?:và )?tên|ho (?:va )?ten|tên|ten)"
_OF = r"(?:\s+(?:của|cua))?"
_SELF = r"(?:em|tôi|toi|tui|con|cháu|chau|mình|minh|tớ)"
_FLAGS = re.IGNORECASE


class Theirs(StrEnum):
    """Whose a detail is."""

    CERTAIN = "certain"  # somebody's who is spoken of
    MAYBE = "maybe"  # of the family, or "tên ông là Bảy", which an old man says of himself too


def told_of_others(text: str, sender: str = "") -> Theirs | None:
    """Whether `text` tells the name or the number of somebody else; None where it does not. `sender`: the sender's name, where known."""
    has_phone = find_phone(text) is not None
    if has_phone and _reached().search(text):
        return Theirs.CERTAIN
    if has_phone and _kin_reached().search(text):
        return Theirs.MAYBE
    found = _of().search(text) if has_phone else None
    found = found or _named().search(text)
    if found is None:
        return None
    who = fold(found["who"])
    called = found.groupdict().get("called")
    if sender and called and fold(called) in map(fold, sender.split()):
        return None
    if found["kin"]:
        return Theirs.MAYBE
    if found["title"]:
        return Theirs.CERTAIN if called else Theirs.MAYBE if not has_phone else None
    return Theirs.CERTAIN if who else None


def _any(name: str) -> str:
    """A list of making.toml, also as it is typed bare where that is no other word then: "bả" bare is "ba", "ổng" bare the title."""
    listed = _listed(name)
    other = _bare("marked") | (set() if name == "titles" else _bare("titles"))
    return "|".join(map(re.escape, sorted(listed | ({*map(without_marks, listed)} - other), key=lambda each: (-len(each), each))))


def _listed(name: str) -> set[str]:
    return {" ".join(words) for words in phrases_of("others", name)}


def _bare(name: str) -> set[str]:
    return {*map(without_marks, _listed(name))}


def _who() -> str:
    return (
        rf"(?P<who>(?P<kin>{_any('family')})\b|(?:(?:{_any('titles')})\s+)?(?:{_any('roles')})\b|(?:{_any('pronouns')})\b"
        rf"|(?P<title>{_any('titles')})\b(?:\s+(?!(?:là|la|tên|ten|số|so|sđt|sdt|đt|nha|nhé|nè|đây|ạ|thì|bị|con|nhầm|sai|đổi|mới)\b)"
        rf"(?P<called>[^\W\d_]+))?)"
    )


@lru_cache(maxsize=1)
def _of() -> re.Pattern[str]:
    """A number, and whose it is: "số của ông Bảy"."""
    return re.compile(rf"\b{_THING}{_OF}\s+{_who()}", _FLAGS)


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """A name, and whose it is: "tên ông là Bảy"; at the beginning, for a bridge has a name too."""
    return re.compile(rf"^\W*(?:(?:dạ|da|à|thêm|them|còn|con)\s+)*{_NAME}{_OF}\s+{_who()}\s+(?:là|la|tên|ten|:)\s", _FLAGS)


@lru_cache(maxsize=1)
def _reached() -> re.Pattern[str]:
    """Somebody is to be called or asked, or is said to have the number: "gọi ổng", "chủ quán số 09…"."""
    some = rf"(?:{_any('pronouns')}|{_any('roles')})"
    called = r"(?:gọi|goi|hỏi|hoi|liên hệ|lien he|điện|dien|alo)(?:\s+(?:cho|hỏi|hoi|điện))*"
    return re.compile(rf"\b{called}\s+{some}\b|(?:^|[,.;\n])\s*{some}\b[^,.;\n\d]{{0,30}}\b(?:{_THING}|{_NAME})\b", _FLAGS)


@lru_cache(maxsize=1)
def _kin_reached() -> re.Pattern[str]:
    """Somebody of the family is to be called, or has the number: "gọi cho cháu tôi", "số thằng con tui"."""
    of_mine = rf"(?:\s+(?:của\s+|cua\s+)?{_SELF})"
    young = r"(?:thằng|thang|đứa|dua|con|nhỏ|nho)\s+(?:cháu|chau|con|em|út|ut|nhỏ)"
    some = rf"(?:{young}|{_any('family')}|(?:cháu|chau|con|em|anh|chị|cô|chú){of_mine})"
    called = r"(?:gọi|goi|hỏi|hoi|liên hệ|lien he|điện|dien|alo|báo|bao)(?:\s+(?:cho|hỏi|hoi|điện|qua|tới))*"
    return re.compile(rf"\b(?:{called}|{_THING}{_OF})\s+{some}\b", _FLAGS)
