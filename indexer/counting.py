"""Count an entry's terms: the slow half of a build, one entry at a time, on any core."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections import Counter
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from indexer import language
from indexer.bm25 import Bag, Ints
from indexer.cache import Arrays
from indexer.language import features, fold, tokens
from indexer.passages import Entry
from indexer.vocabulary import Hashes, hashes_of
from knowledge import text as knowledge_text

Fingers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry's terms by field. Phrases and passages stand end to end with their sizes; the first phrase is the name.

    `passages` holds the lower 32 bits of each folded syllable's hash; `syllables` is JSON, syllable → count.
    """

    name: Hashes
    name_frequencies: Ints
    aliases: Hashes
    aliases_frequencies: Ints
    text: Hashes
    text_frequencies: Ints
    phrases: Hashes
    phrases_frequencies: Ints
    phrase_sizes: Ints
    passages: Fingers
    passage_sizes: Ints
    syllables: npt.NDArray[np.uint8]

    @property
    def name_bag(self) -> Bag:
        return Bag(self.name, self.name_frequencies)

    @property
    def aliases_bag(self) -> Bag:
        return Bag(self.aliases, self.aliases_frequencies)

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
        counted: dict[str, int] = json.loads(self.syllables.tobytes())
        return counted

    def arrays(self) -> Arrays:
        return astuple(self)


def count(entry: Entry) -> Counted:
    """Count one entry's terms."""
    name, text = tokens(entry.name), tokens(entry.text)
    phrases = [features(tokens(phrase)) for phrase in entry.phrases]
    name_bag = Bag.of(features(name))
    aliases_bag = Bag.of(feature for phrase in phrases for feature in phrase)
    text_bag = Bag.of(features(text))
    bags = [name_bag, *map(Bag.of, phrases)]
    passages = [fingers(tokens(passage.text)) for passage in entry.passages]
    return Counted(
        name_bag.hashes,
        name_bag.frequencies,
        aliases_bag.hashes,
        aliases_bag.frequencies,
        text_bag.hashes,
        text_bag.frequencies,
        np.concatenate([bag.hashes for bag in bags]),
        np.concatenate([bag.frequencies for bag in bags]),
        np.array([len(bag.hashes) for bag in bags], np.int32),
        np.concatenate([*passages, np.zeros(0, np.uint32)]),
        np.array([len(passage) for passage in passages], np.int32),
        np.frombuffer(json.dumps(Counter([*name, *text]), ensure_ascii=False).encode("utf-8", "surrogatepass"), np.uint8),
    )


def fingers(syllables: list[str]) -> Fingers:
    """32-bit hashes of the folded syllables, each once, ascending."""
    return np.unique(hashes_of(map(fold, syllables))).astype(np.uint32)


def key_of(entry: Entry) -> str:
    """Content hash of what is counted of an entry."""
    return hashlib.sha256(json.dumps(astuple(entry), ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def way_of_counting() -> str:
    """Hash of the code that decides what is counted: another way of counting makes every cached count worthless."""
    sources = "".join(inspect.getsource(module) for module in (language, knowledge_text, inspect.getmodule(count)))  # type: ignore[arg-type]
    return hashlib.sha256(sources.encode()).hexdigest()[:16]
