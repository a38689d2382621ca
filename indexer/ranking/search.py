"""Rank records for a question: field-weighted BM25+, the ordinary case first, each hit with its reason."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from indexer.passages import Kind
from indexer.query.accents import Accents
from indexer.query.paraphrases import Paraphrases
from indexer.query.parsed_query import Asking, ParsedQuery
from indexer.query.query_parser import QueryParser
from indexer.ranking.explaining import UNEXPLAINED, Asked, Passages, Why
from indexer.ranking.factors import Factors, special_cases
from indexer.ranking.hits import NO_SHARES, Hit, Scored, Shares
from indexer.ranking.listing import Listed
from indexer.ranking.opening import all_texts, lexicon_of, postings_of, table_of
from indexer.ranking.rarity import Rarity
from indexer.storage.artifact import CorruptArtifactError, Reader
from indexer.storage.bm25 import Floats, top
from indexer.storage.vocabulary import hashed
from knowledge.cues.vocabulary import Fact
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure, Record
from knowledge.records.reference import Reference

RECORDS_KEPT = 512  # parsed; 40 KB each where there is a guide: one answer looks at the same record up to four times
SAID_WEIGHT = 2.4  # name and citizens' phrases together
PHRASE_WEIGHT = 1.5  # the phrases nearest to the question, by their fourth powers: the best decides, others that agree add a little
TEXT_WEIGHT = 0.4  # the official text
_NOTHING: Floats = np.zeros(0)
_RECORDS: dict[str, type[Record]] = {Kind.PROCEDURE: Procedure, Kind.PLAN: Plan, Kind.FAQ: FaqEntry, Kind.REFERENCE: Reference}


class Index:
    """An index opened for reading; safe to share between threads. Raises ArtifactError when it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        reader = Reader(folder)
        reader.verify()
        self._folder = folder
        self.version = reader.version
        self.taught: frozenset[str] = frozenset()  # ids of what staff taught while the program runs: an index alone holds none
        self._kinds = all_texts(reader, "entries.kind")
        self._ids = all_texts(reader, "entries.id")
        self._names = reader.texts("entries.name")
        self._levels = all_texts(reader, "entries.level")
        self._places = all_texts(reader, "entries.place")
        self._phrases_of = np.asarray(reader.array("phrases.starts_of_entries"))
        self._phrase_texts = reader.texts("phrases.text")
        self._phrases_folded = reader.texts("phrases.folded")
        self._fields = {name: postings_of(reader, name) for name in ("said", "phrases", "text")}
        self._whole_phrases = self._fields["phrases"].self_scores()
        self.rarity = Rarity(self._fields["said"])
        self._records = reader.texts("records")
        self._passages = Passages(reader)
        self.lexicon = lexicon_of(reader, folder)
        self._accents = Accents(
            self.lexicon.syllables, np.asarray(reader.array("accents.keys")), np.asarray(reader.array("accents.counts"))
        )
        self._parser = QueryParser(self.lexicon, self._accents)
        self._paraphrases = Paraphrases(table_of(reader))
        self._place_of = {name: number for number, name in enumerate(self._ids)}
        names = [self._names[number].lower() if kind == Kind.PROCEDURE else "" for number, kind in enumerate(self._kinds)]
        self._special = special_cases(names, self.lexicon.variants)
        succeeded = np.asarray(reader.array("entries.succeeded"))
        self._guided = np.asarray(reader.array("entries.guided"))
        self._of_kind = {kind: np.array([found == kind for found in self._kinds], bool) for kind in Kind}
        unguided = self._of_kind[Kind.PROCEDURE] & ~self._guided & self._guided.any()
        provinces = self.lexicon.units.provinces
        self._factors = Factors(self._kinds, self._levels, self._places, succeeded, unguided, self._special, provinces)
        self._served = np.asarray(reader.array("entries.served"))
        self._topics = reader.texts("entries.field")
        self._read: dict[int, Record] = {}  # no lru_cache of a method: an index that nobody uses must close its files at once
        self._applicants = [ApplicantClass(found) if found else None for found in all_texts(reader, "entries.applicants")]
        self._for_authorities = np.array([found is ApplicantClass.AUTHORITY for found in self._applicants], bool)

    def __len__(self) -> int:
        """How many records the office serves."""
        return int(self._served.sum())

    def is_served(self, record_id: str) -> bool:
        """Whether this code or id is one that the office serves; a procedure that it does not may still be known."""
        number = self._place_of.get(record_id)
        return number is not None and bool(self._served[number])

    def is_guided(self, record_id: str) -> bool:
        """Whether people wrote a guide to this procedure."""
        number = self._place_of.get(record_id)
        return number is not None and bool(self._guided[number])

    def applicants(self, record_id: str) -> ApplicantClass | None:
        """Whom the procedure with this code is for; None where there is none such."""
        number = self._place_of.get(record_id)
        return None if number is None else self._applicants[number]

    def field(self, record_id: str) -> str:
        """The field of the procedure with this code; "" where there is none such."""
        number = self._place_of.get(record_id)
        return "" if number is None else self._topics[number]

    def open_to_people(self, scored: Scored) -> Scored:
        """`scored` without the procedures that only authorities use."""
        return replace(scored, scores=np.where(self._for_authorities, 0.0, scored.scores)) if len(scored.scores) else scored

    def is_elsewhere(self, record_id: str, places: Collection[str], province: str = "") -> bool:
        """Whether a record is another province's own than one of `places`, or than the office's `province`."""
        return record_id in self._place_of and self._factors.is_elsewhere(self._place_of[record_id], places, province)

    def record(self, record_id: str) -> Record | None:
        """The record with this code or id, or None."""
        number = self._place_of.get(record_id)
        if number is None:
            return None
        if (record := self._read.get(number)) is None:
            if len(self._read) >= RECORDS_KEPT:
                self._read.clear()
            record = self._read[number] = self._parsed(number)
        return record

    def _parsed(self, number: int) -> Record:
        record_id = self._ids[number]
        try:
            return _RECORDS[self._kinds[number]].model_validate_json(self._records[number])
        except ValidationError as error:
            raise CorruptArtifactError(self._folder, f"bản ghi {record_id} hỏng; hãy dựng lại chỉ mục") from error

    def ids(self, kind: Kind) -> list[str]:
        """The ids of all records of one kind, in order."""
        return [record_id for record_id, found in zip(self._ids, self._kinds, strict=True) if found == kind]

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The procedures that the office serves, in the order of their codes."""
        special = {int(number) for numbers in self._special.values() for number in numbers}
        numbers = (number for number, kind in enumerate(self._kinds) if kind == Kind.PROCEDURE and self._served[number])
        return tuple(self._line(number, number in special) for number in numbers)

    def _line(self, number: int, is_special: bool) -> Listed:
        n_phrases = int(self._phrases_of[number + 1] - self._phrases_of[number]) - 1
        told = (self._ids[number], self._names[number], self._topics[number], self._levels[number])
        return Listed(*told, n_phrases, bool(self._guided[number]), is_special)

    def phrases(self) -> Iterator[tuple[Listed, tuple[str, ...]]]:
        """Each listed procedure with its name and what people call it, the name first."""
        return ((line, self.phrases_of(line.code)) for line in self.listed)

    def phrases_of(self, record_id: str) -> tuple[str, ...]:
        """The name of a record of the index, and the phrases that mean it."""
        number = self._place_of[record_id]
        return tuple(self._phrase_texts[at] for at in range(int(self._phrases_of[number]), int(self._phrases_of[number + 1])))

    def texts(self) -> Iterator[str]:
        """The indexed text of every record, in order."""
        yield from self._passages.texts()

    def parse(self, question: str, context: Sequence[str] = ()) -> ParsedQuery:
        """What `question`, asked after `context` (oldest first), asks for."""
        return self._parser.read(question, context)

    def spelled(self, question: str) -> list[str]:
        """The syllables of `question`, put right, with the accents that were most likely meant."""
        return self._parser.spelled(question)

    def affirmed(self, question: str) -> list[str]:
        """As `spelled`, without what the question takes back."""
        return self._parser.affirmed(question)

    def alike(self, term: str) -> Mapping[str, float]:
        """The terms (folded syllables, pairs of them) that say the same as `term`, with how much (0 to 1)."""
        return self._paraphrases.alike(term)

    def asking(self, question: str) -> Asking:
        """What `question`, asked alone, asks for; less than `understand`, and sooner."""
        return self._parser.asking(question)

    def asks_plainly(self, syllables: Sequence[str]) -> tuple[Part | None, Fact | None]:
        """What `syllables`, whose spelling is right, ask for: a part in so many words, a fact with yes or no; None where they do not."""
        return self._parser.asks_plainly(syllables)

    def words(self, text: str) -> list[str]:
        """`text` cut at white space, known compounds left together: "Cấp lại giấy phép" → ["Cấp", "lại", "giấy phép"]."""
        typed = text.split()
        sizes = [len(word.split(" ")) for word in self._parser.words([word.lower() for word in typed])]
        ends = list(itertools.accumulate(sizes))
        return [" ".join(typed[end - size : end]) for size, end in zip(sizes, ends, strict=True)]

    def search(
        self, question: str, context: Sequence[str] = (), limit: int = 10, kinds: Collection[Kind] = tuple(Kind), province: str = ""
    ) -> list[Hit]:
        """The best `limit` records for `question`, best first; only records that share a word with it.

        `context`: the questions before, oldest first. `province`: the office's own, whose records are not "another's".
        Same input, same hits.
        """
        return self.rank(self.score(self.parse(question, context), province), limit, kinds)

    def hits(
        self, parsed: ParsedQuery, limit: int = 10, kinds: Collection[Kind] = tuple(Kind), province: str = "", *, elsewhere: bool = False
    ) -> list[Hit]:
        """As `search`, for a question understood before; `elsewhere`: among the procedures that the office does not serve."""
        return self.rank(self.score(parsed, province), limit, kinds, elsewhere=elsewhere)

    def score(self, parsed: ParsedQuery, province: str = "") -> Scored:
        """What every record scores for a question; to be ranked as often as needed."""
        if parsed.is_empty or not self._ids:
            return Scored(_NOTHING, _NOTHING, Asked((), self._parser.words), _NOTHING, _NOTHING)
        scored = self._scores(parsed)
        scored.scores[:] *= self._factors.of(parsed, province)
        return scored

    def rank(
        self, scored: Scored, limit: int = 10, kinds: Collection[Kind] = tuple(Kind), *, elsewhere: bool = False, explained: int = 1_000
    ) -> list[Hit]:
        """The best `limit` records, best first; `elsewhere`: among the procedures that the office does not serve.

        Only the first `explained` come with their passage and reason: finding these takes longer than the ranking.
        """
        if not len(scored.scores):
            return []
        wanted = np.logical_or.reduce([self._of_kind[kind] for kind in kinds])
        scores = scored.scores * (wanted & (self._served != elsewhere))
        hits = [self._hit(number, float(scores[number])) for number in top(scores, limit)]
        return [*(self.explain(hit, scored) for hit in hits[:explained]), *hits[explained:]]

    def score_of(self, record_id: str, scored: Scored) -> float:
        """What one record scores; 0 where there is none such."""
        number = self._place_of.get(record_id)
        return float(scored.scores[number]) if number is not None and len(scored.scores) else 0.0

    def shares_of(self, record_id: str, scored: Scored) -> Shares:
        """Of the best record's score what one record scores, in all and in each field; 0 where there is none such."""
        number = self._place_of.get(record_id)
        return NO_SHARES if number is None else scored.shares(number)

    def carried(self, record_id: str, syllables: Sequence[str]) -> float:
        """The share of `syllables` (folded) that stand in the name or a phrase of one record, by idf; 0 to 1."""
        number = self._place_of.get(record_id)
        if number is None or not syllables:
            return 0.0
        spoken = {
            word
            for phrase in range(int(self._phrases_of[number]), int(self._phrases_of[number + 1]))
            for word in self._phrases_folded[phrase].split()
        }
        return self.rarity.share(spoken, syllables)

    def explain(self, hit: Hit, scored: Scored) -> Hit:
        """`hit`, found by ranking `scored`, with its passage and reason; as it is where it has them."""
        if hit.why is not UNEXPLAINED:
            return hit
        number = self._place_of[hit.record_id]
        return replace(hit, passage=self._passages.best(number, scored.asked), why=self._why(number, scored))

    def found(self, record_id: str, scored: Scored) -> Hit | None:
        """One record as a hit, unexplained; None where there is none such or nothing was asked."""
        number = self._place_of.get(record_id)
        return None if number is None or not len(scored.scores) else self._hit(number, float(scored.scores[number]))

    @cached_property
    def serves_all(self) -> bool:
        """Whether there is nothing that the office does not serve."""
        return bool(self._served.all())

    def _scores(self, parsed: ParsedQuery) -> Scored:
        hashes, weights = hashed(parsed.weights)
        phrases = self._fields["phrases"].scores_of_hashes(hashes, weights)
        phrases *= phrases / self._whole_phrases  # by the share of the phrase that the question says
        said = self._fields["said"].scores_of_hashes(hashes, weights)
        scores = SAID_WEIGHT * said
        powers = np.square(phrases)
        agreed = np.add.reduceat(np.square(powers, out=powers), self._phrases_of[:-1])  # fourth powers, as two squares: ten times as fast
        scores += PHRASE_WEIGHT * np.sqrt(np.sqrt(agreed))
        text = self._fields["text"].scores_of_hashes(hashes, weights)
        scores += TEXT_WEIGHT * text
        return Scored(scores, phrases, Asked(parsed.syllables, self._parser.words), said, text)

    def _hit(self, number: int, score: float) -> Hit:
        kind, name = Kind(self._kinds[number]), self._names[number]
        return Hit(kind, self._ids[number], name, score, None, UNEXPLAINED, self._levels[number], self._places[number])

    def _why(self, number: int, scored: Scored) -> Why:
        phrases = scored.phrases
        begin, end = int(self._phrases_of[number]), int(self._phrases_of[number + 1])
        nearest = begin + int(np.argmax(phrases[begin:end]))
        spoken = {*self._phrases_folded[begin].split(), *self._phrases_folded[nearest].split()}
        return Why(
            phrase=self._phrase_texts[nearest] if nearest > begin else "",
            share=min(1.0, float(np.sqrt(phrases[nearest] / self._whole_phrases[nearest]))),  # rounding adds a hair to a whole
            words=scored.asked.said_in(spoken),
        )
