"""A change in words: what became of the procedure, in which parts, what to do now, on what that rests. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from bot.changes.seen import SeenChange
from bot.wording.changes import ChangeWords
from knowledge.publications.changes import Change
from knowledge.records.procedure import Part

NameOf = Callable[[str], str]
"""The name of a procedure by its code; "" where it is not known."""


def name_of_month(number: int, words: ChangeWords) -> str:
    """ "tháng 9/2026" of 202609."""
    year, month = divmod(number, 100)
    return words.month.format(month=month, year=year)


def month_of(seen: SeenChange, zone: ZoneInfo, words: ChangeWords) -> str:
    """The name of the month in which a change was seen, where the office is."""
    local = seen.seen.astimezone(zone)
    return name_of_month(local.year * 100 + local.month, words)


def details(change: Change, words: ChangeWords, parts: dict[Part, str], name_of: NameOf) -> Iterator[str]:
    """The lines below the name of the procedure."""
    if change.parts:
        yield words.parts.format(parts="; ".join(parts[part].lower() for part in change.parts))
    if change.was_named:
        yield words.was_named.format(name=change.was_named)
    if change.successor:
        yield words.now.format(name=name_of(change.successor) or words.another, code=change.successor)
    if change.province:
        yield words.province.format(province=change.province)
    if change.decision or change.as_of:
        day = f"{change.as_of:%d/%m/%Y}" if change.as_of else ""
        told = words.basis if change.decision and day else words.decision if change.decision else words.day
        yield told.format(decision=change.decision, day=day)
