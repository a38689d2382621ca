"""What is said to the form and gives it nothing: that something is to be reported, that a moment is needed, that no name is told. Pure.

All of a message must be such words: "chờ tui chút nghen" asks for a moment, "chờ ba tiếng mà không ai tiếp" tells what happened. What is
wrongly taken for talk is asked for once more; talk that is kept is read by an officer as a name. The words are content: speech.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.making.orders import found, is_same, spelled_out
from bot.petitions.rules.texts.naming import BARE_SURNAMES, SURNAMES
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import has_marks, tokens, without_marks

FILE = Path(__file__).with_name("speech.toml")
LONGEST = 16
"""Syllables of what only announces, waits or declines; whoever says more tells something."""
LONGEST_NAME = 7
"""Syllables of a name with how somebody is called ("bà Trần Thị Ngọc Lan")."""
LONGEST_BEFORE = 4
"""Syllables before the clause that asks for a moment: "số hả, để bà kêu thằng cháu coi"."""
MOST_SPOKEN = 2
"""Words of talk that a name may not hold behind a surname: "nguyễn thị được" is one, "mai tôi gửi" none."""
MOST_IN_ADDRESS = 3
"""The same beside a word of an address, where no number stands: "xã này không lo cho dân" is none."""


_TOWNS = range(2, 4)
_BEGIN_TOWNS = frozenset(("cái", "cai", "cho"))
"""How towns of the South begin, in two or three syllables; anywhere else they are talk."""
_CLAUSE = re.compile(r"[,.;!?…\n]+")


class FormTalk(StrEnum):
    """What a message asks of the form besides an order."""

    ANNOUNCED = "announced"  # that something is to be reported, not what
    WAIT = "wait"
    KEEP = "keep"  # as it is written
    PHOTO = "photo"  # that there is a picture


class AfterSending(StrEnum):
    """What is asked of a petition right after it was sent; which is looked for first, stands first."""

    CODE = "code"
    PHOTO = "photo"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    EDIT = "edit"
    WITHDRAW = "withdraw"


def moment_of(text: str) -> FormTalk | None:
    """Whether all of `text` only announces, asks for a moment, or leaves it as it is; None where it says anything."""
    if announces(text):
        return FormTalk.ANNOUNCED
    *before, last = [clause for clause in _CLAUSE.split(text) if clause.strip()] or [""]
    if _waits(text) or (_waits(last) and all(len(tokens(clause)) <= LONGEST_BEFORE for clause in before)):
        return FormTalk.WAIT
    said = spelled_out(text)
    around = _words("self", "words") | _words("wait", "words") | _words("decline", "words") | {"lộn", "lon", "nhầm", "đúng"}
    is_kept = len(said) <= LONGEST and any(_is_all(said, phrase, around) for phrase in _phrases("keep", "phrases"))
    return FormTalk.KEEP if is_kept else FormTalk.PHOTO if _shows(said) else None


def after_sending(text: str) -> AfterSending | None:
    """What `text` asks of what was just sent and of nothing else ("ai xử lý", "sửa lại được không"); None where it names anything besides.

    A syllable alone ("mã", "sửa") counts with its accents only: without them it is another word."""
    said = spelled_out(text)
    if not said or len(said) > LONGEST or find_phone(text):
        return None
    around = _words("self", "words") | _words("after", "around")

    def is_asked(name: str) -> bool:
        return any(len(phrase) > 1 or phrase[0] in said for phrase in _phrases("after", name) if _is_all(said, phrase, around))

    return next((each for each in AfterSending if (_shows(said) if each is AfterSending.PHOTO else is_asked(each))), None)


def asks_of_petitions(text: str) -> bool:
    """Whether `text` asks what a petition is, or another way to complain, and tells nothing: "kiến nghị khác với khiếu nại ở chỗ nào"."""
    said = spelled_out(text)
    is_short = len(said) <= LONGEST and not tells_trouble(text)
    return is_short and all(any(found(said, phrase) for phrase in _phrases("kinds", name)) for name in ("ways", "asks"))


def tells_trouble(text: str) -> bool:
    """Whether `text` tells of something that is wrong, as a complaint does."""
    said = spelled_out(text)
    return any(found(said, phrase) for phrase in _phrases("trouble", "words"))


def _shows(said: Sequence[str]) -> bool:
    around = _words("self", "words") | _words("photo", "words") | _words("photo", "heads")
    heads = [phrase for phrase in _phrases("photo", "heads") if phrase != ("ảnh",) or "ảnh" in said]  # "anh ơi" is no picture
    return len(said) <= LONGEST and any(_is_all(said, phrase, around) for phrase in heads)


def announces(text: str) -> bool:
    """Whether `text` says that something is to be reported, and not what: "em muốn phản ánh luôn"."""
    said = spelled_out(text)
    around = _words("self", "words") | _words("announce", "words") | _words("announce", "heads")
    return len(said) <= LONGEST and any(_is_all(said, phrase, around) for phrase in _phrases("announce", "heads"))


def declined(text: str) -> frozenset[DraftPart]:
    """What of the sender `text` says that it does not tell ("tui hổng muốn ghi tên", "sđt thì hổng có"); none where it says anything
    else."""
    said = spelled_out(text)
    no = _words("decline", "no")
    parts = {DraftPart.NAME: "name", DraftPart.ADDRESS: "address", DraftPart.PHONE: "phone"}
    fields = frozenset[str]().union(*(_syllables("decline", name) for name in parts.values()))
    known = no | _words("decline", "words") | _words("self", "words") | fields
    if find_phone(text) or not 1 < len(said) <= LONGEST or not any(word in no for word in said) or not all(word in known for word in said):
        return frozenset()
    return frozenset(part for part, name in parts.items() if any(found(said, phrase) for phrase in _phrases("decline", name)))


def is_spoken(line: str, *, is_address: bool = False) -> bool:
    """Whether `line`, typed where a name and an address are asked for, is talk and neither. `is_address`: it holds a word of an address."""
    said, words = tokens(line), line.split()
    if not said or any(sign.isdecimal() for sign in line):
        return False
    is_spelt = len(words) > 1 and all(word[:1].isupper() for word in words) and not line.isupper()
    talk = sum(map(_is_talk, said)) if any(map(has_marks, said)) else sum(word in _words("name", "bare", is_bare=False) for word in said)
    talk -= len(said) in _TOWNS and said[0] in _BEGIN_TOWNS  # "cái bè", "cho gao"
    if is_spelt or is_address:
        return is_address and not is_spelt and talk >= MOST_IN_ADDRESS
    is_surnamed = len(said) > 1 and (said[0] in SURNAMES or (said[0] in BARE_SURNAMES and not has_marks(said[0])))
    return len(said) > LONGEST_NAME or talk >= (MOST_SPOKEN if is_surnamed else 1)


def _is_talk(syllable: str) -> bool:
    return syllable in _words("name", "marked", is_bare=False)


def _waits(text: str) -> bool:
    said = spelled_out(text)
    around = _words("self", "words") | _words("wait", "words") | _words("wait", "heads")
    if len(said) > LONGEST or find_phone(text):
        return False
    is_clear = text.strip() == "khoan" or any(map(has_marks, said)) or any(word in _words("wait", "spans") for word in said)
    is_timed = not any(word.isdecimal() for word in said) or any(word in _words("wait", "minutes") for word in said)
    if is_clear and is_timed and any(_is_all(said, phrase, around) for phrase in _phrases("wait", "heads")):
        return True
    while len(said) > 1 and said[0] in _words("wait", "leads"):
        said = said[1:]
    lead = 2 if len(said) > 2 and is_same(said[0], "để") and said[1] in _words("self", "words") else 0
    lead = lead or (1 if len(said) > 1 and is_same(said[0], "đang") else 0)
    return bool(lead) and any(found(said[lead : lead + len(errand)], errand) for errand in _phrases("wait", "errands"))


def _is_all(said: Sequence[str], phrase: Sequence[str], around: Iterable[str]) -> bool:
    """Whether `phrase` stands in `said` and everything besides is of `around`."""
    return any(
        all(word in around for at, word in enumerate(said) if not begin <= at < begin + len(phrase)) for begin in found(said, phrase)
    )


@lru_cache(maxsize=32)
def _phrases(part: str, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(tokens(phrase)) for phrase in _read()[part][name]), key=len, reverse=True))


@lru_cache(maxsize=32)
def _syllables(part: str, name: str) -> frozenset[str]:
    """The syllables of a list, each also as it is typed bare."""
    listed = {syllable for phrase in _phrases(part, name) for syllable in phrase}
    return frozenset([*listed, *map(without_marks, listed)])


@lru_cache(maxsize=32)
def _words(part: str, name: str, *, is_bare: bool = True) -> frozenset[str]:
    """As `_syllables`; `is_bare` False: as they are listed."""
    return _syllables(part, name) if is_bare else frozenset(syllable for phrase in _phrases(part, name) for syllable in phrase)


@lru_cache(maxsize=1)
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
