"""A question as people type it → what to look for: mended, without its frame, with the law's words added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.language import LONGEST_QUESTION, features, fold, has_marks, tokens
from indexer.lexicon import Lexicon
from indexer.mending import Mender
from knowledge.vocabulary import TermKind

TERM_WEIGHT = 0.5  # the law's word for the citizen's word counts half: a term may be wrong for this question
CONTEXT_WEIGHT = 0.5  # what was asked before counts half of what is asked now …
CONTEXT_DECAY = 0.5  # … and half again with each step back
LONGEST_PHRASE = 8  # syllables of the longest frame, term or cue that is looked for


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for. `weights`: feature → weight; `syllables`: mended, without frames, the question's own;
    `cues`: names of the variants it speaks of; `places`: the provinces it names, by today's name."""

    weights: Mapping[str, float]
    syllables: tuple[str, ...]
    cues: frozenset[str]
    places: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not self.weights


class Phrases:
    """Finds known phrases in a row of syllables: the longest first; an unaccented syllable matches any accent."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], str] = {}
        for phrase, value in phrases.items():
            syllables = tuple(tokens(phrase))
            if syllables and len(syllables) <= LONGEST_PHRASE:
                self._exact.setdefault(syllables, value)
                if len(syllables) > 1:  # alone, "bao" (how much) must not be taken for "bão" (storm)
                    self._folded.setdefault(tuple(map(fold, syllables)), value)
        self._heads = {fold(key[0]) for key in self._exact}

    def spans(self, syllables: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """(begin, end, value) of each phrase found, left to right, without overlap."""
        folded = [fold(syllable) for syllable in syllables]
        begin = 0
        while begin < len(syllables):
            found = self._at(syllables, folded, begin) if folded[begin] in self._heads else None
            if found:
                yield begin, found[0], found[1]
                begin = found[0]
            else:
                begin += 1

    def _at(self, syllables: Sequence[str], folded: Sequence[str], begin: int) -> tuple[int, str] | None:
        for end in range(min(len(syllables), begin + LONGEST_PHRASE), begin, -1):
            value = self._exact.get(tuple(syllables[begin:end]))
            if value is None and not any(has_marks(syllable) for syllable in syllables[begin:end]):
                value = self._folded.get(tuple(folded[begin:end]))
            if value is not None:
                return end, value
        return None


class Understanding:
    """Reads questions with one lexicon; made once when an index is opened, then only read."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._mender = Mender(lexicon.syllables)
        replaced = {TermKind.TYPING, TermKind.ABBREVIATION}
        self._typing = Phrases({term.everyday: term.official for term in lexicon.terms if term.kind is TermKind.TYPING})
        self._short = Phrases({term.everyday: term.official for term in lexicon.terms if term.kind is TermKind.ABBREVIATION})
        self._terms = Phrases({term.everyday: term.official for term in lexicon.terms if term.kind not in replaced})
        self._frames = Phrases({frame: "" for frame in lexicon.frames})
        self._cues = {variant.name: Phrases({cue: cue for cue in variant.cues}) for variant in lexicon.variants}
        names = {name: province.name for province in lexicon.provinces for name in (province.name, *province.former, *province.also)}
        self._places = Phrases({name: place for name, place in names.items() if len(name) > 2})

    def read(self, question: str, context: Sequence[str] = ()) -> Understood:
        """Understand `question`, asked after the questions of `context` (oldest first). Same input, same output."""
        weights: dict[str, float] = {}
        mended = self.mended(question)
        own = self._content(mended)
        self._weigh(own, 1.0, weights)
        weight = CONTEXT_WEIGHT
        heard = list(mended)
        for earlier in reversed(context):
            before = self.mended(earlier)
            heard += before
            self._weigh(self._content(before), weight, weights)
            weight *= CONTEXT_DECAY
        syllables = tuple(syllable for run in own for syllable in run)
        return Understood(weights, syllables, self._spoken(heard), frozenset(place for _, _, place in self._places.spans(heard)))

    def mended(self, question: str) -> list[str]:
        """The question's syllables, typing habits and errors put right."""
        syllables = self._replaced(tokens(question[:LONGEST_QUESTION]), self._typing)
        syllables = [piece for syllable in syllables for piece in self._mender.mend(syllable)]
        return self._replaced(self._replaced(syllables, self._typing), self._short)

    def _replaced(self, syllables: Sequence[str], phrases: Phrases) -> list[str]:
        made: list[str] = []
        last = 0
        for begin, end, official in phrases.spans(syllables):
            made += syllables[last:begin]
            made += tokens(official)
            last = end
        return made + list(syllables[last:])

    def _content(self, syllables: Sequence[str]) -> list[list[str]]:
        """The runs of syllables between the frames."""
        runs: list[list[str]] = []
        last = 0
        for begin, end, _ in self._frames.spans(syllables):
            runs.append(list(syllables[last:begin]))
            last = end
        runs.append(list(syllables[last:]))
        return [run for run in runs if run]

    def _weigh(self, runs: Iterable[Sequence[str]], weight: float, weights: dict[str, float]) -> None:
        for run in runs:
            for feature in features(run):
                weights[feature] = max(weight, weights.get(feature, 0.0))
        for run in runs:
            for _, _, official in self._terms.spans(run):
                for feature in features(tokens(official)):
                    weights[feature] = max(weight * TERM_WEIGHT, weights.get(feature, 0.0))

    def _spoken(self, syllables: Sequence[str]) -> frozenset[str]:
        return frozenset(name for name, cues in self._cues.items() if next(cues.spans(syllables), None))
