"""What is said of index cards: to citizens on every channel, to staff who enter them and let them in."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.scorecards.rules.scorecard import ScorecardFault, ScorecardKind, ScorecardMove
from bot.wording.section import WordingSection


class ScorecardAskedWords(WordingSection):
    """How people ask for a figure of an index."""

    names: dict[ScorecardKind, tuple[str, ...]]
    figures: tuple[str, ...]
    around: tuple[str, ...]


class ScorecardWebWords(WordingSection):
    """On the public page."""

    title: str
    about: str
    province: str
    year: str
    show: str
    over_years: str
    over_provinces: str
    chart: str
    value: str
    rank: str
    target: str
    source: str
    target_mark: str


class ScorecardPageWords(WordingSection):
    """In the console."""

    title: str
    about: str
    waiting: str
    none_waiting: str
    let_in: str
    let_in_sure: str
    drop: str
    drop_sure: str
    new: str
    enter: str
    listed: str
    none_listed: str
    export: str
    file_name: str
    bring: str
    bring_about: str
    file: str
    send: str
    brought: str
    faulty: str
    faulty_line: str
    unreadable: str
    writer: str
    approver: str
    value_hint: str
    columns: dict[str, str]


class ScorecardWords(WordingSection):
    """Everything of the room."""

    line: str
    with_rank: str
    reached: str
    missed: str
    before: str
    source: str
    ranked: str
    rank: str
    none: str
    missing: str
    missing_year: str
    more: str
    kinds: dict[ScorecardKind, str]
    units: dict[ScorecardKind, str]
    faults: dict[ScorecardFault, str]
    moves: dict[ScorecardMove, str]
    asked: ScorecardAskedWords
    web: ScorecardWebWords
    page: ScorecardPageWords

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Every index has its name, its unit and how people call it; everything that can happen has its sentence."""
        for told in (self.kinds, self.units, self.asked.names):
            if missing := set(ScorecardKind) - set(told):
                raise ValueError(f"[scorecards] has no words for {', '.join(sorted(missing))}")
        if unsaid := {*ScorecardFault, *ScorecardMove} - {ScorecardMove.DONE} - {*self.faults, *self.moves}:
            raise ValueError(f"[scorecards] has no sentence for {', '.join(sorted(unsaid))}")
        return self
