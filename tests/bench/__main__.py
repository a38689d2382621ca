"""Every bench, one after the other: python -m tests.bench --index DIR [--small]. Exit status: the highest of theirs."""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench import TOO_SLOW

INDEX = "{index}"


@dataclass(frozen=True)
class Bench:
    """A command after `python -m`, and the arguments of its smallest size."""

    command: tuple[str, ...]
    small: tuple[str, ...] = ()


BENCHES = (
    Bench(("indexer", "bench", "--index", INDEX), ("--most", "5")),
    Bench(("tests.bench.ask", "--index", INDEX), ("--most", "5")),
    Bench(("tests.bench.web", "--index", INDEX), ("--at-once", "2", "--rate", "5", "--seconds", "1", "--settling", "0")),
    Bench(("tests.bench.telegram",), ("--users", "4", "--seconds", "1")),
    Bench(("tests.bench.outbox",), ("--letters", "20")),
    Bench(("tests.bench.petitions",), ("--petitions", "200", "--runs", "2")),
    Bench(("tests.bench.campaign",), ("100",)),
    Bench(("indexer", "growth"), ("40",)),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="the smallest size of each: shows that it runs; its figures say nothing")
    options = parser.parse_args()
    worst = 0
    for bench in BENCHES:
        arguments = [piece.format(index=options.index) for piece in (*bench.command, *(bench.small if options.small else ()))]
        print(f"== {' '.join(arguments)}", flush=True)  # noqa: T201
        status = subprocess.run([sys.executable, "-m", *arguments], check=False).returncode
        is_fine = status == 0 or (status == TOO_SLOW and options.small)
        worst = max(worst, 0 if is_fine else abs(status))
    return worst


if __name__ == "__main__":
    sys.exit(main())
