"""What somebody who adds to a petition tells of themselves: "quên nói, em tên là Hoa, sđt 09…" is no part of its text. Pure."""

from __future__ import annotations

import re

from bot.petitions.rules.draft import like_address
from bot.petitions.rules.making.behalf import apart, unled
from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.making.others import told_of_others
from bot.petitions.rules.making.venues import told_place
from bot.petitions.rules.texts.naming import BARE_SURNAMES, LONGEST_NAME, SURNAMES
from bot.petitions.rules.texts.phone import find_phone

LONGEST_ADDRESS = 12
"""Words of an address without commas; more tell what happens there."""
_SELF = r"(?:em|tôi|toi|tui|con|cháu|chau|mình|minh|tớ)"
_PHONE = r"(?:số\s+|so\s+)?(?:điện thoại|dien thoai|sđt|sdt|đt|dt|di động|số|so)"
_NOT_BEHIND = "".join(rf"(?<!\b{word})" for word in ("tên", "ten", "của", "cua", "chỉ", "chi", "số", "so", "sđt", "sdt", "đt"))
_CLAUSE = re.compile(
    rf"(?:[,;\n]|\.(?!\d))\s*|\s+(?=(?:(?:còn|con)\s+)?{_PHONE}(?:\s+(?:của\s+)?{_SELF})?\s*(?:là\s*|la\s*|:\s*)?[+\d])"
    rf"|{_NOT_BEHIND}\s+(?=(?:nhà|nha)\s+{_SELF}\s+ở\s|(?:địa chỉ|dia chi)\s|{_SELF}\s+(?:là|la|tên|ten)\s)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^(?:(?:dạ|da|còn|con|thêm|ghi)\s+)*(?:(?P<said>(?:họ\s+(?:và\s+)?|ho\s+(?:va\s+)?)?(?:tên|ten)\s+(?:của\s+)?{_SELF}(?:\s+(?:là|la))?"
    rf"|{_SELF}\s+(?:tên|ten)(?:\s+(?:là|la))?)|{_SELF}\s+(?:là|la)|(?:họ\s+(?:và\s+)?|ho\s+(?:va\s+)?)?(?:tên|ten)(?:\s+(?:là|la))?)\s*:?\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    rf"^(?:(?:nhà|nha)\s+{_SELF}\s+(?:ở|o|tại)|(?P<beside>(?:{_SELF}\s+|hiện\s+)?(?:ở|o|ngụ|trú))"
    rf"|(?:địa chỉ|dia chi)(?:\s+(?:nhà|của)?\s*{_SELF})?(?:\s+(?:là|la|ở))?)\s*:?\s+"
    r"(?P<address>\S.*)$",
    re.IGNORECASE,
)
_SAYS_OWN = re.compile(rf"\b{_SELF}\b", re.IGNORECASE)
LEADS = re.compile(rf"^(?:(?:dạ|còn|con|và|va|gọi|goi|cho|của|cua|{_PHONE}|{_SELF}|là|la|nha|nhé|ạ|:)\s*)*$", re.IGNORECASE)
_LAST = re.compile(r"\s+(?:nha|nhé|nghen|ạ|nè|đó)$", re.IGNORECASE)


def own_details(text: str) -> tuple[dict[DraftPart, str], str]:
    """The sender's name, address and number as `text` tells them, and what it says besides. "ở tổ 3" is theirs beside their name, a number
    of which it is not said whose it is also alone."""
    clauses = _clauses(text)
    is_beside = any(DraftPart.NAME in _own(clause, is_beside=False) for clause, _ in clauses)
    told: dict[DraftPart, str] = {}
    kept = []
    for clause, behind in clauses:
        found = _own(clause, is_beside=is_beside, is_alone=len(clauses) == 1)
        told = {**found, **told}
        if not found:
            kept.append(clause + behind)
    return (told, "".join(kept).strip(" ,;\n")) if told else ({}, text)


def _clauses(text: str) -> list[tuple[str, str]]:
    """The clauses of `text`, each with what stands between it and the next; a name and a home in one breath are two."""
    parted, begin = [], 0
    for end in [*_CLAUSE.finditer(text), None]:
        clause = text[begin : end.start() if end else len(text)].strip()
        own = apart(clause).splitlines()
        is_named = len(own) > 1 and DraftPart.NAME in _own(own[0], is_beside=True)
        parted += [(each, " ") for each in own] if is_named else [(clause, end[0] if end else "")] if clause else []
        begin = end.end() if end else len(text)
    return parted


def _own(clause: str, *, is_beside: bool, is_alone: bool = False) -> dict[DraftPart, str]:
    phone = find_phone(clause)
    if told_of_others(clause) or (phone and not phone.digits):
        return {}
    bare = clause.replace(phone.typed, " ").strip(" ,.:") if phone else clause
    number = {DraftPart.PHONE: phone.digits} if phone else {}
    if phone and LEADS.match(bare):
        return number if is_beside or is_alone or _SAYS_OWN.search(bare) else {}
    bare = _LAST.sub("", bare)
    if lives := _LIVES.match(bare):
        return {DraftPart.ADDRESS: lives["address"].strip(" ,."), **number} if _is_home(lives, is_beside=is_beside) else {}
    named = _NAMED.match(bare)
    name = unled(named["name"]).strip(" ,.:") if named else ""
    return {DraftPart.NAME: name, **number} if named and _is_name(name, is_said=named["said"] is not None) else {}


def _is_home(lives: re.Match[str], *, is_beside: bool) -> bool:
    address = lives["address"]
    is_short = len(address.split()) <= LONGEST_ADDRESS and like_address(address)
    return is_short and (is_beside or not lives["beside"]) and told_place(address) is None


def _is_name(name: str, *, is_said: bool) -> bool:
    """Whether it is a person's: spelt so, begun with a surname, or said to be the name."""
    words = name.split()
    if not words or len(words) > LONGEST_NAME or not all(word.isalpha() for word in words):
        return False
    is_spelt = all(word[0].isupper() for word in words)
    return is_said or is_spelt or (len(words) > 1 and words[0].lower() in SURNAMES | BARE_SURNAMES)
