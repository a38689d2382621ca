"""Speaks when a message asks for nothing but the office itself: its hours, door, telephone, whom to see, whether it is open on a day.

Any word that is none of these (a procedure, another office) makes it somebody else's question. Pure; what day it is is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.rules.whole import WholeMessage
from indexer.language import fold, tokens
from knowledge.cues.office import DayNamed, OfficeCues, OfficeMatter

OFFICE = "office"  # the slot of the words for an office like ours; the rest of its own name says nothing here
MATTER, DAY, NEXT_WEEK, AROUND = "matter", "day", "next_week", "around"


@dataclass(frozen=True, slots=True)
class OfficeQuestion:
    """What is asked of the office, and the day that is named (None: none is)."""

    matters: tuple[OfficeMatter, ...]
    day: DayNamed | None = None
    is_next_week: bool = False


class OfficeRule:
    """Made once of the content and the office's own name; holds no state."""

    def __init__(self, content: OfficeCues, own_name: str = "") -> None:
        self._whole = WholeMessage(_patterns(content), content.slots, content.accented)
        common = {fold(syllable) for phrase in content.slots.get(OFFICE, ()) for syllable in tokens(phrase)}
        self._own = frozenset(map(fold, tokens(own_name))) - common

    def asked(self, text: str) -> OfficeQuestion | None:
        """What `text` asks of the office; None where it asks for anything else as well, or for nothing."""
        said = [syllable for syllable in tokens(text) if fold(syllable) not in self._own]
        kinds = [kind.partition(":") for _, _, kind, _ in self._whole.read(said)]
        matters = {OfficeMatter(value) for kind, _, value in kinds if kind == MATTER}
        day = next((DayNamed(value) for kind, _, value in kinds if kind == DAY), None)
        if day is None:
            matters.discard(OfficeMatter.OPEN)
        elif OfficeMatter.HOURS in matters:
            matters.add(OfficeMatter.OPEN)
        is_next_week = any(kind == NEXT_WEEK for kind, _, _ in kinds)
        return OfficeQuestion(tuple(matter for matter in OfficeMatter if matter in matters), day, is_next_week) if matters else None


def _patterns(content: OfficeCues) -> Iterator[tuple[str, str]]:
    yield from ((cue, f"{MATTER}:{matter}") for matter, cues in content.matters.items() for cue in cues)
    yield from ((cue, f"{DAY}:{day}") for day, cues in content.days.items() for cue in cues)
    yield from ((cue, NEXT_WEEK) for cue in content.next_week)
    yield from ((cue, AROUND) for cue in content.around)
