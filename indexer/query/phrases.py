"""Known phrases found in a row of syllables: stop_phrases, cues, the law's terms, places."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from indexer.language import fold, has_marks, tokens

LONGEST_PHRASE = 8  # syllables of the longest phrase that is looked for


class _Node:
    """Where phrases that begin alike part: the syllable that follows → the next node; and the phrases that end here."""

    __slots__ = ("next", "phrases")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.phrases: list[tuple[tuple[str, ...], str]] = []

    def grow(self, syllables: tuple[str, ...], value: str) -> None:
        node = self
        for syllable in map(fold, syllables):
            node = node.next.setdefault(syllable, _Node())
        node.phrases.append((syllables, value))


class Phrases:
    """Finds known phrases in a row of syllables, the longest first; an unaccented syllable stands for any accent.

    A phrase of one syllable is matched without its accent only when `is_usual` says that the bare spelling usually means
    it: "khong" is không, but "bao" is not bão. Those of `marked` are never matched without their accents: "o voi" is ở với, not ổ voi.
    """

    def __init__(self, phrases: Mapping[str, str], is_usual: Callable[[str], bool], marked: Collection[str] = ()) -> None:
        self._root = _Node()
        self._needs_accent: set[tuple[str, ...]] = set()
        for phrase, value in phrases.items():
            syllables = tuple(tokens(phrase))
            if syllables and len(syllables) <= LONGEST_PHRASE:
                self._root.grow(syllables, value)
                if phrase in marked or (len(syllables) == 1 and not is_usual(syllables[0])):
                    self._needs_accent.add(syllables)

    def first_syllables(self) -> Collection[str]:
        """What the phrases begin with, without accents."""
        return self._root.next.keys()

    def spans(self, syllables: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """(begin, end, value) of each phrase found, left to right, without overlap."""
        folded = list(map(fold, syllables))
        beginnings, last = self._root.next, 0
        if beginnings.keys().isdisjoint(folded):
            return
        for begin, (first, second) in enumerate(itertools.pairwise([*folded, ""])):
            node = beginnings.get(first) if begin >= last else None
            if node and (node.phrases or second in node.next) and (found := self._longest(syllables, folded, begin)):
                last = found[0]
                yield begin, last, found[1]

    def _longest(self, syllables: Sequence[str], folded: Sequence[str], begin: int) -> tuple[int, str] | None:
        """End and value of the longest phrase that begins there."""
        node, ends = self._root, []
        for end in range(begin, len(folded)):
            following = node.next.get(folded[end])
            if following is None:
                break
            node = following
            if node.phrases:
                ends.append((end + 1, node.phrases))
        for end, phrases in reversed(ends):
            for phrase, value in phrases:
                if self._says(syllables[begin:end], phrase):
                    return end, value
        return None

    def _says(self, typed: Sequence[str], phrase: tuple[str, ...]) -> bool:
        if phrase in self._needs_accent:
            return tuple(typed) == phrase
        return all(one == other or not has_marks(one) for one, other in zip(typed, phrase, strict=True))
