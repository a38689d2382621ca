"""The board: petitions as this person may see them, narrowed, page by page, and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console import sheets
from bot.console.board.together import PASSING, Together, told
from bot.console.periods import usual
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Names, Views
from bot.people.staff import Staff
from bot.people.workplace.view_store import MOST_VIEWS, SavedViews, kept_of
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.listing import BoardLine, BoardQuery, BoardTab, ExportedPetition, Order, is_exact
from bot.petitions.rules.outcome import NotDone
from bot.petitions.rules.petition import PetitionKind, PetitionState

OPEN, EVERY = "mo", "tat-ca"
LONGEST_SEARCH = 200  # characters
Choice = TypeVar("Choice", PetitionState, PetitionKind)
A_SHEET = 500  # lines asked of the desk at a time
LARGEST_SHEET = 100_000  # lines; more does not open on an office's machine
WHAT = "kien-nghi"
NARROWING = ("tt", "han", "loai", "dv", "cb", "noi", "tu", "den", "sx")
"""The fields of the filter, without the words that are looked for."""


class BoardPages:
    """Reads nothing but what the desk shows to this person."""

    def __init__(self, desk: OfficerDesk, saved: SavedViews, views: Views) -> None:
        self._desk = desk
        self._saved = saved
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        text = visit.query.text("q")
        if text and not isinstance(found := self._desk.find(visit.staff, text[:LONGEST_SEARCH], visit.at), NotDone):
            return self._views.go(f"/kien-nghi/{found.file.petition.id}")
        tab, query = _tab(visit.query), self._query(visit)
        page = self._desk.page(visit.staff, query, visit.at)
        kept = [(name, value) for name, value in visit.query.pairs if value and name not in PASSING]
        mine = self._saved.of(visit.staff.id)
        return self._views.page(
            visit,
            "board.html",
            page=page,
            asked=visit.query,
            kept=urlencode(kept),
            everywhere=urlencode([("q", text), ("tt", EVERY)]),
            next=urlencode([*kept, ("sau", page.next)]),
            tab=tab,
            tabs=self._tabs(visit, text),
            is_exact=is_exact(text),
            is_narrowed=any(visit.query.text(name) for name in NARROWING),
            saved=mine,
            here_saved=next((view for view in mine if view.query == kept_of(urlencode(kept))), None),
            may_save=bool(kept_of(urlencode(kept))) and len(mine) < MOST_VIEWS,
            hamlets=self._desk.hamlets(),
            together=Together.of(page.lines, visit.staff, self._views.names()),
            told=told(visit.query, self._views.words.board),
            state=_state(visit.query),
            months=self._months(visit.at),
        )

    def _tabs(self, visit: RequestContext, text: str) -> Sequence[tuple[BoardTab, int, str]]:
        """Each with its counter, and where it leads: to the same words, without the other filters."""
        counts = self._desk.tabs(visit.staff, visit.at)
        return [(tab, counts[tab], urlencode([pair for pair in (("muc", tab), ("q", text)) if pair[1]])) for tab in BoardTab]

    def csv(self, visit: RequestContext) -> Response:
        query = self._query(visit)
        self._desk.taken(visit.staff, visit.at)
        return sheets.csv(self._file(visit), self._table(visit, query))

    def xlsx(self, visit: RequestContext) -> Response:
        query = self._query(visit)
        self._desk.taken(visit.staff, visit.at)
        return sheets.xlsx(self._file(visit), self._table(visit, query))

    def _file(self, visit: RequestContext) -> str:
        """Its name: of what was received in one month, with the month; else with the day on which it was taken. What has only what is not
        done says so: who sends the month on must not find half of it missing."""
        since, until = visit.query.day("tu"), visit.query.day("den")
        if since and until and (since.year, since.month) == (until.year, until.month):
            return f"{WHAT}{'-mo' if _state(visit.query) == OPEN else ''}-thang-{since:%m-%Y}"
        return f"{WHAT}-den-{visit.at.astimezone(self._views.zone):%d-%m-%Y}"

    def _months(self, at: datetime) -> Sequence[tuple[str, str]]:
        """This month and the last one whole, done or not: how they are called, and the filter."""
        found = usual(at.astimezone(self._views.zone).date())
        periods = [found["this_month"], found["last_month"]]
        return [(f"{each.first:%m/%Y}", urlencode({"tt": EVERY, "tu": each.first, "den": each.last})) for each in periods]

    def _query(self, visit: RequestContext) -> BoardQuery:
        asked = visit.query
        text, state, until = asked.text("q")[:LONGEST_SEARCH], _state(asked), asked.day("den")
        if is_exact(text):
            return BoardQuery(text=text, order=Order.NEWEST, after=asked.text("sau"))
        query = BoardQuery(
            text=text,
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
        return self._desk.narrowed(visit.staff, query, _tab(asked), visit.at)

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
        petition = words.petition
        yield (
            *(
                board.row,
                board.code,
                board.received,
                words.dictation.via,
                board.due,
                board.state,
                board.stands,
                board.kind,
                board.topic,
                board.unit,
            ),
            *(board.officer, board.place, board.summary, petition.procedure, petition.promised, petition.answered_at, board.timely),
            *(board.answer, words.figures.satisfaction),
        )
        for number, (line, more) in enumerate(self._lines(visit, query), start=1):
            yield (number, *self._row(line, more, names))

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
            *(words.colours[line.colour], words.kinds[line.kind], self._topic(line), names.unit(line.unit), names.person(line.officer)),
            *(line.place, more.content if line.summary else "", more.procedure, self._local(line.promised), self._local(more.answered)),
            timely,
            *(more.answer if line.summary else "", line.score),
        )

    def _topic(self, line: BoardLine) -> str:
        return self._views.wording.petitions.topics.get(line.topic, "")

    def _local(self, at: datetime | None) -> datetime | None:
        """On the office's wall clock, as tables want it."""
        return at.astimezone(self._views.zone).replace(tzinfo=None) if at else None


def _state(asked: Fields) -> str:
    """What is open, unless a state was chosen; who asks for days and chooses none asks for all that came in them."""
    return asked.text("tt") or (EVERY if asked.text("tu") or asked.text("den") else OPEN)


def _tab(asked: Fields) -> BoardTab:
    """Raises FormError for one that there is not."""
    try:
        return BoardTab(asked.text("muc", BoardTab.ALL))
    except ValueError as error:
        raise FormError("muc") from error


def _one(kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise FormError(value) from error


def _officer(asked: Fields, staff: Staff) -> int | None:
    """ "toi" is the one who asks."""
    return staff.id if asked.text("cb") == "toi" else asked.number("cb")
