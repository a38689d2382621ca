"""A chart of bars, as numbers that a page draws (SVG): years of one province, or provinces of one year. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.scorecards.rules.numbers import PROVINCES_DRAWN, YEARS_DRAWN
from bot.scorecards.rules.scorecard import Scorecard

WIDTH, ROW, BAR = 100, 44, 14  # units of the drawing: its width in hundredths, a row with its words, a bar
"""Layout of the drawing alone; nothing is decided by it."""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One row: what it is of, how long its bar is (0–100 of the width), where its target stands (None without one)."""

    label: str
    value: Decimal
    y: int
    length: Decimal
    target: Decimal | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """The rows, and how high the drawing is."""

    bars: tuple[ChartBar, ...]
    height: int


def over_years(cards: Sequence[Scorecard]) -> BarChart:
    """The newest YEARS_DRAWN years of one province, the newest first."""
    chosen = sorted(cards, key=lambda each: -each.draft.year)[:YEARS_DRAWN]
    return _drawn([(str(each.draft.year), each, False) for each in chosen])


def over_provinces(cards: Sequence[Scorecard], own: str) -> BarChart:
    """The PROVINCES_DRAWN highest of one year, and `own` wherever it stands."""
    ordered = sorted(cards, key=lambda each: (-(each.draft.value or 0), each.draft.province))
    chosen = ordered[:PROVINCES_DRAWN]
    chosen += [each for each in ordered[PROVINCES_DRAWN:] if each.draft.province == own]
    return _drawn([(each.draft.province, each, each.draft.province == own) for each in chosen])


def _drawn(rows: Sequence[tuple[str, Scorecard, bool]]) -> BarChart:
    told = [number for _, each, _ in rows for number in (each.draft.value, each.draft.target) if number is not None]
    most = max(told, default=Decimal(0)) or Decimal(1)
    bars = tuple(
        ChartBar(label, each.draft.value or Decimal(0), at * ROW, _share(each.draft.value, most), _target(each, most), is_own)
        for at, (label, each, is_own) in enumerate(rows)
    )
    return BarChart(bars, len(bars) * ROW)


def _target(card: Scorecard, most: Decimal) -> Decimal | None:
    return None if card.draft.target is None else _share(card.draft.target, most)


def _share(value: Decimal | None, most: Decimal) -> Decimal:
    """Bars begin at nought, so that their lengths compare as the values do."""
    return ((value or Decimal(0)) * WIDTH / most).quantize(Decimal("0.01"))
