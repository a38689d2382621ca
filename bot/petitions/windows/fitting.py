"""What is typed where a place, or a name with its address, was asked for: whether it may be one. Pure.

Talk that is kept as a name or a place is read by an officer as one; what is wrongly taken for talk is asked for once more, and kept when it
is typed again. The words are content: asides.toml.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from itertools import dropwhile

from bot.petitions.rules.draft import DraftStep, like_address
from bot.petitions.rules.making.behalf import apart, unled
from bot.petitions.rules.making.speech import is_spoken
from bot.petitions.rules.texts.asides import FILE
from bot.petitions.rules.texts.phone import find_phone
from bot.petitions.rules.texts.topics import topics_of
from indexer.language import tokens
from knowledge.texts.told_days import days_told

_SPOT_LEAD = re.compile(
    r"^(?:dạ\s+)?(?:nơi|noi|chỗ|địa điểm|dia diem)(?:\s+(?:xảy ra|xay ra|đó|ấy|bị))*\s+(?:là|la|ở|tại)\s+(?=\S)", re.IGNORECASE
)
_SPOT_TAIL = re.compile(r"\s+(?:nha|nhé|nghen|ạ)(?:\s+(?:con|cháu|em|chị|anh|cô|ad|bot))?[.!]*$")
_PART = re.compile(r"[,;\n]")
LONGEST_SPOT = 6
"""Syllables of a place that is called by what is wrong there ("chỗ cống tắc đầu làng"); a longer line that names none tells."""


class Misfit(StrEnum):
    """What was said instead."""

    OPENER = "opener"  # that something is to be asked
    MATTER = "matter"  # another matter
    TALK = "talk"  # neither


def misfit(text: str, step: DraftStep) -> Misfit | None:
    """What `text` is instead of what `step` asks for; None where it may be that."""
    said = tokens(text)
    if find_phone(text) or not said:
        return None
    if _rest(said, _words("opener_around")) in _phrases("opener"):
        return Misfit.OPENER
    spoken, told = f" {' '.join(said)} ", f"{' '.join(dropwhile(_words('opener_around').__contains__, said))} "
    if any(f" {phrase} " in spoken for phrase in _phrases("landmarks")):
        return None
    if any(told.startswith(f"{phrase} ") for phrase in _phrases("unknown")):
        return Misfit.TALK
    is_contact = step is DraftStep.CONTACT
    if like_address(text):
        return Misfit.TALK if is_contact and not sifted(text)[0] else None
    if any(told.startswith(f"{phrase} ") for phrase in _phrases("matter")):
        return Misfit.MATTER
    is_alone = _rest(said, _words("around")) in ("", *_phrases("alone"))
    is_talk = is_alone or any(f" {phrase} " in spoken for phrase in _phrases("talk"))
    return Misfit.TALK if is_talk or (is_contact and not sifted(text)[0]) else None


def spot_of(text: str) -> str:
    """The place that `text` names, without what leads up to it: "nơi xảy ra là ấp 6 nha" is ấp 6."""
    return _SPOT_TAIL.sub("", _SPOT_LEAD.sub("", text, 1)) or text


def sifted(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of `text` that may be a name or an address, and those that are talk: "Lê Văn Tám, mà hỏi chi kỹ vậy". Its number is
    neither."""
    phone = find_phone(text)
    parts = [part.strip(" .:-") for part in _PART.split(apart(text.replace(phone.typed, "\n") if phone else text))]
    kept = [part for part in parts if part and not _is_talk(unled(part))]
    return tuple(kept), tuple(part for part in parts if part and part not in kept)


def _is_talk(part: str) -> bool:
    spoken = f" {' '.join(tokens(part))} "
    return not any(f" {phrase} " in spoken for phrase in _phrases("landmarks")) and is_spoken(part, is_address=like_address(part))


def goes_on(text: str) -> bool:
    """Whether `text`, typed where the place was asked for, tells what happens and names no place ("cống tắc từ ngày 10/11, nước thối")."""
    said, days = tokens(text), days_told(text)
    undated = text
    for day in reversed(days):
        undated = undated[: day.begin] + undated[day.end :]  # "10/11" is no number of a house
    spoken = f" {' '.join(said)} "
    if (
        len(said) <= LONGEST_SPOT
        or like_address(undated)
        or any(f" {phrase} " in spoken for phrase in (*_phrases("landmarks"), *_phrases("spots")))
    ):
        return False
    return bool(days or topics_of(text))


def _rest(said: list[str], around: frozenset[str]) -> str:
    return " ".join(syllable for syllable in said if syllable not in around)


@lru_cache(maxsize=8)
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(" ".join(tokens(phrase)) for phrase in tomllib.loads(FILE.read_text(encoding="utf-8"))["fitting"][name])


@lru_cache(maxsize=4)
def _words(name: str) -> frozenset[str]:
    return frozenset(_phrases(name))
