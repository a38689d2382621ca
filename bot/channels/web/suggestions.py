"""What somebody who has begun to type may mean: names of procedures, what people call them, life events. Keeps nothing that is typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.composing.labels import titled
from indexer.language import fold, folded, has_marks, tokens
from indexer.ranking.listing import Listed
from indexer.ranking.search import Index
from knowledge.cues.life_event import LifeEvent

MOST = 6  # lines: what a phone shows above its keyboard
LEAST = 3  # letters; one or two begin half of all names
LONGEST = 120  # characters that are looked at; who has typed more is telling a story
LONGEST_PHRASE = 60  # characters of a citizen's phrase that is offered: two lines of a phone
WEIGHED = 400  # entries whose words agree that are compared, the most asked first
FOLLOWED = 8  # syllables of what was typed that must stand in an entry
OPENING, RUNNING, FILLED, NAMED, GUIDED = 2.0, 3.0, 2.0, 0.5, 2.0
"""What counts: begins with what was typed; holds it in one run; says nothing else; is the official name; people wrote a guide to it."""
MARKED, MISMARKED = 0.5, -2.0
"""Of each syllable typed with marks: it stands there with them, or with others: who types marks means them."""
SLOTTED = ("<", "*")
"""Signs in the words of a life event that stand for other words."""

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`label`: what the line says; `about`: what it leads to, "" where the label says it; the line sends `text` or presses `action`."""

    label: str
    about: str = ""
    text: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: Suggestion
    said: str  # its syllables, each after a space
    folded: str
    key: str
    weight: float


def _entry(shown: Suggestion, words: str, key: str, weight: float) -> _Entry:
    syllables = tokens(words)
    return _Entry(shown, _spaced(syllables), _spaced(map(fold, syllables)), key, weight)


def _spaced(syllables: Iterable[str]) -> str:
    return "".join(f" {each}" for each in syllables)


class Suggestions:
    """Made once of an index (a second), then safe between threads."""

    def __init__(self, index: Index) -> None:
        found = [*_events(index.lexicon.events.events), *(entry for line, said in index.phrases() for entry in _called(line, said))]
        self._entries = sorted(found, key=lambda entry: -entry.weight)
        self._stop_phrases = {tuple(folded(frame)) for frame in index.lexicon.stop_phrases}
        self._longest_frame = max(map(len, self._stop_phrases), default=0)
        places: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for syllable in set(entry.folded.split()):
                places.setdefault(syllable, []).append(number)
        self._vocabulary = sorted(places)
        self._places = {syllable: np.array(numbers, np.int32) for syllable, numbers in places.items()}

    def found(self, typed: str) -> tuple[Suggestion, ...]:
        """At most six, each leading somewhere else, the likeliest first; () where too little was typed."""
        whole, is_ended = tokens(typed[:LONGEST]), typed[-1:].isspace()
        if sum(map(len, whole)) < LEAST:
            return ()
        numbers, said = self._agreeing(whole, is_ended), whole
        if not len(numbers) and len(said := self._unframed(whole)) < len(whole):
            numbers = self._agreeing(said, is_ended)
        folded, marked = _spaced(map(fold, said)), [f" {each}" for each in said if has_marks(each)]
        best: dict[str, tuple[float, Suggestion]] = {}
        for number in numbers[:WEIGHED]:
            entry = self._entries[number]
            score = entry.weight + _nearness(entry, folded, marked)
            if entry.key not in best or best[entry.key][0] < score:
                best[entry.key] = score, entry.shown
        ordered = sorted(best.values(), key=lambda found: -found[0])
        return tuple(shown for _, shown in ordered[:MOST])

    def _unframed(self, said: list[str]) -> list[str]:
        """What is left when the words with which questions begin (`stop_phrases.txt`) are taken off; all of it where nothing is."""
        begin = 0
        while begin < len(said):
            sizes = range(min(self._longest_frame, len(said) - begin), 0, -1)
            size = next((size for size in sizes if tuple(map(fold, said[begin : begin + size])) in self._stop_phrases), 0)
            if not size:
                break
            begin += size
        return said[begin:] or said

    def _agreeing(self, said: Sequence[str], is_whole: bool) -> Numbers:
        """The entries in which all syllables stand, with marks or without; the last one may be only begun."""
        *whole, last = [fold(each) for each in said[-FOLLOWED:]]
        lists = [self._places.get(syllable) for syllable in [*whole, *([last] if is_whole else [])]]
        known = [numbers for numbers in lists if numbers is not None]
        if len(known) < len(lists):
            return np.zeros(0, np.int32)
        if not is_whole:
            known.append(self._begun(last))
        known.sort(key=len)
        found = known[0]
        for numbers in known[1:]:
            found = found[np.isin(found, numbers, assume_unique=True)]
        return found

    def _begun(self, syllable: str) -> Numbers:
        first, end = bisect_left(self._vocabulary, syllable), bisect_left(self._vocabulary, f"{syllable}\uffff")
        lists = [self._places[each] for each in self._vocabulary[first:end]]
        return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.int32)


def _nearness(entry: _Entry, folded: str, marked: Sequence[str]) -> float:
    """How near an entry stands to what was typed: begins with it, has its marks, says little besides."""
    marks = sum(MARKED if each in entry.said else MISMARKED for each in marked)
    run = OPENING * entry.folded.startswith(folded) + RUNNING * (folded in entry.folded)
    return run + marks + FILLED * min(1.0, len(folded) / max(len(entry.folded), 1))


def _called(line: Listed, said: Sequence[str]) -> Iterator[_Entry]:
    """The name and the everyday phrases of a procedure; the more names it has, the more often it is asked for."""
    name = titled(line.name)
    asked = min(line.n_phrases, 40) / 40 + line.is_guided * GUIDED - line.is_special
    action = f"p:{line.code}:tong_quan"
    for number, phrase in enumerate(said):
        is_name = number == 0
        if not is_name and len(phrase) > LONGEST_PHRASE:
            continue
        shown = Suggestion(name if is_name else titled(phrase), "" if is_name else name, action=action)
        yield _entry(shown, phrase, line.code, asked + is_name * NAMED)


def _events(events: Sequence[LifeEvent]) -> Iterator[_Entry]:
    """Each life event by its title and by the words that open its list."""
    for event in events:
        plain = [words for words in event.whole if not any(sign in words for sign in SLOTTED)]
        for words in (event.title, *plain) if plain else ():
            yield _entry(Suggestion(event.title, text=plain[0]), words, event.name, GUIDED + NAMED + 1)
