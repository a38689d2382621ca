"""The ordinary case first: what a record counts by its level, its province, and the special case that its name tells of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.passages import Kind
from indexer.query.parsed_query import ParsedQuery
from indexer.storage.bm25 import Floats
from knowledge.cues.vocabulary import Variant
from knowledge.records.procedure import Level
from knowledge.records.units import Province

OTHER_PROVINCE = 0.6  # factor for another province's own record when neither the question names that province nor the office one of its own
ELSEWHERE = 0.0  # … and where the office has its own, or the question names another: what only that province gives is never offered
SUCCEEDED = 0.8  # factor for what another procedure took the place of: that one carries its phrases and leads, this one stays in reach
UNGUIDED = 0.87  # factor for a procedure that nobody wrote a guide to: guides were written to what people ask most. Of 1,335 turns 8 to 13
# more are answered outright and 2 to 7 fewer wrongly from .93 to .85; no single question moves
SPECIAL_CASE = 0.93  # factor for each variant in the name that the question does not speak of
SPOKEN_CASE = 1.1  # … and for each that it does speak of
SPOKEN_AFTER = 1.3  # … and where a follow-up speaks of it: that is what is new ("mất rồi thì sao")
LEVEL_FACTOR = {Level.COMMUNE: 1.0, Level.PROVINCE: 0.985, Level.OTHER: 0.97, Level.MINISTRY: 0.95}
"""Most questions mean the counter round the corner."""


class Factors:
    """What each record of an index counts, by what its name, level and province are beside those of the question."""

    def __init__(
        self,
        kinds: Sequence[str],
        levels: Sequence[str],
        places: Sequence[str],
        succeeded: npt.NDArray[np.bool_],
        unguided: npt.NDArray[np.bool_],
        special: Mapping[str, npt.NDArray[np.int64]],
        provinces: Sequence[Province],
    ) -> None:
        """One of each for every record, in order; `unguided`: of procedures without a guide.

        `special`: each variant's procedures; `provinces`: with all their names."""
        self._special = special
        self._today = {name.lower(): item.name for item in provinces for name in (item.name, *item.former, *item.also)}
        self._ordinary = self._without_variants(levels, succeeded, unguided)
        self._provinces, self._province_of = self._own_provinces(places, kinds)

    def of(self, parsed: ParsedQuery, province: str) -> Floats:
        """What each record counts for a question that was asked of the office of `province`."""
        factors = self._ordinary.copy()
        for name in sorted(parsed.heard & self._special.keys()):  # in one order, as rounding depends on it
            spoken = SPOKEN_AFTER if parsed.is_follow_up else SPOKEN_CASE
            factors[self._special[name]] *= (spoken if name in parsed.cues else 1.0) / SPECIAL_CASE
        own = self._today.get(_named_place(province), province)
        others = ELSEWHERE if own or parsed.places else OTHER_PROVINCE
        elsewhere = [others if place and place not in parsed.places and place != own else 1.0 for place in self._provinces]
        factors *= np.array(elsewhere)[self._province_of]
        return factors

    def is_elsewhere(self, number: int, places: Collection[str], province: str) -> bool:
        """Whether the record `number` is another province's own than one of `places`, or than the office's `province`."""
        owner = self._provinces[self._province_of[number]]
        return bool(owner) and owner not in places and owner != self._today.get(_named_place(province), province)

    def _without_variants(self, levels: Sequence[str], succeeded: npt.NDArray[np.bool_], unguided: npt.NDArray[np.bool_]) -> Floats:
        """What each record counts where the question speaks of no variant."""
        factors = np.array([LEVEL_FACTOR.get(Level(level), 1.0) if level else 1.0 for level in levels])
        for numbers in self._special.values():
            factors[numbers] *= SPECIAL_CASE
        factors[succeeded] *= SUCCEEDED
        factors[unguided] *= UNGUIDED
        return factors

    def _own_provinces(self, places: Sequence[str], kinds: Sequence[str]) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The provinces with records of their own, "" first, and the place in that list of each record's."""
        owned = {Kind.PROCEDURE, Kind.PLAN}
        owners = [
            self._today.get(_named_place(place), place) if place and kind in owned else ""
            for place, kind in zip(places, kinds, strict=True)
        ]
        provinces = sorted({"", *owners})
        number = {place: at for at, place in enumerate(provinces)}
        return provinces, np.array([number[place] for place in owners], np.int64)


def special_cases(names: Sequence[str], variants: Sequence[Variant]) -> dict[str, npt.NDArray[np.int64]]:
    """Each variant's procedures, by the markers in their names (small letters; "" for a record that is not a procedure)."""
    lines = "".join(f"\n{name}" for name in names)
    begins = np.cumsum([0, *(len(name) + 1 for name in names)])
    marked = {
        variant.name: np.unique(
            np.searchsorted(begins, [place for marker in variant.markers for place in _places(lines, marker.lower())], "right") - 1
        )
        for variant in variants
    }
    return {name: numbers for name, numbers in marked.items() if len(numbers)}


def _named_place(place: str) -> str:
    """A province's name without the word that says what it is: "Tỉnh Nghệ An" → "nghệ an"."""
    return place.strip().lower().removeprefix("tỉnh ").removeprefix("thành phố ")


def _places(lines: str, marker: str) -> list[int]:
    """Where the marker stands in `lines`; one that begins with ^ stands at a line's beginning only."""
    wanted = f"\n{marker[1:]}" if marker.startswith("^") else marker
    return [found.start() for found in re.finditer(re.escape(wanted), lines)]
