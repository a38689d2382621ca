"""What a question turns on: the circumstances that its words tell, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from indexer.query.patterns import Patterns
from knowledge.cues.circumstance import Circumstance

SIGN = "="  # begins the name of a circumstance where it stands among words


class CircumstanceReader:
    """Finds every cue wherever it stands, also within a longer one: a question may turn on several things."""

    def __init__(self, circumstances: Iterable[Circumstance]) -> None:
        circumstances = tuple(circumstances)
        cues = ((cue, f"{SIGN}{circumstance.name}") for circumstance in circumstances for cue in circumstance.cues)
        self._cues = Patterns(cues, {}, str)
        self._asking = frozenset(f"{SIGN}{each.name}" for each in circumstances if each.asks_for_a_part)
        self._meant_instead = tuple(each for each in circumstances if each.instead_of)
        self.given = frozenset(f"{SIGN}{each.name}" for each in circumstances if each.is_given)

    def heard(self, syllables: Sequence[str]) -> frozenset[str]:
        """The circumstances that `syllables`, with their accents, tell: the name of each behind SIGN."""
        return frozenset(name for _, _, name, _ in self._cues.found(syllables))

    def asked(self, syllables: Sequence[str], name: Sequence[str]) -> frozenset[str]:
        """As `heard`, of a question about the procedure called `name` (syllables): "bao nhiêu tiền" of a benefit is what one is given."""
        heard = self.heard(syllables)
        for meant in self._meant_instead:
            other, name_of_it = f"{SIGN}{meant.instead_of}", f"{SIGN}{meant.name}"
            is_said = name_of_it in heard
            if other in heard and (is_said or _holds(name, meant.where_named)) and not _holds(syllables, meant.unless):
                heard = heard - {other} | {name_of_it}
        return heard

    def cases(self, circumstances: frozenset[str]) -> frozenset[str]:
        """`circumstances` without those that only say which part is asked for."""
        return circumstances - self._asking - self.given

    def agree(self, asked: Collection[str], told: Collection[str]) -> bool | None:
        """Whether two questions turn on one thing; None where neither turns on any. What a short question turns on besides the part that it
        asks for must be said by who asks: "nhờ người ngoài thì cần giấy gì" is not "cần giấy gì"."""
        if not (asked or told):
            return None
        return not (set(told) - self._asking or set(told)).isdisjoint(asked)


def _holds(syllables: Sequence[str], phrases: Sequence[str]) -> bool:
    said = f" {' '.join(syllables)} "
    return any(f" {phrase} " in said for phrase in phrases)
