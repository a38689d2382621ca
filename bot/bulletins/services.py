"""The room of notices put together over one migrated database: window, what stands below answers, use cases, jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.bulletins.cases.board import BulletinBoard, BulletinBoardDeps
from bot.bulletins.cases.bulletin_desk import BulletinDesk, BulletinDeskDeps
from bot.bulletins.rules.ahead import is_late
from bot.bulletins.rules.bulletin import BulletinKind, TouchedProcedure
from bot.bulletins.rules.hearing import BulletinQuestions
from bot.bulletins.rules.naming import DayReader
from bot.bulletins.rules.telling import BulletinTeller
from bot.bulletins.store.bulletins import BulletinBook, OneHand
from bot.bulletins.store.tellings import BulletinTellings
from bot.bulletins.windows.bulletins import BulletinBeside, BulletinWindow
from bot.frontdesk.feature import FeatureParts
from bot.outbox.quiet import quiet_hours
from bot.petitions.rules.workdays import Workdays
from bot.runtime.schedule import Job
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure, Way


@dataclass(frozen=True, slots=True)
class Bulletins:
    """Everything about notices of one office."""

    book: BulletinBook
    desk: BulletinDesk
    board: BulletinBoard
    window: BulletinWindow
    beside: BulletinBeside

    def jobs(self) -> list[Job]:
        return [
            Job("notices that begin", "*/5 * * * *", self._work),
            Job("notices that are over", "45 2 * * *", self.board.forget, deletes=True),
        ]

    def announced(self, begins: datetime, ends: datetime) -> tuple[int, int, int]:
        """How many were let out from `begins` to `ends`; of these planned stops, and of these told too late."""
        found = self.book.announced_between(begins, ends)
        outages = [ahead for kind, ahead in found if kind is BulletinKind.OUTAGE]
        return len(found), len(outages), sum(is_late(BulletinKind.OUTAGE, ahead) for ahead in outages)

    def _work(self, at: datetime) -> None:
        self.desk.work(at)
        self.board.work(at)


def bulletin_room(
    engine: Engine, parts: FeatureParts, workdays: Callable[[], Workdays], one_hand: OneHand, is_alarming: Callable[[str], bool]
) -> Bulletins:
    """`workdays`: the office's calendar as it is now; `one_hand`: whether two of the staff are one person, as announcements ask it;
    `is_alarming`: whether a text tells of danger or of wrongdoing, which are answered first."""
    words, index, zone, quiet = parts.words.bulletins, parts.index, parts.zone, quiet_hours(parts.settings.quiet_hours)
    book, tellings = BulletinBook(engine, one_hand), BulletinTellings(engine)
    teller = BulletinTeller(words, zone, lambda: {unit.id: unit.name for unit in parts.staff.units()})
    desk = BulletinDesk(
        BulletinDeskDeps(
            book,
            teller,
            lambda: tuple(parts.staff.everyone()),
            lambda: tuple(parts.staff.units()),
            lambda: workdays().is_working,
            lambda text: text in _known(index()),
            words.letters,
            quiet,
            zone,
        )
    )
    readers: dict[int, DayReader] = {}

    def reader() -> DayReader:
        """Of the index in use: made anew when another is published."""
        content = index().lexicon.office
        if id(content) not in readers:
            readers.clear()
            readers[id(content)] = DayReader(content, parts.settings.unit_name, workdays)
        return readers[id(content)]

    questions = BulletinQuestions(words.asked.cues, words.asked.slots, words.asked.around, words.asked.accented)
    named, opened = (lambda text, at: reader().named(text, at)), (lambda text, at: reader().office_days(text, at))
    board = BulletinBoard(BulletinBoardDeps(book, tellings, teller, questions, named, opened, quiet, zone))

    def procedure(code: str) -> TouchedProcedure | None:
        record = index().record(code)
        if not isinstance(record, Procedure):
            return None
        return TouchedProcedure(record.code, record.field, any(each.way is Way.ONLINE for each in record.submissions))

    beside = BulletinBeside(board, lambda incoming: parts.chats.conversation(incoming.chat, incoming.at).code, procedure)
    return Bulletins(book, desk, board, BulletinWindow(words.chat, board, is_alarming), beside)


def _known(index: Index) -> frozenset[str]:
    """Codes of procedures and names of fields that the office serves."""

    def names() -> Iterator[str]:
        for line in index.listed:
            yield line.code
            yield line.field

    return frozenset(filter(None, names()))
