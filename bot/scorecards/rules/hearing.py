"""Hears whether a message asks for a figure of an index, of which year and province, and for nothing else. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers.rules.whole import WholeMessage
from bot.scorecards.rules.numbers import LONGEST_ASKED
from bot.scorecards.rules.scorecard import ScorecardKind
from indexer.language import fold, tokens

YEAR = re.compile(r"(?<![0-9])(?:năm\s*|nam\s*)?(20[0-9]{2})(?![0-9])", re.IGNORECASE)
AROUND, FIGURE, PROVINCE = "around", "figure", "province"


@dataclass(frozen=True, slots=True)
class ScorecardWish:
    """`year`: 0 where none is named; `province`: "" the office's own."""

    kind: ScorecardKind
    year: int
    province: str


class ScorecardQuestions:
    """Made once of the wording and the provinces; holds no state. `names`: how an index is called; `figures`: what asks for its figure;
    `around`: what may stand beside them; `provinces`: every name of a province, as it is typed → as it is called."""

    def __init__(
        self,
        names: Mapping[ScorecardKind, Sequence[str]],
        figures: Sequence[str],
        around: Sequence[str],
        provinces: Mapping[str, str],
    ) -> None:
        listed = [(name, str(kind)) for kind, told in names.items() for name in told]
        listed += [(word, FIGURE) for word in figures] + [(word, AROUND) for word in around] + [(name, PROVINCE) for name in provinces]
        self._whole = WholeMessage(listed, {}, ())
        self._provinces = {" ".join(map(fold, tokens(typed))): called for typed, called in provinces.items()}

    def asked(self, text: str) -> ScorecardWish | None:
        """What `text` wishes; None where any word of it belongs to another matter, or it asks what an index is, not how high."""
        years = {int(year) for year in YEAR.findall(text)}
        said = tokens(YEAR.sub(" ", text))
        if len(said) > LONGEST_ASKED or len(years) > 1:
            return None
        found = self._whole.read(said)
        kinds = {kind for _, _, kind, _ in found if kind in set(ScorecardKind)}
        places = [(begin, end) for begin, end, kind, _ in found if kind == PROVINCE]
        is_figure = bool(years or places) or any(kind == FIGURE for _, _, kind, _ in found)
        if len(kinds) != 1 or not is_figure:
            return None
        typed = " ".join(map(fold, said[places[0][0] : places[0][1]])) if places else ""
        return ScorecardWish(ScorecardKind(kinds.pop()), years.pop() if years else 0, self._provinces.get(typed, ""))
