"""Notices as a page shows them: the strip on top of every one, and the lines of their own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.bulletins.cases.board import BulletinBoard
from bot.bulletins.rules.bulletin import OfficeBulletin
from bot.bulletins.rules.numbers import MOST_ON_TOP


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A notice as a page shows it."""

    id: int
    phase: str
    head: str
    span: str
    where: str
    text: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class BulletinStrip:
    """What stands on top of a page; `others`: how many more there are."""

    lines: Sequence[BulletinLine] = ()
    others: int = 0


NOTHING_STANDS = BulletinStrip()


def strip_of(board: BulletinBoard, now: Callable[[], datetime]) -> Callable[[], BulletinStrip]:
    """What stands on top of every page at the moment that it is made."""

    def strip() -> BulletinStrip:
        at = now()
        standing = board.on_web(at)
        return BulletinStrip(list(lines_of(board, standing[:MOST_ON_TOP], at)), max(0, len(standing) - MOST_ON_TOP))

    return strip


def lines_of(board: BulletinBoard, found: Iterable[OfficeBulletin], at: datetime) -> Iterator[BulletinLine]:
    teller = board.teller
    for each in found:
        told = (teller.head(each), teller.span(each), teller.where(each), each.draft.text)
        yield BulletinLine(each.id, each.phase(at).value, *told, is_closed=each.closed is not None)
