"""A place that who is asked for name and address tells of others: "quán karaoke số 12 Lê Lợi hát cả đêm" is no home of the sender. Pure.

The words are content: making.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.petitions.rules.making.orders import found, phrases_of, spelled_out
from bot.petitions.rules.texts.phone import find_phone

_CLAUSE = re.compile(r"[^,;\n]+")
_OWN = re.compile(
    r"^\s*(?:dạ\s+)?(?:em|tôi|toi|tui|con|cháu|mình)\s+(?:là|la|tên|ten|ở)\b|^\s*(?:tên|ten|họ tên|địa chỉ|sđt|sdt|đt|số)\b", re.IGNORECASE
)
_CALLED_ADDRESS = re.compile(r"^\s*(?:dạ\s+)?(?:địa chỉ|dia chi|đ/c)(?:\s+(?:là|la|ở)\b|\s*:)?\s+", re.IGNORECASE)
"""Before a place: whose it is, is not said with it."""
_LEAD = frozenset(["dạ", "da", "thì", "cái", "cai", "chỗ", "cho", "tại", "tai", "ở", "o", "là", "la", "còn", "con", "mấy", "bên"])


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """`text`: where others live or work; `rest`: what else was said; `is_certain`: somebody else's house, or what is done there is told."""

    text: str
    rest: str
    is_certain: bool


def told_place(text: str, content: str = "") -> ToldPlace | None:
    """The place of others that `text` tells of; None where it tells of none. `content`: what the petition says so far."""
    text = _CALLED_ADDRESS.sub("", text)
    clauses = list(_CLAUSE.finditer(text))
    begin = next((at for at, clause in enumerate(clauses) if _heads(clause[0])), None)
    if begin is None:
        return None
    end = begin + 1
    while (
        end < len(clauses)
        and not _OWN.search(clauses[end][0])
        and not find_phone(clauses[end][0])
        and "\n" not in _between(text, clauses, end)
    ):
        end += 1
    told = text[clauses[begin].start() : clauses[end - 1].end()].strip(" ,;\n")
    phone = find_phone(told)
    if phone:
        told = told.partition(phone.typed)[0].strip(" ,;-")
    rest = text[: clauses[begin].start()] + text[clauses[begin].start() :].replace(told, "", 1)
    said = spelled_out(told)
    is_done = any(found(said, phrase) for phrase in phrases_of("venue", "does"))
    is_same = any(found(said, phrase) and found(spelled_out(content), phrase) for phrase in phrases_of("venue", "places"))
    is_others = any(found(said, phrase) for phrase in phrases_of("venue", "others"))
    return ToldPlace(told, rest.strip(" ,;\n"), is_done or is_same or is_others)


def _heads(clause: str) -> bool:
    """Whether a clause begins with a place of work, or the house of somebody else."""
    said = spelled_out(clause)
    while said and said[0] in _LEAD:
        said = said[1:]
    return any(0 in found(said, phrase) for name in ("places", "others") for phrase in phrases_of("venue", name))


def _between(text: str, clauses: list[re.Match[str]], end: int) -> str:
    return text[clauses[end - 1].end() : clauses[end].start()]
