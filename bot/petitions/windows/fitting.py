"""What is typed where a place, or a name with its address, was asked for: whether it may be one. Pure.

Talk that is kept as a name or a place is read by an officer as one; what is wrongly taken for talk is asked for once more, and kept when it
is typed again. The words are content: asides.toml.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from itertools import dropwhile

from bot.petitions.rules.draft import DraftStep, like_address
from bot.petitions.rules.texts.asides import FILE
from bot.petitions.rules.texts.phone import find_phone
from bot.petitions.rules.texts.topics import topics_of
from indexer.language import tokens
from knowledge.texts.told_days import days_told

LONGEST_NAME = 7
"""Syllables of a name with how somebody is called ("bà Trần Thị Ngọc Lan"); a longer line without an address is a sentence."""
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
    if like_address(text):
        return None
    if any(told.startswith(f"{phrase} ") for phrase in _phrases("matter")):
        return Misfit.MATTER
    is_alone = _rest(said, _words("around")) in ("", *_phrases("alone"))
    is_talk = is_alone or any(f" {phrase} " in spoken for phrase in _phrases("talk"))
    is_sentence = step is DraftStep.CONTACT and len(said) > LONGEST_NAME and "," not in text and "\n" not in text
    return Misfit.TALK if is_talk or is_sentence else None


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
