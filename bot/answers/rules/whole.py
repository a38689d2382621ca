"""Reads a message that is of one kind from its first word to its last: any word that belongs to no pattern makes it another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indexer.query.patterns import Found, Patterns, bare, is_accented

LONGEST = 24  # syllables; who says more tells of something else


class WholeMessage:
    """Patterns that must cover a message; `accented`: those that are not looked for where no accents are typed."""

    def __init__(self, patterns: Iterable[tuple[str, str]], slots: Mapping[str, Sequence[str]], accented: Iterable[str]) -> None:
        listed, needs_accents = list(patterns), frozenset(accented)
        self._accented = Patterns(listed, slots, str)
        self._bare = Patterns([each for each in listed if each[0] not in needs_accents], slots, bare)

    def read(self, said: Sequence[str]) -> list[Found]:
        """What stands in the syllables `said`, the longest first; [] where it does not cover them."""
        if not said or len(said) > LONGEST:
            return []
        found = (self._accented if is_accented(said) else self._bare).found(said)
        covered = {place for begin, end, _, _ in found for place in range(begin, end)}
        return sorted(found, key=lambda each: each[0] - each[1]) if len(covered) == len(said) else []
