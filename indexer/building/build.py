"""Build: a library → an artifact. Counts on every core, caches by content hash, publishes in one step."""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from indexer import language, passages
from indexer.building import term_counts
from indexer.building.term_counts import Abbreviations, Counted, abbreviations_of, count, key_of, way_of_counting
from indexer.language import fold, tokens
from indexer.passages import Entry, Kind, entries_of
from indexer.query import accents, lexicon, paraphrases, phrases
from indexer.query.accents import pairs_in
from indexer.query.lexicon import Lexicon
from indexer.query.paraphrases import Table
from indexer.storage import artifact, bm25, cache, vocabulary
from indexer.storage.artifact import FORMAT, Writer, manifest_of
from indexer.storage.bm25 import Bag, Counts, Postings, compile_counts
from indexer.storage.cache import Cache, packed, unpacked
from knowledge.files import locked
from knowledge.loading import library as libraries
from knowledge.loading.library import Library
from knowledge.loading.uncollected import uncollected
from knowledge.publications.changes import State, state_of
from knowledge.records.procedure import Procedure, Record

BATCH = 32  # entries counted at a time: large enough to outweigh sending them to another process
CUE_COUNTS = 20  # a cue was written down because people say it all the time: so often its pairs of syllables count
SATURATION = 1.2  # BM25's k1: a word said in many phrases of one procedure counts little more than in one
LENGTH_NORM = {"said": 0.3, "phrases": 0.5, "text": 0.75}
"""BM25's b for each field; a phrase is said in one breath, and many phrases are no fault, so their length says little."""

MAKERS = (accents, artifact, bm25, cache, term_counts, language, lexicon, paraphrases, passages, phrases, vocabulary, sys.modules[__name__])
"""The code that makes an index, beside all that makes records of files: what is changed there makes an index anew."""
KNOWLEDGE = Path(libraries.__file__).parents[1]  # how files become records

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: `is_new` False where the index was up to date already."""

    folder: Path
    fingerprint: str
    n_records: int
    is_new: bool


def fingerprint(folders: Sequence[Path], codes: Sequence[str] | None) -> str:
    """Hash of everything that the index depends on: the content, the codes, and the code that makes an index of them."""
    digest = hashlib.sha256(f"{FORMAT}\0{way_of_counting({})}\0".encode())
    for module in MAKERS:
        digest.update(inspect.getsource(module).encode())
    for path in sorted(KNOWLEDGE.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(libraries.fingerprint(folders).encode())
    digest.update("\0".join(sorted(codes)).encode() if codes is not None else b"all")
    return digest.hexdigest()


def codes_in(path: Path) -> list[str]:
    """The codes that a file lists, one a line; lines that begin with # are remarks. Raises OSError."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


def build(folders: Sequence[Path], out: Path, codes: Sequence[str] | None, progress: Progress) -> Built:
    """Build the index of `folders` into `out`; nothing is done where it is up to date. Raises LibraryError.

    One builder at a time: a second waits for the first, whose cache and drafts it would otherwise sweep away.
    """
    wanted = fingerprint(folders, codes)
    if found := _up_to_date(out, wanted):
        return found
    with locked(out / ".build.lock", lambda: progress("Đợi lượt dựng khác", 0, 1)):
        if found := _up_to_date(out, wanted):  # built by whom we waited for
            return found
        progress("Đọc thư viện", 0, 1)
        with uncollected():
            library = libraries.load(folders)
            progress("Đọc thư viện", 1, 1)
            return Built(out, wanted, write(library, out, wanted, progress, None if codes is None else frozenset(codes)), True)


def _up_to_date(out: Path, wanted: str) -> Built | None:
    manifest = manifest_of(out)
    return Built(out, wanted, int(manifest["n_records"]), False) if manifest and manifest.get("fingerprint") == wanted else None


def write(library: Library, out: Path, wanted: str, progress: Progress, codes: Set[str] | None = None) -> int:
    """Index `library` into `out` under the fingerprint `wanted`; returns the number of records that the office serves.

    With `codes` only these procedures are served; the others are indexed all the same, so that a question about one of
    them is known for what it is instead of being given to the nearest that is served.
    """
    pairs = list(entries_of(library))
    entries = [entry for entry, _ in pairs]
    served = np.array([codes is None or entry.kind is not Kind.PROCEDURE or entry.record_id in codes for entry in entries], bool)
    with _workers(len(entries)) as workers:
        alike = workers.submit(paraphrases.compiled, [answer.wordings for record in library.procedures.values() for answer in record.quick])
        counted = _counted(entries, abbreviations_of(library.terms), out, progress, workers)
        alike_terms = alike.result()
    writer = Writer(out)
    try:
        progress("Ghi chỉ mục", 0, 3)
        _write_fields(writer, counted)
        progress("Ghi chỉ mục", 1, 3)
        _write_entries(writer, entries, [record for _, record in pairs])
        _write_passages(writer, entries, counted)
        writer.array("entries.served", served)
        writer.texts("published", [state.model_dump_json(exclude_defaults=True) for state in _published(library, codes)])
        progress("Ghi chỉ mục", 2, 3)
        words = _lexicon(library, counted)
        writer.texts("lexicon", [words.model_dump_json()])
        _write_accents(writer, words, counted)
        _write_paraphrases(writer, alike_terms)
        writer.publish({"fingerprint": wanted, "n_records": int(served.sum())})
        progress("Ghi chỉ mục", 3, 3)
    except BaseException:
        writer.discard()
        raise
    return int(served.sum())


def _published(library: Library, codes: Set[str] | None) -> Iterator[State]:
    for code, record in library.published.items():
        yield state_of(record, codes is None or code in codes)


def _workers(n_entries: int) -> Executor:
    """What counts beside us: a process for each core; a thread where so little is to be counted that a process costs more."""
    cores = os.cpu_count() or 1
    return ThreadPoolExecutor(1) if cores < 2 or n_entries <= BATCH else ProcessPoolExecutor(min(cores, -(-n_entries // BATCH)))


def _counted(entries: Sequence[Entry], abbreviations: Abbreviations, out: Path, progress: Progress, workers: Executor) -> list[Counted]:
    """Every entry counted, in order; what the cache holds is not counted again."""
    way = way_of_counting(abbreviations)
    keys = [f"{way}{key_of(entry)}" for entry in entries]
    with Cache(out / "cache.sqlite") as cache:
        known = cache.known()
        missing = {key: entry for key, entry in zip(keys, entries, strict=True) if key not in known}
        items = list(missing.items())
        batches = [items[begin : begin + BATCH] for begin in range(0, len(items), BATCH)]
        fresh: dict[str, bytes] = {}
        for batch in workers.map(_count_batch, batches, repeat(abbreviations)):
            cache.put_packed(batch)
            fresh.update(batch)
            progress("Đếm từ", len(fresh), len(missing))
        cache.keep_only(keys)
        kept = cache.get(key for key in keys if key not in fresh)
        return [Counted(*(unpacked(fresh[key]) if key in fresh else next(kept))) for key in keys]


def _count_batch(batch: list[tuple[str, Entry]], abbreviations: Abbreviations) -> list[tuple[str, bytes]]:
    """Packed where it is counted: a row of bytes is handed over at once, a dozen arrays are not."""
    return [(key, packed(count(entry, abbreviations).arrays())) for key, entry in batch]


def _lexicon(library: Library, counted: Sequence[Counted]) -> Lexicon:
    syllables: Counter[str] = Counter()
    compounds: Counter[str] = Counter()
    for item in counted:
        syllables.update(item.syllable_counts())
        compounds.update(item.compound_counts())
    return Lexicon.of(library, syllables, compounds)


def _write_accents(writer: Writer, words: Lexicon, counted: Sequence[Counted]) -> None:
    pairs: Counter[str] = Counter()
    for cue in words.cues():
        pairs.update({pair: CUE_COUNTS * n for pair, n in pairs_in(tokens(cue)).items()})
    for item in counted:
        pairs.update(item.pair_counts())
    keys, counts = accents.compiled(pairs, words.syllables)
    writer.array("accents.keys", keys)
    writer.array("accents.counts", counts)


def _write_paraphrases(writer: Writer, table: Table) -> None:
    writer.texts("paraphrases.terms", table.terms)
    for name in ("starts", "targets", "likeness"):
        writer.array(f"paraphrases.{name}", getattr(table, name))


def _write_fields(writer: Writer, counted: Sequence[Counted]) -> None:
    bags: dict[str, list[Bag]] = {
        "said": [item.said_bag for item in counted],
        "phrases": [bag for item in counted for bag in item.phrase_bags],
        "text": [item.text_bag for item in counted],
    }
    for field, documents in bags.items():
        _write_postings(writer, field, compile_counts(Counts.of(documents), k1=SATURATION, b=LENGTH_NORM[field]))
    sizes = [len(item.phrase_sizes) for item in counted]
    writer.array("phrases.starts_of_entries", np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]))


def _write_postings(writer: Writer, field: str, postings: Postings) -> None:
    writer.array(f"{field}.hashes", postings.vocabulary.hashes)
    for name in ("starts", "documents", "impacts", "rows", "dense", "base", "idf"):
        writer.array(f"{field}.{name}", getattr(postings, name))


def _write_entries(writer: Writer, entries: Sequence[Entry], records: Sequence[Record]) -> None:
    writer.texts("entries.kind", [entry.kind for entry in entries])
    writer.texts("entries.id", [entry.record_id for entry in entries])
    writer.texts("entries.name", [entry.name for entry in entries])
    writer.texts("entries.level", [entry.level for entry in entries])
    writer.texts("entries.place", [entry.place for entry in entries])
    procedures = [record if isinstance(record, Procedure) else None for record in records]
    writer.texts("entries.field", [record.field if record else "" for record in procedures])
    writer.array("entries.succeeded", np.array([bool(record and record.successor) for record in procedures], bool))
    writer.texts("entries.applicants", [record.applicant_class if record else "" for record in procedures])
    writer.array("entries.guided", np.array([bool(record and record.guide) for record in procedures], bool))
    phrases = [phrase for entry in entries for phrase in (entry.name, *entry.phrases)]
    writer.texts("phrases.text", phrases)
    writer.texts("phrases.folded", [" ".join(map(fold, tokens(phrase))) for phrase in phrases])
    writer.texts("records", [record.model_dump_json(exclude_defaults=True) for record in records])


def _write_passages(writer: Writer, entries: Sequence[Entry], counted: Sequence[Counted]) -> None:
    passages = [passage for entry in entries for passage in entry.passages]
    writer.texts("passages.text", [passage.text for passage in passages])
    writer.texts("passages.part", [passage.part for passage in passages])
    writer.texts("passages.heading", [passage.heading for passage in passages])
    sizes = np.concatenate([item.passage_sizes for item in counted] or [np.zeros(0, np.int32)])
    writer.array("passages.starts", np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]))
    writer.array("passages.terms", np.concatenate([item.passages for item in counted] or [np.zeros(0, np.uint32)]))
    numbers = [len(entry.passages) for entry in entries]
    writer.array("passages.starts_of_entries", np.concatenate([[0], np.cumsum(numbers, dtype=np.int64)]))
