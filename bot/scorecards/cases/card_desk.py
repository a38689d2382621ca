"""Index cards are kept: who enters, lets in and takes out a figure is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.announcements.rules.campaign import APPROVERS
from bot.people.staff import Role, Staff
from bot.scorecards.rules.filing import ScorecardLine
from bot.scorecards.rules.numbers import MOST_ENTERED
from bot.scorecards.rules.scorecard import Scorecard, ScorecardDraft, ScorecardFault, ScorecardMove, ScorecardState, faults_of
from bot.scorecards.store.cards import ScorecardBook


@dataclass(frozen=True, slots=True)
class FaultyCards:
    """Lines of a file with what is wrong with each; () where a line cannot be read at all."""

    lines: Sequence[tuple[int, Sequence[ScorecardFault]]]


@dataclass(frozen=True, slots=True)
class ScorecardDesk:
    """Times are aware. No figure is shown that one person alone entered. `called`: how a province that is typed is called, "" for none."""

    book: ScorecardBook
    called: Callable[[str], str]
    zone: ZoneInfo

    def waiting(self) -> Sequence[Scorecard]:
        return self.book.in_state(ScorecardState.PROPOSED)

    def listed(self) -> Sequence[Scorecard]:
        return self.book.in_state(ScorecardState.LISTED)

    def enter(self, draft: ScorecardDraft, by: Staff, at: datetime) -> ScorecardMove | Sequence[ScorecardFault]:
        """One that waits for a second person; by an admin."""
        if not may_enter(by):
            return ScorecardMove.NOT_YOURS
        if faults := self._faults(draft, at):
            return faults
        self.book.enter([self._named(draft)], by.id, by.actor, at)
        return ScorecardMove.DONE

    def bring(self, lines: Sequence[ScorecardLine] | None, by: Staff, at: datetime) -> int | ScorecardMove | FaultyCards:
        """The lines of a file, all or none; how many. What is listed or waits already, the same in all, is passed over."""
        if not may_enter(by):
            return ScorecardMove.NOT_YOURS
        if not lines:
            return ScorecardMove.FILE
        if len(lines) > MOST_ENTERED:
            return ScorecardMove.FULL
        told = [(line.number, self._faults(line.draft, at) if line.draft else []) for line in lines]
        faulty = [(number, faults) for (number, faults), line in zip(told, lines, strict=True) if faults or line.draft is None]
        if faulty:
            return FaultyCards(faulty)
        there = {each.draft for each in (*self.listed(), *self.waiting())}
        new = dict.fromkeys(self._named(line.draft) for line in lines if line.draft)
        return self.book.enter([each for each in new if each not in there], by.id, by.actor, at)

    def let_in(self, numbers: Sequence[int], by: Staff, at: datetime) -> ScorecardMove:
        """Each of them; the first refusal is told, those before it are in."""
        if not may_let_in(by):
            return ScorecardMove.NOT_YOURS
        moves = (self.book.let_in(number, by.id, by.actor, at) for number in numbers)
        return next((move for move in moves if move is not ScorecardMove.DONE), ScorecardMove.DONE if numbers else ScorecardMove.NOT_THERE)

    def drop(self, number: int, by: Staff, at: datetime) -> ScorecardMove:
        """By who may let in, or who entered it and nobody has let it in."""
        found = self.book.get(number)
        if found is None:
            return ScorecardMove.NOT_THERE
        is_own = found.state is ScorecardState.PROPOSED and by.is_active and by.id == found.writer
        return self.book.drop(number, by.actor, at) if is_own or may_let_in(by) else ScorecardMove.NOT_YOURS

    def _named(self, draft: ScorecardDraft) -> ScorecardDraft:
        return replace(draft, province=self.called(draft.province))

    def _faults(self, draft: ScorecardDraft, at: datetime) -> list[ScorecardFault]:
        return list(faults_of(draft, at.astimezone(self.zone).year, is_province=bool(self.called(draft.province))))


def may_enter(by: Staff) -> bool:
    return by.is_active and by.role is Role.ADMIN


def may_let_in(by: Staff) -> bool:
    return by.is_active and by.role in APPROVERS
