"""`python -m tests.support.measured_import INTO DOCUMENT`: bring in a document and say what the child that read it held at most, which documents
were refused and why, and how many records came in.

In a process of its own: the children of a process are measured together, and each is said to have held at least what its parent held
when it was started.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

from knowledge.publications.importing import import_documents
from knowledge.readers import silent

DAY = date(2026, 3, 2)


def main(into: Path, document: Path) -> None:
    report = import_documents([document], into, None, silent, DAY)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.write(json.dumps([peak, [[refusal.name, refusal.reason] for refusal in report.rejected], len(report.added)]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
