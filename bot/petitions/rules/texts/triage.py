"""Which door is the right one: a text that is not a phản ánh or kiến nghị is recognised by its words. Pure.

Decree 20/2008/NĐ-CP, article 1, does not cover khiếu nại and tố cáo; an emergency must not wait for an officer; a question about a
procedure is answered at once. A wrong guess costs one tap: a door can be passed by, but for
MUST_BE_REWRITTEN. The words are content: cues.toml.

Its emergencies are a short list of their own and not dangers.yaml, which the alarm above a citizen's draft reads: the alarm stops
nothing and hears nearly every cry, a door turns away. With the alarm's words three of the seventeen ordinary petitions of the tests would
be turned away ("khói bụi … khó thở"); a citizen's cry that finds no door still has the number above it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from indexer.language import has_marks, tokens, without_marks

CUES = Path(__file__).with_name("cues.toml")
MARKED_SHARE = 0.2  # of the words; below, somebody types without marks


class Referral(StrEnum):
    """Where it should go instead, the most urgent first."""

    FIRE = "fire"
    POLICE = "police"
    AMBULANCE = "ambulance"
    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    PROCEDURE = "procedure"


EMERGENCIES = frozenset({Referral.FIRE, Referral.POLICE, Referral.AMBULANCE})
MUST_BE_REWRITTEN = frozenset({Referral.DENUNCIATION})
"""Never passed by: the law keeps secret who denounces, and a petition may be read by the one denounced. It is told again, in other
words."""


@dataclass(frozen=True, slots=True)
class Cue:
    """`with_marks`, `without_marks`: what calls for the door; `start`: so does a text that begins with it; `unless`: what forbids it."""

    with_marks: re.Pattern[str]
    without_marks: re.Pattern[str]
    start: tuple[str, ...]
    unless: tuple[str, ...]


def door(text: str, *, passed: bool = False) -> Referral | None:
    """The door that `text` should go to; None: it is to be filed. `passed`: a door was passed by for it, which some cannot be."""
    words = tokens(text)
    if not words:
        return None
    is_plain = sum(map(has_marks, words)) < MARKED_SHARE * len(words)
    said = _joined([without_marks(word) for word in words] if is_plain else words)
    cues = ((each, cue) for each, cue in _cues().items() if not passed or each in MUST_BE_REWRITTEN)
    return next((each for each, cue in cues if _calls(cue, said, is_plain)), None)


def is_denunciation(text: str) -> bool:
    """Whether `text` may not be kept with a petition, however often a door was passed by."""
    return door(text, passed=True) is not None


def _calls(cue: Cue, said: str, is_plain: bool) -> bool:
    if any(_shown(phrase, is_plain) in said for phrase in cue.unless):
        return False
    pattern = cue.without_marks if is_plain else cue.with_marks
    return bool(pattern.search(said)) or any(said.startswith(_shown(phrase, is_plain)) for phrase in cue.start)


def _shown(phrase: str, is_plain: bool) -> str:
    return without_marks(phrase) if is_plain else phrase


def _joined(words: list[str]) -> str:
    """With a space at both ends, so that a phrase is found as whole words."""
    return f" {' '.join(words)} "


@lru_cache(maxsize=1)
def _cues() -> dict[Referral, Cue]:
    read = tomllib.loads(CUES.read_text(encoding="utf-8"))
    return {each: _cue(read[each]) for each in Referral}


def _cue(read: dict[str, list[str]]) -> Cue:
    calls = [_joined(tokens(phrase)) for phrase in read["co"]]
    plain = (
        [_joined(phrase.split()) for phrase in read["khong_dau"]] if "khong_dau" in read else [without_marks(phrase) for phrase in calls]
    )
    start, unless = ([_joined(tokens(phrase)) for phrase in read.get(name, [])] for name in ("dau", "tru"))
    return Cue(_any_of(calls), _any_of(plain), tuple(start), tuple(unless))


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases)))
