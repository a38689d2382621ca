"""Figures for the dashboard: counted by the database, in one pass over what was received in a time."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import Engine, and_, case, func, select
from sqlmodel import col

from bot.database.engine import read_session
from bot.database.tables.petitions import PetitionRow as P
from bot.database.types import aware
from bot.petitions.rules.listing import OUTSIDE, MonthCounts, PetitionCounts, WorkCounts
from bot.petitions.rules.petition import PetitionKind, PetitionState
from bot.petitions.rules.texts.hamlets import place_key
from bot.petitions.rules.workdays import ONE, Workdays
from bot.petitions.store.owed import is_owed

MOST_PLACES = 20
MOST_SPELLINGS = 5_000  # of places, the most frequent ones, that are brought together


class PetitionFigures:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(
        self,
        clock: Workdays,
        unit: int | None,
        since: datetime,
        at: datetime,
        until: datetime | None = None,
        place_of: Callable[[str], str] = lambda place: place,
    ) -> PetitionCounts:
        """Over what was received from `since` to `at`, before `until`, of one unit (None: of all), as it stands at `at`.
        `place_of`: under which name a place is counted."""
        now = aware(at)
        within = [col(P.received) >= aware(since), col(P.received) <= now]
        within += [col(P.unit) == unit] if unit is not None else []
        within += [col(P.received) < aware(until)] if until else []
        late = and_(col(P.is_open), is_owed(), col(P.due) < now)
        on_time = and_(col(P.answered).is_not(None), col(P.answered) <= col(P.due))
        conditions = {"late": late, "on_time": on_time, "is_answered": col(P.answered).is_not(None)}
        flags = tuple(case((condition, 1), else_=0).label(name) for name, condition in conditions.items())
        unit_of = case((and_(col(P.unit).is_(None), col(P.agency) != ""), OUTSIDE), else_=col(P.unit)).label("unit")
        keys = (col(P.state), col(P.kind), unit_of, col(P.officer), col(P.is_open), col(P.score), *flags)
        grouped = select(*keys, func.count().label("number")).where(*within).group_by(*keys)
        topics = select(col(P.topic), func.count()).where(*within).group_by(col(P.topic))
        places = select(col(P.place), func.count()).where(*within, col(P.place) != "").group_by(col(P.place))
        answered = select(col(P.received), col(P.answered), col(P.due), case((late, 1), else_=0)).where(*within)
        with read_session(self._engine) as session:
            groups = session.execute(grouped).all()
            by_place = session.execute(places.order_by(func.count().desc(), col(P.place)).limit(MOST_SPELLINGS)).all()
            times = session.execute(answered).all()
            by_topic = {topic: int(count) for topic, count in session.execute(topics.order_by(func.count().desc(), col(P.topic)))}
        counts = _counts(clock, groups, _together(((place, int(count)) for place, count in by_place), place_of), times)
        return replace(counts, by_topic=by_topic)

    def received(self, since: datetime, until: datetime) -> tuple[int, int, int]:
        """Of what was received from `since` to before `until`: how many, of these answered, of these on time."""
        within = (col(P.received) >= aware(since), col(P.received) < aware(until))
        on_time = case((col(P.answered) <= col(P.due), 1), else_=0)
        query = select(func.count(), func.count(col(P.answered)), func.coalesce(func.sum(on_time), 0)).where(*within)
        with read_session(self._engine) as session:
            received, answered, timely = session.execute(query).one()
        return int(received), int(answered), int(timely)


def _together(counts: Iterable[tuple[str, int]], place_of: Callable[[str], str]) -> dict[str, int]:
    """One village is one place, however it was typed; called as most wrote it."""
    names: dict[tuple[str, ...], str] = {}
    sums: Counter[str] = Counter()
    for place, count in counts:
        called = place_of(place)
        sums[names.setdefault(place_key(called), called)] += count
    return dict(sums.most_common(MOST_PLACES))


def _counts(clock: Workdays, groups: Iterable[Any], by_place: Mapping[str, int], times: Iterable[tuple[Any, ...]]) -> PetitionCounts:
    sums: dict[str, Counter[Any]] = {name: Counter() for name in ("state", "kind", "unit", "late", "score", "total")}
    works: dict[str, dict[int, Counter[str]]] = {"unit": {}, "officer": {}}
    for group in groups:
        sums["state"][PetitionState(group.state)] += group.number
        sums["kind"][PetitionKind(group.kind)] += group.number
        sums["unit"][group.unit or 0] += group.number
        sums["late"][group.unit or 0] += group.number * group.late
        sums["total"].update(all=group.number, open=group.number * bool(group.is_open), late=group.number * group.late)
        sums["total"]["on_time"] += group.number * group.on_time
        for of, number in (("unit", group.unit or 0), ("officer", group.officer or 0)):
            works[of].setdefault(number, Counter()).update(_work(group))
        if group.score:
            sums["score"][group.score] += group.number
    days, months = _times(clock, times)
    total = sums["total"]
    return PetitionCounts(
        received=total["all"],
        open=total["open"],
        late=total["late"],
        answered=len(days),
        on_time=total["on_time"],
        median_days=median(days) if days else None,
        by_state=dict(sums["state"]),
        by_kind=dict(sums["kind"]),
        by_unit=dict(sums["unit"]),
        late_by_unit={unit: number for unit, number in sums["late"].items() if number},
        by_place=by_place,
        scores=dict(sums["score"]),
        months=months,
        of_units={number: WorkCounts(**work) for number, work in works["unit"].items()},
        of_officers={number: WorkCounts(**work) for number, work in works["officer"].items()},
    )


def _work(group: Any) -> dict[str, int]:
    """What a group of petitions adds to the figures of who has them."""
    flags = {"open": group.is_open, "late": group.late, "answered": group.is_answered, "on_time": group.on_time}
    return {"received": group.number} | {name: group.number * bool(flag) for name, flag in flags.items()}


def _times(clock: Workdays, times: Iterable[tuple[Any, ...]]) -> tuple[list[int], tuple[MonthCounts, ...]]:
    """Working days from receipt to answer of each that was answered, and the figures of every month by receipt."""
    known = [(clock.local(received).date(), clock.local(answered).date() if answered else None, answered, due, late)
             for received, answered, due, late in times]  # fmt: skip
    worked = _worked(clock, [day for first, last, *_ in known for day in (first, last) if day])
    by_month: dict[str, list[tuple[int | None, bool, bool]]] = {}
    for first, last, answered, due, late in known:
        took = bisect_right(worked, last) - bisect_right(worked, first) if last else None
        by_month.setdefault(f"{first:%Y-%m}", []).append((took, bool(answered and answered <= due), bool(late)))
    months = tuple(_month(name, rows) for name, rows in sorted(by_month.items()))
    return [took for rows in by_month.values() for took, *_ in rows if took is not None], months


def _month(name: str, rows: list[tuple[int | None, bool, bool]]) -> MonthCounts:
    took = [days for days, *_ in rows if days is not None]
    on_time, late = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return MonthCounts(name, len(rows), len(took), on_time, median(took) if took else None, late)


def _worked(clock: Workdays, days: list[date]) -> list[date]:
    """The working days between the first and the last of `days`, in order."""
    if not days:
        return []
    first, last = min(days), max(days)
    return [day for number in range((last - first).days + 1) if clock.is_working(day := first + ONE * number)]
