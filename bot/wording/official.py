"""What is said about official channels: to citizens who check one, to staff who keep the register."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.official.rules.channel import OfficialFault, OfficialKind, OfficialState
from bot.official.rules.wish import OfficialWish
from bot.wording.section import WordingSection


class OfficialAskedWords(WordingSection):
    """How people ask: patterns by wish (`<slot>`, `*` for up to three syllables)."""

    around: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]
    cues: dict[OfficialWish, tuple[str, ...]]


class OfficialStandingWords(WordingSection):
    """What is said of one thing that somebody was given; never that it is safe."""

    official: str
    own: str
    pay: str
    ended: str
    alike: str
    odd: str
    untold: str
    unread: str
    too_long: str
    other_bank: str
    unknown: str
    unknown_government: str
    public: str


class OfficialChatWords(WordingSection):
    head: str
    below: str
    none: str
    which: str


class OfficialWebWords(WordingSection):
    """On the public page."""

    title: str
    about: str
    check: str
    hint: str
    button: str
    answer: str
    current: str
    none: str
    ended: str
    ended_about: str
    since: str
    until: str
    source: str


class OfficialPageWords(WordingSection):
    """In the console."""

    title: str
    about: str
    new: str
    kind: str
    value: str
    holder: str
    bank: str
    purpose: str
    since: str
    until: str
    source: str
    has_subdomains: str
    subdomains_hint: str
    enter: str
    waiting: str
    waiting_about: str
    none_waiting: str
    pick: str
    let_in: str
    let_in_sure: str
    drop: str
    listed: str
    none_listed: str
    entered_by: str
    let_in_by: str
    end: str
    last_day: str
    export: str
    bring: str
    bring_about: str
    file: str
    brought: str
    faulty: str
    faulty_line: str
    unreadable: str
    file_name: str
    yes: str
    columns: dict[str, str]


class OfficialWords(WordingSection):
    kinds: dict[OfficialKind, str]
    states: dict[OfficialState, str]
    faults: dict[OfficialFault, str]
    moves: dict[str, str]
    standings: OfficialStandingWords
    our_office: str
    own_source: str
    line: str
    bank_line: str
    with_purpose: str
    care: str
    care_no_phone: str
    asked: OfficialAskedWords
    chat: OfficialChatWords
    web: OfficialWebWords
    page: OfficialPageWords

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        """What became of a try is named by its store, which knows this section: a test holds them together."""
        tables = (self.kinds, OfficialKind), (self.states, OfficialState), (self.faults, OfficialFault), (self.asked.cues, OfficialWish)
        for told, kind in tables:
            if missing := set(kind) - set(told):
                raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self
