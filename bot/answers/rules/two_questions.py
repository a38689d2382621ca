"""Speaks when one message asks about two procedures: cut in two, each half names its own plainly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

SHORTEST_HALF = 2  # words; a shorter half names nothing
LONGEST = 60  # words; a longer story asks for one thing
MOST_CUTS = 4  # of one message; each costs two rankings
_BETWEEN = re.compile(
    r"\s*(?:[?!.;\n]+|\b(?:và|va|với lại|voi lai|rồi còn|roi con|cùng với|đồng thời|tiện thể|luôn tiện|ngoài ra)\b)\s*", re.IGNORECASE
)


_EACH = re.compile(r"\b(?:mỗi|moi|từng|tung) (?:cái|cai|thứ|thu|việc|viec|loại|loai|giấy|giay)\b|\bcả hai\b|\bca hai\b", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:với|voi|và|va|cùng|cung)\s+", re.IGNORECASE)


class SplitQuestion(NamedTuple):
    """A message in two halves; `is_told`: whether it says itself that it asks about two things."""

    first: str
    second: str
    is_told: bool = False


def halves(question: str) -> Iterator[SplitQuestion]:
    """Each way to cut `question` in two where two questions may meet; both halves have at least SHORTEST_HALF words. What is asked of each
    ("bản sao khai sinh với tách hộ mỗi cái mấy ngày") stands behind both."""
    if len(question.split()) > LONGEST:
        return
    if each := _EACH.search(question):
        named, asked = question[: each.start()], question[each.end() :]
        shared = (
            SplitQuestion(f"{named[: cut.start()]} {asked}", f"{named[cut.end() :]} {asked}", is_told=True) for cut in _WITH.finditer(named)
        )
        yield from itertools.islice(shared, MOST_CUTS)
        return
    cuts = (SplitQuestion(question[: cut.start()].strip(), question[cut.end() :].strip()) for cut in _BETWEEN.finditer(question))
    long = (cut for cut in cuts if min(len(cut.first.split()), len(cut.second.split())) >= SHORTEST_HALF)
    yield from itertools.islice(long, MOST_CUTS)
