"""What staff approved while the program runs, laid over an index: a few FAQ entries and phrases, no build needed.

They are weighed by the statistics of the big index (a word's rarity is what it is there), as if of average length, so that
their scores stand beside its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path

import numpy as np

from indexer.building.build import SATURATION
from indexer.building.term_counts import NAME_COUNTS, Abbreviations, abbreviations_of
from indexer.language import features, fold, tokens
from indexer.passages import Entry, Kind, of_faq, of_procedure
from indexer.query.parsed_query import ParsedQuery
from indexer.query.query_parser import QueryParser
from indexer.ranking.explaining import Why
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import PHRASE_WEIGHT, SAID_WEIGHT, TEXT_WEIGHT, Index
from indexer.storage.bm25 import Bag, Floats, Postings
from indexer.storage.vocabulary import hashes_of
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Procedure, Record


@dataclass(frozen=True, slots=True)
class Added:
    """FAQ entries, and phrases by the code of the procedure that they mean."""

    faqs: tuple[FaqEntry, ...] = ()
    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ScoredOverlay(Scored):
    """What every record scores, and what each addition found: FAQ entries of their own, procedures by new phrases."""

    added: tuple[Hit, ...] = ()


class IndexOverlay(Index):
    """An index with additions. A procedure is worth what its best source says, so that an approved phrase never harms."""

    def __init__(self, folder: Path, added: Added) -> None:
        super().__init__(folder)
        self._learn_syllables(added)
        abbreviations = abbreviations_of(self.lexicon.terms)
        self._faqs = {faq.record_id: faq for faq in added.faqs}
        self.taught = frozenset(self._faqs)
        self._additions = [_Addition(of_faq(faq), 0, self._fields, abbreviations) for faq in added.faqs]
        for code, phrases in added.phrases.items():
            record = super().record(code)
            if isinstance(record, Procedure):
                entry = of_procedure(record, tuple(phrases))
                self._additions.append(_Addition(entry, self._place_of[code], self._fields, abbreviations))

    def _learn_syllables(self, added: Added) -> None:
        """People chose these words with care: a syllable that the library never said is no slip of the finger any more."""
        taught = [text for faq in added.faqs for text in (faq.question, faq.answer, *faq.asked_as)]
        taught += [phrase for phrases in added.phrases.values() for phrase in phrases]
        known = self.lexicon.syllables
        fresh = {syllable: 1 for text in taught for syllable in tokens(text) if syllable.isalpha() and syllable not in known}
        if fresh:
            self.lexicon = self.lexicon.model_copy(update={"syllables": {**known, **fresh}})
            self._parser = QueryParser(self.lexicon, self._accents)  # the pairs are those of the library, so are their syllables

    def ids(self, kind: Kind) -> list[str]:
        return [*super().ids(kind), *(self._faqs if kind is Kind.FAQ else ())]

    def record(self, record_id: str) -> Record | None:
        """As the index says, or an added FAQ entry."""
        return self._faqs.get(record_id) or super().record(record_id)

    def is_served(self, record_id: str) -> bool:
        return record_id in self._faqs or super().is_served(record_id)

    def score(self, parsed: ParsedQuery, province: str = "") -> Scored:
        """As the index does; the additions are scored beside it."""
        scored = super().score(parsed, province)
        told = {each.name: getattr(scored, each.name) for each in fields(scored)}
        if parsed.is_empty or not self._additions:
            return ScoredOverlay(**told)
        weights = dict(zip(hashes_of(parsed.weights).tolist(), parsed.weights.values(), strict=True))
        factors = self._factors.of(parsed, province)
        hits = [self._added_hit(addition, weights, factors, scored) for addition in self._additions]
        return ScoredOverlay(**told, added=tuple(hit for hit in hits if hit))

    def open_to_people(self, scored: Scored) -> Scored:
        """As the index does; a new phrase opens nothing that only authorities use."""
        opened = super().open_to_people(scored)
        if not isinstance(opened, ScoredOverlay):
            return opened
        return replace(opened, added=tuple(hit for hit in opened.added if self.applicants(hit.record_id) is not ApplicantClass.AUTHORITY))

    def rank(
        self, scored: Scored, limit: int = 10, kinds: Collection[Kind] = tuple(Kind), *, elsewhere: bool = False, explained: int = 1_000
    ) -> list[Hit]:
        """As the index does, each record once, by its better score."""
        hits = super().rank(scored, limit, kinds, elsewhere=elsewhere, explained=explained)
        added = scored.added if isinstance(scored, ScoredOverlay) and not elsewhere else ()
        best: dict[str, Hit] = {}
        for hit in (*hits, *(hit for hit in added if hit.kind in kinds)):
            if hit.record_id not in best or best[hit.record_id].score < hit.score:
                best[hit.record_id] = hit
        return sorted(best.values(), key=lambda hit: -hit.score)[:limit]

    def _added_hit(self, addition: _Addition, weights: Mapping[int, float], factors: Floats, scored: Scored) -> Hit | None:
        entry = addition.entry
        is_faq = entry.kind is Kind.FAQ
        if not is_faq and not super().is_served(entry.record_id):
            return None
        score, phrase, share = addition.score(weights)
        if score <= 0:
            return None
        spoken = {fold(syllable) for syllable in tokens(f"{entry.name} {phrase}")}
        words = scored.asked.said_in(spoken)
        passage = next(iter(entry.passages), None) if is_faq else self._passages.best(addition.number, scored.asked)
        score *= 1.0 if is_faq else float(factors[addition.number])
        return Hit(entry.kind, entry.record_id, entry.name, score, passage, Why(phrase, share, words), entry.level, entry.place)


class _Addition:
    """One entry, what each of its terms adds in each field."""

    def __init__(self, entry: Entry, number: int, statistics: Mapping[str, Postings], abbreviations: Abbreviations) -> None:
        self.entry = entry
        self.number = number

        def read(text: str) -> list[str]:
            return features([piece for syllable in tokens(text) for piece in abbreviations.get(syllable, (syllable,))])

        named, phrases = read(entry.name), [read(phrase) for phrase in entry.phrases]
        self._said = _impacts(Bag.of(chain(named * NAME_COUNTS, *phrases)), statistics["said"])
        self._phrases = [_impacts(Bag.of(phrase), statistics["phrases"]) for phrase in (named, *phrases)]
        self._text = _impacts(Bag.of(read(entry.text)), statistics["text"]) if entry.kind is Kind.FAQ else {}

    def score(self, weights: Mapping[int, float]) -> tuple[float, str, float]:
        """The score as `Index` reckons it, the phrase nearest to the question ("" for the name), and how much of it is said."""
        shares = [_sum(impacts, weights) / (sum(impacts.values()) or 1.0) for impacts in self._phrases]
        heard = [share * _sum(impacts, weights) for share, impacts in zip(shares, self._phrases, strict=True)]
        agreed = sum(each**4 for each in heard) ** 0.25
        score = SAID_WEIGHT * _sum(self._said, weights) + PHRASE_WEIGHT * agreed + TEXT_WEIGHT * _sum(self._text, weights)
        nearest = max(range(len(heard)), key=heard.__getitem__)
        return score, self.entry.phrases[nearest - 1] if nearest else "", min(1.0, shares[nearest])


def _impacts(bag: Bag, statistics: Postings) -> dict[int, float]:
    """Term → what it adds to a document of average length; a word that the big index never saw is as rare as one can be."""
    idf = np.full(len(bag.hashes), np.log(statistics.n_documents + 1))
    order = np.arange(len(bag.hashes), dtype=np.float64)
    terms, known = statistics.vocabulary.find(bag.hashes, order)
    idf[known.astype(np.int64)] = statistics.idf[terms]
    frequencies = bag.frequencies.astype(np.float64)
    impacts = idf * frequencies * (SATURATION + 1) / (frequencies + SATURATION)
    return dict(zip(bag.hashes.tolist(), impacts.tolist(), strict=True))


def _sum(impacts: Mapping[int, float], weights: Mapping[int, float]) -> float:
    return sum(weight * impacts.get(term, 0.0) for term, weight in weights.items())
