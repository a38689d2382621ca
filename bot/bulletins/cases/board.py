"""What stands now: on top of the pages, in a chat, beside an answer; what a question asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.bulletins.rules.bulletin import BulletinKind, BulletinPhase, OfficeBulletin, TouchedProcedure, touches
from bot.bulletins.rules.hearing import BulletinQuestions
from bot.bulletins.rules.numbers import PAST_SHOWN
from bot.bulletins.rules.telling import BulletinTeller
from bot.bulletins.store.bulletins import BulletinBook
from bot.bulletins.store.tellings import BulletinTellings
from bot.messages import ChatId
from bot.outbox.quiet import QuietHours, next_allowed

DAY = timedelta(days=1)
OFFICE_HOURS = frozenset({BulletinKind.CLOSED, BulletinKind.EXTRA})

DaysNamed = Callable[[str, datetime], Sequence[date]]
"""The days that a text names, seen from a moment; none where it names none."""


@dataclass(frozen=True, slots=True)
class BulletinBoardDeps:
    """`named`: the days that a message names; `office_days`: those on which it asks whether the office works."""

    book: BulletinBook
    tellings: BulletinTellings
    teller: BulletinTeller
    questions: BulletinQuestions
    named: DaysNamed
    office_days: DaysNamed
    quiet: QuietHours
    zone: ZoneInfo


class BulletinBoard:
    """What everybody may see; holds no state."""

    def __init__(self, office: BulletinBoardDeps) -> None:
        self._office = office

    @property
    def teller(self) -> BulletinTeller:
        return self._office.teller

    def on_web(self, at: datetime) -> Sequence[OfficeBulletin]:
        """What stands on top of every page: what lasts now first, then what is to come."""
        return self._sorted((found for found in self._office.book.announced(at) if found.draft.on_web and found.is_shown(at)), at)

    def in_chat(self, at: datetime) -> Sequence[OfficeBulletin]:
        """What is told in chats."""
        return self._sorted((found for found in self._office.book.announced(at) if found.draft.in_chat and found.is_shown(at)), at)

    def past(self, at: datetime) -> Sequence[OfficeBulletin]:
        """What is over since a while, the latest first; also what was ended early, but nothing that nobody was shown."""
        since = at - PAST_SHOWN * DAY
        over = [found for found in self._office.book.shown_since(since) if found.was_shown() and found.phase(at) is BulletinPhase.OVER]
        return sorted((found for found in over if found.until > since and found.draft.on_web), key=lambda found: found.until, reverse=True)

    def asked(self, text: str, at: datetime) -> Sequence[OfficeBulletin]:
        """What stands in a chat and answers `text`; none where it asks for something else, or no notice says anything to it."""
        standing = self.in_chat(at)
        if not standing:
            return ()
        if days := self._office.office_days(text, at):
            return [found for found in standing if found.draft.kind in OFFICE_HOURS and self._is_on(found, days)]
        kinds = self._office.questions.asked(text)
        days = self._office.named(text, at) if kinds else ()
        return [found for found in standing if found.draft.kind in kinds and (not days or self._is_on(found, days))]

    def beside(
        self, chat: ChatId, touched: TouchedProcedure | None, at: datetime, *, is_message: bool
    ) -> tuple[Sequence[OfficeBulletin], Sequence[OfficeBulletin]]:
        """What is told to `chat` for the first time today, at a message and not at a button (that may have been the one which deletes what
        is kept of it), and what else touches the procedure that it was just told of."""
        standing = self.in_chat(at)
        if not standing:
            return (), ()
        told = self._office.tellings.told(chat, self._day(at))
        new = [found for found in standing if is_message and found.id not in told]
        if new:
            self.note(chat, new, at)
        again = [found for found in standing if found not in new and touched and touches(found, touched)]
        return new, again

    def note(self, chat: ChatId, told: Sequence[OfficeBulletin], at: datetime) -> None:
        """`told` stands in a reply to `chat`: today it need not be told again."""
        self._office.tellings.tell(chat, {found.id for found in told}, self._day(at), at)

    def wants_reminder(self, chat: ChatId, number: int, at: datetime) -> bool:
        return self._office.tellings.remind(chat, number, at)

    def wants_none(self, chat: ChatId, number: int) -> None:
        self._office.tellings.leave(chat, number)

    def reminded(self, chat: ChatId) -> frozenset[int]:
        return self._office.tellings.reminded(chat)

    def work(self, at: datetime) -> None:
        """The job: who asked is reminded, in no quiet hour."""
        self._office.tellings.send(lambda found: self.teller.full(found, at), at, next_allowed(at, self._office.quiet, self._office.zone))

    def forget(self, at: datetime) -> None:
        """The job: what is kept of chats goes with the notice."""
        self._office.tellings.forget(at)

    def _is_on(self, found: OfficeBulletin, days: Sequence[date]) -> bool:
        begins = (datetime.combine(day, time(), self._office.zone) for day in days)
        return any(found.lasts_on(begin, begin + DAY) for begin in begins)

    @staticmethod
    def _sorted(found: Iterable[OfficeBulletin], at: datetime) -> Sequence[OfficeBulletin]:
        return sorted(found, key=lambda each: (each.phase(at) is not BulletinPhase.RUNNING, each.draft.begins, each.id))

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._office.zone).date()
