"""Patterns found in a row of syllables: phrases with slots (`<who>`) and short gaps (`*`), with accents and without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from indexer.language import fold, has_marks, tokens
from knowledge.cues.slots import SLOT

GAP = "*"
MARKED_SHARE = 0.3  # of the syllables; from here on accents are typed, and a syllable without any means itself
LONGEST_GAP = 3  # syllables that `*` stands for at most

Found = tuple[int, int, str, str]
"""Begin, end, what was said for, and the pattern itself."""


class _State:
    """Where patterns that begin alike part: by the next syllable, by a slot, by a gap; and what ends here."""

    __slots__ = ("ends", "gap", "opened", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, _State] = {}
        self.slots: dict[str, _State] = {}
        self.opened: dict[str, list[tuple[str, _State]]] = {}  # by the syllable that a slot can begin with: most begin none
        self.gap: _State | None = None
        self.ends: list[tuple[str, str]] = []

    def following(self, piece: str) -> _State:
        """The state after `piece`, made where it is new."""
        if piece == GAP:
            self.gap = self.gap or _State()
            return self.gap
        if slot := slot_of(piece):
            return self.slots.setdefault(slot, _State())
        return self.words.setdefault(piece, _State())

    def leads_on(self, syllable: str) -> bool:
        """Whether a pattern may stand where `syllable` stands."""
        return bool(syllable in self.words or self.ends or syllable in self.opened or self.gap)

    def settle(self, firsts: Mapping[str, frozenset[str]]) -> None:
        """Note, here and in all that follows, which slots a syllable opens; `firsts`: what each slot can begin with."""
        for name, following in self.slots.items():
            for syllable in firsts[name]:
                self.opened.setdefault(syllable, []).append((name, following))
        for following in (*self.words.values(), *self.slots.values(), *([self.gap] if self.gap else ())):
            following.settle(firsts)


class Patterns:
    """Patterns of one spelling; `spelt` makes of a syllable what is compared (itself, or itself without accents)."""

    def __init__(self, patterns: Iterable[tuple[str, str]], slots: Mapping[str, Sequence[str]], spelt: Callable[[str], str]) -> None:
        """`patterns`: (pattern, what it is said for); `slots`: name → phrases, which may use slots named before."""
        self._spelt = spelt
        self._root = self._grown(patterns)
        self._slots = {name: self._grown((phrase, name) for phrase in phrases) for name, phrases in slots.items()}
        firsts: dict[str, frozenset[str]] = {}
        for name, state in self._slots.items():
            firsts[name] = frozenset(state.words).union(*(firsts[earlier] for earlier in state.slots))
        for state in (self._root, *self._slots.values()):
            state.settle(firsts)

    def found(self, syllables: Sequence[str]) -> list[Found]:
        """Every pattern that stands somewhere in `syllables`, overlapping ones too, by their beginnings."""
        row = [self._spelt(syllable) for syllable in syllables]
        held: dict[tuple[str, int], frozenset[int]] = {}
        return [
            (begin, end, *said)
            for begin, syllable in enumerate(row)
            if self._root.leads_on(syllable)
            for end, state in self._ways(self._root, row, begin, held)
            for said in state.ends
        ]

    def _grown(self, patterns: Iterable[tuple[str, str]]) -> _State:
        root = _State()
        for pattern, value in patterns:
            state = root
            for piece in pieces_of(pattern):
                state = state.following(piece if piece == GAP or slot_of(piece) else self._spelt(piece))
            state.ends.append((value, pattern))
        return root

    def _ways(self, state: _State, row: Sequence[str], at: int, held: dict[tuple[str, int], frozenset[int]]) -> list[tuple[int, _State]]:
        """Each place and state that can be reached from `state` at `at` and ends a pattern."""
        reached: list[tuple[int, _State]] = []
        self._walk(state, row, at, held, reached)
        return reached

    def _walk(
        self,
        state: _State,
        row: Sequence[str],
        at: int,
        held: dict[tuple[str, int], frozenset[int]],
        reached: list[tuple[int, _State]],
    ) -> None:
        """Add them to `reached`. Most rows end after a step, and most states lead on by one word: for neither is anything called."""
        while True:
            if state.ends:
                reached.append((at, state))
            syllable = row[at] if at < len(row) else ""
            if state.gap or syllable in state.opened:
                return self._part(state, row, at, held, reached)
            following = state.words.get(syllable)
            if following is None:
                return None
            state, at = following, at + 1

    def _part(
        self,
        state: _State,
        row: Sequence[str],
        at: int,
        held: dict[tuple[str, int], frozenset[int]],
        reached: list[tuple[int, _State]],
    ) -> None:
        """As `_walk`, where there are several ways on: the word, what each slot can be, and whatever a gap stands for."""
        syllable = row[at] if at < len(row) else ""
        if following := state.words.get(syllable):
            self._walk(following, row, at + 1, held, reached)
        for name, behind in state.opened.get(syllable, ()):
            ends = held.get((name, at))
            for end in self._slot_ends(name, row, at, held) if ends is None else ends:
                if behind.leads_on(row[end] if end < len(row) else ""):
                    self._walk(behind, row, end, held, reached)
        if gap := state.gap:
            for end in range(at, min(at + LONGEST_GAP, len(row)) + 1):
                if gap.leads_on(row[end] if end < len(row) else ""):
                    self._walk(gap, row, end, held, reached)

    def _slot_ends(self, name: str, row: Sequence[str], at: int, held: dict[tuple[str, int], frozenset[int]]) -> frozenset[int]:
        ends = held[name, at] = frozenset([end for end, _ in self._ways(self._slots[name], row, at, held)])
        return ends


def pieces_of(pattern: str) -> list[str]:
    """A pattern's syllables, slots and gaps, in order."""
    return [piece for word in pattern.split() for piece in _pieces_of_word(word)]


@lru_cache(maxsize=32_768)
def slot_of(piece: str) -> str:
    """The name of the slot that `piece` is; "" where it is none."""
    slot = SLOT.fullmatch(piece)
    return slot.group(1) if slot else ""


@lru_cache(maxsize=32_768)
def _pieces_of_word(word: str) -> tuple[str, ...]:
    """A few thousand words stand in forty thousand patterns: taken apart each time, they were a third of what opening an index took."""
    return (word,) if word == GAP or slot_of(word) else tuple(tokens(word))


def bare(syllable: str) -> str:
    """A syllable as those write it who type no accents."""
    return fold(syllable)


def is_accented(syllables: Sequence[str]) -> bool:
    """Whether a message was typed with its accents."""
    return sum(map(has_marks, syllables)) >= MARKED_SHARE * len(syllables)
