"""`python -m tests.support.measured_photo FOLDER`: keep the picture `sent` of a folder and say what was wrong with it, how many kilobytes this process
grew by, and how many bytes the child that decoded it held at most.

In a process of its own: the children of a process are measured together, and each is said to have held at least what its parent held
when it was started.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from bot.petitions.cases.photos import PhotoFault, Photos


def main(folder: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = Photos(folder / "files", reader="").keep(folder / "sent")
    own, children = (resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(json.dumps([kept if isinstance(kept, PhotoFault) else None, own - before, children * 1024]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
