"""The dashboard: what a leader wants to see at a glance; bars are drawn by the server, each with its number beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from starlette.responses import Response

from bot.answers.store.questions import Questions
from bot.console.request import RequestContext
from bot.console.views import Names, Views
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.rules.listing import MonthCounts, PetitionCounts
from bot.petitions.rules.petition import PetitionKind, PetitionState

Key = TypeVar("Key")
SPAN = timedelta(days=365)
UNANSWERED_SPAN = timedelta(days=30)
MOST_BARS = 12  # a list longer than that is no glance
FULL = 100.0  # the longest bar, in per cent of its room


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what it says, its number, its length and how much of it is marked (in per cent), and a remark."""

    label: str
    count: int
    length: float
    marked: float = 0.0
    remark: str = ""


class FiguresPages:
    """What the desk counts for this person."""

    def __init__(self, desk: OfficerDesk, questions: Questions, views: Views, begun: Callable[[], datetime | None]) -> None:
        """`begun`: when the office began; a year is not counted from before it."""
        self._desk = desk
        self._questions = questions
        self._views = views
        self._begun = begun

    def show(self, visit: RequestContext) -> Response:
        earliest = max(visit.at - SPAN, self._begun() or visit.at - SPAN)
        day = visit.query.day("tu") or earliest.astimezone(self._views.zone).date()
        since = datetime.combine(day, time(), self._views.zone).astimezone(UTC)
        counts = self._desk.counts(visit.staff, since, visit.at)
        return self._views.page(
            visit,
            "figures.html",
            counts=counts,
            since=day,
            share=_share(counts.on_time, counts.answered),
            average=_average(counts.scores),
            rated=sum(counts.scores.values()),
            unanswered=self._questions.owed(visit.at - UNANSWERED_SPAN),
            charts=self._charts(counts, self._views.names()),
            months=_months(counts.months),
        )

    def _charts(self, counts: PetitionCounts, names: Names) -> list[tuple[str, list[Bar]]]:
        words = self._views.words
        figures = words.figures
        late = {unit: figures.late_of.format(late=count) for unit, count in counts.late_by_unit.items() if count}
        units = [
            (names.unit(unit or None), count, counts.late_by_unit.get(unit, 0), late.get(unit, "")) for unit, count in _most(counts.by_unit)
        ]
        places = [(place or figures.no_place, count, 0, "") for place, count in _most(counts.by_place)]
        scores = [(figures.score.format(score=score), counts.scores.get(score, 0), 0, "") for score in (5, 4, 3, 2, 1)]
        return [
            (figures.by_kind, _bars([(words.kinds[kind], counts.by_kind.get(kind, 0), 0, "") for kind in PetitionKind])),
            (figures.by_unit, _bars(units)),
            (figures.by_place, _bars(places)),
            (
                figures.by_state,
                _bars([(words.states[state], count, 0, "") for state in PetitionState if (count := counts.by_state.get(state, 0))]),
            ),
            (figures.scores, _bars(scores)),
        ]


def _bars(lines: list[tuple[str, int, int, str]]) -> list[Bar]:
    """(label, count, marked, remark) → bars, the longest over the whole room."""
    most = max((count for _, count, _, _ in lines), default=0)
    return [Bar(label, count, _length(count, most), _length(marked, most), remark) for label, count, marked, remark in lines]


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
