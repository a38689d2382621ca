"""What a number of months or years counts ("bầu 7 tháng", "đóng được 3 tháng"): only like is held against like."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from indexer.language import fold


class CountedThing(StrEnum):
    """What a span of time is one of."""

    PREGNANCY = "pregnancy"
    PAID = "paid"
    AWAY = "away"
    SINCE = "since"


THINGS = {
    "bau": CountedThing.PREGNANCY,
    "thai": CountedThing.PREGNANCY,
    "dong": CountedThing.PAID,
    "hiem": CountedThing.PAID,
    "bhxh": CountedThing.PAID,
    "bhtn": CountedThing.PAID,
    "nghi": CountedThing.AWAY,
    "nghiep": CountedThing.AWAY,
    "vang": CountedThing.AWAY,
    "cuoi": CountedThing.SINCE,
    "mat": CountedThing.SINCE,
    "chet": CountedThing.SINCE,
    "han": CountedThing.SINCE,
    "tre": CountedThing.SINCE,
}
"""The word, bare, that says it, nearest to the number: "đóng bảo hiểm", "thất nghiệp", "quá hạn"."""
NEITHER_NOR = frozenset({"mặt", "mắt", "nghĩ", "hàn", "bàu", "đồng", "dòng", "trẻ"})
"""Written with their accents they are other words: "bảy triệu đồng", "trẻ 3 tháng"."""


def thing_counted(syllables: Sequence[str], begin: int, end: int, others: Sequence[tuple[int, int]] = ()) -> CountedThing | None:
    """What the number from `begin` up to `end` of `syllables` counts, by the nearest word before it that says so, else by the nearest
    behind it; a word beyond another number (`others`: where each begins and ends) is that one's. None where none does."""
    floor = max((stop for _, stop in others if stop <= begin), default=0)
    ceiling = min((start for start, _ in others if start >= end), default=len(syllables))
    before = reversed(syllables[floor:begin])
    return next((thing for syllable in (*before, *syllables[end:ceiling]) if (thing := _thing(syllable))), None)


def _thing(syllable: str) -> CountedThing | None:
    return None if syllable in NEITHER_NOR else THINGS.get(fold(syllable))
