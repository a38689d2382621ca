"""The board: petitions as this person may see them, narrowed, page by page, and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console import sheets
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Names, Views
from bot.people.staff import Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.listing import BoardLine, BoardQuery, ExportedPetition, Order
from bot.petitions.rules.outcome import NotDone
from bot.petitions.rules.petition import PetitionKind, PetitionState

OPEN, EVERY = "mo", "tat-ca"
LONGEST_SEARCH = 200  # characters
Choice = TypeVar("Choice", PetitionState, PetitionKind)
A_SHEET = 500  # lines asked of the desk at a time
LARGEST_SHEET = 100_000  # lines; more does not open on an office's machine
WHAT = "kien-nghi"


class BoardPages:
    """Reads nothing but what the desk shows to this person."""

    def __init__(self, desk: OfficerDesk, views: Views) -> None:
        self._desk = desk
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        text = visit.query.text("q")
        if text and not isinstance(found := self._desk.find(visit.staff, text[:LONGEST_SEARCH], visit.at), NotDone):
            return self._views.go(f"/kien-nghi/{found.file.petition.id}")
        page = self._desk.page(visit.staff, self._query(visit), visit.at)
        kept = [(name, value) for name, value in visit.query.pairs if value and name not in ("sau", "said")]
        everywhere = urlencode([("q", text), ("tt", EVERY)])
        next_page = urlencode([*kept, ("sau", page.next)])
        return self._views.page(
            visit, "board.html", page=page, asked=visit.query, kept=urlencode(kept), everywhere=everywhere, next=next_page
        )

    def csv(self, visit: RequestContext) -> Response:
        query = self._query(visit)
        self._desk.taken(visit.staff, visit.at)
        return sheets.csv(WHAT, self._table(visit, query))

    def xlsx(self, visit: RequestContext) -> Response:
        query = self._query(visit)
        self._desk.taken(visit.staff, visit.at)
        return sheets.xlsx(WHAT, self._table(visit, query))

    def _query(self, visit: RequestContext) -> BoardQuery:
        asked = visit.query
        state = asked.text("tt", OPEN)
        until = asked.day("den")
        return BoardQuery(
            text=asked.text("q")[:LONGEST_SEARCH],
            states=frozenset() if state in (OPEN, EVERY) else frozenset({_one(PetitionState, state)}),
            is_open=True if state == OPEN else None,
            kinds=frozenset(_one(PetitionKind, kind) for kind in asked.all("loai")),
            unit=asked.number("dv"),
            officer=_officer(asked, visit.staff),
            place=asked.text("noi")[:LONGEST_SEARCH],
            late=asked.text("han") == "1",
            since=self._midnight(asked.day("tu")),
            until=self._midnight(until + timedelta(days=1) if until and until < date.max else until),
            order=Order.NEWEST if asked.text("sx") == Order.NEWEST else Order.DUE,
            after=asked.text("sau"),
        )

    def _midnight(self, day: date | None) -> datetime | None:
        """The beginning of a day in the office's zone. Raises FormError for years that no clock can show."""
        if day is None:
            return None
        if not 1900 < day.year < 2200:
            raise FormError(str(day))
        return datetime.combine(day, time(), self._views.zone).astimezone(UTC)

    def _table(self, visit: RequestContext, query: BoardQuery) -> Iterator[tuple[object, ...]]:
        words, names = self._views.words, self._views.names()
        board = words.board
        yield (
            *(board.code, board.received, words.dictation.via, board.due, board.state, board.stands, board.kind, board.unit, board.officer),
            *(board.place, board.summary, words.petition.procedure, words.petition.answered_at, board.timely, board.answer),
            words.figures.satisfaction,
        )
        for line, more in self._lines(visit, query):
            yield self._row(line, more, names)

    def _lines(self, visit: RequestContext, query: BoardQuery) -> Iterable[tuple[BoardLine, ExportedPetition]]:
        query = replace(query, limit=A_SHEET, after="")
        count = 0
        while count < LARGEST_SHEET:
            lines, following = self._desk.sheet(visit.staff, query, visit.at)
            yield from lines
            count += len(lines)
            if not following:
                return
            query = replace(query, after=following)

    def _row(self, line: BoardLine, more: ExportedPetition, names: Names) -> tuple[object, ...]:
        words = self._views.words
        timely = "" if more.answered is None else words.yes if more.answered <= line.due else words.no
        return (
            *(line.code, self._local(line.received), words.vias[more.via], self._local(line.due), words.states[line.state]),
            *(words.colours[line.colour], words.kinds[line.kind], names.unit(line.unit), names.person(line.officer)),
            *(line.place, more.content if line.summary else "", more.procedure, self._local(more.answered), timely),
            *(more.answer if line.summary else "", line.score),
        )

    def _local(self, at: datetime | None) -> datetime | None:
        """On the office's wall clock, as tables want it."""
        return at.astimezone(self._views.zone).replace(tzinfo=None) if at else None


def _one(kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise FormError(value) from error


def _officer(asked: Fields, staff: Staff) -> int | None:
    """ "toi" is the one who asks."""
    return staff.id if asked.text("cb") == "toi" else asked.number("cb")
