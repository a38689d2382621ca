"""The register is kept: who enters, lets in and ends a channel is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.announcements.rules.campaign import APPROVERS
from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialFault, OfficialState, faults_of
from bot.official.rules.filing import OfficialLine
from bot.official.rules.numbers import MOST_ENTERED
from bot.official.store.channels import OfficialBook, OfficialMove
from bot.people.staff import Staff


@dataclass(frozen=True, slots=True)
class FaultyLines:
    """Lines of a file with what is wrong with each; () where a line cannot be read at all."""

    lines: Sequence[tuple[int, Sequence[OfficialFault]]]


@dataclass(frozen=True, slots=True)
class OfficialDesk:
    """Times are aware. Nothing is vouched for by one person alone."""

    book: OfficialBook
    zone: ZoneInfo
    staff: Callable[[], Sequence[Staff]]

    def all(self) -> Sequence[OfficialChannel]:
        """What was entered and not dropped, also what is over."""
        return self.book.all()

    def enter(self, draft: OfficialDraft, by: Staff, at: datetime) -> OfficialMove | Sequence[OfficialFault]:
        """One that waits for a second person; any of the staff may say what they know."""
        if not by.is_active:
            return OfficialMove.NOT_YOURS
        if faults := self._faults(draft, self.book.all(), at):
            return faults
        self.book.enter([draft], by.id, by.actor, at)
        return OfficialMove.DONE

    def bring(self, lines: Sequence[OfficialLine] | None, by: Staff, at: datetime) -> int | OfficialMove | FaultyLines:
        """The lines of a file, all or none; how many. What is there already is passed over."""
        if not by.is_active:
            return OfficialMove.NOT_YOURS
        if not lines:
            return OfficialMove.FILE
        if len(lines) > MOST_ENTERED:
            return OfficialMove.FULL
        there, new, faulty = list(self.book.all()), list[OfficialDraft](), list[tuple[int, Sequence[OfficialFault]]]()
        for line in lines:
            faults = self._faults(line.draft, there, at) if line.draft else []
            if line.draft is None or (faults and faults != [OfficialFault.THERE]):
                faulty.append((line.number, [] if line.draft is None else faults))
            elif not faults:
                new.append(line.draft)
                there.append(OfficialChannel(0, OfficialState.PROPOSED, line.draft, by.id))
        if faulty:
            return FaultyLines(faulty)
        return len(self.book.enter(new, by.id, by.actor, at))

    def let_in(self, numbers: Sequence[int], by: Staff, at: datetime) -> OfficialMove:
        """Each of them; the first refusal is told, those before it are in."""
        if not may_let_in(by):
            return OfficialMove.NOT_YOURS
        moves = (self.book.let_in(number, by.id, by.actor, at) for number in numbers)
        return next((move for move in moves if move is not OfficialMove.DONE), OfficialMove.DONE if numbers else OfficialMove.NOT_THERE)

    def drop(self, number: int, by: Staff, at: datetime) -> OfficialMove:
        found = self.book.get(number)
        if found is None:
            return OfficialMove.NOT_THERE
        if not (by.is_active and (may_let_in(by) or by.id == found.writer)):
            return OfficialMove.NOT_YOURS
        return self.book.drop(number, by.actor, at)

    def end(self, number: int, until: date, by: Staff, at: datetime) -> OfficialMove:
        """It is the office's no more after `until`: one person is enough to warn of a number that is lost."""
        if self.book.get(number) is None:
            return OfficialMove.NOT_THERE
        return self.book.end(number, until, by.actor, at) if may_let_in(by) else OfficialMove.NOT_YOURS

    def exported(self, count: int, by: Staff, at: datetime) -> None:
        self.book.exported(count, by.actor, at)

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _faults(self, draft: OfficialDraft, there: Sequence[OfficialChannel], at: datetime) -> list[OfficialFault]:
        return [*faults_of(draft), *self._there(draft, there, at)]

    def _there(self, draft: OfficialDraft, there: Sequence[OfficialChannel], at: datetime) -> Iterator[OfficialFault]:
        """Whether it waits already, or is listed and not over."""
        day = self.day(at)
        if any(each.draft.kind is draft.kind and each.draft.key == draft.key and not each.is_ended(day) for each in there):
            yield OfficialFault.THERE


def may_let_in(by: Staff) -> bool:
    return by.is_active and by.role in APPROVERS
