"""docs/quality.md: what was measured, by set, group, spelling and day of the content; what people wrote below the mark is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.evaluation.quality import WHOLE, OutcomeShares
from bot.evaluation.sets import LabelledSet, Spelling
from bot.wording.quality import QualityWords
from knowledge.records.procedure import Origin

BY_HAND = "<!-- do người viết -->"
"""Everything below this line is left as it stands."""
DAY = "%d/%m/%Y"
NOTHING = "–"
_PAST = re.compile(r"^\| (\d\d/\d\d/\d{4}) \| ([^|]+) \| ([^|]+) \|.*\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Content:
    """What answered: the index by its seal, how many records, and the latest day of each kind of source."""

    seal: str
    records: int
    days: Mapping[Origin, date]

    @property
    def day(self) -> date | None:
        return max(self.days.values(), default=None)


@dataclass(frozen=True, slots=True)
class Measured:
    """One set asked in one spelling: the shares of each group."""

    name: str
    spelling: Spelling
    shares: Mapping[str, OutcomeShares]


@dataclass(frozen=True, slots=True)
class Measurement:
    """The content, the sets that were looked at, the names of those that were not there, and what came of it."""

    content: Content
    sets: Sequence[LabelledSet]
    absent: Sequence[str]
    measured: Sequence[Measured]


def page(measurement: Measurement, before: str, words: QualityWords) -> str:
    """The whole file; `before`: what it held, "" where there was none. The same measurement over its own page changes nothing."""
    _, mark, kept = before.partition(BY_HAND)
    head = [
        words.title,
        words.content.format(
            day=_day(measurement.content.day),
            records=measurement.content.records,
            seal=measurement.content.seal,
            sources=_sources(measurement, words),
        ),
        words.how,
        _table(words.sets_head, _set_lines(measurement, words)),
        words.figures_title,
        _table(words.figures_head, _figure_lines(measurement, words)),
        words.history_title,
        _table(words.history_head, _history(measurement, before, words)),
        BY_HAND,
    ]
    return "\n\n".join(part.strip("\n") for part in head) + (kept if mark else f"\n\n{words.by_hand.strip()}\n")


def _sources(measurement: Measurement, words: QualityWords) -> str:
    return ", ".join(f"{words.sources[origin]} {_day(day)}" for origin, day in sorted(measurement.content.days.items()))


def _set_lines(measurement: Measurement, words: QualityWords) -> Iterator[Sequence[str]]:
    for file in measurement.sets:
        yield file.name, words.kinds[file.kind], str(file.lines), f"`{file.seal}`"
    for name in measurement.absent:
        yield name, words.absent, NOTHING, NOTHING


def _figure_lines(measurement: Measurement, words: QualityWords) -> Iterator[Sequence[str]]:
    for each in measurement.measured:
        for group, shares in each.shares.items():
            yield each.name, group or words.whole, words.spellings[each.spelling], *_cells(shares)


def _cells(shares: OutcomeShares) -> Sequence[str]:
    told = (shares.right, shares.complete, shares.offered, shares.wrong, shares.refused, shares.fits, shares.said)
    return str(shares.n), *map(_share, told)


def _history(measurement: Measurement, before: str, words: QualityWords) -> list[Sequence[str]]:
    """A line for each day of content, set and spelling: those measured now in the place of earlier ones of the same day."""
    now = {
        (_day(measurement.content.day), each.name, words.spellings[each.spelling]): _cells(each.shares[WHOLE])
        for each in measurement.measured
    }
    told = before.partition(BY_HAND)[0].partition(words.history_title.strip().splitlines()[0])[2]
    past = {(found[1], found[2], found[3]): _columns(found[0])[3:] for found in _PAST.finditer(told)}
    lines = {**past, **now}
    return [(*key, *lines[key]) for key in sorted(lines, key=lambda key: (-_as_date(key[0]).toordinal(), *key[1:]))]


def _columns(line: str) -> Sequence[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table(head: str, lines: Iterable[Sequence[str]]) -> str:
    """A table of Markdown under `head`, its titles divided by bars."""
    rule = " | ".join("---" for _ in head.split("|"))
    return "\n".join([f"| {head} |", f"| {rule} |", *(f"| {' | '.join(line)} |" for line in lines)])


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.1f} %".replace(".", ",")


def _day(day: date | None) -> str:
    return day.strftime(DAY) if day else NOTHING


def _as_date(told: str) -> date:
    return datetime.strptime(told, DAY).date() if told != NOTHING else date.min  # noqa: DTZ007 - a day has no zone
