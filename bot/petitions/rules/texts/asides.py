"""A question asked while a petition is being written, told from the answer that was asked for; and which one is about the petition. Pure.

A question taken for an address is read by an officer as an address; an address taken for a question is asked for once more. So what ends
or sounds like a question is one. The words are content: asides.toml.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bot.petitions.rules.making.orders import spelled_out
from bot.petitions.rules.texts.phone import find_phone
from indexer.language import spaced, tokens
from indexer.query.patterns import is_accented

FILE = Path(__file__).with_name("asides.toml")
LONGEST_ABOUT = 10
"""Syllables of a question about the petition itself; a longer one names a matter of its own."""
LONGEST_WITH_REASON = 25
"""Syllables of a message of which one clause asks about the petition; who says more tells what happened."""
FEWEST = 2
"""Syllables of a question: "Không" alone answers what was asked, "Hà" and "Mây" are names."""
_MARK = re.compile(r"\?\s*$")
_CLAUSE = re.compile(r"[^.,;:!?…\n]+[.,;:!?…\n]*")


class Aside(StrEnum):
    """What is asked about the petition itself: what it costs, when it is answered, who reads it, who learns the name; what comes after,
    how it is written and by whom, whether one must come, whether photos may be sent, whether it may be sent here; where to
    accuse somebody."""

    ACCUSE = "accuse"
    HERE = "here"
    AFTER = "after"
    PHOTO = "photo"
    HOW = "how"
    COME = "come"
    FREE = "free"
    WHEN = "when"
    WHO = "who"
    NAMED = "named"


SURE = frozenset({Aside.ACCUSE, Aside.HERE, Aside.WHO, Aside.NAMED, Aside.WHEN})
"""What is asked of the form even where a story is told; of WHEN only what names the answer."""


def is_question(text: str) -> bool:
    """Whether `text` asks something, rather than giving a name, an address or a place."""
    if find_phone(text):
        return False
    said = spaced(text)
    if len(said.split()) < FEWEST:
        return False
    if _MARK.search(text):
        return True
    words = _words()["question"]
    if any(phrase in said for phrase in words["unless"]):
        return False
    return _asks_within(text, said) or any(said.endswith(phrase) for phrase in words["ending"]) or _ends(text)


def _asks_within(text: str, said: str) -> bool:
    """A question word anywhere; where the text has accents, with its own: "cháu hồi tháng 3" is no "cháu hỏi"."""
    found = [phrase for phrase in _spelled("anywhere") if spaced(phrase) in said]
    syllables = tokens(text)
    written = f" {' '.join(syllables)} "
    return any(not is_accented(syllables) or f" {' '.join(tokens(phrase))} " in written for phrase in found)


def ends_as_question(text: str) -> bool:
    """Whether `text` ends as questions do; less than `is_question`, which takes a word in the middle, too ("khi nào mưa là ngập")."""
    said = spaced(text)
    is_one = not find_phone(text) and len(said.split()) >= FEWEST and is_question(text)
    return is_one and (bool(_MARK.search(text)) or any(said.endswith(phrase) for phrase in _words()["question"]["ending"]) or _ends(text))


def begins_a_wish(text: str) -> bool:
    """Whether `text` begins by wishing to have something done at the office ("tôi muốn làm lại căn cước", "thủ tục khai sinh")."""
    said = spaced(text).split()
    while len(said) > FEWEST and f" {said[0]} " in _words()["wish"]["speaker"]:
        said = said[1:]
    rest = f"{' '.join(said)} "
    return any(rest.startswith(f"{phrase.strip()} ") for phrase in _words()["wish"]["begins"])


def without_denial(text: str) -> str | None:
    """What `text` asks besides that it is no complaint ("bỏ đi, tui đâu có tố cáo ai. hỏi giấy phép"), "" where that is all it says; None
    where it does not say so, or goes on telling what it is about."""
    clauses = _CLAUSE.findall(text)
    kept = [clause for clause in clauses if not _is_denial(clause)]
    rest = "".join(kept).strip()
    if len(kept) == len(clauses):
        return None
    return rest if not rest or is_question(rest) or any(phrase in spaced(rest) for phrase in _words()["denied"]["asks"]) else None


def _is_denial(clause: str) -> bool:
    said = spaced(clause)
    return any(phrase in said for phrase in _words()["denied"]["words"])


def tells_more(text: str) -> bool:
    """Whether `text` goes on telling what the petition is about."""
    said = spaced(text)
    return any(phrase in said for phrase in _words()["more"]["words"])


def aside_of(text: str) -> Aside | None:
    """Which question about the petition itself it is; None: it is about something else."""
    said = spaced(text)
    if len(said.split()) > LONGEST_ABOUT or any(phrase in said for phrase in _words()["other"]["words"]):
        return None
    return next((aside for aside in Aside if any(phrase in said for phrase in _words()["about"][aside])), None)


def asked_of_form(text: str, *, is_strict: bool = False) -> Aside | None:
    """The question about the petition itself that `text` asks, in all of it or in one of its clauses ("có ghi tên tui hông, tui sợ người ta
    ghét"). `is_strict`: only what nobody asks who tells what happened ("đường hư bao giờ sửa")."""
    if find_phone(text):
        return None
    for clause in (text, *(_CLAUSE.findall(text) if len(spaced(text).split()) <= LONGEST_WITH_REASON else ())):
        full = " ".join(spelled_out(clause))
        aside = aside_of(clause) or aside_of(full)
        if aside and (is_question(clause) or is_question(full)) and not (is_strict and not _is_of_sending(aside, full)):
            return aside
    return None


def _is_of_sending(aside: Aside, full: str) -> bool:
    said = spaced(full)
    return aside in SURE and (aside is not Aside.WHEN or any(phrase in said for phrase in _words()["strict"]["when"]))


def _ends(text: str) -> bool:
    """Whether its last syllable, as it is spelled, is one that ends questions; behind it may stand how somebody is addressed."""
    said, around = tokens(text), _spelled("around_last")
    while len(said) > FEWEST and said[-1] not in _spelled("last") and said[-1] in around:
        said = said[:-1]
    return said[-1] in _spelled("last")


@lru_cache(maxsize=2)
def _spelled(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(FILE.read_text(encoding="utf-8"))["question"][name])


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {part: {name: tuple(map(spaced, phrases)) for name, phrases in lists.items()} for part, lists in read.items()}
