"""Which cues of danger that were found are none, for what they touch: a longer one, a harmless phrase, half a word. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.patterns import GAP, Found
from knowledge.cues.slots import SLOT

HARMLESS, CALM, URGENT, EVERYDAY = "harmless", "calm", "urgent", "everyday"
"""Kinds of what is found: what takes away, papers and long ago, what is happening, words of every day."""


def without_outdone(found: Sequence[Found]) -> list[Found]:
    """What is left where a cue that says more ("bị giật điện") silences its own part ("bị giật") and, of the same syllables, what
    only a slot made of them ("con bị đốt" of "bi dot quy")."""
    whole = [(begin, end, cue) for begin, end, _, cue in found if GAP not in cue]

    def is_outdone(begin: int, end: int, cue: str) -> bool:
        return any(
            (first <= begin and end <= last and last - first > end - begin)
            or (first < end and begin < last and SLOT.search(cue) and not SLOT.search(other) and last - first >= end - begin)
            for first, last, other in whole
        )

    return [each for each in found if not is_outdone(each[0], each[1], each[3])]


def without_half_words(found: Sequence[Found]) -> list[Found]:
    """What is left where a cue that begins with the end of a longer word of papers is none: bare, "so em" of "ho so em" reads "sờ em"."""
    papers = [(begin, end) for begin, end, kind, cue in found if kind == CALM and end - begin > 1 and GAP not in cue]
    return [each for each in found if each[2] == CALM or not any(first < each[0] < last < each[1] for first, last in papers)]


def without_harmless(found: Sequence[Found]) -> list[Found]:
    """What is left where a harmless phrase ("phòng cháy") takes away what it touches; what says more than it ("gọi chữa cháy") stays."""
    spans = [(begin, end) for begin, end, kind, _ in found if kind == HARMLESS]

    def is_touched(begin: int, end: int) -> bool:
        return any(
            first < end and begin < last and not (begin <= first and last <= end and last - first < end - begin) for first, last in spans
        )

    return [each for each in found if each[2] in (CALM, URGENT, EVERYDAY) or not is_touched(each[0], each[1])]
