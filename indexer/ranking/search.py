"""Rank records for a question: field-weighted BM25+, the ordinary case first, each hit with its reason."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from indexer.passages import Kind, Passage
from indexer.query.accents import Accents
from indexer.query.lexicon import Lexicon
from indexer.query.paraphrases import Paraphrases, Table
from indexer.query.question import Asking, Understanding, Understood
from indexer.ranking.explaining import UNEXPLAINED, Asked, Passages, Why
from indexer.ranking.listing import Listed
from indexer.storage.artifact import CorruptArtifactError, Reader
from indexer.storage.bm25 import Floats, Postings, top
from indexer.storage.vocabulary import Vocabulary, hashed
from knowledge.cues.vocabulary import Fact
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Level, Part, Procedure, Record
from knowledge.records.reference import Reference

RECORDS_KEPT = 512  # parsed; 40 KB each where there is a guide: one answer looks at the same record up to four times
SAID_WEIGHT = 2.4  # name and citizens' phrases together
PHRASE_WEIGHT = 1.5  # the phrases nearest to the question, by their fourth powers: the best decides, others that agree add a little
TEXT_WEIGHT = 0.4  # the official text
OTHER_PROVINCE = 0.6  # factor for another province's own record when neither the question names that province nor the office one of its own
ELSEWHERE = 0.0  # … and where the office has its own: what only another province gives is never offered there
SUCCEEDED = 0.8  # factor for what another procedure took the place of: that one carries its phrases and leads, this one stays in reach
UNGUIDED = 0.87  # factor for a procedure that nobody wrote a guide to: guides were written to what people ask most. Of 1,335 turns 8 to 13
# more are answered outright and 2 to 7 fewer wrongly from .93 to .85; no single question moves
SPECIAL_CASE = 0.93  # factor for each variant in the name that the question does not speak of
SPOKEN_CASE = 1.1  # … and for each that it does speak of
SPOKEN_AFTER = 1.3  # … and where a follow-up speaks of it: that is what is new ("mất rồi thì sao")
LEVEL_FACTOR = {Level.COMMUNE: 1.0, Level.PROVINCE: 0.985, Level.OTHER: 0.97, Level.MINISTRY: 0.95}
"""Most questions mean the counter round the corner."""

_NOTHING: Floats = np.zeros(0)
_RECORDS: dict[str, type[Record]] = {Kind.PROCEDURE: Procedure, Kind.PLAN: Plan, Kind.FAQ: FaqEntry, Kind.REFERENCE: Reference}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its score (comparable within one question), its best passage for the question, and why;
    `level` and `place` (the province whose own it is) tell apart what has one name."""

    kind: Kind
    record_id: str
    name: str
    score: float
    passage: Passage | None
    why: Why
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What every record and every phrase scores for one question, and the question's words, to say why."""

    scores: Floats
    phrases: Floats
    asked: Asked


class Index:
    """An index opened for reading; safe to share between threads. Raises ArtifactError when it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        reader = Reader(folder)
        reader.verify()
        self._folder = folder
        self.version = reader.version
        self._kinds = _all(reader, "entries.kind")
        self._ids = _all(reader, "entries.id")
        self._names = reader.texts("entries.name")
        self._levels = _all(reader, "entries.level")
        self._places = _all(reader, "entries.place")
        self._phrases_of = np.asarray(reader.array("phrases.starts_of_entries"))
        self._phrase_texts = reader.texts("phrases.text")
        self._phrases_folded = reader.texts("phrases.folded")
        self._fields = {name: _postings(reader, name) for name in ("said", "phrases", "text")}
        self._whole_phrases = self._fields["phrases"].self_scores()
        self._records = reader.texts("records")
        self._passages = Passages(reader)
        self.lexicon = Lexicon.model_validate_json(reader.texts("lexicon")[0])
        self._accents = Accents(
            self.lexicon.syllables, np.asarray(reader.array("accents.keys")), np.asarray(reader.array("accents.counts"))
        )
        self._understanding = Understanding(self.lexicon, self._accents)
        self._paraphrases = Paraphrases(_table(reader))
        self._place_of = {name: number for number, name in enumerate(self._ids)}
        self._special = self._special_cases()
        self._succeeded = np.asarray(reader.array("entries.succeeded"))
        self._guided = np.asarray(reader.array("entries.guided"))
        self._of_kind = {kind: np.array([found == kind for found in self._kinds], bool) for kind in Kind}
        self._ordinary = self._ordinary_factors()
        self._provinces, self._province_of = self._own_provinces()
        self._served = np.asarray(reader.array("entries.served"))
        self._topics = reader.texts("entries.field")
        self._read: dict[int, Record] = {}  # no lru_cache of a method: an index that nobody uses must close its files at once
        self._applicants = [ApplicantClass(found) if found else None for found in _all(reader, "entries.applicants")]
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
        return Listed(
            code=self._ids[number],
            name=self._names[number],
            field=self._topics[number],
            level=self._levels[number],
            n_phrases=int(self._phrases_of[number + 1] - self._phrases_of[number]) - 1,
            is_guided=bool(self._guided[number]),
            is_special=is_special,
        )

    def texts(self) -> Iterator[str]:
        """The indexed text of every record, in order."""
        yield from self._passages.texts()

    def understand(self, question: str, context: Sequence[str] = ()) -> Understood:
        """What `question`, asked after `context` (oldest first), asks for."""
        return self._understanding.read(question, context)

    def spelled(self, question: str) -> list[str]:
        """The syllables of `question`, put right, with the accents that were most likely meant."""
        return self._understanding.spelled(question)

    def affirmed(self, question: str) -> list[str]:
        """As `spelled`, without what the question takes back."""
        return self._understanding.affirmed(question)

    def alike(self, term: str) -> Mapping[str, float]:
        """The terms (folded syllables, pairs of them) that say the same as `term`, with how much (0 to 1)."""
        return self._paraphrases.alike(term)

    def asking(self, question: str) -> Asking:
        """What `question`, asked alone, asks for; less than `understand`, and sooner."""
        return self._understanding.asking(question)

    def asks_plainly(self, syllables: Sequence[str]) -> tuple[Part | None, Fact | None]:
        """What `syllables`, whose spelling is right, ask for: a part in so many words, a fact with yes or no; None where they do not."""
        return self._understanding.asks_plainly(syllables)

    def words(self, text: str) -> list[str]:
        """`text` cut at white space, known compounds left together: "Cấp lại giấy phép" → ["Cấp", "lại", "giấy phép"]."""
        typed = text.split()
        sizes = [len(word.split(" ")) for word in self._understanding.words([word.lower() for word in typed])]
        ends = list(itertools.accumulate(sizes))
        return [" ".join(typed[end - size : end]) for size, end in zip(sizes, ends, strict=True)]

    def search(
        self, question: str, context: Sequence[str] = (), limit: int = 10, kinds: Collection[Kind] = tuple(Kind), province: str = ""
    ) -> list[Hit]:
        """The best `limit` records for `question`, best first; only records that share a word with it.

        `context`: the questions before, oldest first. `province`: the office's own, whose records are not "another's".
        Same input, same hits.
        """
        return self.rank(self.score(self.understand(question, context), province), limit, kinds)

    def hits(
        self, understood: Understood, limit: int = 10, kinds: Collection[Kind] = tuple(Kind), province: str = "", *, elsewhere: bool = False
    ) -> list[Hit]:
        """As `search`, for a question understood before; `elsewhere`: among the procedures that the office does not serve."""
        return self.rank(self.score(understood, province), limit, kinds, elsewhere=elsewhere)

    def score(self, understood: Understood, province: str = "") -> Scored:
        """What every record scores for a question; to be ranked as often as needed."""
        if understood.is_empty or not self._ids:
            return Scored(_NOTHING, _NOTHING, Asked((), self._understanding.words))
        scores, phrases = self._scores(understood)
        scores *= self._factors(understood, province)
        return Scored(scores, phrases, Asked(understood.syllables, self._understanding.words))

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

    def carried(self, record_id: str, syllables: Sequence[str]) -> float:
        """The share of `syllables` (folded) that stand in the name or a phrase of one record, by idf; 0 to 1."""
        number = self._place_of.get(record_id)
        if number is None or not syllables:
            return 0.0
        said = self._fields["said"]
        spoken = {
            word
            for phrase in range(int(self._phrases_of[number]), int(self._phrases_of[number + 1]))
            for word in self._phrases_folded[phrase].split()
        }
        rarest = float(np.log(said.n_documents + 1))
        worth = dict.fromkeys(syllables, rarest)
        for syllable in worth:
            terms, _ = said.vocabulary.look_up({syllable: 1.0})
            worth[syllable] = float(said.idf[terms[0]]) if len(terms) else rarest
        return sum(value for syllable, value in worth.items() if syllable in spoken) / sum(worth.values())

    def rarest(self, syllables: Sequence[str]) -> str:
        """The one of `syllables` (folded) that the fewest names and phrases hold, of those that one holds at all; "" where none does."""
        said = self._fields["said"]
        worth = {syllable: float(said.idf[terms[0]]) for syllable in syllables if len(terms := said.vocabulary.look_up({syllable: 1.0})[0])}
        return max(worth, key=lambda syllable: worth[syllable], default="")

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

    def explained(self, record_id: str, scored: Scored) -> Hit | None:
        """One record as a hit, with its passage and reason; None where there is none such or nothing was asked."""
        hit = self.found(record_id, scored)
        return self.explain(hit, scored) if hit else None

    @cached_property
    def serves_all(self) -> bool:
        """Whether there is nothing that the office does not serve."""
        return bool(self._served.all())

    def _scores(self, understood: Understood) -> tuple[Floats, Floats]:
        hashes, weights = hashed(understood.weights)
        phrases = self._fields["phrases"].scores_of_hashes(hashes, weights)
        phrases *= phrases / self._whole_phrases  # by the share of the phrase that the question says
        scores = SAID_WEIGHT * self._fields["said"].scores_of_hashes(hashes, weights)
        powers = np.square(phrases)
        agreed = np.add.reduceat(np.square(powers, out=powers), self._phrases_of[:-1])  # fourth powers, as two squares: ten times as fast
        scores += PHRASE_WEIGHT * np.sqrt(np.sqrt(agreed))
        scores += TEXT_WEIGHT * self._fields["text"].scores_of_hashes(hashes, weights)
        return scores, phrases

    def _factors(self, understood: Understood, province: str) -> Floats:
        factors = self._ordinary.copy()
        for name in sorted(understood.heard & self._special.keys()):  # in one order, as rounding depends on it
            spoken = SPOKEN_AFTER if understood.is_follow_up else SPOKEN_CASE
            factors[self._special[name]] *= (spoken if name in understood.cues else 1.0) / SPECIAL_CASE
        own = self._today.get(_named_place(province), province)
        others = ELSEWHERE if own else OTHER_PROVINCE
        elsewhere = [others if place and place not in understood.places and place != own else 1.0 for place in self._provinces]
        factors *= np.array(elsewhere)[self._province_of]
        return factors

    def _ordinary_factors(self) -> Floats:
        """What each record counts where the question speaks of no variant."""
        factors = np.array([LEVEL_FACTOR.get(Level(level), 1.0) if level else 1.0 for level in self._levels])
        for numbers in self._special.values():
            factors[numbers] *= SPECIAL_CASE
        factors[self._succeeded] *= SUCCEEDED
        if self._guided.any():
            factors[self._of_kind[Kind.PROCEDURE] & ~self._guided] *= UNGUIDED
        return factors

    def _own_provinces(self) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The provinces with records of their own, "" first, and the place in that list of each record's."""
        owned = {Kind.PROCEDURE, Kind.PLAN}
        places = [
            self._today.get(_named_place(place), place) if place and kind in owned else ""
            for place, kind in zip(self._places, self._kinds, strict=True)
        ]
        provinces = sorted({"", *places})
        number = {place: at for at, place in enumerate(provinces)}
        return provinces, np.array([number[place] for place in places], np.int64)

    @cached_property
    def _today(self) -> dict[str, str]:
        """The provinces' names of today by every name that they have or had, in small letters."""
        return {name.lower(): item.name for item in self.lexicon.units.provinces for name in (item.name, *item.former, *item.also)}

    def _special_cases(self) -> dict[str, npt.NDArray[np.int64]]:
        """Each variant's procedures, by the markers in their names."""
        names = [self._names[number].lower() if kind == Kind.PROCEDURE else "" for number, kind in enumerate(self._kinds)]
        lines = "".join(f"\n{name}" for name in names)
        begins = np.cumsum([0, *(len(name) + 1 for name in names)])
        marked = {
            variant.name: np.unique(
                np.searchsorted(begins, [place for marker in variant.markers for place in _places(lines, marker.lower())], "right") - 1
            )
            for variant in self.lexicon.variants
        }
        return {name: numbers for name, numbers in marked.items() if len(numbers)}

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


def _named_place(place: str) -> str:
    """A province's name without the word that says what it is: "Tỉnh Nghệ An" → "nghệ an"."""
    return place.strip().lower().removeprefix("tỉnh ").removeprefix("thành phố ")


def _places(lines: str, marker: str) -> list[int]:
    """Where the marker stands in `lines`; one that begins with ^ stands at a line's beginning only."""
    wanted = f"\n{marker[1:]}" if marker.startswith("^") else marker
    return [found.start() for found in re.finditer(re.escape(wanted), lines)]


def _all(reader: Reader, name: str) -> list[str]:
    texts = reader.texts(name)
    return [texts[number] for number in range(len(texts))]


def _table(reader: Reader) -> Table:
    starts, targets, likeness = (np.asarray(reader.array(f"paraphrases.{name}")) for name in ("starts", "targets", "likeness"))
    return Table(_all(reader, "paraphrases.terms"), starts, targets, likeness)


def _postings(reader: Reader, field: str) -> Postings:
    arrays = {name: reader.array(f"{field}.{name}") for name in ("starts", "documents", "impacts", "rows", "dense", "base", "idf")}
    names = reader.array("phrases.starts_of_entries")
    n_documents = int(names[-1]) if field == "phrases" else len(names) - 1
    return Postings(Vocabulary(np.asarray(reader.array(f"{field}.hashes"))), n_documents, **arrays)
