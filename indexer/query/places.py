"""The provinces that a message names, without those that it says it is not about ("đâu phải Huế")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.language import fold, tokens
from indexer.query.phrases import Phrases


class SaidPlaces:
    """`places`: the names of provinces; `denied_by`: what stands before one that is not meant. Made once, holds no state."""

    def __init__(self, places: Phrases, denied_by: Iterable[str]) -> None:
        self._places = places
        self._denied_by = frozenset(tuple(map(fold, tokens(phrase))) for phrase in denied_by)
        self._longest = max(map(len, self._denied_by), default=0)

    def affirmed(self, syllables: Sequence[str]) -> frozenset[str]:
        """The provinces that `syllables` name, by today's name, but for those that they deny somewhere."""
        spans = list(self._places.spans(syllables))
        denied = {place for begin, _, place in spans if self._is_denied(syllables, begin)}
        return frozenset(place for _, _, place in spans) - denied

    def _is_denied(self, syllables: Sequence[str], begin: int) -> bool:
        before = tuple(map(fold, syllables[max(0, begin - self._longest) : begin]))
        return any(before[-length:] in self._denied_by for length in range(1, len(before) + 1))
