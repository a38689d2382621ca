"""What the admins are told of days on which the content must be looked at."""

from __future__ import annotations

from bot.wording.section import WordingSection
from knowledge.checks.dates import Matter, Shelf


class ContentWatchWords(WordingSection):
    """The banner of the console: a sentence for each matter, the names of the shelves, how examples are added."""

    many: str
    shelves: dict[Shelf, str]
    matters: dict[Matter, str]
    places: str
