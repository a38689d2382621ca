"""What everybody sees of index cards: all of them compared, and what a question asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.scorecards.rules.drawing import BarChart, over_provinces, over_years
from bot.scorecards.rules.hearing import ScorecardQuestions, ScorecardWish
from bot.scorecards.rules.scorecard import Scorecard, ScorecardKind, ScorecardState
from bot.scorecards.rules.telling import ScorecardTeller
from bot.scorecards.store.cards import ScorecardBook


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """One index: the years of one province, and the provinces of one year, each as a chart and as cards."""

    kind: ScorecardKind
    province: str
    year: int
    years: Sequence[Scorecard]
    provinces: Sequence[Scorecard]
    by_year: BarChart
    by_province: BarChart
    all_years: Sequence[int]
    all_provinces: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScorecardHall:
    """Holds no state. `questions`: made of the index in use; `own`: the office's province as that calls it, "" none. Both are asked when
    somebody comes: the room is put together before the index is open."""

    book: ScorecardBook
    teller: ScorecardTeller
    questions: Callable[[], ScorecardQuestions]
    own: Callable[[], str]

    def views(self, year: int = 0, province: str = "") -> Sequence[ScorecardView]:
        """Every index that has a card; of `province` (the office's own, else the first that has one) and `year` (the newest)."""
        listed = self.book.in_state(ScorecardState.LISTED)
        views = (self._view(kind, [each for each in listed if each.draft.kind is kind], year, province) for kind in ScorecardKind)
        return [view for view in views if view]

    def answer(self, text: str) -> str:
        """What a message that asks for a figure is told; "" where it asks for none, or there is no card of that index at all."""
        wish = self.questions().asked(text)
        return self._told(wish) if wish else ""

    def newest(self) -> Sequence[str]:
        """The newest card of each index, of the office's own province where it has one."""
        return [self._full(view.years[0], view.years) for view in self.views() if view.years]

    def _told(self, wish: ScorecardWish) -> str:
        listed = [each for each in self.book.in_state(ScorecardState.LISTED) if each.draft.kind is wish.kind]
        province = wish.province or self._province(listed, "")
        own = sorted((each for each in listed if each.draft.province == province), key=lambda each: -each.draft.year)
        if not listed:
            return ""
        found = next((each for each in own if not wish.year or each.draft.year == wish.year), None)
        if found:
            return self._full(found, own)
        missing = self.teller.missing(wish.kind, province, wish.year)
        return f"{missing}\n{self._full(own[0], own)}" if own else missing

    def _full(self, card: Scorecard, own: Sequence[Scorecard]) -> str:
        return self.teller.full(card, next((each for each in own if each.draft.year == card.draft.year - 1), None))

    def _view(self, kind: ScorecardKind, cards: Sequence[Scorecard], year: int, province: str) -> ScorecardView | None:
        if not cards:
            return None
        chosen = self._province(cards, province)
        all_years = sorted({each.draft.year for each in cards}, reverse=True)
        shown = year if year in all_years else all_years[0]
        years = sorted((each for each in cards if each.draft.province == chosen), key=lambda each: -each.draft.year)
        provinces = sorted(
            (each for each in cards if each.draft.year == shown), key=lambda each: (-(each.draft.value or 0), each.draft.province)
        )
        charts = (over_years(years), over_provinces(provinces, chosen))
        return ScorecardView(kind, chosen, shown, years, provinces, *charts, all_years, sorted({each.draft.province for each in cards}))

    def _province(self, cards: Sequence[Scorecard], wanted: str) -> str:
        there, own = {each.draft.province for each in cards}, self.own()
        return next((name for name in (wanted, own) if name and name in there), own or min(there, default=""))
