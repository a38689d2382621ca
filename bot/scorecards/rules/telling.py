"""An index card in words. Pure."""

from __future__ import annotations

from decimal import Decimal

from bot.scorecards.rules.scorecard import Scorecard, ScorecardKind
from bot.wording.scorecards import ScorecardWords


class ScorecardTeller:
    """Knows the words alone."""

    def __init__(self, words: ScorecardWords) -> None:
        self._words = words

    def value(self, kind: ScorecardKind, value: Decimal | None) -> str:
        """ "88,92 %"."""
        number = "" if value is None else str(value).replace(".", ",")
        return self._words.units[kind].format(number=number) if number else ""

    def rank(self, card: Scorecard) -> str:
        """ "hạng 12/34"; "" without one."""
        it = card.draft
        if it.rank is None:
            return ""
        return self._words.ranked.format(rank=it.rank, of=it.ranked) if it.ranked else self._words.rank.format(rank=it.rank)

    def full(self, card: Scorecard, before: Scorecard | None) -> str:
        """All of a card; `before`: the same province's card of the year before, where there is one."""
        it, say = card.draft, self._words
        value = self.value(it.kind, it.value)
        lines = [say.line.format(name=say.kinds[it.kind], province=it.province, year=it.year, value=value)]
        if rank := self.rank(card):
            lines[0] = say.with_rank.format(line=lines[0], rank=rank)
        if it.target is not None and it.value is not None:
            reached = say.reached if it.value >= it.target else say.missed
            lines.append(reached.format(target=self.value(it.kind, it.target)))
        if before is not None and before.draft.value is not None:
            rank_before = f", {rank}" if (rank := self.rank(before)) else ""
            lines.append(say.before.format(year=before.draft.year, value=self.value(it.kind, before.draft.value), rank=rank_before))
        lines.append(say.source.format(source=it.source))
        return "\n".join(lines)

    def missing(self, kind: ScorecardKind, province: str, year: int) -> str:
        """That there is no card of that year and province."""
        form = self._words.missing_year if year else self._words.missing
        return form.format(name=self._words.kinds[kind], province=province, year=year)
