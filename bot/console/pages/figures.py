"""The dashboard: what a leader wants to see at a glance; bars are drawn by the server, each with its number beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from starlette.responses import Response

from bot.answers.store.questions import Questions
from bot.console.board.pages import EVERY
from bot.console.periods import DAY, SPAN, CountedPeriod, usual
from bot.console.request import FormError, RequestContext
from bot.console.views import Names, Views
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.listing import OUTSIDE, MonthCounts, PetitionCounts, WorkCounts
from bot.petitions.rules.petition import PetitionKind, PetitionState

Key = TypeVar("Key")
UNANSWERED_SPAN = timedelta(days=30)
MOST_BARS = 12  # a list longer than that is no glance
FULL = 100.0  # the longest bar, in per cent of its room


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what it says, its number, its length (in per cent), and the board that lists what it counts."""

    label: str
    count: int
    length: float
    leads: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """What one unit or one officer has had to do with; `asks`: the filter of the board that names them."""

    name: str
    counts: WorkCounts
    asks: str


class FiguresPages:
    """What the desk counts for this person."""

    def __init__(self, desk: OfficerDesk, questions: Questions, views: Views, begun: Callable[[], datetime | None]) -> None:
        """`begun`: when the office began; a year is not counted from before it."""
        self._desk = desk
        self._questions = questions
        self._views = views
        self._begun = begun

    def show(self, visit: RequestContext) -> Response:
        period, names = self._period(visit), self._views.names()
        counts, before = self._counts(visit, period), self._before(visit, period)
        sees_all = self._desk.sees_all(visit.staff)
        known = _within_reach(names, None if sees_all else visit.staff.unit)
        return self._views.page(
            visit,
            "figures.html",
            counts=counts,
            before=before,
            was=period.before,
            period=period,
            usual=usual(self._today(visit.at)),
            share=_share(counts.on_time, counts.owed),
            share_before=_share(before.on_time, before.owed) if before else None,
            average=_average(counts.scores),
            rated=sum(counts.scores.values()),
            unanswered=self._questions.owed(visit.at - UNANSWERED_SPAN),
            charts=self._charts(counts, period, sees_all=sees_all),
            months=_months(counts.months),
            units=_lines(counts.of_units, self._unit, "dv", known["dv"]),
            officers=_lines(counts.of_officers, lambda number: names.person(number or None), "cb", known["cb"]),
            of_period=_asks(period),
            sees_all=sees_all,
        )

    def _unit(self, number: int) -> str:
        return self._views.words.petition.elsewhere if number == OUTSIDE else self._views.names().unit(number or None)

    def _period(self, visit: RequestContext) -> CountedPeriod:
        """What was asked for, else the year until today, or since the office began. Raises FormError where the two days are no period."""
        today, begun = self._today(visit.at), self._begun()
        earliest = max(today - SPAN, begun.astimezone(self._views.zone).date()) if begun else today - SPAN
        try:
            last = visit.query.day("den") or today
            period = CountedPeriod(visit.query.day("tu") or min(earliest, last), last)
            _ = period.before  # of which there must be one, to be compared with
        except ValueError as error:
            raise FormError("tu") from error
        return period

    def _counts(self, visit: RequestContext, period: CountedPeriod) -> PetitionCounts:
        return self._desk.counts(visit.staff, self._midnight(period.first), visit.at, self._midnight(period.last + DAY))

    def _before(self, visit: RequestContext, period: CountedPeriod) -> PetitionCounts | None:
        """The figures of the period before; None where the office had not begun by then: they would be of a part of it."""
        begun = self._begun()
        is_whole = begun is not None and begun.astimezone(self._views.zone).date() <= period.before.first
        return self._counts(visit, period.before) if is_whole else None

    def _today(self, at: datetime) -> date:
        return at.astimezone(self._views.zone).date()

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._views.zone).astimezone(UTC)

    def _charts(self, counts: PetitionCounts, period: CountedPeriod, *, sees_all: bool) -> list[tuple[str, list[Bar]]]:
        words = self._views.words
        figures = words.figures
        kinds = [(words.kinds[kind], counts.by_kind.get(kind, 0), _asks(period, loai=kind)) for kind in PetitionKind]
        places = [(place or figures.no_place, count, _asks(period, noi=place)) for place, count in _most(counts.by_place)]
        states = [(words.states[state], counts.by_state.get(state, 0), _asks(period, tt=state)) for state in PetitionState]
        scores = [(figures.score.format(score=score), counts.scores.get(score, 0), "") for score in (5, 4, 3, 2, 1)]
        called = self._views.wording.petitions.topics
        topics = [(called.get(topic, figures.no_topic), count, "") for topic, count in counts.by_topic.items()]
        by_state = (figures.by_state, [line for line in states if line[1]])
        charts = [(figures.by_kind, kinds), (figures.by_topic, topics), (figures.by_place, places), by_state]
        return [(title, _bars(lines, leads=sees_all)) for title, lines in (*charts, (figures.scores, scores))]


def _asks(period: CountedPeriod, **narrowed: str) -> str:
    """The board of what was received in a period: its address."""
    days = {"tu": period.first.isoformat(), "den": period.last.isoformat()}
    return urlencode({"tt": EVERY, **narrowed, **days})


def _within_reach(names: Names, unit: int | None) -> Mapping[str, Collection[int]]:
    """The units and officers whose petitions the board shows to somebody of `unit` (None: all)."""
    officers = [person.id for person in names.staff.values() if unit in (None, person.unit)]
    return {"dv": list(names.units) if unit is None else [unit], "cb": officers}


def _lines(counts: Mapping[int, WorkCounts], named: Callable[[int], str], field: str, known: Collection[int]) -> list[WorkLine]:
    """Who has most that is late first, then who has most; those that are `known` lead to their petitions."""
    order = sorted(counts.items(), key=lambda item: (-item[1].late, -item[1].received, item[0]))
    return [WorkLine(named(number), found, urlencode({field: number}) if number in known else "") for number, found in order]


def _bars(lines: list[tuple[str, int, str]], *, leads: bool) -> list[Bar]:
    """(label, count, where it leads) → bars, the longest over the whole room."""
    most = max((count for _, count, _ in lines), default=0)
    return [Bar(label, count, _length(count, most), asks if count and leads else "") for label, count, asks in lines]


def _months(months: tuple[MonthCounts, ...]) -> list[tuple[MonthCounts, float, float]]:
    """Each month with the lengths of its bars: received, answered."""
    most = max((max(month.received, month.answered) for month in months), default=0)
    return [(month, _length(month.received, most), _length(month.answered, most)) for month in months]


def _most(counts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:MOST_BARS]


def _length(count: int, most: int) -> float:
    return round(FULL * count / most, 1) if most else 0.0


def _share(part: int, whole: int) -> int | None:
    """In whole per cent, rounded down: 99.6 % on time is not all on time."""
    return 100 * part // whole if whole else None


def _average(scores: Mapping[int, int]) -> str:
    """ "4,3"; "" where nobody has rated."""
    count = sum(scores.values())
    return f"{sum(score * number for score, number in scores.items()) / count:.1f}".replace(".", ",") if count else ""
