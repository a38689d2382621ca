"""What is said in notices with beginning and end: to citizens on every channel, to staff who write them and let them out."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.bulletins.rules.bulletin import BulletinFault, BulletinKind, BulletinPhase, BulletinState
from bot.wording.section import WordingSection


class BulletinAskedWords(WordingSection):
    """How people ask for what a notice tells: patterns by kind (`<slot>`, `*` for up to three syllables)."""

    slots: dict[str, tuple[str, ...]]
    accented: tuple[str, ...]
    around: tuple[str, ...]
    cues: dict[BulletinKind, tuple[str, ...]]


class BulletinChatWords(WordingSection):
    """In a chat."""

    none: str
    in_group: str
    remind: str
    remind_no: str
    reminder: str
    no_reminder: str
    too_late: str


class BulletinLetterWords(WordingSection):
    """To staff."""

    asked: str
    late: str
    last_day: str
    still_waits: str
    tomorrow: str
    longer: str


class BulletinWebWords(WordingSection):
    """On the public pages."""

    title: str
    about: str
    label: str
    more: str
    running: str
    upcoming: str
    past: str
    none: str
    ended_early: str


class BulletinPageWords(WordingSection):
    """In the console."""

    title: str
    about: str
    new: str
    none: str
    kind: str
    name: str
    text: str
    place: str
    place_hint: str
    begins: str
    ends: str
    ends_hint: str
    clock: str
    shown: str
    shown_hint: str
    units: str
    units_hint: str
    touched: str
    touched_hint: str
    on_web: str
    in_chat: str
    write: str
    save: str
    edit: str
    approve: str
    approve_about: str
    drop: str
    close: str
    close_about: str
    extend: str
    extend_to: str
    extend_about: str
    later: str
    later_approve: str
    withdraw: str
    withdraw_about: str
    reason: str
    writers: str
    approved: str
    ahead: str
    too_late: str
    would_be_late: str
    last_day: str
    closed: str
    whole_office: str
    seen_as: str
    list: str


class BulletinWords(WordingSection):
    kinds: dict[BulletinKind, str]
    states: dict[BulletinState, str]
    phases: dict[BulletinPhase, str]
    faults: dict[BulletinFault, str]
    moves: dict[str, str]
    spans: dict[BulletinKind, str]
    head: str
    span: str
    where: str
    short: str
    moment: str
    asked: BulletinAskedWords
    chat: BulletinChatWords
    letters: BulletinLetterWords
    web: BulletinWebWords
    page: BulletinPageWords

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        """What became of a try is named by its store, which knows this section: a test holds them together."""
        for told, kind in (
            (self.kinds, BulletinKind),
            (self.states, BulletinState),
            (self.phases, BulletinPhase),
            (self.faults, BulletinFault),
        ):
            if missing := set(kind) - set(told):
                raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self
