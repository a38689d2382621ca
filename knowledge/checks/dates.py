"""Days that the content must be looked at again: where a statement ends, and how long ago a source was compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel

from knowledge.facts.periods import statements, until_of
from knowledge.loading.library import Library
from knowledge.records.procedure import Origin, Part, Procedure, Record, Source

WARNED_BEFORE = timedelta(
    days=30
)  # before a last day: time to ask, to write and to build anew; what is repealed takes longer to be published
EXAMPLES = 3  # places named for each day


class Shelf(StrEnum):
    """The parts of the content that are kept up by different hands."""

    GUIDES = "huong_dan"
    FACTS = "so_lieu"
    IMPORTED = "ban_cong_bo"
    FAQ = "hoi_dap"
    POSTS = "bai_viet"
    WARNINGS = "loi_canh_bao"


class Ending(Record):
    """On `until` `count` statements of one shelf hold for the last time; `places`: the first of them, files or codes."""

    until: date
    shelf: Shelf
    count: int
    places: tuple[str, ...] = ()


class Compared(Record):
    """`count` records of one shelf were last compared with their source on `day`."""

    day: date
    shelf: Shelf
    count: int


class Dates(Record):
    """Every end and every day of comparison of a library; kept beside the index, so that a running program knows them."""

    endings: tuple[Ending, ...] = ()
    compared: tuple[Compared, ...] = ()


class Matter(StrEnum):
    """Why somebody must look."""

    ENDS_SOON = "sap_het"
    OVER = "da_het"
    OLD = "da_cu"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be looked at: `count` statements or records of a shelf, `days` from `day` (before or since)."""

    matter: Matter
    shelf: Shelf
    day: date
    days: int
    count: int
    places: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """For whoever runs the service: one line, in the words of the log."""
        what = {
            Matter.ENDS_SOON: f"{self.count} statements end in {self.days} days",
            Matter.OVER: f"{self.count} statements have ended and are not shown",
            Matter.OLD: f"{self.count} records were compared {self.days} days ago",
        }
        return f"content {self.shelf.name.lower()}: {what[self.matter]} ({self.day})"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement that ends: where it stands, what it says, until when, and when it was compared."""

    shelf: Shelf
    place: str
    text: str
    until: date
    as_of: date | None


def endings_of(library: Library) -> Iterator[Said]:
    """Every statement of the library that says until when it holds."""
    for record in library.procedures.values():
        place, _ = library.places.get(("procedure", record.code), (record.code, 0))
        yield from _of_guide(record, place)
        yield from _of_record(record)
    for entry in library.faq.values():
        yield from _said(Shelf.FAQ, entry.record_id, entry.answer, entry.as_of)
    for post in library.posts.values():
        yield from _said(Shelf.POSTS, post.record_id, post.body, None)
    spoken: Iterable[BaseModel] = (*library.dangers.dangers, *library.wrongs.kinds, *library.events.events, *library.hotlines)
    for item in spoken:
        for text in _texts(item.model_dump()):
            yield from _said(Shelf.WARNINGS, str(getattr(item, "name", "")), text, None)


def dates_of(library: Library) -> Dates:
    """The ends that came or come after the day of comparison, and the days of comparison."""
    ends: dict[tuple[date, Shelf], list[str]] = defaultdict(list)
    for said in endings_of(library):
        if said.as_of is None or said.until >= said.as_of:
            ends[said.until, said.shelf].append(said.place)
    days: dict[tuple[date, Shelf], int] = defaultdict(int)
    for shelf, day in _compared(library):
        days[day, shelf] += 1
    return Dates(
        endings=tuple(
            Ending(until=until, shelf=shelf, count=len(places), places=tuple(dict.fromkeys(places))[:EXAMPLES])
            for (until, shelf), places in sorted(ends.items())
        ),
        compared=tuple(Compared(day=day, shelf=shelf, count=count) for (day, shelf), count in sorted(days.items())),
    )


def notices(dates: Dates, today: date, oldest: timedelta) -> tuple[Notice, ...]:
    """What somebody must look at today; `oldest`: how long ago a source may have been compared."""
    return (
        *(
            Notice(Matter.ENDS_SOON, each.shelf, each.until, (each.until - today).days, each.count, each.places)
            for each in dates.endings
            if today <= each.until <= today + WARNED_BEFORE
        ),
        *(
            Notice(Matter.OVER, each.shelf, each.until, (today - each.until).days, each.count, each.places)
            for each in dates.endings
            if each.until < today
        ),
        *(
            Notice(Matter.OLD, each.shelf, each.day, (today - each.day).days, each.count)
            for each in dates.compared
            if today - each.day > oldest
        ),
    )


def _of_guide(record: Procedure, place: str) -> Iterator[Said]:
    texts = [text for part, text in record.guide.items() if part is not Part.LEGAL_BASIS]
    texts += [answer.answer for answer in record.quick] if record.guide else []
    texts += record.deadlines.lines if record.guide and record.deadlines else []
    as_of = _oldest(record.guide_sources.values())
    for text in texts:
        yield from _said(Shelf.GUIDES, place, text, as_of)


def _of_record(record: Procedure) -> Iterator[Said]:
    """Of the official fields, by whoever they come from: the fees, and the texts that an import brings."""
    shelf, as_of = _shelf_of(record.sources.values()), _oldest(record.sources.values())
    if shelf is None:
        return
    for fee in dict.fromkeys(fee for item in record.submissions for fee in item.fees):
        if until := until_of(fee):
            yield Said(shelf, record.code, fee.note, until, as_of)
    for text in (record.steps, record.conditions, *(item.note for item in record.submissions)):
        yield from _said(shelf, record.code, text, as_of)


def _said(shelf: Shelf, place: str, text: str, as_of: date | None) -> Iterator[Said]:
    yield from (Said(shelf, place, statement.text, statement.until, as_of) for statement in statements(text))


def _compared(library: Library) -> Iterator[tuple[Shelf, date]]:
    for record in library.procedures.values():
        if record.guide and (day := _oldest(record.guide_sources.values())):
            yield Shelf.GUIDES, day
        official = [source for source in record.sources.values() if source.origin is not Origin.CARD]
        shelf, day = _shelf_of(official), _oldest(official)
        if shelf and day:
            yield shelf, day
    yield from ((Shelf.FAQ, entry.as_of) for entry in library.faq.values() if entry.as_of)


def _shelf_of(sources: Iterable[Source]) -> Shelf | None:
    origins = {source.origin for source in sources}
    if Origin.OFFICIAL in origins:
        return Shelf.IMPORTED
    return Shelf.FACTS if Origin.FACTS in origins else None


def _oldest(sources: Iterable[Source]) -> date | None:
    return min((source.as_of for source in sources if source.as_of), default=None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
