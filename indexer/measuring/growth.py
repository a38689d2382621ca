"""How the index grows: generated procedures, ten thousand to a hundred thousand; time, memory and size of each step."""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from indexer.building.build import write
from indexer.language import tokens
from indexer.ranking.search import Index
from knowledge.loading.library import STARTER, Library, load
from knowledge.records.procedure import Level, Procedure

SIZES = (10_000, 30_000, 100_000)
STEP_SYLLABLES = 160  # syllables of each generated text
PHRASES = 3
N_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One size: seconds to build, peak memory of the builder in MB, index in MB, and milliseconds a question."""

    n: int
    seconds: float
    peak_megabytes: float
    disk_megabytes: float
    p50: float
    p99: float


def run(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield a line a size. Each size is built in a process of its own, so that its memory is its own."""
    yield "số thủ tục  dựng (s)  µs/thủ tục  bộ nhớ (MB)  chỉ mục (MB)  p50 (ms)  p99 (ms)"
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            step = pool.submit(measure, size).result()
        yield (
            f"{step.n:10}  {step.seconds:8.1f}  {step.seconds / step.n * 1e6:10.0f}  {step.peak_megabytes:11.0f}  "
            f"{step.disk_megabytes:12.0f}  {step.p50:8.2f}  {step.p99:8.2f}"
        )


def measure(size: int) -> Step:
    """Generate, build and ask; deterministic but for the times."""
    library = generated(size)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        started = time.perf_counter()
        write(library, out, f"{size:064d}", lambda *_: None)
        seconds = time.perf_counter() - started
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = sum(path.stat().st_size for path in (out / "versions").rglob("*") if path.is_file()) / 1e6
        index = Index(out)
        questions = [" ".join(phrases[0].split()[:8]) for phrases in list(library.aliases.values())[:N_QUESTIONS]]
        times = []
        for question in [*questions, *questions]:
            started = time.perf_counter()
            index.search(question)
            times.append((time.perf_counter() - started) * 1000)
        asked = sorted(times[len(questions) :])
    return Step(size, seconds, own, disk, statistics.median(asked), asked[int(len(asked) * 0.99)])


def generated(size: int) -> Library:
    """`size` procedures of words drawn as often as the starter library uses them; names mix two real names."""
    rng = random.Random(size)  # noqa: S311 - no secret, the same library every time
    starter = load([STARTER])
    names = [record.name for record in starter.procedures.values()]
    words = [syllable for name in names for syllable in tokens(name)]
    procedures = {}
    aliases = {}
    for number in range(size):
        code = f"9.{number:06d}"
        first, second = tokens(rng.choice(names))[:10], tokens(rng.choice(names))[-8:]
        procedures[code] = Procedure(
            code=code,
            name=" ".join([*first, *second, str(number)]),
            levels=(Level.COMMUNE,),
            steps=" ".join(rng.choices(words, k=STEP_SYLLABLES)),
        )
        aliases[code] = tuple(" ".join(rng.choices(words, k=7)) for _ in range(PHRASES))
    return Library(
        procedures=procedures, aliases=aliases, terms=starter.terms, stop_phrases=starter.stop_phrases, variants=starter.variants
    )
