"""Speaks when one message asks about two procedures: cut in two, each half names its own plainly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

SHORTEST_HALF = 2  # words; a shorter half names nothing
LONGEST = 60  # words; a longer story asks for one thing
MOST_CUTS = 4  # of one message; each costs two rankings
_BETWEEN = re.compile(
    r"\s*(?:[?!.;\n]+|\b(?:và|va|với lại|voi lai|rồi còn|roi con|cùng với|đồng thời|tiện thể|luôn tiện|ngoài ra)\b)\s*", re.IGNORECASE
)


def halves(question: str) -> Iterator[tuple[str, str]]:
    """Each way to cut `question` in two where two questions may meet; both halves have at least SHORTEST_HALF words."""
    if len(question.split()) > LONGEST:
        return
    cuts = ((question[: cut.start()].strip(), question[cut.end() :].strip()) for cut in _BETWEEN.finditer(question))
    long = (halves for halves in cuts if min(len(half.split()) for half in halves) >= SHORTEST_HALF)
    yield from itertools.islice(long, MOST_CUTS)
