"""ParsedQuery: what a question asks for, as far as its words tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.cues.vocabulary import Fact, Intent
from knowledge.records.procedure import Part


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a question asks for. `weights`: feature → weight; `syllables`: mended, without stop_phrases, the question's own;
    `cues`: names of the variants it speaks of itself, `heard`: of those that its context speaks of as well;
    `places`: the provinces it names, by today's name; `aspect`: the part of a procedure that it asks for, None where it does
    not say; `intent`: what it is instead of a question about a procedure, None where it is one;
    `also`: other parts that it asks for in the same breath; `names_anything`: whether its own words say more than the part asked for;
    `content`: those words; `asks`: whether it asks for anything, `asks_plainly`: for that part in so many words;
    `goes_on`: whether it begins as a follow-up does; `returns`: whether it goes back to an earlier matter, `points`: at the one at hand;
    `inherited`: the part that was asked for before, where its few words ask for none plainly ("còn xe máy?");
    `asks_deadline`: whether it asks by when the citizen must act, `may_ask_deadline`: that, or how long the office takes;
    `fact`: what it asks with yes or no;
    `denied`: the words of what it takes back, folded; `corrects`: whether it puts right what was said before;
    `courtesy`: the greeting or thanks that is said beside other words."""

    weights: Mapping[str, float]
    syllables: tuple[str, ...]
    cues: frozenset[str]
    heard: frozenset[str]
    places: frozenset[str]
    aspect: Part | None = None
    intent: Intent | None = None
    is_follow_up: bool = False
    also: tuple[Part, ...] = ()
    names_anything: bool = True
    asks: bool = False
    asks_plainly: bool = False
    content: tuple[str, ...] = ()
    goes_on: bool = False
    returns: bool = False
    points: bool = False
    inherited: Part | None = None
    asks_deadline: bool = False
    may_ask_deadline: bool = False
    fact: Fact | None = None
    denied: tuple[str, ...] = ()
    corrects: bool = False
    courtesy: Intent | None = None

    @property
    def denies(self) -> bool:
        """Whether it takes back something that was said."""
        return bool(self.denied)

    @property
    def is_empty(self) -> bool:
        return not self.weights


class Asking(NamedTuple):
    """What a question, asked alone, asks for: `aspect`, `is_plain` and `fact` as `aspect`, `asks_plainly` and `fact` of `ParsedQuery`."""

    aspect: Part | None
    is_plain: bool
    fact: Fact | None
