"""Speed beside the peers in the same process run: rank-bm25, bm25s and tantivy on the same tokens, and the whole search."""

from __future__ import annotations

import gc
import importlib.util
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from indexer.language import features, tokens
from indexer.measuring.evaluate import read_questions
from indexer.ranking.search import Index
from indexer.storage.bm25 import Bag, Counts, Postings, compile_counts, top

DEPTH = 10
SLOW_QUERIES = 20  # rank-bm25 takes a tenth of a second each
ROUNDS = 3  # every engine takes its turn in each round, so that a noisy neighbour disturbs all alike
"""The text of every record is searched by all engines with the same features."""


def run(folder: Path, questions: Path, most: int | None = None) -> Iterator[str]:
    """Yield the figures, a line each. `folder`: an index; `questions`: a question file, of which the first `most` are asked."""
    yield from _loading(folder)
    index = Index(folder)
    asked = [question.question for question in read_questions(questions)][:most]
    yield from _whole_search(index, asked)
    yield from _engines(index, asked)


def _loading(folder: Path) -> Iterator[str]:
    times = []
    for _ in range(5):
        gc.collect()
        started = time.perf_counter()
        Index(folder)
        times.append(time.perf_counter() - started)
    yield f"mở chỉ mục: trung vị {statistics.median(times) * 1000:.0f} ms; bộ nhớ thường trú {resident_megabytes():.0f} MB"


def _whole_search(index: Index, asked: Sequence[str]) -> Iterator[str]:
    for question in asked:
        index.search(question)
    times = sorted(_timed(partial(index.search, question)) for _ in range(ROUNDS) for question in asked)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    yield f"câu hỏi → kết quả, {len(index)} bản ghi: p50 {p50 * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms (n = {len(times)})"
    yield f"bộ nhớ thường trú sau khi hỏi {resident_megabytes():.0f} MB"


def _engines(index: Index, asked: Sequence[str]) -> Iterator[str]:
    corpus = [features(tokens(text)) for text in index.texts()]
    queries = [features(tokens(question)) for question in asked]
    engines: dict[str, Callable[[list[str]], object]] = {"Một Cửa": _ours(compile_counts(Counts.of([Bag.of(words) for words in corpus])))}
    for name, make in {"bm25s": _bm25s, "tantivy": _tantivy}.items():
        if importlib.util.find_spec(name):
            engines[name] = make(corpus)
        else:
            yield f"{name}: chưa cài (pip install -e '.[bench]'), bỏ qua"
    engines["rank-bm25"] = _rank_bm25(corpus)
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, search in engines.items():
            for query in queries[:SLOW_QUERIES] if name == "rank-bm25" else queries:
                times[name].append(_timed(partial(search, query)))
    ours = statistics.median(times["Một Cửa"])
    for name, found in times.items():
        median = statistics.median(found)
        yield f"một câu, {len(corpus)} bản ghi, {name}: {median * 1000:.3f} ms (trung vị, n = {len(found)}), gấp {median / ours:.2f} lần"


def _ours(postings: Postings) -> Callable[[list[str]], object]:
    def search(query: list[str]) -> object:
        return top(postings.scores({term: float(n) for term, n in Counter(query).items()}), DEPTH)

    return search


def _rank_bm25(corpus: list[list[str]]) -> Callable[[list[str]], object]:
    from rank_bm25 import BM25Plus

    model = BM25Plus(corpus)
    return lambda query: np.argsort(-model.get_scores(query))[:DEPTH]


def _bm25s(corpus: list[list[str]]) -> Callable[[list[str]], object]:
    import bm25s

    model = bm25s.BM25(method="bm25+")
    model.index(corpus, show_progress=False)
    return lambda query: model.retrieve([query], k=DEPTH, show_progress=False)


def _tantivy(corpus: list[list[str]]) -> Callable[[list[str]], object]:
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for words in corpus:
        writer.add_document(tantivy.Document(text=" ".join(words)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: list[str]) -> object:
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word)) for word in query]
        return searcher.search(tantivy.Query.boolean_query(clauses), DEPTH).hits

    return search


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def resident_megabytes() -> float:
    """Resident memory of this process, in MB."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * 4096 / 1e6
