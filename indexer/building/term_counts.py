"""Count an entry's terms: the slow half of a build, one entry at a time, on any core."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from itertools import chain

import numpy as np
import numpy.typing as npt

from indexer import language
from indexer.language import compounds, features, fold, tokens
from indexer.passages import Entry
from indexer.query import accents
from indexer.query.accents import pairs_in
from indexer.storage.bm25 import Bag, Ints
from indexer.storage.cache import Arrays
from indexer.storage.vocabulary import Hashes, hash_of, hashes_of
from knowledge.cues.vocabulary import Term, TermKind
from knowledge.texts import text as knowledge_text

LOWER = 0xFFFF_FFFF  # the lower 32 bits of a hash
SPOKEN_COUNTS = 4  # a pair of syllables in a citizens' phrase tells as much of how citizens write as four in the official text
NAME_COUNTS = 2  # the official name counts as two citizens' phrases

Fingers = npt.NDArray[np.uint32]
Abbreviations = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry's terms by field: `said` is the name with all phrases.

    Phrases and passages stand end to end with their sizes; the first phrase is the name. `passages` holds the lower 32
    bits of each folded syllable's hash; `syllables`, `pairs` and `compounds` are JSON, word → count: the accented syllables of
    name and text, the neighbours among them and in phrases, and the compounds of the name.
    """

    said: Hashes
    said_frequencies: Ints
    text: Hashes
    text_frequencies: Ints
    phrases: Hashes
    phrases_frequencies: Ints
    phrase_sizes: Ints
    passages: Fingers
    passage_sizes: Ints
    syllables: npt.NDArray[np.uint8]
    pairs: npt.NDArray[np.uint8]
    compounds: npt.NDArray[np.uint8]

    @property
    def said_bag(self) -> Bag:
        return Bag(self.said, self.said_frequencies)

    @property
    def text_bag(self) -> Bag:
        return Bag(self.text, self.text_frequencies)

    @property
    def phrase_bags(self) -> list[Bag]:
        cuts = np.cumsum(self.phrase_sizes)[:-1]
        return [
            Bag(hashes, frequencies)
            for hashes, frequencies in zip(np.split(self.phrases, cuts), np.split(self.phrases_frequencies, cuts), strict=True)
        ]

    def syllable_counts(self) -> dict[str, int]:
        return _from_json(self.syllables)

    def pair_counts(self) -> dict[str, int]:
        return _from_json(self.pairs)

    def compound_counts(self) -> dict[str, int]:
        return _from_json(self.compounds)

    def arrays(self) -> Arrays:
        return tuple(getattr(self, each.name) for each in fields(self))


def count(entry: Entry, abbreviations: Abbreviations) -> Counted:
    """Count one entry's terms, its abbreviations written out as they are in questions."""
    name, text = (_written_out(tokens(words), abbreviations) for words in (entry.name, entry.text))
    spoken = [_written_out(tokens(phrase), abbreviations) for phrase in entry.phrases]
    phrases = list(map(features, spoken))
    named = features(name)
    said_bag = Bag.of(chain(named * NAME_COUNTS, *phrases))
    text_bag = Bag.of(features(text))
    counted = [Counter(named), *map(Counter, phrases)]
    passages = [fingers(tokens(passage.text)) for passage in entry.passages]
    return Counted(
        said_bag.hashes,
        said_bag.frequencies,
        text_bag.hashes,
        text_bag.frequencies,
        hashes_of(chain.from_iterable(counted)),
        np.fromiter(chain.from_iterable(each.values() for each in counted), np.int32),
        np.array(list(map(len, counted)), np.int32),
        np.concatenate([*passages, np.zeros(0, np.uint32)]),
        np.array([len(passage) for passage in passages], np.int32),
        _as_json(Counter([*name, *text])),
        _as_json(_pairs(name, text, spoken)),
        _as_json(Counter(compounds(entry.name))),
    )


def _pairs(name: Sequence[str], text: Sequence[str], spoken: Sequence[Sequence[str]]) -> Counter[str]:
    """Added to one counter: a new one for every phrase was a third of the whole count."""
    counted = pairs_in(name)
    counted.update(pairs_in(text))
    for phrase in spoken:
        counted.update({pair: SPOKEN_COUNTS * said for pair, said in pairs_in(phrase).items()})
    return counted


def _as_json(counted: Mapping[str, int]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(json.dumps(counted, ensure_ascii=False).encode("utf-8", "surrogatepass"), np.uint8)


def _from_json(text: npt.NDArray[np.uint8]) -> dict[str, int]:
    counted: dict[str, int] = json.loads(text.tobytes())
    return counted


def _written_out(syllables: list[str], abbreviations: Abbreviations) -> list[str]:
    return [piece for syllable in syllables for piece in abbreviations.get(syllable, (syllable,))]


def abbreviations_of(terms: Iterable[Term]) -> Abbreviations:
    """The abbreviations that are one token, with the syllables they stand for."""
    return {
        term.everyday.lower(): tuple(tokens(term.official))
        for term in terms
        if term.kind is TermKind.ABBREVIATION and len(tokens(term.everyday)) == 1
    }


def fingers(syllables: list[str]) -> Fingers:
    """32-bit hashes of the folded syllables, each once, ascending."""
    return np.array(sorted({hash_of(syllable) & LOWER for syllable in map(fold, syllables)}), np.uint32)


def key_of(entry: Entry) -> str:
    """Hash of the text whose words are counted for an entry."""
    passages = [(passage.part, passage.heading, passage.text) for passage in entry.passages]
    return _hash((entry.kind, entry.record_id, entry.name, entry.phrases, passages, entry.level, entry.place))


def way_of_counting(abbreviations: Abbreviations) -> str:
    """Hash of all but the entry that decides what is counted: a change makes every cached count worthless."""
    modules = (accents, language, knowledge_text, inspect.getmodule(count))
    sources = [inspect.getsource(module) for module in modules if module]
    return _hash([sources, version("underthesea"), sorted(abbreviations.items())])[:16]


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
