"""Which clock is over first: a petition's own, or one of those merged into it, whose senders wait for the same answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.petitions.rules import deadlines
from bot.petitions.rules.deadlines import OwedClock
from bot.petitions.rules.petition import PetitionFile, PetitionState, mark_of
from bot.petitions.rules.workdays import Workdays


@dataclass(frozen=True, slots=True)
class MergeOutlook:
    """What a merge will leave: of two petitions the one with the code `stays`, with the deadline of the one with the code `due_of`, its own
    holder and kind. `gone`: the code of the other. `due`: None where its clock stands still. `signs_again`: what is signed there is signed
    once more."""

    stays: str
    gone: str
    due: datetime | None
    due_of: str
    officer: int | None
    unit: int | None
    signs_again: bool

    @property
    def mark(self) -> str:
        """What tells it from any other: who confirms a merge has read this one."""
        return mark_of(repr((self.stays, self.gone, self.due, self.officer, self.unit, self.signs_again)))


def outlook(workdays: Workdays, file: PetitionFile, target: PetitionFile) -> MergeOutlook:
    """What is left once `file` is merged into `target`."""
    gone, stays = file.petition, target.petition
    brought = (OwedClock(gone.id, gone.counted_from, gone.days, file.pauses), *file.joined_clocks)
    after = replace(target, joined_clocks=(*target.joined_clocks, *brought))
    is_paused = stays.state is PetitionState.WAITING and not target.was_late
    is_brought = first(workdays, after).petition in {clock.petition for clock in brought}
    owed = None if is_paused else due(workdays, after)
    is_signed = stays.state is PetitionState.APPROVED
    return MergeOutlook(stays.code, gone.code, owed, gone.code if is_brought else stays.code, stays.officer, stays.unit, is_signed)


def due(workdays: Workdays, file: PetitionFile, at: datetime | None = None) -> datetime:
    """The moment an answer is owed: merging makes nobody wait longer. `at`: when a clock that stands still goes on; None: as it was when it
    stopped."""
    return min(_due(workdays, each) for each in _ended(file, at))


def first(workdays: Workdays, file: PetitionFile, at: datetime | None = None) -> OwedClock:
    """The clock that is over first; of two at once the petition's own."""
    return min(_ended(file, at), key=lambda each: _due(workdays, each))


def moment(workdays: Workdays, file: PetitionFile, share: float, at: datetime | None = None) -> datetime:
    """When `share` (0 to 1) of the time is gone on any of the clocks."""
    return min(deadlines.moment(workdays, each.counted_from, each.days, share, each.pauses) for each in _ended(file, at))


def due_of(workdays: Workdays, file: PetitionFile, merged: int, at: datetime) -> datetime | None:
    """When the answer was owed to who sent the petition with the number `merged`; None: its clock runs here no more."""
    return next((_due(workdays, each) for each in _ended(file, at) if each.petition == merged), None)


def _ended(file: PetitionFile, at: datetime | None) -> tuple[OwedClock, ...]:
    """All clocks, the petition's own first, each with pauses that are over."""
    petition = file.petition
    own = OwedClock(petition.id, petition.counted_from, petition.days, file.pauses)
    return tuple(
        replace(each, pauses=tuple(replace(pause, until=pause.until or at) for pause in each.pauses if pause.until or at))
        for each in (own, *file.joined_clocks)
    )


def _due(workdays: Workdays, clock: OwedClock) -> datetime:
    return deadlines.due(workdays, clock.counted_from, clock.days, clock.pauses)
