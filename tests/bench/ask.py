"""How long one answer takes in process, over the whole library: python -m tests.bench.ask"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bot.wiring import wire
from indexer.building.build import build
from indexer.measuring.evaluate import read_questions
from knowledge.loading.library import STARTER
from tests.bench.web import QUESTIONS

ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ask")
    parser.add_argument("--index", type=Path, help="an index that exists; without it, one is built")
    parser.add_argument("--most", type=int, help="only the first so many questions")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        if options.index is None:
            build([STARTER], Path(home), None, lambda *_: None)
        parts = wire(options.index or Path(home))
        taken = []
        for _ in range(ROUNDS):
            for question in list(read_questions(QUESTIONS))[: options.most]:
                began = time.perf_counter()
                parts.composer.compose(parts.answerer.answer(question.question, question.context))
                taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
        sys.stdout.write(
            f"ask, {len(parts.index)} records: p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {taken[-1]:.1f} ms, {len(taken)} questions\n"
        )


if __name__ == "__main__":
    main()
